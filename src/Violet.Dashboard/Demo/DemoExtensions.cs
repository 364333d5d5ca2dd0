using Violet.Generated;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Dashboard;

internal static class DemoExtensions
{
    public static bool IsDemo(this WebApplicationBuilder builder) =>
        !builder.Configuration.GetSection("Violet").Exists() && !builder.Configuration.GetSection("Rutter").Exists();

    /// <summary>
    /// Without any setting for Violet or Rutter, starts a test server in this process, writes its made-up credentials where the real ones
    /// would stand, and has it send webhooks to this app.
    /// </summary>
    public static async Task AddDemoAsync(this WebApplicationBuilder builder)
    {
        if (!builder.IsDemo())
            return;
        VioletTestServer server = await VioletTestServer.StartAsync();
        var violet = new VioletOptions();
        server.Configure(violet);
        var rutter = new RutterOptions();
        server.Configure(rutter);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Violet:BaseAddress"] = $"{violet.BaseAddress}",
                ["Violet:AppId"] = $"{violet.AppId}",
                ["Violet:AppSecret"] = violet.AppSecret,
                ["Violet:Username"] = violet.Username,
                ["Violet:Password"] = violet.Password,
                ["Rutter:BaseAddress"] = $"{rutter.BaseAddress}",
                ["Rutter:ClientId"] = rutter.ClientId,
                ["Rutter:ClientSecret"] = rutter.ClientSecret,
            }
        );
        builder.Services.AddSingleton(_ => server); // a factory, so that the container disposes it
        builder.Services.AddSingleton<DemoWebhooks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoWebhooks>());
    }
}
