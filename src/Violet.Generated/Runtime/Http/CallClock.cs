namespace Violet.Generated.Runtime.Http;

/// <summary>The time that one call has, and how often it was repeated.</summary>
internal sealed class CallClock(ApiSettings settings, ApiRequest request, TimeSpan timeout)
{
    private readonly long _start = settings.TimeProvider.GetTimestamp();

    public TimeSpan Elapsed => settings.TimeProvider.GetElapsedTime(_start);

    public TimeSpan Remaining => timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : timeout - Elapsed;

    public int Retries { get; private set; }

    public void OnRetry(int retry, TimeSpan delay, VioletException error)
    {
        Retries = retry;
        Telemetry.Retrying(settings, request, retry, delay, error);
    }
}
