using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated;

/// <summary>An access token and the refresh token that renews it.</summary>
public sealed class TokenSet
{
    /// <summary>Makes a set of tokens.</summary>
    /// <param name="accessToken">The token that goes with each call.</param>
    /// <param name="refreshToken">The token that renews it, if there is one.</param>
    /// <exception cref="ArgumentException"><paramref name="accessToken"/> is null or empty.</exception>
    public TokenSet(string accessToken, string? refreshToken)
    {
        if (accessToken is null or "")
            throw new ArgumentException("An access token cannot be empty.", nameof(accessToken));

        AccessToken = accessToken;
        RefreshToken = refreshToken is "" ? null : refreshToken;
    }

    /// <summary>The token that goes with each call, as it stands in the header.</summary>
    public string AccessToken { get; }

    /// <summary>The token that renews <see cref="AccessToken"/>, or <see langword="null"/> when there is none.</summary>
    public string? RefreshToken { get; }

    /// <summary>When the access token was issued, on the API's clock; <see langword="null"/> when it does not say.</summary>
    public DateTimeOffset? IssuedAt => JwtTimes.Read(AccessToken).IssuedAt;

    /// <summary>When the access token ends, on the API's clock; <see langword="null"/> when it does not say.</summary>
    public DateTimeOffset? ExpiresAt => JwtTimes.Read(AccessToken).ExpiresAt;

    /// <summary>Says which tokens are there, without their text.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => RefreshToken is null ? "TokenSet (access token)" : "TokenSet (access token, refresh token)";

    /// <summary>Whether a text can be sent in a header: printable ASCII. A line break, for one, would end it.</summary>
    internal static bool IsSendable(string text) => text.All(c => c is >= ' ' and <= '~');

    /// <summary>The same without a refresh token that cannot be sent.</summary>
    internal TokenSet WithoutUnusable() => RefreshToken is null || IsSendable(RefreshToken) ? this : new TokenSet(AccessToken, null);
}
