using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Several processes of one account, a store that they share, and an API that answers each refresh and login.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class TokenStoreFixture
{
    private protected TokenStoreFixture()
    {
        Endpoint.OnRefresh = () => Task.FromResult(Day("refreshed " + Endpoint.Refreshes));
        Endpoint.OnLogin = () => Task.FromResult(new TokenSet(Day("logged in " + Endpoint.Logins), "rt-login"));
    }

    private protected static string Key { get; } = Credentials(username: "u", password: "p").StoreKey;

    private protected AnnouncedTime Time { get; } = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));

    private protected FakeTokenEndpoint Endpoint { get; } = new();

    private protected FakeTokenStore Shared { get; } = new();

    private protected WarningLog Log { get; } = new();

    private protected TokenManager Process(string? token = null, IVioletTokenStore? store = null) =>
        NewManager(Endpoint, Time, token, null, "u", "p", store ?? Shared, Log);

    private protected string Day(string name) => Jwt(Time.GetUtcNow(), Time.GetUtcNow().AddDays(1), name);

    private protected static string Told(string use, string problem) => ToldOf(nameof(FakeTokenStore), use, problem);

    private protected static string ToldOf(string store, string use, string problem) =>
        $"Warning: Violet: the token store {store} could not be {use} ({problem}). The client goes on without it and may log in "
        + "more often. This is said once until it works again.";
}
