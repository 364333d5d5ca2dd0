using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Where a token comes from, one caller at a time.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TokenManagerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeTokenEndpoint _endpoint = new();
    private string _next = "";

    [SetUp]
    public void EachAnswerIsAnotherToken()
    {
        _endpoint.OnRefresh = () => Task.FromResult(_next = Day("refreshed " + _endpoint.Refreshes));
        _endpoint.OnLogin = () =>
            Task.FromResult(new TokenSet(_next = Day("logged in " + _endpoint.Logins), "rt-login-" + _endpoint.Logins));
    }

    [Test]
    public async Task The_first_call_logs_in_and_the_next_ones_use_that_token()
    {
        using TokenManager manager = NewManager(_endpoint, _time, username: "u", password: "p");

        string first = await manager.GetAsync();
        string second = await manager.GetAsync();

        Assert.That((first, second, _endpoint.Logins), Is.EqualTo((_next, _next, 1)));
    }

    [Test]
    public async Task A_refresh_token_saves_the_login()
    {
        using TokenManager manager = NewManager(_endpoint, _time, refreshToken: "rt", username: "u", password: "p");

        Assert.That(await manager.GetAsync(), Is.EqualTo(_next));
        Assert.That((_endpoint.RefreshTokens, _endpoint.Logins), Is.EqualTo(("rt", 0)));
    }

    [Test]
    public async Task A_token_from_the_settings_is_used_until_it_expires()
    {
        string configured = Day("configured");
        using TokenManager manager = NewManager(_endpoint, _time, configured, "rt");

        Assert.That(await manager.GetAsync(), Is.EqualTo(configured));
        _time.Advance(TimeSpan.FromHours(25));
        Assert.That(await manager.GetAsync(), Is.EqualTo(_next));
        Assert.That(_endpoint.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task The_refresh_token_is_kept_because_a_refresh_gives_no_new_one()
    {
        using TokenManager manager = NewManager(_endpoint, _time, refreshToken: "rt");
        for (int i = 0; i < 3; i++)
        {
            await manager.GetAsync();
            _time.Advance(TimeSpan.FromHours(25));
        }

        Assert.That(_endpoint.RefreshTokens, Is.EqualTo("rt rt rt"));
    }

    [Test]
    public async Task A_login_gives_a_new_refresh_token()
    {
        using TokenManager manager = NewManager(_endpoint, _time, username: "u", password: "p");
        await manager.GetAsync();
        _time.Advance(TimeSpan.FromHours(25));
        await manager.GetAsync();

        Assert.That((_endpoint.RefreshTokens, _endpoint.Logins), Is.EqualTo(("rt-login-1", 1)));
    }

    [Test]
    public async Task A_failed_refresh_falls_back_to_the_login()
    {
        _endpoint.OnRefresh = () => throw ApiError(500);
        using TokenManager manager = NewManager(_endpoint, _time, refreshToken: "rt", username: "u", password: "p");

        Assert.That(await manager.GetAsync(), Is.EqualTo(_next));
        Assert.That((_endpoint.Refreshes, _endpoint.Logins), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task When_the_logins_refresh_token_fails_the_one_from_the_settings_is_tried_before_another_login()
    {
        using TokenManager manager = NewManager(_endpoint, _time, refreshToken: "rt", username: "u", password: "p");
        _endpoint.OnRefresh = () => throw ApiError(500);
        await manager.GetAsync();
        _time.Advance(TimeSpan.FromHours(25));
        _endpoint.OnRefresh = () => _endpoint.LastRefreshToken == "rt" ? Task.FromResult(_next = Day("refreshed")) : throw ApiError(401);

        Assert.That(await manager.GetAsync(), Is.EqualTo(_next));
        Assert.That((_endpoint.RefreshTokens, _endpoint.Logins), Is.EqualTo(("rt rt-login-1 rt", 1)));
    }

    [Test]
    public async Task A_refresh_that_gives_the_same_token_again_counts_as_failed()
    {
        string rejected = Day("configured");
        _endpoint.OnRefresh = () => Task.FromResult(rejected);
        using TokenManager manager = NewManager(_endpoint, _time, rejected, "rt", "u", "p");

        Assert.That(await manager.RefreshAsync(rejected), Is.EqualTo(_next));
        Assert.That(_endpoint.Logins, Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase(null)]
    public async Task A_refresh_that_gives_no_token_counts_as_failed(string? nothing)
    {
        _endpoint.OnRefresh = () => Task.FromResult(nothing!);
        using TokenManager manager = NewManager(_endpoint, _time, refreshToken: "rt", username: "u", password: "p");

        Assert.That(await manager.GetAsync(), Is.EqualTo(_next));
        Assert.That(_endpoint.Logins, Is.EqualTo(1));
    }

    [Test]
    public async Task A_rejected_token_is_renewed_whatever_its_times_say()
    {
        string configured = Day("configured");
        using TokenManager manager = NewManager(_endpoint, _time, configured, "rt");

        Assert.That(await manager.RefreshAsync(configured), Is.EqualTo(_next).And.Not.EqualTo(configured));
        Assert.That(await manager.GetAsync(), Is.EqualTo(_next));
        Assert.That(_endpoint.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task Rejecting_a_token_that_is_no_longer_current_gives_the_current_one()
    {
        string configured = Day("configured");
        using TokenManager manager = NewManager(_endpoint, _time, configured, "rt");
        await manager.RefreshAsync(configured);

        Assert.That(await manager.RefreshAsync(configured), Is.EqualTo(_next));
        Assert.That(await manager.RefreshAsync("a token of last week"), Is.EqualTo(_next));
        Assert.That(_endpoint.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task Where_every_new_token_is_rejected_the_renewals_back_off_and_the_401_surfaces()
    {
        string configured = Day("configured");
        using TokenManager manager = NewManager(_endpoint, _time, configured, "rt");

        // A minute of a call every 100 ms, each of them rejected.
        int surfaced = 0;
        for (int i = 0; i < 600; i++)
        {
            surfaced += await manager.RefreshAsync(await manager.GetAsync()) is null ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        TestContext.Out.WriteLine($"600 rejections: {_endpoint.Refreshes} refreshes, {surfaced} times the API's own 401");
        Assert.That((_endpoint.Refreshes, surfaced), Is.EqualTo((9, 591)), "4 at once, then after 1, 2, 4, 8 and 16 s");
        Assert.That(await manager.GetAsync(), Is.EqualTo(_next), "the token stays, so that the API can say what is wrong");
    }

    [Test]
    public async Task Tokens_rejected_now_and_then_are_always_renewed()
    {
        using TokenManager manager = NewManager(_endpoint, _time, refreshToken: "rt");
        for (int i = 0; i < 10; i++)
        {
            Assert.That(await manager.RefreshAsync(await manager.GetAsync()), Is.Not.Null);
            _time.Advance(TimeSpan.FromMinutes(3));
        }
    }

    [Test]
    public async Task After_disposal_a_valid_token_is_still_given_and_none_is_renewed()
    {
        TokenManager manager = NewManager(_endpoint, _time, Day("configured"), "rt");
        manager.Dispose();

        Assert.That(await manager.GetAsync(), Is.Not.Empty);
        _time.Advance(TimeSpan.FromHours(25));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => manager.GetAsync());
        Assert.That(_endpoint.Attempts, Is.Zero);
    }

    [Test]
    public async Task Disposal_ends_the_login_under_way()
    {
        _endpoint.OnLogin = async () =>
        {
            await Task.Delay(Timeout.Infinite, _endpoint.LastCancellationToken);
            return new TokenSet("never", null);
        };
        TokenManager manager = NewManager(_endpoint, _time, username: "u", password: "p");
        Task<string> waiting = manager.GetAsync();
        await _endpoint.Called;

        manager.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Test]
    public void Nothing_to_renew_with_is_an_error_that_names_the_settings()
    {
        ArgumentException? error = Assert.Throws<ArgumentException>(() => NewManager(_endpoint, _time, "token", "", "user", ""));

        Assert.That(
            error!.Message,
            Does.Contain("VioletOptions.RefreshToken").And.Contain("VioletOptions.Username").And.Contain("VioletOptions.Password")
        );
    }

    [Test]
    public async Task A_fixed_token_is_given_as_it_is_and_never_renewed()
    {
        var provider = new FixedTokenProvider("token");

        Assert.That(await provider.GetTokenAsync(default), Is.EqualTo("token"));
        Assert.That(await provider.RefreshTokenAsync("token", default), Is.Null);
    }

    private string Day(string name) => Jwt(_time.GetUtcNow(), _time.GetUtcNow().AddDays(1), name);
}
