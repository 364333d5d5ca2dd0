using Microsoft.Extensions.Caching.Distributed;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>A cache that is down.</summary>
internal class BrokenCache : IDistributedCache
{
    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public virtual Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        Task.FromException<byte[]?>(new TimeoutException("the cache is down"));

    public virtual Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        Task.FromException(new TimeoutException("the cache is down"));

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public virtual Task RemoveAsync(string key, CancellationToken token = default) =>
        Task.FromException(new TimeoutException("the cache is down"));
}
