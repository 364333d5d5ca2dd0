using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.AspNetCore.Tests.Tokens;

/// <summary>Who renews is settled by a claim in the cache, which has no atomic operation.</summary>
public class DistributedCacheClaimTests
{
    private const string Key = "key";

    [Test]
    public async Task A_claim_whose_holder_does_not_come_back_ends_after_five_seconds_in_its_own_process_too()
    {
        await using ServiceProvider provider = new ServiceCollection().AddDistributedMemoryCache().BuildServiceProvider();
        var time = new TestTime();
        var store = new DistributedCacheTokenStore(new NoExpiry(provider.GetRequiredService<IDistributedCache>()), time);

        Task<IAsyncDisposable?> first = store.TryAcquireAsync(Key, default).AsTask();
        await time.PassAsync(TimeSpan.FromMilliseconds(200));
        Assert.That(await first, Is.Not.Null);
        time.Advance(TimeSpan.FromMilliseconds(4799));
        Assert.That(await store.TryAcquireAsync(Key, default), Is.Null);
        await provider.GetRequiredService<IDistributedCache>().RemoveAsync(Key + "-claim"); // as the cache does after five seconds
        time.Advance(TimeSpan.FromMilliseconds(1));
        Task<IAsyncDisposable?> second = store.TryAcquireAsync(Key, default).AsTask();
        await time.PassAsync(TimeSpan.FromMilliseconds(200));

        Assert.That(await second, Is.Not.Null);
    }

    [Test]
    public async Task Of_two_processes_that_claim_a_renewal_at_the_same_moment_one_gets_it_until_it_releases_it()
    {
        await using ServiceProvider provider = new ServiceCollection().AddDistributedMemoryCache().BuildServiceProvider();
        var time = new TestTime();
        var cache = new RacingCache(provider.GetRequiredService<IDistributedCache>(), blindLooks: 2);
        var one = new DistributedCacheTokenStore(cache, time);
        var two = new DistributedCacheTokenStore(cache, time);

        Task<IAsyncDisposable?> first = one.TryAcquireAsync(Key, default).AsTask();
        Task<IAsyncDisposable?> second = two.TryAcquireAsync(Key, default).AsTask(); // its claim comes last, so it stands
        await time.PassAsync(TimeSpan.FromMilliseconds(200));
        await using (IAsyncDisposable? acquired = await second.WaitAsync(WebhookApp.Patience))
        {
            Assert.That((await first.WaitAsync(WebhookApp.Patience), acquired is null), Is.EqualTo(((IAsyncDisposable?)null, false)));
            Assert.That(await one.TryAcquireAsync(Key, default), Is.Null);
        }

        first = one.TryAcquireAsync(Key, default).AsTask();
        await time.PassAsync(TimeSpan.FromMilliseconds(200));
        Assert.That(await first.WaitAsync(WebhookApp.Patience), Is.Not.Null);
    }

    [Test]
    public async Task Within_a_process_one_of_many_gets_the_claim_and_the_others_do_not_trouble_the_cache()
    {
        await using ServiceProvider provider = new ServiceCollection().AddDistributedMemoryCache().BuildServiceProvider();
        var cache = new RacingCache(provider.GetRequiredService<IDistributedCache>(), blindLooks: 0);
        var store = new DistributedCacheTokenStore(cache);

        Task<IAsyncDisposable?>[] claims = [.. Enumerable.Range(0, 10).Select(_ => store.TryAcquireAsync(Key, default).AsTask())];

        Assert.That((await Task.WhenAll(claims)).Count(claim => claim is not null), Is.EqualTo(1));
        Assert.That(cache.Looks, Is.EqualTo(2), "one looks before and after its claim");
    }

    /// <summary>Two that look for a claim at the same moment both find none.</summary>
    private sealed class RacingCache(IDistributedCache inner, int blindLooks) : BrokenCache
    {
        private int _looks;

        public int Looks => _looks;

        public override Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
            key.EndsWith("-claim", StringComparison.Ordinal) && Interlocked.Increment(ref _looks) <= blindLooks
                ? Task.FromResult<byte[]?>(null)
                : inner.GetAsync(key, token);

        public override Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
            inner.SetAsync(key, value, options, token);

        public override Task RemoveAsync(string key, CancellationToken token = default) => inner.RemoveAsync(key, token);
    }

    /// <summary>Its entries end when the test removes them: its own clock is not the test's.</summary>
    private sealed class NoExpiry(IDistributedCache inner) : BrokenCache
    {
        public override Task<byte[]?> GetAsync(string key, CancellationToken token = default) => inner.GetAsync(key, token);

        public override Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
            inner.SetAsync(key, value, new DistributedCacheEntryOptions(), token);

        public override Task RemoveAsync(string key, CancellationToken token = default) => inner.RemoveAsync(key, token);
    }
}
