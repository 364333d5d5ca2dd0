using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Generated.Tests.Transport;

namespace Violet.Generated.Tests.DependencyInjection;

public class RegistrationTests
{
    [Test]
    public void A_configuration_section_gives_a_client()
    {
        using ServiceProvider provider = Build(services =>
            services.AddViolet(
                Section(("Violet:AppId", "10"), ("Violet:AppSecret", "s"), ("Violet:Token", "t"), ("Violet:Environment", "Live"))
            )
        );

        IVioletClient violet = provider.GetRequiredService<IVioletClient>();
        Assert.That(provider.GetRequiredService<IVioletClient>(), Is.SameAs(violet));
        Assert.That(provider.GetRequiredService<IOptions<VioletOptions>>().Value.Environment, Is.EqualTo(VioletEnvironment.Live));
    }

    [Test]
    public void Every_missing_setting_is_named_as_the_configuration_calls_it()
    {
        using ServiceProvider provider = Build(services =>
            services.AddViolet(Section(("Violet:Username", "u"), ("Violet:BaseAddress", "http://example.org"), ("Violet:MaxRetries", "99")))
        );

        OptionsValidationException? error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IVioletClient>());

        Assert.That(
            string.Join("\n", error!.Failures),
            Does.Contain("Violet:AppId")
                .And.Contain("Violet:AppSecret")
                .And.Contain("Violet:Password")
                .And.Contain("Violet:BaseAddress must be https")
                .And.Contain("Violet:MaxRetries")
        );
    }

    [Test]
    public void Settings_are_checked_when_the_host_starts()
    {
        using ServiceProvider provider = Build(services => services.AddRutter(_ => { }));

        OptionsValidationException? error = Assert.Throws<OptionsValidationException>(() =>
            provider.GetRequiredService<IStartupValidator>().Validate()
        );

        Assert.That(error!.Message, Does.Contain("Rutter:ClientId"));
    }

    [Test]
    public void Named_clients_are_keyed_services_with_their_own_settings()
    {
        using ServiceProvider provider = Build(services =>
        {
            services.AddViolet("one", options => (options.AppId, options.AppSecret, options.Token) = (1, "s", "t"));
            services.AddViolet("two", options => (options.AppId, options.AppSecret, options.Token) = (2, "s", "t"));
        });

        Assert.That(
            provider.GetRequiredKeyedService<IVioletClient>("one"),
            Is.Not.SameAs(provider.GetRequiredKeyedService<IVioletClient>("two"))
        );
        Assert.That(provider.GetService<IVioletClient>(), Is.Null);
    }

    [Test]
    public void Both_apis_live_side_by_side()
    {
        using ServiceProvider provider = Build(services =>
        {
            services.AddViolet(options => (options.AppId, options.AppSecret, options.Token) = (1, "s", "t"));
            services.AddRutter(options => (options.ClientId, options.ClientSecret) = ("i", "s"));
        });

        Assert.That(provider.GetRequiredService<IVioletClient>(), Is.Not.Null);
        Assert.That(provider.GetRequiredService<IRutterClient>(), Is.Not.Null);
    }

    [Test]
    public async Task A_client_registered_by_the_user_first_is_left_in_place()
    {
        using var mine = new VioletClient(
            new VioletOptions
            {
                AppId = 1,
                AppSecret = "s",
                Token = "t",
            }
        );
        await using ServiceProvider provider = Build(services =>
        {
            services.AddSingleton<IVioletClient>(mine);
            services.AddViolet(options => (options.AppId, options.AppSecret, options.Token) = (1, "s", "t"));
        });

        Assert.That(provider.GetRequiredService<IVioletClient>(), Is.SameAs(mine));
    }

    [Test]
    public void Without_dependency_injection_the_settings_are_named_by_the_options_class()
    {
        ArgumentException? error = Assert.Throws<ArgumentException>(() => _ = new VioletClient(new VioletOptions()));

        Assert.That(
            error!.Message,
            Does.Contain("VioletOptions.AppId").And.Contain("VioletOptions.AppSecret").And.Contain("No token source")
        );
    }

    [Test]
    public async Task The_clients_of_a_container_follow_no_redirect()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        await using var elsewhere = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"id\":1}");
        server.Faults.Add(Fault.Redirect(new Uri(elsewhere.Address, "elsewhere")));
        await using ServiceProvider provider = Build(services =>
        {
            services.AddViolet(options =>
            {
                server.Configure(options);
                options.Token = server.IssueToken();
            });
            services.AddRutter(server.Configure);
        });

        VioletApiException? violet = await Assert.CatchAsync<VioletApiException>(() =>
            provider.GetRequiredService<IVioletClient>().Orders.GetAsync(74001)
        );
        VioletApiException? rutter = await Assert.CatchAsync<VioletApiException>(() =>
            provider.GetRequiredService<IRutterClient>().Connections.GetStatusAsync(server.RutterAccessTokens[0])
        );

        Assert.That((violet!.StatusCode, rutter!.StatusCode), Is.EqualTo((302, 302)));
        Assert.That(elsewhere.Heads, Is.Empty);
    }

    /// <summary>A resilience handler that a host adds to all of its clients would send a refund three times.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task Handlers_for_all_clients_of_a_host_take_no_part_and_those_for_this_one_do(bool isHostFirst)
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        server.Faults.Add(Fault.Status(500).On("Sync_ResyncOffer"));
        int ofThisClient = 0;
        await using ServiceProvider provider = Build(services =>
        {
            if (isHostFirst)
                AddToAll();
            services.AddViolet(server.Configure).AddHttpMessageHandler(() => new Sends(1, () => ofThisClient++));
            services.AddViolet(options => options.MaxRetries = 0); // a second time, as another part of an app may
            if (!isHostFirst)
                AddToAll();

            void AddToAll() => services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new Sends(3, () => { })));
        });

        await Assert.CatchAsync<VioletServerException>(() => provider.GetRequiredService<IVioletClient>().Sync.ResyncOfferAsync(20001));

        Assert.That(server.CountRequests("Sync_ResyncOffer"), Is.EqualTo(1));
        Assert.That(ofThisClient, Is.EqualTo(2), "the login and the call");
    }

    /// <summary>The handlers of one client by name are for that client, whatever the order; those for all of a host's clients are
    /// not.</summary>
    [Test]
    public async Task Handlers_that_were_added_to_the_named_client_before_stay()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        int named = 0,
            ofAll = 0,
            primary = 0;
        await using ServiceProvider provider = Build(services =>
        {
            services
                .AddHttpClient("Violet")
                .AddHttpMessageHandler(() => new Sends(1, () => named++))
                .ConfigurePrimaryHttpMessageHandler(() => new Sends(1, () => primary++) { InnerHandler = new SocketsHttpHandler() });
            services.AddViolet(server.Configure);
            services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new Sends(1, () => ofAll++)));
        });

        await provider.GetRequiredService<IVioletClient>().Orders.ListAsync();

        Assert.That((named, primary, ofAll), Is.EqualTo((2, 2, 0)), "the login and the call");
    }

    private sealed class Sends(int times, Action onCall) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            onCall();
            for (int i = 1; i < times; i++)
                (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private static ServiceProvider Build(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build()
            .GetSection("Violet");
}
