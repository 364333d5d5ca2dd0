namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Wakes the loop that claims, for it to look again: once, however often it was called meanwhile.</summary>
internal sealed class WakeUp(TimeProvider time)
{
    private volatile TaskCompletionSource _next = New();

    public void Set() => _next.TrySetResult();

    /// <summary>Waits until it is woken, but so long at most. What woke it before counts too.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task woken = _next.Task;
        await woken.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!woken.IsCompleted)
            return false;
        _next = New();
        return true;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
