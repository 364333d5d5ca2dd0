namespace Violet.Generated.Runtime.Http;

/// <summary>Cancels one attempt when its time is over or its caller gives up, and tells the two apart.</summary>
internal sealed class AttemptTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _caller;
    private readonly ITimer? _timer;

    public AttemptTimer(TimeSpan time, TimeProvider timeProvider, CancellationToken caller)
    {
        _caller = caller;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        if (time == TimeSpan.MaxValue)
            return;
        if (ReferenceEquals(timeProvider, TimeProvider.System))
        {
            _source.CancelAfter(time);
        }
        else
        {
            _timer = timeProvider.CreateTimer(
                static state => Cancel((CancellationTokenSource)state!),
                _source,
                time,
                Timeout.InfiniteTimeSpan
            );
        }
    }

    public CancellationToken Token => _source.Token;

    public bool HasElapsed => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Dispose()
    {
        _timer?.Dispose();
        _source.Dispose();
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A timer that is disposed may be ringing already. On its thread nobody catches, so this would end the process.
        }
    }
}
