using System.Text;
using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>When a token is renewed: what its exp and iat mean on a clock that differs from Violet's.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TokenClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);

    [Test]
    public async Task A_clock_ten_minutes_off_costs_no_rejected_call_and_no_needless_renewal(
        [Values(-10, 0, 10)] int ourClockAheadMinutes,
        [Values(5, 24 * 60)] int lifetimeMinutes
    )
    {
        var lifetime = TimeSpan.FromMinutes(lifetimeMinutes);
        DateTimeOffset VioletsClock() => _time.GetUtcNow().AddMinutes(-ourClockAheadMinutes);
        DateTimeOffset expiresAt = DateTimeOffset.MinValue;
        var endpoint = new FakeTokenEndpoint
        {
            OnRefresh = () => Task.FromResult(Jwt(VioletsClock(), expiresAt = VioletsClock() + lifetime, Guid.NewGuid().ToString())),
        };
        using TokenManager manager = NewManager(endpoint, _time, refreshToken: "rt");

        for (int token = 1; token <= 5; token++)
        {
            foreach (double step in new[] { 0, 0.5, 0.35, 0.16 }) // the last lands just after the end
            {
                _time.Advance(lifetime * step);
                await manager.GetAsync();
                Assert.That(VioletsClock(), Is.LessThan(expiresAt), "Violet would reject this call");
            }

            Assert.That(endpoint.Refreshes, Is.EqualTo(token + 1));
        }
    }

    [TestCase(24 * 60, 24 * 60 - 30)]
    [TestCase(5 * 60, 5 * 60 - 30)]
    [TestCase(60, 54)]
    [TestCase(10, 9)]
    public void A_token_is_renewed_half_an_hour_ahead_or_at_nine_tenths_of_a_short_life(int lifetimeMinutes, int renewedAfterMinutes)
    {
        var held = HeldToken.JustIssued(Tokens(Jwt(Now, Now.AddMinutes(lifetimeMinutes))), Now);

        Assert.That((held.RenewAt, held.ExpiresAt), Is.EqualTo((Now.AddMinutes(renewedAfterMinutes), Now.AddMinutes(lifetimeMinutes))));
    }

    [Test]
    public void The_life_of_a_token_just_issued_counts_from_its_receipt_however_wrong_our_clock_is(
        [Values(-100_000, -10, 10, 100_000)] int ourClockAheadMinutes
    )
    {
        DateTimeOffset violetsClock = Now.AddMinutes(-ourClockAheadMinutes);

        var held = HeldToken.JustIssued(Tokens(Jwt(violetsClock, violetsClock.AddHours(1))), Now);

        Assert.That(held.ExpiresAt, Is.EqualTo(Now.AddHours(1)));
    }

    [Test]
    public void A_token_from_the_settings_is_renewed_before_its_real_end_on_a_clock_ten_minutes_off(
        [Values(-10, 10)] int ourClockAheadMinutes
    )
    {
        DateTimeOffset realEnd = Now.AddHours(7); // on our clock
        DateTimeOffset violetsEnd = realEnd.AddMinutes(-ourClockAheadMinutes);

        var held = HeldToken.IssuedEarlier(Tokens(Jwt(violetsEnd.AddDays(-1), violetsEnd)), Now);

        Assert.That(held.RenewAt, Is.LessThan(realEnd).And.GreaterThan(realEnd.AddHours(-1)));
    }

    [Test]
    public void A_token_from_the_settings_was_not_issued_in_the_future_so_it_lives_its_life_from_now_at_most()
    {
        var held = HeldToken.IssuedEarlier(Tokens(Jwt(Now.AddHours(5), Now.AddHours(6))), Now);

        Assert.That(held.ExpiresAt, Is.EqualTo(Now.AddHours(1)));
    }

    [Test]
    public void Without_iat_the_exp_is_taken_as_it_is()
    {
        TokenSet tokens = Tokens(Jwt(null, Now.AddHours(1)));

        Assert.That(HeldToken.JustIssued(tokens, Now).ExpiresAt, Is.EqualTo(Now.AddHours(1)));
        Assert.That(HeldToken.IssuedEarlier(tokens, Now).ExpiresAt, Is.EqualTo(Now.AddHours(1)));
    }

    [TestCase("opaque")]
    [TestCase("")]
    [TestCase("a.b.c")]
    [TestCase("a.!!!.c")]
    [TestCase("..")]
    public void A_token_that_is_no_jwt_is_used_until_it_is_rejected(string text)
    {
        TokenSet tokens = Tokens("x" + text);

        Assert.That(HeldToken.JustIssued(tokens, Now).RenewAt, Is.EqualTo(DateTimeOffset.MaxValue));
        Assert.That(HeldToken.IssuedEarlier(tokens, Now).RenewAt, Is.EqualTo(DateTimeOffset.MaxValue));
    }

    [TestCase("""{"iat":1785585600}""")]
    [TestCase("""{"iat":1785585600,"exp":1785585600}""", Description = "no life at all")]
    [TestCase("""{"iat":1785585600,"exp":1785582000}""", Description = "ended before it began")]
    [TestCase("""{"exp":1}""", Description = "long past, yet issued just now")]
    [TestCase("""{"iat":1,"exp":"1785585600"}""")]
    [TestCase("""{"iat":1,"exp":{"exp":2}}""")]
    [TestCase("""{"iat":1,"exp":1e300}""")]
    [TestCase("""{"iat":1,"exp":-5}""")]
    [TestCase("""{"iat":1,"exp":null}""")]
    [TestCase("""{"claims":{"iat":1,"exp":2}}""")]
    [TestCase("""[{"iat":1,"exp":2}]""")]
    [TestCase("""{"iat":1,"exp":""")]
    [TestCase("null")]
    public void A_token_just_issued_whose_times_make_no_sense_is_used_until_it_is_rejected(string payload) =>
        Assert.That(HeldToken.JustIssued(Tokens(JwtOf(payload)), Now).RenewAt, Is.EqualTo(DateTimeOffset.MaxValue));

    [Test]
    public void A_life_of_thousands_of_years_overflows_nothing()
    {
        TokenSet tokens = Tokens(JwtOf("""{"iat":0,"exp":253402300799}"""));

        Assert.That(HeldToken.JustIssued(tokens, Now).ExpiresAt, Is.EqualTo(DateTimeOffset.MaxValue));
        Assert.That(HeldToken.IssuedEarlier(tokens, Now).ExpiresAt.Year, Is.EqualTo(9999));
    }

    [Test]
    public void Times_may_have_fractions_and_other_claims_around_them() =>
        Assert.That(
            JwtTimes.Read(JwtOf("""{"scopes":[{"exp":1}],"iat":1785585600.75,"x":{"iat":2},"exp":1.7855892e9,"user_type":"DEVELOPER"}""")),
            Is.EqualTo((DateTimeOffset.FromUnixTimeSeconds(1785585600), DateTimeOffset.FromUnixTimeSeconds(1785589200)))
        );

    [Test]
    public void No_payload_makes_the_client_throw()
    {
        var random = new Random(5);
        byte[] bytes = Encoding.UTF8.GetBytes("""{"iat":1785585600,"exp":253402300799,"a":[{"é":"\u00e9"}]}""");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mutated = bytes.ToArray();
            for (int j = random.Next(4); j >= 0; j--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);

            string token = $"a.{Convert.ToBase64String(mutated[..random.Next(mutated.Length + 1)])}.c";
            Assert.DoesNotThrow(
                () => (HeldToken.JustIssued(Tokens(token), Now), HeldToken.IssuedEarlier(Tokens(token), Now)).ToString(),
                token
            );
        }
    }

    private static TokenSet Tokens(string accessToken) => new(accessToken, "rt");
}
