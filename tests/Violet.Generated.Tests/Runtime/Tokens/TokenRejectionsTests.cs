using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>What a refused call means for its token, one after another or many at once.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TokenRejectionsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeTokenEndpoint _endpoint = new();
    private readonly HashSet<string> _revoked = [];

    public TokenRejectionsTests()
    {
        _endpoint.OnRefresh = () => Task.FromResult("refreshed-" + _endpoint.Refreshes);
        _endpoint.OnLogin = () => Task.FromResult(new TokenSet("logged-in-" + _endpoint.Logins, "rt"));
    }

    [Test]
    public async Task Any_code_that_is_not_known_renews_the_token_once([Values(null, 1001, 7200)] int? code)
    {
        _revoked.Add("configured");
        using TokenManager manager = Manager("configured");

        Assert.That(await CallAsync(new Client(manager, _time), code), Is.EqualTo("refreshed-1"));
        Assert.That(_endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_code_that_comes_again_on_a_new_token_is_final_for_its_operation_for_five_minutes()
    {
        using TokenManager manager = Manager("configured", login: false);
        var client = new Client(manager, _time);

        for (int i = 0; i < 100; i++)
            Assert.That(await RefusedAsync(client, "Carts.Get", 7200), Is.True);
        Assert.That(_endpoint.Attempts, Is.EqualTo(1));

        await RefusedAsync(client, "Carts.List", 7200);
        await RefusedAsync(client, "Carts.Get", 7201);
        Assert.That(_endpoint.Attempts, Is.EqualTo(3), "another operation, and another code");

        _time.Advance(TimeSpan.FromMinutes(5));
        await RefusedAsync(client, "Carts.Get", 7200);
        Assert.That(_endpoint.Attempts, Is.EqualTo(4));
    }

    [Test]
    public async Task An_operation_that_makes_up_a_code_for_each_call_has_four_renewals()
    {
        using TokenManager manager = Manager("configured", login: false);
        var client = new Client(manager, _time);

        for (int code = 5000; code < 5100; code++)
        {
            manager.Accept(await manager.GetAsync()); // other operations work
            await RefusedAsync(client, "Carts.Get", code);
        }

        Assert.That(_endpoint.Attempts, Is.EqualTo(4));
    }

    [Test]
    public async Task A_thousand_calls_at_once_that_are_refused_whatever_their_token_make_few_renewals()
    {
        using TokenManager manager = Manager("configured");
        var client = new Client(manager, _time);

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => RefusedAsync(client, "Carts.Get", 7200))));

        TestContext.Out.WriteLine($"1000 calls: {_endpoint.Refreshes} refreshes, {_endpoint.Logins} logins");
        Assert.That(_endpoint.Attempts, Is.InRange(2, 6));
        Assert.That(await manager.GetAsync(), Is.Not.Null);
    }

    [Test]
    public async Task Where_a_doubted_token_cannot_be_renewed_it_stays_and_the_call_gets_the_APIs_own_error()
    {
        _endpoint.OnRefresh = () => throw ApiError(401);
        using TokenManager manager = Manager("configured", login: false);

        Assert.That(await RefusedAsync(new Client(manager, _time), "Carts.Get", 7200), Is.True);

        Assert.That(await manager.GetAsync(), Is.EqualTo("configured"), "the other operations work on");
    }

    [Test]
    public async Task Tokens_that_are_revoked_again_and_again_are_always_renewed_if_they_have_worked([Values(11, 1001)] int code)
    {
        using TokenManager manager = Manager("configured");
        var client = new Client(manager, _time);

        for (int i = 0; i < 100; i++)
        {
            string token = (await CallAsync(client, code))!;
            Assert.That(token, Is.Not.Null);
            _revoked.Add(token);
        }

        Assert.That((_endpoint.Refreshes, _endpoint.Logins), Is.EqualTo((99, 0)));
    }

    [Test]
    public async Task A_refresh_that_gives_useless_tokens_is_followed_by_a_login_in_the_same_call([Values(11, 1001)] int code)
    {
        _revoked.UnionWith(["configured", "refreshed-1"]);
        using TokenManager manager = Manager("configured");

        Assert.That(await CallAsync(new Client(manager, _time), code), Is.EqualTo("logged-in-1"));
    }

    [Test]
    public async Task A_stored_token_that_is_revoked_too_costs_no_call()
    {
        var store = new FakeTokenStore();
        store.Tokens[Credentials(refreshToken: "rt", username: "u", password: "p").StoreKey] = new TokenSet("stored", "rt");
        _revoked.UnionWith(["configured", "stored"]);
        using TokenManager manager = NewManager(_endpoint, _time, "configured", "rt", "u", "p", store);

        Assert.That(await CallAsync(new Client(manager, _time), 1001), Is.EqualTo("refreshed-1"));
        await store.Written;
    }

    [Test]
    public async Task A_source_of_the_users_own_is_asked_once_and_its_failure_hides_no_error_of_the_API()
    {
        var client = new Client(new FailingProvider(), _time);

        Assert.That(await RefusedAsync(client, "Carts.Get", 7200), Is.True);
        await Assert.ThrowsAsync<VioletAuthenticationException>(() => RefusedAsync(client, "Carts.Get", 11));
    }

    private TokenManager Manager(string? token, bool login = true) =>
        NewManager(_endpoint, _time, token, "rt", login ? "u" : null, login ? "p" : null);

    /// <summary>A call that works with any token that is not revoked: gives that token, or null for the API's error.</summary>
    private async Task<string?> CallAsync(Client client, int? code)
    {
        for (int renewals = 0; ; renewals++)
        {
            string token = await client.Tokens.GetTokenAsync(default);
            if (!_revoked.Contains(token))
            {
                client.Rejections.Accept(token);
                return token;
            }

            if (!await client.Rejections.TryRenewAsync("Orders.Get", Verdict(code), code, token, renewals, default))
                return null;
        }
    }

    /// <summary>A call that is refused whatever its token; true when it ends with the API's error.</summary>
    private static async Task<bool> RefusedAsync(Client client, string operation, int? code)
    {
        for (int renewals = 0; ; renewals++)
        {
            string token = await client.Tokens.GetTokenAsync(default);
            if (!await client.Rejections.TryRenewAsync(operation, Verdict(code), code, token, renewals, default))
                return true;
        }
    }

    private static TokenVerdict Verdict(int? code) => code == 11 ? TokenVerdict.Rejected : TokenVerdict.Doubted;

    private sealed class Client(IVioletTokenProvider tokens, TimeProvider time)
    {
        public IVioletTokenProvider Tokens => tokens;

        public TokenRejections Rejections { get; } = new(tokens, time);
    }

    private sealed class FailingProvider : IVioletTokenProvider
    {
        public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) => new("mine");

        public ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken) =>
            throw new VioletAuthenticationException("planted");
    }
}
