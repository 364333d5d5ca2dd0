using System.Net;

namespace Violet.Generated.Runtime.Http;

/// <summary>Addresses of this machine.</summary>
internal static class Loopback
{
    /// <summary>Whether an address is this machine's own. <c>http://loopback</c> is not, though .NET reads it as <c>localhost</c>: to
    /// everybody else it is a name that DNS may give to anybody.</summary>
    public static bool IsLoopback(Uri address) =>
        address.IsLoopback && !address.OriginalString.StartsWith(address.Scheme + "://loopback", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The proxy that the environment names, but never for this machine: over plain http it would be shown all credentials.</summary>
internal sealed class ProxyBeyondLoopback : IWebProxy
{
    public ICredentials? Credentials
    {
        get => Environment?.Credentials;
        set
        {
            if (Environment is { } proxy)
                proxy.Credentials = value;
        }
    }

    private static IWebProxy? Environment =>
#if NET
        HttpClient.DefaultProxy;
#else
        WebRequest.DefaultWebProxy;
#endif

    public Uri? GetProxy(Uri destination) => Loopback.IsLoopback(destination) ? null : Environment?.GetProxy(destination);

    public bool IsBypassed(Uri host) => Loopback.IsLoopback(host) || Environment?.IsBypassed(host) != false;
}
