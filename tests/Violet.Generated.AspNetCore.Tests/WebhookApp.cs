using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Violet.Generated.Rutter;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>An app with webhook endpoints on Kestrel, on a free port of the loopback interface.</summary>
internal sealed class WebhookApp : IAsyncDisposable
{
    public const string Secret = "app-secret";
    public const string Order = """{"id":42,"status":"COMPLETED","customer":{"email":"private@example.org"}}""";

    /// <summary>An order of its own: events of one order are handled one after the other.</summary>
    public static string OrderOf(long id) => $$"""{"id":{{id}},"status":"COMPLETED"}""";

    /// <summary>The longest that a test waits for what must happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private long _lastEventId = 1000;

    private WebhookApp(WebApplication app, TestLog log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public TestLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address(string path) => new(Client.BaseAddress!, path);

    public static async Task<WebhookApp> StartAsync(
        Action<VioletWebhookHandlers> violet,
        Action<IServiceCollection>? services = null,
        Action<WebhookOptions>? options = null,
        Action<RutterWebhookHandlers>? rutter = null,
        Action<WebApplication>? map = null
    )
    {
        var log = new TestLog();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        builder.Logging.ClearProviders().AddProvider(log);
        services?.Invoke(builder.Services);
        builder.Services.AddVioletWebhooks(options);
        WebApplication app = builder.Build();
        app.MapVioletWebhooks(
            "/webhooks/violet",
            hooks =>
            {
                hooks.Secrets.Add(Secret);
                violet(hooks);
            }
        );
        if (rutter is not null)
        {
            app.MapRutterWebhooks(
                "/webhooks/rutter",
                hooks =>
                {
                    hooks.Secrets.Add(Secret);
                    rutter(hooks);
                }
            );
        }

        map?.Invoke(app);
        await app.StartAsync();
        return new WebhookApp(app, log);
    }

    /// <summary>Sends an event again until there is a place for it: one is free a moment after its handler has ended.</summary>
    public async Task SendUntilAcceptedAsync(string topic = "ORDER_UPDATED", string body = Order, long? eventId = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await SendAsync(topic, body, eventId) != HttpStatusCode.OK)
            patience.Token.ThrowIfCancellationRequested();
    }

    public async Task<HttpStatusCode> SendAsync(
        string topic = "ORDER_UPDATED",
        string body = Order,
        long? eventId = null,
        string? signature = null,
        bool isSigned = true,
        string path = "/webhooks/violet"
    )
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-Violet-Topic", topic);
        request.Headers.Add(
            "X-Violet-Event-Id",
            (eventId ?? Interlocked.Increment(ref _lastEventId)).ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        if (isSigned)
            request.Headers.Add("X-Violet-Hmac", signature ?? VioletWebhook.Sign(bytes, Secret));
        using HttpResponseMessage response = await Client.SendAsync(request).WaitAsync(Patience);
        return response.StatusCode;
    }

    public async Task<HttpStatusCode> SendRutterAsync(string body, string secret = Secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/rutter") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-Rutter-Signature", RutterWebhook.Sign(bytes, secret));
        using HttpResponseMessage response = await Client.SendAsync(request).WaitAsync(Patience);
        return response.StatusCode;
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(new CancellationToken(true)).ContinueWith(static _ => { }, TaskScheduler.Default);
        await _app.DisposeAsync();
    }
}
