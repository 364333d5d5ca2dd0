using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Several processes that share their tokens through a store.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TokenStoreTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeTokenEndpoint _endpoint = new();
    private readonly Store _store = new();

    public TokenStoreTests()
    {
        _endpoint.OnRefresh = () => Task.FromResult(Day("refreshed " + _endpoint.Refreshes));
        _endpoint.OnLogin = () => Task.FromResult(new TokenSet(Day("logged in " + _endpoint.Logins), "rt-login"));
    }

    [Test]
    public async Task A_token_that_another_process_has_is_used_without_a_login()
    {
        using var one = Process();
        using var other = Process();

        var token = await one.GetAsync();
        await _store.Written;

        Assert.That(await other.GetAsync(), Is.EqualTo(token));
        Assert.That(_endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_rotated_by_another_process_is_picked_up_when_ours_is_rejected()
    {
        var rejected = Day("configured");
        using var manager = Process(rejected);
        var rotated = Day("rotated");
        _store.Tokens["key"] = new TokenSet(rotated, "rt-rotated");

        var calls = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => manager.RefreshAsync(rejected)));

        Assert.That(calls, Has.All.EqualTo(rotated));
        Assert.That((_endpoint.Attempts, _store.Reads), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task A_token_rotated_by_another_process_is_picked_up_when_ours_ends()
    {
        using var manager = Process(Day("configured"));
        _time.Advance(TimeSpan.FromHours(25));
        _store.Tokens["key"] = new TokenSet(Day("rotated"), "rt-rotated");

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("rotated")));
        Assert.That((_endpoint.Attempts, _store.Writes), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_stored_token_that_is_no_better_than_ours_is_passed_over_but_its_refresh_token_is_used()
    {
        var rejected = Day("configured");
        string[] stored =
        [
            rejected,
            Jwt(_time.GetUtcNow().AddDays(-2), _time.GetUtcNow().AddDays(-1)),
            Jwt(_time.GetUtcNow().AddHours(-3), _time.GetUtcNow().AddHours(21)),
        ];
        foreach (var token in stored)
        {
            using var manager = Process(rejected);
            _store.Tokens["key"] = new TokenSet(token, "rt-stored");

            Assert.That(await manager.RefreshAsync(rejected), Is.Not.AnyOf(stored));
        }

        Assert.That((_endpoint.RefreshTokens, _endpoint.Logins), Is.EqualTo(("rt-stored rt-stored rt-stored", 0)));
    }

    [Test]
    public async Task A_stored_refresh_token_that_no_longer_works_does_not_lock_out_the_one_in_the_settings()
    {
        _store.Tokens["key"] = new TokenSet(Jwt(null, _time.GetUtcNow().AddDays(-1)), "rt-revoked");
        _endpoint.OnRefresh = () => _endpoint.LastRefreshToken == "rt" ? Task.FromResult(Day("new")) : throw ApiError(401);
        using var manager = new TokenManager(_endpoint, _time, refreshToken: "rt", store: _store, storeKey: "key");

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("new")));
    }

    [Test]
    public async Task What_is_stored_is_the_new_token_with_its_refresh_token_under_our_key_only()
    {
        using var manager = Process();
        var token = await manager.GetAsync();
        await _store.Written;

        Assert.That(_store.Tokens.Keys.Single(), Is.EqualTo("key"));
        Assert.That((_store.Tokens["key"].AccessToken, _store.Tokens["key"].RefreshToken), Is.EqualTo((token, "rt-login")));
    }

    [Test]
    public async Task Clients_with_different_keys_never_see_each_others_tokens()
    {
        using var one = Process();
        using var other = new TokenManager(_endpoint, _time, username: "u2", password: "p2", store: _store, storeKey: "key2");

        var token = await one.GetAsync();
        await _store.Written;

        Assert.That(await other.GetAsync(), Is.Not.EqualTo(token));
        Assert.That(_endpoint.Logins, Is.EqualTo(2));
    }

    [Test]
    public async Task Calls_with_a_valid_token_do_not_touch_the_store()
    {
        using var manager = Process(Day("configured"));
        for (var i = 0; i < 1000; i++)
            await manager.GetAsync();

        Assert.That(_store.Reads, Is.Zero);
    }

    [Test]
    public async Task A_store_that_is_down_disturbs_no_call()
    {
        _store.Failure = new IOException("the store is down");
        using var manager = Process();

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("logged in 1")));
        Assert.That((_endpoint.Logins, _store.Reads), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Nobody_waits_until_a_token_is_stored()
    {
        _store.WriteGate = new TaskCompletionSource();
        using var manager = Process();

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("logged in 1")));
        Assert.That(_store.Tokens, Is.Empty);
        _store.WriteGate.SetResult();
        await _store.Written;
    }

    [Test]
    public void A_store_without_a_key_is_refused() =>
        Assert.Throws<ArgumentException>(() => new TokenManager(_endpoint, _time, refreshToken: "rt", store: _store));

    [Test]
    public void A_token_set_has_an_access_token()
    {
        Assert.Throws<ArgumentException>(() => new TokenSet("", "rt"));
        Assert.Throws<ArgumentException>(() => new TokenSet(null!, "rt"));
        Assert.That(new TokenSet("token", "").RefreshToken, Is.Null);
    }

    private TokenManager Process(string? token = null) => new(_endpoint, _time, token, null, "u", "p", _store, "key");

    private string Day(string name) => Jwt(_time.GetUtcNow(), _time.GetUtcNow().AddDays(1), name);

    private sealed class Store : IVioletTokenStore
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _reads,
            _writes;

        public ConcurrentDictionary<string, TokenSet> Tokens { get; } = new();

        public int Reads => _reads;

        public int Writes => _writes;

        public Exception? Failure { get; set; }

        public TaskCompletionSource? WriteGate { get; set; }

        public Task Written => _written.Task.Soon();

        public ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            return Failure is null ? new(Tokens.GetValueOrDefault(key)) : throw Failure;
        }

        public async ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _writes);
            if (Failure is not null)
                throw Failure;

            await (WriteGate?.Task ?? Task.CompletedTask);
            Tokens[key] = tokens;
            _written.TrySetResult();
        }
    }
}
