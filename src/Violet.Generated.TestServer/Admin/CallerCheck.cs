using System.Net;
using Microsoft.AspNetCore.Http;

namespace Violet.Generated.TestServer.Admin;

/// <summary>Who may use the admin API: programs on this machine, and no web page.</summary>
internal static class CallerCheck
{
    /// <summary>Why a caller is refused; null when it is not.</summary>
    public static string? Refuse(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } caller || !IPAddress.IsLoopback(caller))
            return "Only this machine may do that.";
        // A page whose name was made to lead here (DNS rebinding) is of our origin for the browser; the name gives it away.
        string host = context.Request.Host.Host;
        if (host is not ("localhost" or "127.0.0.1" or "[::1]"))
            return $"This is not '{host}': call 127.0.0.1 or localhost.";
        // Browsers say whose request it is, and would send a simple one of any page; a person who types the address is nobody's.
        string? site = context.Request.Headers["Sec-Fetch-Site"];
        return context.Request.Headers.ContainsKey("Origin") || site is not (null or "" or "none")
            ? "Web pages may not do that: use a program, such as curl."
            : null;
    }
}
