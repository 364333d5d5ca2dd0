using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.AspNetCore.Tests.Configuration;

/// <summary>Settings in the wrong place, misspelt or of the wrong kind: told by name, and never by value.</summary>
public class MisplacedSettingsTests
{
    private const string Secret = "s3cr3t-of-the-app";

    [Test]
    public async Task Two_settings_that_are_swapped_print_no_secret()
    {
        using var log = new TestLog();
        using IHost host = Host(log, ("AppId", Secret), ("AppSecret", "10042"), ("Token", "t"));

        OptionsValidationException? error = await Assert.CatchAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.That(error!.Failures, Is.EqualTo(new[] { "Violet:AppId must be a whole number." }));
        Assert.That(error + log.Text, Does.Not.Contain(Secret));
    }

    [TestCase("MaxRetries", "many", "Violet:MaxRetries must be a whole number.")]
    [TestCase("Prefetch", "maybe", "Violet:Prefetch must be true or false.")]
    [TestCase("Timeout", "soon", "Violet:Timeout must be a time such as 00:01:40.")]
    [TestCase("Environment", "Production", "Violet:Environment must be Sandbox or Live.")]
    [TestCase("Environment", "1", "Violet:Environment must be Sandbox or Live.")]
    public async Task A_value_of_the_wrong_kind_is_told_with_the_right_ones(string name, string value, string expected)
    {
        using IHost host = Host(new TestLog(), ("AppId", "1"), ("AppSecret", "s"), ("Token", "t"), (name, value));

        OptionsValidationException? error = await Assert.CatchAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.That(error!.Failures, Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task Misspelt_settings_are_one_warning_at_the_start_and_no_error()
    {
        using var log = new TestLog();
        using IHost host = Host(
            log,
            ("AppId", "1"),
            ("AppSecret", "s"),
            ("token", "t"),
            ("Usrname", Secret),
            ("Enviroment", "Live"),
            ("Colour", "x")
        );

        await host.StartAsync();
        _ = host.Services.GetRequiredService<IVioletClient>();
        await host.StopAsync();

        Assert.That(
            log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text.Split("Section=")[0].Trim()),
            Is.EqualTo(
                new[]
                {
                    "The section Violet has keys that are no settings and have no effect: Colour, Enviroment (Environment?), "
                        + "Usrname (Username?)",
                }
            )
        );
        Assert.That(log.Text, Does.Not.Contain(Secret));
    }

    [Test]
    public void A_value_that_cannot_be_read_any_more_while_running_is_told_and_changes_nothing()
    {
        using var log = new TestLog();
        using IHost host = Host(log, ("AppId", "1"), ("AppSecret", "s"), ("Token", "t"));
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        _ = host.Services.GetRequiredService<IVioletClient>();

        configuration["Violet:MaxRetries"] = Secret;

        Assert.That(configuration.Reload, Throws.Exception.With.Message.Not.Contains(Secret));
        Assert.That(
            log.Lines.Where(line => line.Level == LogLevel.Error).Select(line => line.Text),
            Has.One.Items.And.Some.Contains("Violet:MaxRetries must be a whole number.")
        );
        Assert.That(log.Text, Does.Not.Contain(Secret));
    }

    private static IHost Host(TestLog log, params (string Name, string Value)[] settings)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Violet:" + s.Name, (string?)s.Value)));
        builder.Logging.AddProvider(log);
        builder.Services.AddViolet(builder.Configuration.GetSection("Violet"));
        return builder.Build();
    }
}
