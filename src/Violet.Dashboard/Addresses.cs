using System.Net;

namespace Violet.Dashboard;

/// <summary>Where the app listens. It has no login, so that is the loopback interface only.</summary>
internal static class Addresses
{
    /// <summary>Takes the addresses of <c>--urls</c> and <c>ASPNETCORE_URLS</c>; without them the setting Port.</summary>
    /// <returns>What is wrong with them, in a sentence; null for nothing.</returns>
    public static string? UseLoopback(this WebApplicationBuilder builder)
    {
        ConfigurationManager settings = builder.Configuration;
        string urls = settings[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } given ? given : $"http://127.0.0.1:{settings["Port"]}";
        IEnumerable<string> all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(settings.GetSection("Kestrel:Endpoints").GetChildren().Select(static endpoint => endpoint["Url"] ?? ""));
        if (all.FirstOrDefault(static url => !IsLoopback(url)) is { } elsewhere)
        {
            return $"The dashboard has no login, so it listens on the loopback interface only, and '{elsewhere}' is elsewhere: "
                + "choose an address such as --urls=http://127.0.0.1:5081.";
        }

        builder.WebHost.UseUrls(urls);
        // An image of a container sets these, for all interfaces.
        builder.WebHost.UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, "");
        return null;
    }

    /// <summary>Any other name than localhost makes the server listen on all interfaces.</summary>
    private static bool IsLoopback(string url)
    {
        try
        {
            string host = BindingAddress.Parse(url).Host.Trim('[', ']');
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
