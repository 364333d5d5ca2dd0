using System.Security.Cryptography;
using System.Text;

namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// What one account gets its tokens with. This is the only list of it: two clients share a token if all of it is equal, and a reload that
/// leaves it equal keeps the token in hand.
/// </summary>
/// <param name="Api">The API's name; its settings are those of a class called so with <c>Options</c> behind it.</param>
/// <param name="BaseAddress">Where the API is; ends with a slash.</param>
/// <param name="ClientId">The id of the app that calls.</param>
/// <param name="ClientSecret">The secret of the app that calls.</param>
/// <param name="Token">An access token to begin with; null or empty for none.</param>
/// <param name="RefreshToken">A refresh token; null or empty for none.</param>
/// <param name="Username">Whom to log in; null or empty for nobody.</param>
/// <param name="Password">The password that goes with it.</param>
internal sealed record TokenCredentials(
    string Api,
    Uri BaseAddress,
    string ClientId,
    string? ClientSecret,
    string? Token,
    string? RefreshToken,
    string? Username,
    string? Password
)
{
    public bool HasRefreshToken => !string.IsNullOrEmpty(RefreshToken);

    public bool HasLogin => !string.IsNullOrEmpty(Username) && !string.IsNullOrEmpty(Password);

    public bool CanRenew => HasRefreshToken || HasLogin;

    /// <summary>
    /// Names the account in a store: all of it but the first token, which says nothing of whose it is. It is a hash, since a store's keys
    /// are visible to many; the secret keeps a password from being guessed from it.
    /// </summary>
    public string StoreKey
    {
        get
        {
            string account = string.Join("\n", BaseAddress.AbsoluteUri, ClientId, ClientSecret, Username, Password, RefreshToken);
            using var sha = SHA256.Create();
            string hash = BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(account))).Replace("-", "");
            return $"{Api}-token-{hash}".ToLowerInvariant();
        }
    }

    /// <summary>None of it: a record would print all.</summary>
    public override string ToString() => nameof(TokenCredentials);
}
