using System.Globalization;
using Violet.Generated.Runtime;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Runtime.Retry;
using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated;

/// <summary>Violet's three headers, and what its 401 means: an expired token or a business error.</summary>
internal sealed class VioletAuthentication(long appId, string appSecret, IVioletTokenProvider tokens) : IApiAuthentication
{
    /// <summary>The gateway's code for an expired token; business errors have codes of four digits.</summary>
    private const int TokenExpired = 11;

    private readonly string _appId = appId.ToString(CultureInfo.InvariantCulture);

    public ValueTask<string?> GetTokenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (!request.SendsToken)
            return default;
        return tokens.GetTokenAsync(cancellationToken)!;
    }

    public void Apply(HttpRequestMessage message, ApiRequest request, string? token)
    {
        Set(message, "X-Violet-App-Id", _appId);
        Set(message, "X-Violet-App-Secret", appSecret);
        if (token is not null)
            Set(message, "X-Violet-Token", token);
    }

    public async ValueTask<bool> TryRenewAsync(int statusCode, ApiErrorBody error, string? token, CancellationToken cancellationToken)
    {
        bool expired = statusCode == 401 && token is not null && error.Code is (null or TokenExpired);
        return expired
            && await tokens.RefreshTokenAsync(token!, cancellationToken).ConfigureAwait(false) is { } renewed
            && renewed != token;
    }

    private static void Set(HttpRequestMessage message, string name, string value)
    {
        message.Headers.Remove(name);
        HeaderText.Add(message, name, value);
    }
}

/// <summary>The login and refresh calls of the contract as the source of tokens.</summary>
internal sealed class TokenEndpoint(IAuthClient auth) : ITokenEndpoint
{
    public async Task<TokenSet> LoginAsync(string username, string password, CancellationToken cancellationToken)
    {
        LoginResponse login = await auth.LoginAsync(new LoginRequest { Username = username, Password = password }, cancellationToken)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(login.Token)
            ? throw new VioletAuthenticationException("The login was accepted but its answer holds no token.")
            : new TokenSet(login.Token!, login.RefreshToken);
    }

    public async Task<string> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        RefreshTokenResponse refreshed = await auth.RefreshTokenAsync(refreshToken, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(refreshed.Token)
            ? throw new VioletAuthenticationException("The refresh was accepted but its answer holds no token.")
            : refreshed.Token!;
    }
}
