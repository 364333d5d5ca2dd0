using System.Net;

namespace Violet.Generated.Runtime.Http;

/// <summary>
/// The handler under every call. It follows no redirect (credentials stay with the configured host), keeps no cookies (nothing is shared
/// between users), reaches this machine directly, and adds no headers of tracing.
/// </summary>
internal static class HttpHandlers
{
    private static readonly Lazy<HttpClient> s_shared = new(() => new HttpClient(Create()) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>The client of those who do not use dependency injection: one for the process, it holds no credentials.</summary>
    public static HttpClient Shared => s_shared.Value;

    public static HttpMessageHandler Create() =>
#if NET
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new ProxyBeyondLoopback(),
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // A connection that goes silent is noticed, or all calls would wait on it until its lifetime is over.
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            // One connection takes a hundred or so calls at once; the others would queue for it.
            EnableMultipleHttp2Connections = true,
            // It would send the app's baggage along, beside the credentials; and what OpenTelemetry adds to HttpClient goes by it, too.
            ActivityHeadersPropagator = null,
        };
#else
        new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new ProxyBeyondLoopback(),
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        };
#endif
}
