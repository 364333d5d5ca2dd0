namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// The two calls that give tokens. They must not ask a token provider for a token (it would wait for itself), and must end by themselves:
/// the cancellation token ends with the client, not with a caller. What they throw must hold no secret: it becomes the inner exception that
/// callers see.
/// </summary>
internal interface ITokenEndpoint
{
    /// <summary>Logs in.</summary>
    Task<TokenSet> LoginAsync(string username, string password, CancellationToken cancellationToken);

    /// <summary>Gives a new access token. The API answers with that token only, so the refresh token stays in use.</summary>
    Task<string> RefreshAsync(string refreshToken, CancellationToken cancellationToken);
}
