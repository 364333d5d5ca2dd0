using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.Tests.Hosting;

/// <summary>A user's ASP.NET application, on a free port of this machine.</summary>
internal sealed class LocalHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private LocalHost(WebApplication app, HttpClient http) => (_app, _http) = (app, http);

    public static async Task<LocalHost> StartAsync(Action<WebApplicationBuilder> configure, Action<WebApplication> map)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure(builder);
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new LocalHost(app, new HttpClient { BaseAddress = new Uri(address) });
    }

    public async Task<(int Status, string Body)> PostAsync(string path, string json)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
        using HttpResponseMessage response = await _http.PostAsync(path, content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<string> GetAsync(string path) => _http.GetStringAsync(path);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
