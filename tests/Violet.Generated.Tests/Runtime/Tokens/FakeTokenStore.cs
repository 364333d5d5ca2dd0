using System.Collections.Concurrent;
using System.Threading.Channels;
using Waits = System.Threading.Channels.Channel;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Keeps tokens in memory, or fails as the test says.</summary>
internal sealed class FakeTokenStore : IVioletTokenStore
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _ended = Waits.CreateUnbounded<bool>();
    private int _reads,
        _writes;

    public ConcurrentDictionary<string, TokenSet> Tokens { get; } = new();

    public int Reads => _reads;

    public int Writes => _writes;

    public Exception? Failure { get; set; }

    public Func<CancellationToken, Task> OnGet { get; set; } = _ => Task.CompletedTask;

    public TaskCompletionSource? WriteGate { get; set; }

    public Task Written => _written.Task.Soon();

    public async ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        await OnGet(cancellationToken);
        return Failure is null ? Tokens.GetValueOrDefault(key) : throw Failure;
    }

    public async ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        try
        {
            if (Failure is not null)
                throw Failure;

            await (WriteGate?.Task ?? Task.CompletedTask);
            Tokens[key] = tokens;
            _written.TrySetResult();
        }
        finally
        {
            _ended.Writer.TryWrite(true);
        }
    }

    /// <summary>Ends when the next write has ended, however it did; each is told once.</summary>
    public Task WriteEndedAsync() => _ended.Reader.ReadAsync().AsTask().Soon();
}
