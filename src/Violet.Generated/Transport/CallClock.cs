namespace Violet.Generated.Transport;

/// <summary>The time that one call has, and what is told when it is repeated.</summary>
internal sealed class CallClock(TimeProvider timeProvider, TimeSpan timeout, Action<int, TimeSpan, VioletException> onRetry)
{
    private readonly long _start = timeProvider.GetTimestamp();

    public TimeSpan Elapsed => timeProvider.GetElapsedTime(_start);

    public TimeSpan Remaining => timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : timeout - Elapsed;

    public int Retries { get; private set; }

    public void OnRetry(int retry, TimeSpan delay, VioletException error)
    {
        Retries = retry;
        onRetry(retry, delay, error);
    }
}
