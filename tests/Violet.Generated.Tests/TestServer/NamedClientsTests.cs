using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Clients with different credentials side by side. The server refuses the token of one app under the id of another.</summary>
public class NamedClientsTests
{
    private const int Calls = 1000;

    [Test]
    public async Task Named_clients_never_see_each_others_tokens([Values] bool withSharedStore)
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        var store = new MemoryStore();
        TestAccount[] accounts = [server.AddAccount(), server.AddAccount()];
        var services = new ServiceCollection();
        services.AddViolet(o => Configure(o, server.Configure));
        services.AddViolet("one", o => Configure(o, accounts[0].Configure));
        services.AddViolet("two", o => Configure(o, accounts[1].Configure));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IVioletClient[] clients =
        [
            provider.GetRequiredService<IVioletClient>(),
            provider.GetRequiredKeyedService<IVioletClient>("one"),
            provider.GetRequiredKeyedService<IVioletClient>("two"),
        ];

        await CallAsync();
        server.ExpireTokens();
        await CallAsync();

        Assert.That(server.CountRequests("Auth_Login"), Is.EqualTo(clients.Length));
        Assert.That(server.CountRequests("Auth_RefreshToken"), Is.EqualTo(clients.Length));
        Assert.That(store.Tokens, Has.Count.EqualTo(withSharedStore ? clients.Length : 0), "a key for each");
        await TestContext.Out.WriteLineAsync(
            $"{2 * Calls} calls of {clients.Length} clients: {server.CountRequests("Auth_Login")} logins, "
                + $"{server.CountRequests("Auth_RefreshToken")} refreshes, {server.Requests.Count(r => r.Status == 401)} refused "
                + $"for their age"
        );

        void Configure(VioletOptions options, Action<VioletOptions> account)
        {
            account(options);
            if (withSharedStore)
                options.TokenStore = store;
        }

        async Task CallAsync()
        {
            Order[] orders = await Task.WhenAll(Enumerable.Range(0, Calls).Select(i => clients[i % clients.Length].Orders.GetAsync(74001)));
            Assert.That(orders.Select(o => o.Id), Is.All.EqualTo(74001));
        }
    }

    [Test]
    public async Task The_server_refuses_the_token_of_another_app()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        TestAccount account = server.AddAccount();
        using VioletClient mixedUp = server.Violet(o =>
        {
            account.Configure(o);
            (o.Username, o.Password, o.Token) = (null, null, server.IssueToken());
        });
        using VioletClient wrongOwner = server.Violet(o => (o.AppId, o.AppSecret) = (account.AppId, account.AppSecret));

        Assert.That(
            (await Assert.CatchAsync<VioletPermissionException>(() => mixedUp.Orders.ListAsync()))!.ApiMessage,
            Is.EqualTo("X-Violet-Token is the token of another app.")
        );
        await Assert.CatchAsync<VioletAuthenticationException>(() => wrongOwner.Orders.ListAsync());
    }

    [Test]
    public async Task A_token_that_another_process_has_rotated_is_picked_up_without_a_second_login()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        var store = new MemoryStore();
        using VioletClient here = server.Violet(o => o.TokenStore = store);
        using VioletClient there = server.Violet(o => o.TokenStore = store);
        await here.Orders.GetAsync(74001);
        await there.Orders.GetAsync(74001);
        server.ExpireTokens();
        await there.Orders.GetAsync(74001);

        await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => here.Orders.GetAsync(74001)));

        Assert.That((server.CountRequests("Auth_Login"), server.CountRequests("Auth_RefreshToken")), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Who_does_not_know_the_password_is_not_let_in_by_a_token_in_the_store()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        var store = new MemoryStore();
        using VioletClient right = server.Violet(o => o.TokenStore = store);
        using VioletClient wrong = server.Violet(o => (o.TokenStore, o.Password) = (store, "not the password"));
        using VioletClient refreshing = server.Violet(o =>
            (o.TokenStore, o.Username, o.Password, o.RefreshToken) = (store, null, null, "not the refresh token")
        );
        await right.Orders.GetAsync(74001);
        Assert.That(store.Tokens, Has.Count.EqualTo(1));

        await Assert.CatchAsync<VioletAuthenticationException>(() => wrong.Orders.GetAsync(74001));
        await Assert.CatchAsync<VioletAuthenticationException>(() => refreshing.Orders.GetAsync(74001));
    }

    private sealed class MemoryStore : IVioletTokenStore
    {
        public ConcurrentDictionary<string, TokenSet> Tokens { get; } = new();

        public ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken) => new(Tokens.GetValueOrDefault(key));

        public ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken)
        {
            Tokens[key] = tokens;
            return default;
        }
    }
}
