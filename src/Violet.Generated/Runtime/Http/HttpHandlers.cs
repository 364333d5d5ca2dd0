using System.Net;

namespace Violet.Generated.Runtime.Http;

/// <summary>The handler under every call. It follows no redirect (credentials stay with the configured host) and keeps no cookies (nothing
/// is shared between users).</summary>
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
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
#else
        new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        };
#endif
}
