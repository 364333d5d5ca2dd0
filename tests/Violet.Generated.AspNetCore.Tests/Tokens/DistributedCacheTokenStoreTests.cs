using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Tokens;

/// <summary>On a real Redis where redis-server is installed; otherwise on the cache in memory, which the test output says.</summary>
public class DistributedCacheTokenStoreTests
{
    private RedisServer? _redis;

    [OneTimeSetUp]
    public async Task StartRedis()
    {
        if (RedisServer.Binary is not null)
            _redis = await RedisServer.StartAsync();
        await TestContext.Progress.WriteLineAsync(
            _redis is null
                ? "redis-server is not installed (Debian package redis-server): the token store is tested on MemoryDistributedCache only."
                : $"The token store is tested on {RedisServer.Binary} at {_redis.Address}."
        );
    }

    [OneTimeTearDown]
    public async Task StopRedis()
    {
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    [Test]
    public async Task What_is_stored_comes_back_in_another_store_on_the_same_cache()
    {
        await using ServiceProvider provider = Provider();
        IDistributedCache cache = provider.GetRequiredService<IDistributedCache>();
        string key = NewKey();

        await new DistributedCacheTokenStore(cache).SetAsync(key, new TokenSet("access-ü", "refresh"), default);
        TokenSet? both = await new DistributedCacheTokenStore(cache).GetAsync(key, default);
        await new DistributedCacheTokenStore(cache).SetAsync(key, new TokenSet("access 2", null), default);
        TokenSet? one = await new DistributedCacheTokenStore(cache).GetAsync(key, default);

        Assert.That(
            (both!.AccessToken, both.RefreshToken, one!.AccessToken, one.RefreshToken),
            Is.EqualTo(("access-ü", "refresh", "access 2", (string?)null))
        );
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task What_stands_in_the_cache_is_plain_unless_it_is_protected_and_others_keys_do_not_open_it(bool isProtected)
    {
        await using ServiceProvider provider = Provider();
        IDistributedCache cache = provider.GetRequiredService<IDistributedCache>();
        IDataProtector? Keys() => isProtected ? new EphemeralDataProtectionProvider().CreateProtector("tokens") : null;
        IDataProtector? mine = Keys();
        string key = NewKey();

        await new DistributedCacheTokenStore(cache, null, mine).SetAsync(key, new TokenSet("access-token", "refresh-token"), default);
        string stored = System.Text.Encoding.UTF8.GetString((await cache.GetAsync(key))!);
        TokenSet? read = await new DistributedCacheTokenStore(cache, null, mine).GetAsync(key, default);
        TokenSet? readByOther = await new DistributedCacheTokenStore(cache, null, Keys()).GetAsync(key, default);

        Assert.That(
            stored.Contains("access-token", StringComparison.Ordinal) || stored.Contains("refresh-token", StringComparison.Ordinal),
            Is.EqualTo(!isProtected)
        );
        Assert.That((read!.AccessToken, read.RefreshToken), Is.EqualTo(("access-token", "refresh-token")));
        Assert.That(readByOther?.AccessToken, Is.EqualTo(isProtected ? null : "access-token"));
    }

    [Test]
    public async Task A_token_that_another_process_has_renewed_is_used_without_a_login_of_ones_own()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        await using ServiceProvider provider = Provider();
        await provider.GetRequiredService<IDistributedCache>().SetStringAsync("connects", "now"); // that may take longer than a store has
        var written = new Recorder();
        VioletClient Client() =>
            new(
                Options(
                    server,
                    new AnnouncingStore(new DistributedCacheTokenStore(provider.GetRequiredService<IDistributedCache>()), written)
                )
            );
        using VioletClient first = Client();
        using VioletClient second = Client();
        (int Logins, int Refreshes) Count() =>
            (
                server.Requests.Count(request => request.Operation == "Auth_Login"),
                server.Requests.Count(request => request.Operation == "Auth_RefreshToken")
            );

        await first.Merchants.ListAsync();
        await written.WaitForAsync(1);
        await second.Merchants.ListAsync();
        Assert.That(Count(), Is.EqualTo((1, 0)), "the second one finds the token in the cache");

        server.ExpireTokens();
        await first.Merchants.ListAsync();
        await written.WaitForAsync(1);
        await second.Merchants.ListAsync();
        Assert.That(Count(), Is.EqualTo((1, 1)), "the second one is refused, and finds the new token in the cache");
    }

    [TestCase("")]
    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"access_token\":7}")]
    [TestCase("{\"access_token\":\"\"}")]
    public async Task An_entry_that_is_none_of_ours_counts_as_nothing_and_is_overwritten(string entry)
    {
        await using ServiceProvider provider = Provider();
        IDistributedCache cache = provider.GetRequiredService<IDistributedCache>();
        string key = NewKey();
        await cache.SetStringAsync(key, entry);
        var store = new DistributedCacheTokenStore(cache);

        Assert.That(await store.GetAsync(key, default), Is.Null);
        await store.SetAsync(key, new TokenSet("access", null), default);
        Assert.That((await store.GetAsync(key, default))!.AccessToken, Is.EqualTo("access"));
    }

    [Test]
    public async Task What_is_of_another_type_in_Redis_is_replaced_and_the_claim_too()
    {
        if (_redis is null)
            Assert.Ignore("redis-server is not installed (Debian package redis-server): the cache in memory has one type only.");
        await using ServiceProvider provider = Provider();
        string key = NewKey();
        using (
            StackExchange.Redis.ConnectionMultiplexer redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(_redis!.Address)
        )
        {
            await redis.GetDatabase().StringSetAsync(key, "a text");
            await redis.GetDatabase().StringSetAsync(key + "-claim", "a text");
        }

        var store = new DistributedCacheTokenStore(provider.GetRequiredService<IDistributedCache>());
        await Assert.CatchAsync(() => store.GetAsync(key, default).AsTask(), "the client tells it, and logs in");
        await using IAsyncDisposable? acquired = await store.TryAcquireAsync(key, default);
        await store.SetAsync(key, new TokenSet("access", null), default);

        Assert.That(acquired, Is.Not.Null);
        Assert.That((await store.GetAsync(key, default))!.AccessToken, Is.EqualTo("access"));
    }

    [Test]
    public async Task A_paused_Redis_costs_a_login_within_seconds_and_one_warning()
    {
        if (_redis is null)
            Assert.Ignore("redis-server is not installed (Debian package redis-server): the cache in memory cannot be paused.");
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        await using RedisServer paused = await RedisServer.StartAsync();
        var log = new TestLog();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(log));
        services.AddStackExchangeRedisCache(options => options.Configuration = paused.Address);
        services.AddViolet(server.Configure);
        services.AddVioletDistributedTokenStore();
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDistributedCache>().SetStringAsync("connects", "now");
        paused.Pause();

        Task<MerchantPage> call = provider.GetRequiredService<IVioletClient>().Merchants.ListAsync();

        Assert.That((await call.WaitAsync(WebhookApp.Patience)).Content, Is.Not.Empty);
        Assert.That(
            log.Lines.Where(line => line.Level >= LogLevel.Warning && line.Text.Contains("could not be read", StringComparison.Ordinal)),
            Has.Exactly(1).Items
        );
        Assert.That(log.Text, Does.Not.Contain("next attempt"), "no call failed");
    }

    [Test]
    public async Task Registration_reaches_all_clients_and_leaves_a_store_of_their_own()
    {
        var mine = new DistributedCacheTokenStore(Provider().GetRequiredService<IDistributedCache>());
        var services = new ServiceCollection();
        services.AddDistributedMemoryCache();
        services.AddViolet("a", _ => { });
        services.AddViolet("b", options => options.TokenStore = mine);
        services.AddVioletDistributedTokenStore();
        services.AddVioletDistributedTokenStore();
        await using ServiceProvider provider = services.BuildServiceProvider();
        var configured = new VioletOptions();
        foreach (IPostConfigureOptions<VioletOptions> configure in provider.GetServices<IPostConfigureOptions<VioletOptions>>())
            configure.PostConfigure("a", configured);
        var own = new VioletOptions { TokenStore = mine };
        foreach (IPostConfigureOptions<VioletOptions> configure in provider.GetServices<IPostConfigureOptions<VioletOptions>>())
            configure.PostConfigure("b", own);

        Assert.That(configured.TokenStore, Is.InstanceOf<DistributedCacheTokenStore>());
        Assert.That(own.TokenStore, Is.SameAs(mine));
    }

    [Test]
    public void Without_a_cache_the_message_says_what_to_register()
    {
        var services = new ServiceCollection();
        services.AddViolet(options => (options.AppId, options.AppSecret, options.RefreshToken) = (1, "s", "r"));
        services.AddVioletDistributedTokenStore();
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(
            Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IVioletClient>())!.Message,
            Does.Contain("AddStackExchangeRedisCache")
        );
    }

    [Test]
    public async Task Twenty_clients_in_two_processes_log_in_once()
    {
        if (_redis is null)
            Assert.Ignore("redis-server is not installed (Debian package redis-server): processes cannot share the cache in memory.");
        await using VioletTestServer server = await VioletTestServer.StartAsync();

        using Process other = StartOther(server);
        await other.StandardOutput.ReadLineAsync().WaitAsync(WebhookApp.Patience); // it is ready
        Task<int> here = FleetOfClients.RunAsync(
            server.VioletAddress,
            _redis!.Address,
            server.Username,
            server.Password,
            server.AppId,
            server.AppSecret,
            Task.CompletedTask
        );
        await other.StandardInput.WriteLineAsync("go");
        await other.StandardInput.FlushAsync();
        string? there = await other.StandardOutput.ReadLineAsync().WaitAsync(WebhookApp.Patience);
        await other.WaitForExitAsync().WaitAsync(WebhookApp.Patience);

        Assert.That((await here, there), Is.EqualTo((10, "10")));
        Assert.That(server.Requests.Count(request => request.Operation == "Merchants_List" && request.Status == 200), Is.EqualTo(20));
        int logins = server.Requests.Count(request => request.Operation == "Auth_Login");
        await TestContext.Progress.WriteLineAsync($"20 clients in 2 processes on one Redis: {logins} login.");
        Assert.That(logins, Is.EqualTo(1));
    }

    [Test]
    public async Task Twenty_clients_in_one_process_log_in_once_on_the_cache_in_memory()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        await using ServiceProvider provider = new ServiceCollection().AddDistributedMemoryCache().BuildServiceProvider();
        IDistributedCache cache = provider.GetRequiredService<IDistributedCache>();
        Task<int>[] fleets =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(_ => FleetOfClients.RunAsync(server.Configure, services => services.AddSingleton(cache), Task.CompletedTask)),
        ];

        Assert.That(await Task.WhenAll(fleets), Is.EqualTo(new[] { 10, 10 }));
        Assert.That(server.Requests.Count(request => request.Operation == "Auth_Login"), Is.EqualTo(1));
    }

    private static VioletOptions Options(VioletTestServer server, IVioletTokenStore store)
    {
        var options = new VioletOptions();
        server.Configure(options);
        options.TokenStore = store;
        return options;
    }

    private static string NewKey() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private Process StartOther(VioletTestServer server)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            ["exec", typeof(DistributedCacheTokenStoreTests).Assembly.Location, server.VioletAddress.AbsoluteUri, _redis!.Address]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["FLEET_USERNAME"] = server.Username,
                ["FLEET_PASSWORD"] = server.Password,
                ["FLEET_APP_ID"] = $"{server.AppId}",
                ["FLEET_APP_SECRET"] = server.AppSecret,
            },
        };
        return Process.Start(start)!;
    }

    private ServiceProvider Provider()
    {
        var services = new ServiceCollection();
        if (_redis is null)
            services.AddDistributedMemoryCache();
        else
            services.AddStackExchangeRedisCache(options => options.Configuration = _redis.Address);
        return services.BuildServiceProvider();
    }

    /// <summary>Says when tokens are stored: callers do not wait for that.</summary>
    private sealed class AnnouncingStore(IVioletTokenStore inner, Recorder written) : IVioletTokenStore
    {
        public ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

        public async ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken)
        {
            await inner.SetAsync(key, tokens, cancellationToken);
            await written.Add(key);
        }
    }
}
