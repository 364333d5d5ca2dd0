namespace Violet.Generated.EntityFrameworkCore;

/// <summary>The name under which this process claims, until others have taken over what it had under that name.</summary>
internal sealed class WorkerLife(string id) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    public string Id => id;

    /// <summary>Ends the handlers of what is not this process's any more.</summary>
    public CancellationToken Lost => _end.Token;

    // what a handler has registered with its token may throw
    public async Task LoseAsync() => await _end.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Handlers may still run, and look at it.</summary>
    public void Dispose() => _end.Cancel();
}
