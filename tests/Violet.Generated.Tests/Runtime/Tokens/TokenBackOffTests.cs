using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>What callers see while no token can be had, and how seldom Violet is asked.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TokenBackOffTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeTokenEndpoint _endpoint = new() { OnLogin = () => throw ApiError(503), OnRefresh = () => throw ApiError(500) };

    [Test]
    public async Task A_thousand_calls_make_one_attempt_per_window_and_the_windows_double_up_to_a_minute()
    {
        using TokenManager manager = NewManager(_endpoint, _time, Expired(), "rt");

        int attempts = 0;
        foreach (int window in new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 })
        {
            Assert.That(await FailThousand(manager), Is.EqualTo(++attempts), "the window is over: one attempt");
            Assert.That(await FailThousand(manager), Is.EqualTo(attempts), "a new window has begun");
            _time.Advance(TimeSpan.FromSeconds(window) - Tick);
            Assert.That(await FailThousand(manager), Is.EqualTo(attempts), $"{window} s are not over");
            _time.Advance(Tick);
        }

        TestContext.Out.WriteLine($"{attempts * 3000} calls in 243 s, {_endpoint.Refreshes} refreshes");
    }

    [Test]
    public async Task Within_the_window_callers_fail_at_once()
    {
        using TokenManager manager = NewManager(_endpoint, _time, Expired(), "rt");
        VioletAuthenticationException first = await manager.GetAsync().Failure();

        ValueTask<string> second = manager.GetTokenAsync(default);

        Assert.That(second.IsFaulted, "nobody waits for the window to end");
        VioletAuthenticationException failure = await second.AsTask().Failure();
        Assert.That((failure.Message, failure.InnerException), Is.EqualTo((first.Message, first.InnerException)));
        Assert.That(failure, Is.Not.SameAs(first));
    }

    [Test]
    public async Task A_failed_renewal_ahead_disturbs_nobody_whose_token_is_still_valid()
    {
        string old = Jwt(_time.GetUtcNow(), _time.GetUtcNow().AddDays(1));
        using TokenManager manager = NewManager(_endpoint, _time, old, "rt");
        _time.Advance(TimeSpan.FromHours(23.75));

        Assert.That(await manager.GetAsync(), Is.EqualTo(old));
        await _endpoint.Called;
        for (int i = 0; i < 1000; i++)
            Assert.That(await manager.GetAsync(), Is.EqualTo(old));

        _ = await manager.RefreshAsync(old).Failure();
        Assert.That(_endpoint.Attempts, Is.EqualTo(1), "not even a rejection makes an attempt before the window ends");
        _ = await manager.GetAsync().Failure();
    }

    [Test]
    public async Task A_success_ends_the_back_off()
    {
        using TokenManager manager = NewManager(_endpoint, _time, Expired(), "rt");
        for (int i = 0; i < 5; i++)
        {
            _ = await manager.GetAsync().Failure();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _endpoint.OnRefresh = () => Task.FromResult(Jwt(_time.GetUtcNow(), _time.GetUtcNow().AddDays(1)));
        await manager.GetAsync();
        _endpoint.OnRefresh = () => throw ApiError(500);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.That((await manager.GetAsync().Failure()).Message, Does.EndWith("in 1 s at the earliest."));
    }

    [Test]
    public async Task Wrong_credentials_are_not_tried_again_before_the_window_ends([Values(400, 401, 403)] int status)
    {
        VioletApiException refusal = ApiError(status);
        _endpoint.OnLogin = () => throw refusal;
        using TokenManager manager = NewManager(_endpoint, _time, username: "u", password: "p");

        Assert.That(await FailThousand(manager), Is.EqualTo(1));
        VioletAuthenticationException failure = await manager.GetAsync().Failure();
        Assert.That(failure.InnerException, Is.SameAs(refusal));
        Assert.That(failure.Message, Does.Contain("Check VioletOptions.Username and VioletOptions.Password"));
        Assert.That(_endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_thousand_rejected_calls_whose_token_cannot_be_renewed_make_one_attempt_and_the_calls_after_them_none()
    {
        string rejected = Jwt(_time.GetUtcNow(), _time.GetUtcNow().AddDays(1));
        using TokenManager manager = NewManager(_endpoint, _time, rejected, "rt");

        var calls = new Task[1000];
        Parallel.For(0, calls.Length, i => calls[i] = manager.RefreshAsync(rejected));

        VioletAuthenticationException[] failures = await Task.WhenAll(calls.Select(call => call.Failure()));
        Assert.That(failures.Select(e => e.Message).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await FailThousand(manager), Is.EqualTo(1), "a rejected token is given to nobody");
    }

    [Test]
    public async Task Setting_the_clock_back_does_not_stretch_the_window()
    {
        var time = new SettableClock();
        using TokenManager manager = NewManager(_endpoint, time, refreshToken: "rt");
        _ = await manager.GetAsync().Failure();

        time.SetBack = TimeSpan.FromHours(1);
        time.Advance(TimeSpan.FromSeconds(1));
        _ = await manager.GetAsync().Failure();

        Assert.That(_endpoint.Attempts, Is.EqualTo(2));
    }

    [Test]
    public async Task The_failure_says_what_was_tried_and_what_to_set()
    {
        using TokenManager refreshOnly = NewManager(_endpoint, _time, refreshToken: "rt");
        using TokenManager both = NewManager(_endpoint, _time, refreshToken: "rt", username: "u", password: "p");
        Assert.That(
            (await refreshOnly.GetAsync().Failure()).Message,
            Is.EqualTo(
                "The token could not be refreshed (HTTP 500). Set VioletOptions.Username and VioletOptions.Password as well, "
                    + "and the client logs in when a refresh fails. The next attempt is made in 1 s at the earliest."
            )
        );
        Assert.That(
            (await both.GetAsync().Failure()).Message,
            Is.EqualTo(
                "The refresh with VioletOptions.RefreshToken failed (HTTP 500), then the login did. The login to Violet "
                    + "failed (HTTP 503); the inner exception says why. The next attempt is made in 1 s at the earliest."
            )
        );

        _endpoint.OnRefresh = () => throw ApiError(401);
        using TokenManager refused = NewManager(_endpoint, _time, refreshToken: "rt");
        Assert.That(
            (await refused.GetAsync().Failure()).Message,
            Does.StartWith(
                "Violet refused the refresh token (HTTP 401). Set VioletOptions.RefreshToken to a valid one, or "
                    + "VioletOptions.Username and VioletOptions.Password,"
            )
        );
    }

    [Test]
    public async Task No_secret_is_in_what_people_get_to_see()
    {
        string token = Expired();
        using TokenManager manager = NewManager(_endpoint, _time, token, "secret-refresh", "secret-user", "secret-password");
        VioletAuthenticationException failure = await manager.GetAsync().Failure();
        var tokens = new TokenSet(token, "secret-refresh");

        string[] texts =
        [
            failure.ToString(),
            tokens.ToString(),
            manager.ToString()!,
            HeldToken.JustIssued(tokens, default).ToString()!,
            new FixedTokenProvider(token).ToString()!,
        ];
        Assert.That(texts, Has.None.Contains("secret").And.None.Contains(token));
    }

    private string Expired() => Jwt(_time.GetUtcNow().AddDays(-2), _time.GetUtcNow().AddDays(-1));

    /// <summary>Makes a thousand calls that all fail, and gives the number of attempts made so far.</summary>
    private async Task<int> FailThousand(TokenManager manager)
    {
        var calls = new Task[1000];
        Parallel.For(0, calls.Length, i => calls[i] = manager.GetAsync());
        foreach (Task call in calls)
            _ = await call.Failure();

        return _endpoint.Attempts;
    }

    private sealed class SettableClock : FakeTimeProvider
    {
        public TimeSpan SetBack { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - SetBack;

        public override long GetTimestamp() => base.GetUtcNow().Ticks; // monotonic
    }
}
