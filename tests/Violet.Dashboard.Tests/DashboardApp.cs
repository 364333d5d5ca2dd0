using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Violet.Generated.Testing;

namespace Violet.Dashboard.Tests;

/// <summary>The dashboard as it runs, on a port of its own, set up for a test server that the test holds in its hands.</summary>
internal sealed class DashboardApp : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("violet-dashboard-");
    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _configure;

    private DashboardApp(
        VioletTestServer server,
        bool withRutter,
        Action<IServiceCollection>? configure,
        Dictionary<string, string?>? settings
    )
    {
        Server = server;
        _configure = configure;
        _settings = new()
        {
            ["Port"] = "0",
            ["Inbox"] = Path.Combine(_folder.FullName, "inbox.db"),
            ["Violet:BaseAddress"] = $"{server.VioletAddress}",
            ["Violet:AppId"] = $"{server.AppId}",
            ["Violet:AppSecret"] = server.AppSecret,
            ["Violet:Username"] = server.Username,
            ["Violet:Password"] = server.Password,
            ["Violet:MaxRetries"] = "0",
        };
        if (withRutter)
        {
            _settings["Rutter:BaseAddress"] = $"{server.RutterAddress}";
            _settings["Rutter:ClientId"] = server.RutterClientId;
            _settings["Rutter:ClientSecret"] = server.RutterClientSecret;
            _settings["Rutter:MaxRetries"] = "0";
        }

        foreach ((string name, string? value) in settings ?? [])
            _settings[name] = value;
    }

    /// <summary>The APIs behind the dashboard.</summary>
    public new VioletTestServer Server { get; }

    public Uri Address => ClientOptions.BaseAddress;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<DashboardApp> StartAsync(
        Action<IServiceCollection>? configure = null,
        bool withRutter = true,
        Dictionary<string, string?>? settings = null
    )
    {
        var app = new DashboardApp(await VioletTestServer.StartAsync(), withRutter, configure, settings);
        app.UseKestrel(_ => { }); // the app itself says where it listens
        app.StartServer();
        app.Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = app.Address };
        app.Server.Webhooks.Target = new Uri(app.Address, "webhooks/violet");
        if (withRutter)
            app.Server.Webhooks.RutterTarget = new Uri(app.Address, "webhooks/rutter");
        return app;
    }

    /// <summary>How often the test server was called for an operation.</summary>
    public int Calls(string operation) => Server.Requests.Count(request => request.Operation == operation);

    public override async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await base.DisposeAsync();
        await Server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production"); // no user secrets of whoever runs the tests
        foreach ((string name, string? value) in _settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        if (_configure is not null)
            builder.ConfigureTestServices(_configure);
    }
}
