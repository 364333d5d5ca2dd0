using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>A client whose clock is minutes apart from the server's.</summary>
public class TokenClocksTests
{
    private const int CallsAtOnce = 20;

    [Test]
    public async Task A_clock_ten_minutes_apart_fails_no_call_and_renews_each_token_once(
        [Values(-10, 0, 10)] int aheadMinutes,
        [Values(5, 24 * 60)] int lifetimeMinutes,
        [Values("login", "refresh token", "token")] string source
    )
    {
        var lifetime = TimeSpan.FromMinutes(lifetimeMinutes);
        var theirs = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        var ours = new FakeTimeProvider(theirs.GetUtcNow().AddMinutes(aheadMinutes));
        await using VioletTestServer server = await VioletTestServer.StartAsync(new() { Time = theirs, TokenLifetime = lifetime });
        using VioletClient violet = server.Violet(o =>
        {
            o.TimeProvider = ours;
            if (source == "refresh token")
                (o.Username, o.Password, o.RefreshToken) = (null, null, server.RefreshToken);
            if (source == "token")
                (o.Token, o.RefreshToken) = (server.IssueToken(), server.RefreshToken);
        });

        const int Lives = 5;
        for (int life = 0; life < Lives; life++)
        {
            foreach (double step in (double[])[0, 0.5, 0.35, 0.16]) // the last lands just after the end
            {
                theirs.Advance(lifetime * step);
                ours.Advance(lifetime * step);
                await Task.WhenAll(Enumerable.Range(0, CallsAtOnce).Select(_ => violet.Orders.GetAsync(74001)));
            }
        }

        int renewals = server.CountRequests("Auth_Login") + server.CountRequests("Auth_RefreshToken"),
            refused = server.Requests.Count(r => r.Status == 401);
        await TestContext.Out.WriteLineAsync(
            $"{Lives * 4 * CallsAtOnce} calls over {Lives} lives: {server.CountRequests("Auth_Login")} logins, "
                + $"{server.CountRequests("Auth_RefreshToken")} refreshes, {refused} refused and repeated"
        );
        Assert.That(server.CountRequests("Auth_Login"), Is.EqualTo(source == "login" ? 1 : 0));
        Assert.That(renewals, Is.InRange(Lives, Lives + 1), "one a life, and the first");
        // A token from the settings has only its exp to go by: ours may be behind, and then the server's word counts.
        Assert.That(refused, Is.LessThanOrEqualTo(source == "token" ? CallsAtOnce : 0));
    }
}
