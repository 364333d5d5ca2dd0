using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RichardSzalay.MockHttp;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Configuration;

public class OptionsReloadTests
{
    [Test]
    public async Task Changed_settings_count_for_later_calls_of_the_same_client()
    {
        IConfigurationRoot configuration = Configuration(
            ("Violet:AppId", "1"),
            ("Violet:AppSecret", "s"),
            ("Violet:Token", "one"),
            ("Violet:BaseAddress", "https://one.example/")
        );
        var calls = new List<string>();
        MockHttpMessageHandler handler = Recording(calls);
        await using ServiceProvider provider = Provider(services =>
            services.AddViolet(configuration.GetSection("Violet")).ConfigurePrimaryHttpMessageHandler(() => handler)
        );
        IVioletClient violet = provider.GetRequiredService<IVioletClient>();
        IOrdersClient orders = violet.Orders;
        IVioletClient view = violet.WithOptions(o => o.MaxRetries = 0);

        await orders.GetAsync(1);
        (configuration["Violet:Token"], configuration["Violet:BaseAddress"], configuration["Violet:AppSecret"]) = (
            "two",
            "https://two.example/v2",
            "s2"
        );
        configuration.Reload();
        await orders.GetAsync(1);
        await violet.SendAsync(HttpMethod.Get, "orders/1");
        await violet.WithOptions(o => o.MaxRetries = 0).Orders.GetAsync(1);
        await view.Orders.GetAsync(1);

        Assert.That(
            calls,
            Is.EqualTo(
                new[]
                {
                    "https://one.example/orders/1 one s",
                    "https://two.example/v2/orders/1 two s2",
                    "https://two.example/v2/orders/1 two s2",
                    "https://two.example/v2/orders/1 two s2",
                    "https://one.example/orders/1 one s", // a view keeps the settings that it was made with
                }
            )
        );
    }

    [Test]
    public async Task Settings_that_are_not_valid_change_nothing_and_the_log_names_them_once()
    {
        IConfigurationRoot configuration = Configuration(
            ("Violet:AppId", "1"),
            ("Violet:AppSecret", "s"),
            ("Violet:Token", "one"),
            ("Violet:BaseAddress", "https://one.example/")
        );
        var calls = new List<string>();
        MockHttpMessageHandler handler = Recording(calls);
        using var log = new TestLog();
        await using ServiceProvider provider = Provider(services =>
        {
            services.AddLogging(logging => logging.AddProvider(log));
            services.AddViolet(configuration.GetSection("Violet")).ConfigurePrimaryHttpMessageHandler(() => handler);
        });
        IVioletClient violet = provider.GetRequiredService<IVioletClient>();

        configuration["Violet:AppId"] = "0";
        Assert.That(configuration.Reload, Throws.Exception);
        Assert.That(configuration.Reload, Throws.Exception);
        await violet.Orders.GetAsync(1);

        Assert.That(calls, Is.EqualTo(new[] { "https://one.example/orders/1 one s" }));
        Assert.That(
            log.Lines.Where(line => line.Level == LogLevel.Error).Select(line => line.Text),
            Has.One.Items.And.Some.Contains("Violet:AppId is missing")
        );
    }

    [Test]
    public async Task Each_named_client_has_its_own_changes_and_Rutter_takes_them_too()
    {
        IConfigurationRoot configuration = Configuration(
            ("a:ClientId", "i"),
            ("a:ClientSecret", "s"),
            ("a:BaseAddress", "https://a.example/"),
            ("b:ClientId", "i"),
            ("b:ClientSecret", "s"),
            ("b:BaseAddress", "https://b.example/")
        );
        var calls = new List<string>();
        MockHttpMessageHandler handler = Recording(calls);
        await using ServiceProvider provider = Provider(services =>
        {
            foreach (string name in new[] { "a", "b" })
                services.AddRutter(name, configuration.GetSection(name)).ConfigurePrimaryHttpMessageHandler(() => handler);
        });
        IRutterClient a = provider.GetRequiredKeyedService<IRutterClient>("a");
        IRutterClient b = provider.GetRequiredKeyedService<IRutterClient>("b");

        configuration["a:BaseAddress"] = "https://a2.example/";
        configuration.Reload();
        await a.SendAsync(HttpMethod.Get, "connections");
        await b.SendAsync(HttpMethod.Get, "connections");

        Assert.That(
            calls.Select(call => call.Split(' ')[0]),
            Is.EqualTo(new[] { "https://a2.example/connections", "https://b.example/connections" })
        );
    }

    [Test]
    public async Task A_change_that_leaves_the_account_alone_costs_no_login_and_another_account_gets_its_own_token()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        IConfigurationRoot configuration = Configuration(("Violet:Timeout", "00:01:00"));
        await using ServiceProvider provider = Provider(services =>
        {
            services.AddViolet(server.Configure);
            services.AddOptions<VioletOptions>().Bind(configuration.GetSection("Violet"));
        });
        IVioletClient violet = provider.GetRequiredService<IVioletClient>();
        int Count(string operation) => server.Requests.Count(request => request.Operation == operation);

        await violet.Merchants.ListAsync();
        configuration["Violet:Timeout"] = "00:02:00";
        configuration.Reload();
        await violet.Merchants.ListAsync();
        Assert.That(Count("Auth_Login"), Is.EqualTo(1));

        configuration["Violet:RefreshToken"] = server.RefreshToken;
        configuration.Reload();
        await violet.Merchants.ListAsync();
        Assert.That((Count("Auth_Login"), Count("Auth_RefreshToken")), Is.EqualTo((1, 1)));
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();

    private static ServiceProvider Provider(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    /// <summary>Answers every call with an order and adds its address and credentials to the list.</summary>
    private static MockHttpMessageHandler Recording(List<string> calls)
    {
        var handler = new MockHttpMessageHandler();
        handler
            .When("*")
            .Respond(request =>
            {
                string Header(string name) => request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : "";
                calls.Add($"{request.RequestUri} {Header("X-Violet-Token")} {Header("X-Violet-App-Secret")}");
                return new HttpResponseMessage { Content = new StringContent("""{"id":1}""") };
            });
        return handler;
    }
}
