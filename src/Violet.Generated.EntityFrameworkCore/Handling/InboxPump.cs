using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Claims events for this process, gives its signs of life, and takes over from processes that give none.</summary>
internal sealed partial class InboxPump(
    InboxLeases leases,
    InboxHandling handling,
    InboxGauge gauge,
    WebhookDispatcher dispatcher,
    WakeUp wakeUp,
    IOptions<InboxOptions> options,
    TimeProvider time,
    ILogger<InboxPump> logger
) : IDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_gatherTime = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _leaseTime = options.Value.LeaseTime;
    private readonly Dictionary<string, (long Stamp, long Since)> _others = new(StringComparer.Ordinal);
    private WorkerLife? _life;
    private bool _mayHoldUnknown;
    private long? _lastLook;

    private TimeSpan LongestPause => Least(options.Value.MaxPollInterval, _leaseTime / 2);

    private TimeSpan FirstPause => Least(s_firstPause, LongestPause);

    /// <summary>Claims whenever there is room: at once when it is woken, else after pauses that grow.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The database may be away; the loop must live.")]
    public async Task ClaimAsync(CancellationToken stopping)
    {
        TimeSpan pause = FirstPause;
        bool isPoll = true;
        while (!stopping.IsCancellationRequested)
        {
            bool isFull = false;
            bool hasFound = false;
            try
            {
                if (isPoll || _lastLook is not { } last || time.GetElapsedTime(last) >= _leaseTime / 4)
                    await LookAsync(stopping).ConfigureAwait(false);
                if (handling.Room is > 0 and var room)
                {
                    int found = await ClaimAsync(room, stopping).ConfigureAwait(false);
                    (hasFound, isFull) = (found > 0, found == room);
                }

                if (isFull && handling.Room > 0)
                    continue; // there may be more
                if (hasFound && !isFull)
                    await GatherAsync(stopping).ConfigureAwait(false);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailure(logger, e);
            }

            bool isWoken = await wakeUp.WaitAsync(pause, stopping).ConfigureAwait(false);
            isPoll = !isWoken;
            pause = hasFound || isWoken ? FirstPause : Least(pause * 2, LongestPause);
        }
    }

    /// <summary>Gives signs of life while something is held.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The database may be away; the loop must live.")]
    public async Task StampAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(_leaseTime / 4, time);
        try
        {
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
            {
                if (_life is not { } life || handling.Held.Count == 0)
                    continue;
                try
                {
                    if (!await leases.StampAsync(life.Id, end).ConfigureAwait(false))
                        await LoseAsync(life).ConfigureAwait(false);
                }
                catch (Exception e) when (!end.IsCancellationRequested)
                {
                    LogFailure(logger, e);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // the end
        }
    }

    /// <summary>Gives all leases back, for others to go on at once.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_life is not { } life)
            return;
        await leases.ReleaseAsync(life.Id, [], cancellationToken).ConfigureAwait(false);
        await leases.RemoveWorkerAsync(life.Id, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _life?.Dispose();

    private async Task<int> ClaimAsync(int room, CancellationToken cancellationToken)
    {
        WorkerLife life = await LiveAsync(cancellationToken).ConfigureAwait(false);
        if (_mayHoldUnknown)
        {
            await leases.ReleaseAsync(life.Id, [.. handling.Held], cancellationToken).ConfigureAwait(false);
            _mayHoldUnknown = false;
        }

        try
        {
            // Not cut short by the end: what is claimed must be known.
            IReadOnlyList<ClaimedEvent> claimed = await leases
                .ClaimAsync(life.Id, [.. dispatcher.Endpoints.Keys], room, CancellationToken.None)
                .ConfigureAwait(false);
            foreach (ClaimedEvent e in claimed)
                handling.Start(e, life);
            return claimed.Count;
        }
        catch (WorkerLostException)
        {
            await LoseAsync(life).ConfigureAwait(false);
            return room; // look again, under a new name
        }
        catch
        {
            _mayHoldUnknown = true; // the commit may have gone well, and only its answer been lost
            throw;
        }
    }

    private async Task<WorkerLife> LiveAsync(CancellationToken cancellationToken)
    {
        if (_life is { } life && !life.Lost.IsCancellationRequested)
            return life;
        life = new WorkerLife(Guid.NewGuid().ToString("N"));
        await leases.AddWorkerAsync(life.Id, cancellationToken).ConfigureAwait(false);
        return _life = life;
    }

    private async Task LoseAsync(WorkerLife life)
    {
        if (handling.Held.Count > 0)
            LogLost(logger, _leaseTime.TotalSeconds);
        await life.LoseAsync().ConfigureAwait(false);
    }

    /// <summary>Looks at the others: a stamp that stood still for the lease time, by this process's clock, says that its leases are
    /// over.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        List<InboxWorker> workers = await leases.OtherWorkersAsync(_life?.Id ?? "", cancellationToken).ConfigureAwait(false);
        foreach (string gone in _others.Keys.Except(workers.Select(worker => worker.Id)).ToList())
            _others.Remove(gone);
        foreach (InboxWorker worker in workers)
        {
            if (!_others.TryGetValue(worker.Id, out (long Stamp, long Since) seen) || seen.Stamp != worker.Stamp)
            {
                _others[worker.Id] = (worker.Stamp, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(seen.Since) >= _leaseTime)
            {
                int events = await leases.TakeOverAsync(worker, cancellationToken).ConfigureAwait(false);
                if (events > 0)
                    LogTakenOver(logger, events, _leaseTime.TotalSeconds);
            }
        }

        await gauge.ReadAsync(cancellationToken).ConfigureAwait(false);
        _lastLook = time.GetTimestamp();
    }

    /// <summary>Events come one by one, and there is room for more than come: a short wait lets one claim take several, and leaves the disk
    /// to those that accept. By the real clock: a test's may stand still.</summary>
    private static Task GatherAsync(CancellationToken stopping) => Task.Delay(s_gatherTime, TimeProvider.System, stopping);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(1, LogLevel.Warning, "The inbox of webhooks cannot be read or written at the moment; it tries again.")]
    private static partial void LogFailure(ILogger logger, Exception error);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "Another process gave no sign of life for {Seconds:0.#} s; {Events} webhooks that it had under way are free again."
    )]
    private static partial void LogTakenOver(ILogger logger, int events, double seconds);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "This process gave no sign of life for {Seconds:0.#} s, so others have taken over its webhooks; their handlers are cancelled here."
    )]
    private static partial void LogLost(ILogger logger, double seconds);
}
