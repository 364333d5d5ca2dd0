using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Several processes that share their tokens through a store.</summary>
public class TokenStoreTests : TokenStoreFixture
{
    [Test]
    public async Task A_token_that_another_process_has_is_used_without_a_login()
    {
        using TokenManager one = Process();
        using TokenManager other = Process();

        string token = await one.GetAsync();
        await Shared.Written;

        Assert.That(await other.GetAsync(), Is.EqualTo(token));
        Assert.That(Endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_rotated_by_another_process_is_picked_up_when_ours_is_rejected()
    {
        string rejected = Day("configured");
        using TokenManager manager = Process(rejected);
        string rotated = Day("rotated");
        Shared.Tokens[Key] = new TokenSet(rotated, "rt-rotated");

        string?[] calls = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => manager.RefreshAsync(rejected)));

        Assert.That(calls, Has.All.EqualTo(rotated));
        Assert.That((Endpoint.Attempts, Shared.Reads), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task A_token_rotated_by_another_process_is_picked_up_when_ours_ends()
    {
        using TokenManager manager = Process(Day("configured"));
        Time.Advance(TimeSpan.FromHours(25));
        Shared.Tokens[Key] = new TokenSet(Day("rotated"), "rt-rotated");

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("rotated")));
        Assert.That((Endpoint.Attempts, Shared.Writes), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_stored_token_that_is_no_better_than_ours_is_passed_over_but_its_refresh_token_is_used()
    {
        string rejected = Day("configured");
        string[] stored =
        [
            rejected,
            Jwt(Time.GetUtcNow().AddDays(-2), Time.GetUtcNow().AddDays(-1)),
            Jwt(Time.GetUtcNow().AddHours(-3), Time.GetUtcNow().AddHours(21)),
        ];
        foreach (string token in stored)
        {
            using TokenManager manager = Process(rejected);
            Shared.Tokens[Key] = new TokenSet(token, "rt-stored");

            Assert.That(await manager.RefreshAsync(rejected), Is.Not.AnyOf(stored));
        }

        Assert.That((Endpoint.RefreshTokens, Endpoint.Logins), Is.EqualTo(("rt-stored rt-stored rt-stored", 0)));
    }

    [Test]
    public async Task A_stored_refresh_token_that_no_longer_works_does_not_lock_out_the_one_in_the_settings()
    {
        Shared.Tokens[Credentials(refreshToken: "rt").StoreKey] = new TokenSet(Jwt(null, Time.GetUtcNow().AddDays(-1)), "rt-revoked");
        Endpoint.OnRefresh = () => Endpoint.LastRefreshToken == "rt" ? Task.FromResult(Day("new")) : throw ApiError(401);
        using TokenManager manager = NewManager(Endpoint, Time, refreshToken: "rt", store: Shared);

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("new")));
    }

    [Test]
    public async Task What_is_stored_is_the_new_token_with_its_refresh_token_under_our_key_only()
    {
        using TokenManager manager = Process();
        string token = await manager.GetAsync();
        await Shared.Written;

        Assert.That(Shared.Tokens.Keys.Single(), Is.EqualTo(Key));
        Assert.That((Shared.Tokens[Key].AccessToken, Shared.Tokens[Key].RefreshToken), Is.EqualTo((token, "rt-login")));
    }

    [Test]
    public async Task Clients_with_different_keys_never_see_each_others_tokens()
    {
        using TokenManager one = Process();
        using TokenManager other = NewManager(Endpoint, Time, username: "u2", password: "p2", store: Shared);

        string token = await one.GetAsync();
        await Shared.Written;

        Assert.That(await other.GetAsync(), Is.Not.EqualTo(token));
        Assert.That(Endpoint.Logins, Is.EqualTo(2));
    }

    [Test]
    public async Task Calls_with_a_valid_token_do_not_touch_the_store()
    {
        using TokenManager manager = Process(Day("configured"));
        for (int i = 0; i < 1000; i++)
            await manager.GetAsync();

        Assert.That(Shared.Reads, Is.Zero);
    }

    [Test]
    public void A_token_set_has_an_access_token()
    {
        Assert.Throws<ArgumentException>(() => new TokenSet("", "rt"));
        Assert.Throws<ArgumentException>(() => new TokenSet(null!, "rt"));
        Assert.That(new TokenSet("token", "").RefreshToken, Is.Null);
    }
}
