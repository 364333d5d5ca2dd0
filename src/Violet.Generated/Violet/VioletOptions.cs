using System.Globalization;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated;

/// <summary>Which of Violet's two environments is called. Username, password and app id are the same in both; the app secret
/// differs.</summary>
public enum VioletEnvironment
{
    /// <summary>Test Mode, <c>https://sandbox-api.violet.io/v1</c>.</summary>
    Sandbox,

    /// <summary>Live Mode, <c>https://api.violet.io/v1</c>.</summary>
    Live,
}

/// <summary>The settings of a Violet client. Required: the app's id and secret, and one source of tokens.</summary>
public sealed class VioletOptions : ApiOptions
{
    /// <summary>The app's id (<c>X-Violet-App-Id</c>).</summary>
    public long AppId { get; set; }

    /// <summary>The app's secret in the chosen environment (<c>X-Violet-App-Secret</c>). Keep it in user secrets or a vault.</summary>
    public string? AppSecret { get; set; }

    /// <summary>An access token. It ends after 24 hours; alone it cannot be renewed. With a refresh token or a login it is the first one
    /// that is used.</summary>
    public string? Token { get; set; }

    /// <summary>A refresh token. It lasts for years and gives access tokens as needed.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>The e-mail address of the app's owner, to log in with. Only the owner's login works.</summary>
    public string? Username { get; set; }

    /// <summary>The password that goes with <see cref="Username"/>.</summary>
    public string? Password { get; set; }

    /// <summary>A token source of your own, in place of the other four: a token per request, or per tenant.</summary>
    public IVioletTokenProvider? TokenProvider { get; set; }

    /// <summary>Where to keep tokens so that several processes share them; null for this process only.</summary>
    public IVioletTokenStore? TokenStore { get; set; }

    /// <summary>Which environment is called; <see cref="ApiOptions.BaseAddress"/> goes before it.</summary>
    public VioletEnvironment Environment { get; set; }

    internal override Uri DefaultBaseAddress =>
        new(Environment == VioletEnvironment.Live ? "https://api.violet.io/v1/" : "https://sandbox-api.violet.io/v1/");

    internal TokenCredentials Credentials =>
        new(
            "Violet",
            EffectiveBaseAddress,
            AppId.ToString(CultureInfo.InvariantCulture),
            AppSecret,
            Token,
            RefreshToken,
            Username,
            Password
        );

    internal override ApiProfile CreateProfile(ApiConnection connection, ApiProfile? previous) =>
        new VioletProfile(this, VioletTokens.Create(this, connection, previous?.Tokens));

    internal override IEnumerable<string> Problems(string prefix)
    {
        if (AppId <= 0 && !UnreadableSettings.ContainsKey(nameof(AppId)))
            yield return $"{prefix}AppId is missing: the numeric id of your app, from Violet's dashboard.";
        if (string.IsNullOrEmpty(AppSecret))
            yield return $"{prefix}AppSecret is missing: the secret of your app in this environment, from Violet's dashboard.";
        else if (!HeaderText.IsValid(AppSecret!))
            yield return $"{prefix}AppSecret {HeaderText.Problem}";
        if (!string.IsNullOrEmpty(Token) && !HeaderText.IsValid(Token!))
            yield return $"{prefix}Token {HeaderText.Problem}";
        if (!string.IsNullOrEmpty(RefreshToken) && !HeaderText.IsValid(RefreshToken!))
            yield return $"{prefix}RefreshToken {HeaderText.Problem}";
        if (string.IsNullOrEmpty(Username) != string.IsNullOrEmpty(Password))
        {
            yield return $"{prefix}Username and {prefix}Password go together; one of them is missing.";
        }
        else if (TokenProvider is null && string.IsNullOrEmpty(Token) && !Credentials.CanRenew)
        {
            yield return $"No token source is set: {prefix}Username and {prefix}Password, {prefix}RefreshToken, {prefix}Token or "
                + $"{prefix}TokenProvider.";
        }

        if (Environment is not (VioletEnvironment.Sandbox or VioletEnvironment.Live))
            yield return $"{prefix}Environment must be Sandbox or Live.";
        foreach (string problem in base.Problems(prefix))
            yield return problem;
    }
}
