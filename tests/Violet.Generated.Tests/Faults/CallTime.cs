namespace Violet.Generated.Tests.Faults;

/// <summary>
/// A clock without waiting: what waits for a while (a back-off, a Retry-After) is woken at once, and the clock says that the while has
/// passed. An attempt's time limit is reached only on demand.
/// </summary>
internal sealed class CallTime(TimeSpan attemptTimeout) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly HashSet<CallTimer> _attempts = [];
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _elapsed);

    public override DateTimeOffset GetUtcNow() => _start + new TimeSpan(GetTimestamp());

    /// <summary>Reaches the time limit of all attempts that are under way.</summary>
    public void EndAttempts()
    {
        CallTimer[] attempts;
        lock (_attempts)
        {
            attempts = [.. _attempts];
            _attempts.Clear();
        }

        Interlocked.Add(ref _elapsed, attemptTimeout.Ticks);
        foreach (CallTimer attempt in attempts)
            attempt.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new CallTimer(this, callback, state);
        if (dueTime == attemptTimeout)
        {
            lock (_attempts)
                _attempts.Add(timer);
        }
        else if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Interlocked.Add(ref _elapsed, dueTime.Ticks);
            timer.Ring();
        }

        return timer;
    }

    private sealed class CallTimer(CallTime time, TimerCallback callback, object? state) : ITimer
    {
        /// <summary>On another thread: whoever makes a timer does not have it yet.</summary>
        public void Ring() => ThreadPool.QueueUserWorkItem(_ => callback(state));

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nothing in a call changes a timer.");

        public void Dispose()
        {
            lock (time._attempts)
                time._attempts.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
