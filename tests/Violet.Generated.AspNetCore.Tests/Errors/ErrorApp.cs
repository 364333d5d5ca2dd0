using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Errors;

/// <summary>An app on Kestrel that calls both APIs, on a test server, and answers what fails with problems.</summary>
internal sealed class ErrorApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ErrorApp(WebApplication app, VioletTestServer server, TestLog log)
    {
        (_app, Server, Log) = (app, server, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public VioletTestServer Server { get; }

    public TestLog Log { get; }

    /// <summary>What the app has logged of the answers it gave.</summary>
    public IEnumerable<(LogLevel Level, string Text)> Answers =>
        Log.Lines.Where(line => line.Text.StartsWith("Answered with", StringComparison.Ordinal));

    public static async Task<ErrorApp> StartAsync(
        Action<VioletProblemDetailsOptions>? problems = null,
        Action<VioletOptions>? violet = null,
        Action<IServiceCollection>? services = null
    )
    {
        VioletTestServer server = await VioletTestServer.StartAsync();
        var log = new TestLog();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddViolet(options =>
        {
            server.Configure(options);
            options.MaxRetries = 0;
            violet?.Invoke(options);
        });
        builder.Services.AddRutter(options =>
        {
            server.Configure(options);
            options.MaxRetries = 0;
        });
        builder.Services.AddVioletProblemDetails(problems);
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.MapGet("/orders/{id}", (long id, IVioletClient client, CancellationToken ct) => client.Orders.GetAsync(id, ct));
        app.MapDelete("/connections/{id}", (string id, IRutterClient client) => client.Connections.DeleteAsync(id));
        app.MapGet("/status/{token}", (string token, IRutterClient client) => client.Connections.GetStatusAsync(token));
        app.MapGet("/settled/{id}", async (long id, IVioletClient client) => (await client.Orders.GetAsync(id)).ThrowIfErrors());
        app.MapGet("/other", string () => throw new InvalidOperationException("a fault of the app's own"));
        await app.StartAsync();
        return new ErrorApp(app, server, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(new CancellationToken(true)).ContinueWith(static _ => { }, TaskScheduler.Default);
        await _app.DisposeAsync();
        await Server.DisposeAsync();
    }
}
