using Violet.Generated.Runtime.Http;
using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated;

/// <summary>The login and refresh calls of the contract as the source of tokens.</summary>
internal sealed class VioletTokens(IAuthClient auth) : ITokenEndpoint
{
    /// <summary>The token source that the options ask for; the previous one if it serves the same account.</summary>
    public static IVioletTokenProvider Create(VioletOptions options, ApiConnection connection, IVioletTokenProvider? previous)
    {
        if (options.TokenProvider is { } own)
            return own;
        TokenCredentials credentials = options.Credentials;
        if (!credentials.CanRenew)
            return new FixedTokenProvider(credentials.Token!);
        // A manager that is left behind is not disposed: calls under way may wait for its renewal, and it holds nothing else.
        if (previous is TokenManager manager && manager.IsFor(credentials, options.TokenStore, options.TimeProvider))
            return manager;
        // One request per renewal: retries are the business of the renewal's back-off, or a thousand waiting calls would multiply them.
        var once = options.ToCallOptions();
        once.MaxRetries = 0;
        var withoutToken = new ApiTransport(new ApiSettings(new VioletProfile(options, tokens: null), connection, options), once);
        var endpoint = new VioletTokens(new AuthClient(new TransportSlot(withoutToken)));
        return new TokenManager(endpoint, credentials, options.TimeProvider, connection.Logger, options.TokenStore);
    }

    public async Task<TokenSet> LoginAsync(string username, string password, CancellationToken cancellationToken)
    {
        LoginResponse login = await auth.LoginAsync(new LoginRequest { Username = username, Password = password }, cancellationToken)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(login.Token)
            ? throw new VioletAuthenticationException("The login was accepted but its response holds no token.")
            : new TokenSet(login.Token!, login.RefreshToken);
    }

    public async Task<string> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        RefreshTokenResponse refreshed = await auth.RefreshTokenAsync(refreshToken, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(refreshed.Token)
            ? throw new VioletAuthenticationException("The refresh was accepted but its response holds no token.")
            : refreshed.Token!;
    }
}
