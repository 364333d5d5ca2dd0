using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

internal static class ServerClients
{
    /// <summary>The client's own handler, which trusts the server's certificate too.</summary>
    public static HttpMessageHandler Handler(this VioletTestServer server)
    {
        HttpMessageHandler handler = HttpHandlers.Create();
        string? own = server.Certificate?.GetCertHashString();
        if (handler is SocketsHttpHandler sockets)
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == own;
        else
            ((HttpClientHandler)handler).ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == own;
        return handler;
    }

    public static VioletClient Violet(this VioletTestServer server, Action<VioletOptions>? change = null)
    {
        var options = new VioletOptions();
        server.Configure(options);
        change?.Invoke(options);
        return new VioletClient(options);
    }

    public static RutterClient Rutter(this VioletTestServer server)
    {
        var options = new RutterOptions();
        server.Configure(options);
        return new RutterClient(options);
    }

    /// <summary>A bare HTTP client with the credentials of both APIs.</summary>
    public static HttpClient Http(this VioletTestServer server)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None });
        http.DefaultRequestHeaders.Add("X-Violet-App-Id", $"{server.AppId}");
        http.DefaultRequestHeaders.Add("X-Violet-App-Secret", server.AppSecret);
        http.DefaultRequestHeaders.Add("X-Violet-Token", server.IssueToken());
        http.DefaultRequestHeaders.Add("X-Rutter-Version", "2024-08-31");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{server.RutterClientId}:{server.RutterClientSecret}"))
        );
        return http;
    }

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (T item in items)
            all.Add(item);
        return all;
    }
}
