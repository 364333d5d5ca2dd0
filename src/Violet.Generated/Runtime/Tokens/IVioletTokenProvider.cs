namespace Violet.Generated;

/// <summary>
/// Gives the token of a call. Implement it where the token depends on who is calling: one token per tenant or per request.
/// </summary>
/// <remarks>
/// Without an implementation of yours, the client keeps a token itself, from the options' <c>Token</c>, <c>RefreshToken</c> or
/// <c>Username</c> and <c>Password</c>. Both methods are called from many threads at once. <see cref="GetTokenAsync"/> runs before every
/// call, so answer from memory where you can.
/// </remarks>
public interface IVioletTokenProvider
{
    /// <summary>Gives the token to send with the next call.</summary>
    /// <param name="cancellationToken">Ends the caller's wait.</param>
    /// <returns>The token, as it goes into the header.</returns>
    /// <exception cref="VioletAuthenticationException">No token could be had.</exception>
    ValueTask<string> GetTokenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Gives another token after the API answered 401, unless the code is one of the known business errors that come so. The call is then
    /// sent once more.
    /// </summary>
    /// <param name="rejectedToken">
    /// The token that the API rejected. Calls that fail together all come here with the same one: renew only if it is still the current
    /// token, otherwise answer with the current one.
    /// </param>
    /// <param name="cancellationToken">Ends the caller's wait.</param>
    /// <returns>Another token, or <see langword="null"/> when there is none to be had: the caller then gets the API's own 401.</returns>
    /// <exception cref="VioletAuthenticationException">The attempt to renew the token failed.</exception>
    ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken);
}
