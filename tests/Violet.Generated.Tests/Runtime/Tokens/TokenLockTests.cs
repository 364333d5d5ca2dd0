using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>A store that is a lock too: one of many renews.</summary>
public class TokenLockTests : TokenStoreFixture
{
    [Test]
    public async Task Who_has_the_lock_renews_and_the_others_wait_for_its_token()
    {
        var store = new FakeTokenLock(Shared);
        using TokenManager one = Process(store: store);
        using TokenManager other = Process(store: store);
        store.TryAcquire = () => store.Held > 0 ? null : store.Acquire();
        var login = new TaskCompletionSource<TokenSet>();
        Endpoint.OnLogin = () => login.Task;

        Task<string> first = one.GetAsync();
        await Endpoint.Called;
        Task<string> second = other.GetAsync();
        await Time.BeginsToWaitAsync(TimeSpan.FromMilliseconds(100)); // the other one
        login.SetResult(new TokenSet(Day("logged in"), "rt"));
        string token = await first;
        await store.Released;
        Time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.That(await second, Is.EqualTo(token));
        Assert.That(Endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_rejected_token_too_is_renewed_by_one_of_many()
    {
        var store = new FakeTokenLock(Shared);
        string rejected = Day("rejected");
        Shared.Tokens[Key] = new TokenSet(rejected, "rt");
        using TokenManager one = Process(rejected, store);
        using TokenManager other = Process(rejected, store);
        store.TryAcquire = () => store.Held > 0 ? null : store.Acquire();

        string? token = await one.RefreshAsync(rejected);
        await store.Released;

        Assert.That(await other.RefreshAsync(rejected), Is.EqualTo(token));
        Assert.That(Endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_lock_whose_holder_never_comes_back_is_waited_for_five_seconds()
    {
        var store = new FakeTokenLock(Shared) { TryAcquire = () => null };
        using TokenManager manager = Process(store: store);

        Task<string> call = manager.GetAsync();
        for (int i = 0; i < 50; i++)
        {
            await Time.BeginsToWaitAsync(TimeSpan.FromMilliseconds(100));
            Assert.That(Endpoint.Attempts, Is.Zero);
            Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.That(await call, Is.EqualTo(Day("logged in 1")));
        Assert.That(Log.Lines, Is.Empty);
    }

    [Test]
    public async Task A_lock_that_fails_or_comes_too_late_costs_nothing_and_a_late_one_is_released()
    {
        var late = new TaskCompletionSource<IAsyncDisposable?>();
        var store = new FakeTokenLock(Shared) { TryAcquire = () => throw new IOException("planted") };
        using TokenManager manager = Process(store: store);
        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("logged in 1")));
        await Shared.Written;

        store.OnTryAcquire = () => late.Task;
        Task<string?> call = manager.RefreshAsync(Day("logged in 1"));
        await Time.AdvanceUntilAsync(call);
        Assert.That((await call is null, Endpoint.Refreshes), Is.EqualTo((false, 1)));
        late.SetResult(store.Acquire());
        await store.Released;

        Assert.That(Log.Lines, Is.EqualTo(new[] { ToldOf(nameof(FakeTokenLock), "locked", nameof(IOException)) }));
    }

    [Test]
    public async Task A_failed_renewal_releases_the_lock()
    {
        var store = new FakeTokenLock(Shared);
        store.TryAcquire = () => store.Acquire();
        Endpoint.OnLogin = () => throw ApiError(503);
        using TokenManager manager = Process(store: store);

        _ = await manager.GetAsync().Failure();

        await store.Released;
    }
}
