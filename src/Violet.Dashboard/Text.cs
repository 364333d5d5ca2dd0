using Violet.Generated;

namespace Violet.Dashboard;

/// <summary>How things are said on the pages.</summary>
internal static class Text
{
    /// <summary>Currencies without a smaller unit, so that an amount is not in hundredths.</summary>
    private static readonly HashSet<string> s_wholeCurrencies =
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "JPY",
        "KMF",
        "KRW",
        "MGA",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ];

    public static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm}";

    public static string Money(long? amount, string? currency) =>
        amount is not { } minor ? ""
        : s_wholeCurrencies.Contains(currency ?? "") ? $"{minor:N0} {currency}"
        : $"{minor / 100m:N2} {currency}";

    /// <summary>The name of a state, as it goes into a sentence.</summary>
    public static string Of(ConnectionState state) =>
        state switch
        {
            ConnectionState.Healthy => "Healthy",
            ConnectionState.Syncing => "Syncing",
            ConnectionState.Incomplete => "Incomplete",
            ConnectionState.NeedsAttention => "Needs attention",
            ConnectionState.NeedsReauthentication => "Needs sign-in",
            ConnectionState.Disabled => "Disabled",
            _ => "Unknown",
        };

    /// <summary>What comes first when the worst comes first.</summary>
    public static int Urgency(ConnectionState state) =>
        state switch
        {
            ConnectionState.Disabled => 0,
            ConnectionState.NeedsReauthentication => 1,
            ConnectionState.NeedsAttention => 2,
            ConnectionState.Incomplete => 3,
            ConnectionState.Unknown => 4,
            ConnectionState.Syncing => 5,
            _ => 6,
        };

    /// <summary>An address that came from an API, when it may become a link: <c>javascript:</c> and its kin may not.</summary>
    public static string? SafeUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;

    /// <summary>What went wrong, for a person: the library's messages hold no secret, and other exceptions' are not shown. The API's own
    /// words are somebody's text, to be escaped.</summary>
    public static string Of(Exception error) =>
        error switch
        {
            VioletAuthenticationException { InnerException: VioletApiException { StatusCode: 401 or 403 } } =>
                $"{error.Message} Check the credentials in the settings.",
            VioletRateLimitException { RetryAfter: { } wait } => $"{error.Message} Try again in {wait.TotalSeconds:0} s.",
            VioletApiException { ApiMessage: { Length: > 0 } words } api =>
                $"{api.Operation} failed with HTTP {api.StatusCode}{(api.Slug is null ? "" : " " + api.Slug)}: {words}",
            VioletException => error.Message,
            _ => "Something went wrong in this app; its log says more.",
        };
}
