using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Violet.Generated.Rutter;

namespace Violet.Generated.AspNetCore.Tests.Hosting;

/// <summary>All registrations in one host, which checks scopes and that every service can be built.</summary>
public class HostTests
{
    [Test]
    public async Task Everything_together_passes_the_checks_of_the_container_and_starts()
    {
        WebApplicationBuilder builder = Builder();
        AddAll(builder.Services);
        await using WebApplication app = builder.Build();
        app.MapVioletWebhooks("/violet", hooks => hooks.On<ScopedService, Order>((_, _, _, _) => Task.CompletedTask));
        app.MapVioletWebhooks("/violet-eu", hooks => hooks.ClientName = "eu");
        app.MapRutterWebhooks("/rutter", _ => { });

        await app.StartAsync();
        Assert.That(
            app.Services.GetRequiredService<IVioletClient>(),
            Is.Not.SameAs(app.Services.GetRequiredKeyedService<IVioletClient>("eu"))
        );
        Assert.That(app.Services.GetRequiredService<IRutterClient>(), Is.Not.Null);
        await app.StopAsync();
    }

    [Test]
    public void Registering_twice_adds_nothing()
    {
        var once = new ServiceCollection();
        AddOurs(once);
        var twice = new ServiceCollection();
        AddOurs(twice);
        AddOurs(twice);

        // What a call configures (options, the HTTP pipeline) may stand there twice, as everywhere in .NET; services must not.
        static IEnumerable<string> Services(IServiceCollection services) =>
            services
                .Where(s =>
                    s.ServiceType.Namespace!.StartsWith("Violet", StringComparison.Ordinal)
                    || s.ServiceType == typeof(IHostedService)
                    || s.ServiceType == typeof(IPostConfigureOptions<VioletOptions>)
                    || s.ServiceType == typeof(IDistributedCache)
                )
                .Select(s => $"{s.ServiceType} {s.ServiceKey}");
        Assert.That(Services(twice), Is.EquivalentTo(Services(once)));
        Assert.That(Services(once), Has.Some.Contains(nameof(WebhookDispatcher)));
    }

    [Test]
    public void What_the_user_has_registered_stays()
    {
        var mine = new Mine();
        var services = new ServiceCollection();
        services
            .AddSingleton<IWebhookQueue>(mine)
            .AddSingleton<IVioletTokenStore>(mine)
            .AddSingleton<TimeProvider>(new TestTime())
            .AddSingleton<IDistributedCache>(new BrokenCache());
        services.AddLogging();
        AddOurs(services);
        using ServiceProvider provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }
        );

        Assert.That(provider.GetRequiredService<IWebhookQueue>(), Is.SameAs(mine));
        Assert.That(provider.GetRequiredService<IVioletTokenStore>(), Is.SameAs(mine));
        Assert.That(provider.GetRequiredService<TimeProvider>(), Is.InstanceOf<TestTime>());
        Assert.That(provider.GetRequiredService<IDistributedCache>(), Is.InstanceOf<BrokenCache>());
    }

    [Test]
    public void Options_out_of_range_stop_the_host_with_their_names()
    {
        WebApplicationBuilder builder = Builder();
        builder.Services.AddVioletWebhooks(options => options.Capacity = 0);
        WebApplication app = builder.Build();

        Assert.That(async () => await app.StartAsync(), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("Capacity"));
    }

    private static WebApplicationBuilder Builder()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        return builder;
    }

    private static void AddAll(IServiceCollection services)
    {
        services.AddScoped<ScopedService>();
        services.AddDistributedMemoryCache();
        AddOurs(services);
        services.AddHealthChecks().AddVioletConnections().AddVioletConnections("eu-connections", clientName: "eu");
        services
            .AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddVioletInstrumentation())
            .WithMetrics(metrics => metrics.AddVioletInstrumentation());
    }

    private static void AddOurs(IServiceCollection services)
    {
        services.AddViolet(options => (options.AppId, options.AppSecret, options.RefreshToken) = (1, "s", "r"));
        services.AddViolet("eu", options => (options.AppId, options.AppSecret, options.RefreshToken) = (2, "s", "r"));
        services.AddRutter(options => (options.ClientId, options.ClientSecret) = ("i", "s"));
        services.AddVioletWebhooks();
        services.AddVioletDistributedTokenStore(protect: true);
    }

    private sealed class ScopedService;

    private sealed class Mine : IWebhookQueue, IVioletTokenStore
    {
        public ValueTask<WebhookAcceptance> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken) =>
            new(WebhookAcceptance.Accepted);

        public ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken) => default;

        public ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken) => default;
    }
}
