using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Violet.Generated.Rutter;

namespace Violet.Generated.Tests.DependencyInjection;

public class RegistrationTests
{
    [Test]
    public void A_configuration_section_gives_a_client()
    {
        using ServiceProvider provider = Build(services => services.AddViolet(Section(("Violet:AppId", "10"), ("Violet:AppSecret", "s"), ("Violet:Token", "t"), ("Violet:Environment", "Live"))));

        IVioletClient violet = provider.GetRequiredService<IVioletClient>();
        Assert.That(provider.GetRequiredService<IVioletClient>(), Is.SameAs(violet));
        Assert.That(provider.GetRequiredService<IOptions<VioletOptions>>().Value.Environment, Is.EqualTo(VioletEnvironment.Live));
    }

    [Test]
    public void Every_missing_setting_is_named_as_the_configuration_calls_it()
    {
        using ServiceProvider provider = Build(services => services.AddViolet(Section(("Violet:Username", "u"), ("Violet:BaseAddress", "http://example.org"), ("Violet:MaxRetries", "99"))));

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IVioletClient>());

        Assert.That(string.Join("\n", error!.Failures), Does.Contain("Violet:AppId").And.Contain("Violet:AppSecret").And.Contain("Violet:Password")
            .And.Contain("Violet:BaseAddress must be https").And.Contain("Violet:MaxRetries"));
    }

    [Test]
    public void Settings_are_checked_when_the_host_starts()
    {
        using ServiceProvider provider = Build(services => services.AddRutter(_ => { }));

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

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

        Assert.That(provider.GetRequiredKeyedService<IVioletClient>("one"), Is.Not.SameAs(provider.GetRequiredKeyedService<IVioletClient>("two")));
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
        using var mine = new VioletClient(new VioletOptions { AppId = 1, AppSecret = "s", Token = "t" });
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
        var error = Assert.Throws<ArgumentException>(() => _ = new VioletClient(new VioletOptions()));

        Assert.That(error!.Message, Does.Contain("VioletOptions.AppId").And.Contain("VioletOptions.AppSecret").And.Contain("No token source"));
    }

    private static ServiceProvider Build(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build().GetSection("Violet");
}
