using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.AspNetCore;

/// <summary>
/// Keeps accepted webhooks in memory and runs their handlers. A webhook counts against the capacity from its acceptance until it is handled
/// or given up, also while it waits for its next attempt, or for an older one about the same entity; so the channel itself needs no bound,
/// and a repeat always finds room.
/// </summary>
internal sealed partial class MemoryWebhookQueue(
    WebhookDispatcher dispatcher,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<MemoryWebhookQueue> logger
) : IWebhookQueue, IHostedService, IDisposable
{
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_longestDelayOfShutdown = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_lastTime = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly HashSet<Item> _pending = []; // under the lock
    private readonly EntityLines<Item> _lines = new(); // under the lock
    private readonly WebhookOptions _options = options.Value;
    private readonly Channel<Item> _ready = System.Threading.Channels.Channel.CreateUnbounded<Item>();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new(); // ends the long waits for repeats
    private readonly CancellationTokenSource _outOfTime = new(); // ends the handlers, and all waits
    private bool _isStopping; // under the lock

    public ValueTask<WebhookAcceptance> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var item = new Item(delivery, Activity.Current?.Context ?? default);
        bool mayGo;
        lock (_gate)
        {
            if (_isStopping || _pending.Count >= _options.Capacity)
                return new(WebhookAcceptance.Refused);
            _pending.Add(item);
            mayGo = _lines.TryPass(delivery.EntityKey, item);
        }

        try
        {
            WebhookTelemetry.Pending(dispatcher.ApiOf(delivery), 1);
        }
        finally
        {
            if (mayGo)
                _ready.Writer.TryWrite(item); // a listener that throws must not leave a place taken
        }

        return new(WebhookAcceptance.Accepted);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // or every handling would be a part of the trace in which the host starts
        using AsyncFlowControl flow = ExecutionContext.SuppressFlow();
        for (int i = 0; i < _options.Concurrency; i++)
            _ = Task.Run(WorkAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Handles what was accepted, and repeats what fails after a second at most; when the host's shutdown time runs out, gives up
    /// the rest, each with a line in the log.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_pending.Count == 0)
                _drained.TrySetResult();
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await _drained.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            // what a handler has registered with its token may throw
            await _outOfTime.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // Not left to the workers: each may be in a handler that ignores its token.
            var waiting = new List<Item>();
            while (_ready.Reader.TryRead(out Item? item))
                waiting.Add(item);
            lock (_gate)
                waiting.AddRange(_lines.Waiting);
            await GiveUpAsync(waiting, e).ConfigureAwait(false);
            // by the real clock: a test's may stand still
            await Task.WhenAny(_drained.Task, Task.Delay(s_lastTime, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
            await GiveUpAsync(Pending(), e).ConfigureAwait(false);
        }

        _ready.Writer.TryComplete();
    }

    public void Dispose() => _ready.Writer.TryComplete();

    private async Task WorkAsync()
    {
        await foreach (Item item in _ready.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            // What throws here is a logger or a listener to metrics; the item is provided for, and the worker must live.
            await HandleAsync(item).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends with the item handled, given up, or on its way to the next attempt, also when it throws.</summary>
    private async Task HandleAsync(Item item)
    {
        try
        {
            _outOfTime.Token.ThrowIfCancellationRequested();
            item.Attempts++;
            await dispatcher.DispatchAsync(item.Delivery, item.Request, _outOfTime.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The waits of a shutdown are so short that attempts are no measure then: its time is.
            bool isStopping = _stopping.IsCancellationRequested;
            if (_outOfTime.IsCancellationRequested || (item.Attempts >= _options.MaxAttempts && !isStopping))
                await GiveUpAsync(item, e).ConfigureAwait(false);
            else
                Repeat(item, isStopping, e);
            return;
        }

        if (item.TryEnd())
            Release(item);
    }

    private void Repeat(Item item, bool isStopping, Exception error)
    {
        TimeSpan delay = DelayAfter(item.Attempts);
        if (isStopping && (delay > s_longestDelayOfShutdown || item.Attempts >= _options.MaxAttempts))
            delay = s_longestDelayOfShutdown;
        try
        {
            string webhook = dispatcher.Describe(item.Delivery);
            if (isStopping)
                LogFailureInShutdown(logger, webhook, item.Attempts, delay.TotalSeconds, error);
            else
                LogFailure(logger, webhook, item.Attempts, _options.MaxAttempts, delay.TotalSeconds, error);
        }
        finally
        {
            _ = RepeatAsync(item, delay, error, isStopping ? _outOfTime.Token : _stopping.Token);
        }
    }

    private async Task RepeatAsync(Item item, TimeSpan delay, Exception error, CancellationToken endOfWait)
    {
        await Task.Delay(delay, time, endOfWait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_outOfTime.IsCancellationRequested || !_ready.Writer.TryWrite(item))
            await GiveUpAsync(item, error).ConfigureAwait(false);
    }

    private async Task GiveUpAsync(IEnumerable<Item> items, Exception error) =>
        await Task.WhenAll(items.Select(item => GiveUpAsync(item, error))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task GiveUpAsync(Item item, Exception error)
    {
        if (!item.TryEnd())
            return;
        try
        {
            LogGivenUp(logger, dispatcher.Describe(item.Delivery), item.Attempts, error);
            WebhookTelemetry.GivenUp(dispatcher.ApiOf(item.Delivery));
        }
        finally
        {
            // before its place is free: then it may come again
            await dispatcher.ForgetAsync(item.Delivery).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Release(item);
        }
    }

    private void Release(Item item)
    {
        try
        {
            WebhookTelemetry.Pending(dispatcher.ApiOf(item.Delivery), -1);
        }
        finally
        {
            lock (_gate)
            {
                _pending.Remove(item);
                if (_lines.Leave(item.Delivery.EntityKey, item) is { } next)
                    _ready.Writer.TryWrite(next);
                if (_pending.Count == 0 && _isStopping)
                    _drained.TrySetResult();
            }
        }
    }

    private Item[] Pending()
    {
        lock (_gate)
            return [.. _pending];
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
        "{Webhook} was given up after attempt {Attempt}. The sender was told 200, so have it sent again if it matters."
    )]
    private static partial void LogGivenUp(ILogger logger, string webhook, int attempt, Exception error);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "The handler of {Webhook} failed in attempt {Attempt}, during the shutdown; the next one is in {Seconds:0.0} s."
    )]
    private static partial void LogFailureInShutdown(ILogger logger, string webhook, int attempt, double seconds, Exception error);

    private sealed class Item(WebhookDelivery delivery, ActivityContext request)
    {
        private int _hasEnded;

        public WebhookDelivery Delivery => delivery;

        public ActivityContext Request => request;

        public int Attempts { get; set; }

        /// <summary>Whether it falls to the caller to end the item, as handled or given up: at the end of the shutdown, two may want
        /// to.</summary>
        public bool TryEnd() => Interlocked.Exchange(ref _hasEnded, 1) == 0;
    }
}
