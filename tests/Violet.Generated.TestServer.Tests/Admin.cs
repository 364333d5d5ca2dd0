using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Tests;

/// <summary>A running stand-in in this process, and calls of its admin API as curl makes them.</summary>
internal sealed class Admin : IAsyncDisposable
{
    private readonly StandIn _standIn;
    private readonly HttpClient _http = new();

    private Admin(StandIn standIn) => _standIn = standIn;

    public VioletTestServer Server => _standIn.Server;

    public static async Task<Admin> StartAsync(params string[] options) => await StartAsync(null, options);

    public static async Task<Admin> StartAsync(TextWriter? log, params string[] options) =>
        new(await StandIn.StartAsync(ToolOptions.Parse(["--port", "0", .. options]), log, CancellationToken.None));

    public VioletClient Violet()
    {
        var options = new VioletOptions { MaxRetries = 0 };
        Server.Configure(options);
        return new VioletClient(options);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> CallAsync(string method, string path, string? json = null)
    {
        using HttpResponseMessage response = await SendAsync(method, path, json);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<HttpResponseMessage> SendAsync(
        string method,
        string path,
        string? json = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Server.VioletAddress, "/_test" + path));
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/x-www-form-urlencoded"); // what curl -d says
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _standIn.DisposeAsync();
    }
}
