using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Handles what this process has claimed: so many at a time, each until it is done, has failed for good, or is lost.</summary>
internal sealed partial class InboxHandling : IDisposable
{
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_writeTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_gatherTime = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<long, Task> _held = new();
    private readonly CancellationTokenSource _stopping = new(); // ends the waits for repeats
    private readonly CancellationTokenSource _outOfTime = new(); // ends the handlers, and all waits
    private readonly Batches<ClaimedEvent, bool> _ends;
    private readonly SemaphoreSlim _slots;
    private readonly HandlerRunner _runner;
    private readonly InboxEndings _endings;
    private readonly WebhookDispatcher _dispatcher;
    private readonly WakeUp _wakeUp;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private int _busy;

    public InboxHandling(
        HandlerRunner runner,
        InboxEndings endings,
        WebhookDispatcher dispatcher,
        WakeUp wakeUp,
        IOptions<WebhookOptions> options,
        TimeProvider time,
        ILogger<InboxHandling> logger
    )
    {
        (_runner, _endings, _dispatcher, _wakeUp, _options, _time, _logger) = (
            runner,
            endings,
            dispatcher,
            wakeUp,
            options.Value,
            time,
            logger
        );
        _slots = new SemaphoreSlim(_options.Concurrency);
        _ends = new(EndAsync, s_writeTime, s_gatherTime, time);
    }

    /// <summary>How many more events may be claimed. One that waits for its repeat takes no place of those that are handled.</summary>
    public int Room => Math.Min(_options.Concurrency - Volatile.Read(ref _busy), _options.Capacity - _held.Count);

    /// <summary>The events that this process has claimed.</summary>
    public ICollection<long> Held => _held.Keys;

    /// <summary>Writes the ends of events, until <see cref="StopAsync"/>.</summary>
    public Task RunAsync() => _ends.RunAsync();

    public void Start(ClaimedEvent e, WorkerLife life)
    {
        Interlocked.Increment(ref _busy);
        var added = new TaskCompletionSource();
        _held[e.Id] = Task.Run(
            async () =>
            {
                await added.Task.ConfigureAwait(false); // or it might be taken out before it is in
                // What throws here is a logger or a listener to metrics; the event's lease ends with this process's at the latest.
                await HandleAsync(e, life).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _held.TryRemove(e.Id, out _);
                _wakeUp.Set();
            },
            CancellationToken.None
        );
        added.SetResult();
    }

    /// <summary>Lets those end that are handled; out of time, cancels them. Events that wait for their repeat do not hold it up.</summary>
    public async Task StopAsync(TimeSpan lastTime, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        var all = Task.WhenAll(_held.Values);
        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!all.IsCompleted)
        {
            await _outOfTime.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // by the real clock: a test's may stand still
            await Task.WhenAny(all, Task.Delay(lastTime, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        }

        _ends.Complete();
    }

    public void Dispose()
    {
        // Handlers may still run, and look at these.
        _stopping.Cancel();
        _outOfTime.Cancel();
    }

    [SuppressMessage("Design", "CA1031", Justification = "A handler may throw anything; the event is tried again.")]
    private async Task HandleAsync(ClaimedEvent e, WorkerLife life)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(life.Lost, _outOfTime.Token);
        using var endOfWait = CancellationTokenSource.CreateLinkedTokenSource(life.Lost, _stopping.Token);
        for (bool isFirst = true; ; isFirst = false)
        {
            if (!isFirst)
                Interlocked.Increment(ref _busy);
            Exception error;
            try
            {
                await AttemptAsync(e, end.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception) when (end.IsCancellationRequested)
            {
                return; // given back, or another's
            }
            catch (WorkerLostException lost)
            {
                LogLost(_logger, _dispatcher.Describe(e.Delivery), lost);
                return;
            }
            catch (Exception failure)
            {
                error = failure;
            }
            finally
            {
                Interlocked.Decrement(ref _busy);
                _wakeUp.Set();
            }

            if (!await RepeatAsync(e, error, endOfWait.Token).ConfigureAwait(false))
                return;
        }
    }

    private async Task AttemptAsync(ClaimedEvent e, CancellationToken cancellationToken)
    {
        if (e.Attempts >= _options.MaxAttempts)
            throw new HandlerCutOffException();
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool hasEnded = await _runner.RunAsync(e, cancellationToken).ConfigureAwait(false);
            if (!hasEnded)
                await EndAsync(e, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>The handlers have done their part, so they do not run again because the database is away: this does.</summary>
    private async Task EndAsync(ClaimedEvent e, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await _ends.AddAsync(e, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                TimeSpan delay = DelayAfter(attempt);
                LogNotWritten(_logger, _dispatcher.Describe(e.Delivery), delay.TotalSeconds, error);
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool[]> EndAsync(IReadOnlyList<ClaimedEvent> events, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, ClaimedEvent> ofWorker in events.GroupBy(e => e.Worker))
            await _endings.DoneAsync(ofWorker.Key, [.. ofWorker.Select(e => e.Id)], cancellationToken).ConfigureAwait(false);
        return new bool[events.Count];
    }

    /// <summary>Writes the failure down and waits; gives whether the event is to be tried again here. An attempt counts once the database
    /// knows of it: a database that is away makes every handler fail.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The database may be away; the event is tried again.")]
    private async Task<bool> RepeatAsync(ClaimedEvent e, Exception error, CancellationToken endOfWait)
    {
        bool isLast = e.Attempts + 1 >= _options.MaxAttempts;
        string type = error.GetType().FullName!;
        string webhook = _dispatcher.Describe(e.Delivery);
        TimeSpan delay = DelayAfter(e.Attempts + 1);
        try
        {
            int attempts = Math.Min(e.Attempts + 1, _options.MaxAttempts);
            bool isMine = isLast
                ? await _endings.FailedAsync(e, attempts, type, CancellationToken.None).ConfigureAwait(false)
                : await _endings.FailedOnceAsync(e, type, CancellationToken.None).ConfigureAwait(false);
            if (!isMine)
                return false;
            if (isLast)
            {
                LogGivenUp(_logger, webhook, attempts, error);
                _dispatcher.CountGivenUp(e.Delivery);
                return false;
            }

            e.Attempts++;
            LogFailure(_logger, webhook, e.Attempts, _options.MaxAttempts, delay.TotalSeconds, error);
        }
        catch (Exception failure)
        {
            LogNotWritten(_logger, webhook, delay.TotalSeconds, failure);
        }

        await Task.Delay(delay, _time, endOfWait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !endOfWait.IsCancellationRequested;
    }

    private TimeSpan DelayAfter(int attempts)
    {
        double ticks = Math.Min(_options.RetryDelay.Ticks * Math.Pow(2, attempts - 1), s_longestDelay.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (0.9 + (Random.Shared.NextDouble() * 0.2))));
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The handler of {Webhook} failed in attempt {Attempt} of {MaxAttempts}; the next one is in {Seconds:0.0} s."
    )]
    private static partial void LogFailure(ILogger logger, string webhook, int attempt, int maxAttempts, double seconds, Exception error);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "{Webhook} was given up after attempt {Attempt}. It stays in the inbox as failed: IVioletInbox.RetryAsync runs it again."
    )]
    private static partial void LogGivenUp(ILogger logger, string webhook, int attempt, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "The database did not take down what became of {Webhook}; the next attempt is in {Seconds:0.0} s.")]
    private static partial void LogNotWritten(ILogger logger, string webhook, double seconds, Exception error);

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "{Webhook} was taken over by another process, since this one gave no sign of life; what its handler wrote here is undone."
    )]
    private static partial void LogLost(ILogger logger, string webhook, Exception error);
}
