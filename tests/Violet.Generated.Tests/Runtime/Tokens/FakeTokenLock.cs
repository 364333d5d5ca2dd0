namespace Violet.Generated.Tests.Tokens;

/// <summary>The same store as a lock, which is given as the test says.</summary>
internal sealed class FakeTokenLock(IVioletTokenStore inner) : IVioletTokenStore, IVioletTokenRenewalLock
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;

    public Func<IAsyncDisposable?> TryAcquire { get; set; } = () => null;

    public Func<Task<IAsyncDisposable?>>? OnTryAcquire { get; set; }

    public int Held => _held;

    public Task Released => _released.Task.Soon();

    public ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken) =>
        inner.SetAsync(key, tokens, cancellationToken);

    public ValueTask<IAsyncDisposable?> TryAcquireAsync(string key, CancellationToken cancellationToken) =>
        new(OnTryAcquire?.Invoke() ?? Task.FromResult(TryAcquire()));

    public IAsyncDisposable Acquire()
    {
        Interlocked.Increment(ref _held);
        return new Lock(this);
    }

    private sealed class Lock(FakeTokenLock store) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref store._held);
            store._released.TrySetResult();
            return default;
        }
    }
}
