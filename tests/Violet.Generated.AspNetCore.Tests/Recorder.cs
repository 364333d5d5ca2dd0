using System.Collections.Concurrent;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>What handlers have done; a test waits for a number of entries.</summary>
internal sealed class Recorder
{
    private readonly ConcurrentQueue<string> _entries = new();
    private readonly SemaphoreSlim _added = new(0);

    public IReadOnlyCollection<string> All => _entries;

    public Task Add(string entry)
    {
        _entries.Enqueue(entry);
        _added.Release();
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyCollection<string>> WaitForAsync(int count)
    {
        for (int i = 0; i < count; i++) Assert.That(await _added.WaitAsync(WebhookApp.Patience), $"{i} of {count} came: {string.Join(", ", _entries)}");
        return _entries;
    }
}
