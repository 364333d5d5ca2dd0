using System.Collections.Concurrent;
using Entries = System.Threading.Channels.Channel;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>What handlers have done; a test waits for a number of entries.</summary>
internal sealed class Recorder
{
    private readonly ConcurrentQueue<string> _all = new();
    private readonly System.Threading.Channels.Channel<string> _new = Entries.CreateUnbounded<string>();

    public IReadOnlyCollection<string> All => _all;

    public Task Add(string entry)
    {
        _all.Enqueue(entry);
        _new.Writer.TryWrite(entry);
        return Task.CompletedTask;
    }

    /// <summary>Waits for so many more entries.</summary>
    public async Task<IReadOnlyCollection<string>> WaitForAsync(int count)
    {
        for (int i = 0; i < count; i++)
            await _new.Reader.ReadAsync().AsTask().WaitAsync(WebhookApp.Patience);
        return _all;
    }
}
