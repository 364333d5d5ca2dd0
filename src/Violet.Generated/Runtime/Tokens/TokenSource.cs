namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// Gets the next token, in the cheapest way that works: one that another process has stored, else a refresh, else a login. Does the I/O and
/// knows nothing of
/// concurrent callers; <see cref="TokenManager"/> decides when it is called.
/// </summary>
internal sealed class TokenSource(
    ITokenEndpoint endpoint,
    TimeProvider time,
    string? refreshToken,
    string? username,
    string? password,
    IVioletTokenStore? store,
    string storeKey
)
{
    /// <summary>Gets a token in place of one that expires or was rejected.</summary>
    /// <exception cref="VioletAuthenticationException">No token could be had.</exception>
    public async Task<HeldToken> GetAsync(HeldToken old, CancellationToken cancellationToken)
    {
        var stored = await ReadStoreAsync(cancellationToken).ConfigureAwait(false);
        if (stored is not null && stored.CanReplace(old, time.GetUtcNow()))
            return stored;

        var (refreshed, refreshFailure) = await RefreshAsync(stored?.RefreshToken ?? old.RefreshToken, old, cancellationToken)
            .ConfigureAwait(false);
        var renewed = refreshed ?? await LoginAsync(old, refreshFailure, cancellationToken).ConfigureAwait(false);
        _ = WriteStoreAsync(renewed, cancellationToken); // callers do not wait for it
        return renewed;
    }

    private async Task<HeldToken?> ReadStoreAsync(CancellationToken cancellationToken)
    {
        if (store is null)
            return null;

        try
        {
            var tokens = await store.GetAsync(storeKey, cancellationToken).ConfigureAwait(false);
            return tokens is null ? null : HeldToken.IssuedEarlier(tokens, time.GetUtcNow());
        }
        catch (Exception)
        {
            return null; // as if nothing were stored
        }
    }

    private async Task WriteStoreAsync(HeldToken token, CancellationToken cancellationToken)
    {
        if (store is null)
            return;

        try
        {
            await store.SetAsync(storeKey, new TokenSet(token.AccessToken, token.RefreshToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The other processes renew for themselves: a store that is down costs them a login, and this one nothing.
        }
    }

    /// <summary>
    /// Tries the refresh token that came last, then the one from the settings: it may be newer than a stored one that no longer works.
    /// </summary>
    private async Task<(HeldToken? Token, Exception? Failure)> RefreshAsync(
        string? latest,
        HeldToken old,
        CancellationToken cancellationToken
    )
    {
        Exception? failure = null;
        foreach (var candidate in new[] { latest, latest == refreshToken ? null : refreshToken })
        {
            if (candidate is null or "")
                continue;

            try
            {
                var accessToken = await endpoint.RefreshAsync(candidate, cancellationToken).ConfigureAwait(false);
                return (Receive(new TokenSet(accessToken, candidate), old), null);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                failure = e;
            }
        }

        return (null, failure);
    }

    private async Task<HeldToken> LoginAsync(HeldToken old, Exception? refreshFailure, CancellationToken cancellationToken)
    {
        if (username is null or "" || password is null or "")
            throw RefreshFailed(refreshFailure);

        try
        {
            return Receive(await endpoint.LoginAsync(username, password, cancellationToken).ConfigureAwait(false), old);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw LoginFailed(e, refreshFailure);
        }
    }

    private HeldToken Receive(TokenSet tokens, HeldToken old) =>
        tokens.AccessToken != old.AccessToken
            ? HeldToken.JustIssued(tokens, time.GetUtcNow())
            : throw new InvalidOperationException("Violet answered with the very token that was to be replaced.");

    private static VioletAuthenticationException RefreshFailed(Exception? failure) =>
        new(
            IsRefusal(failure)
                ? $"Violet refused the refresh token ({Describe(failure)}). Set VioletOptions.RefreshToken to a valid one, or "
                    + $"VioletOptions.Username and VioletOptions.Password, so that the client can log in."
                : $"The token could not be refreshed ({Describe(failure)}). Set VioletOptions.Username and "
                    + $"VioletOptions.Password as well, and the client logs in when a refresh fails.",
            failure
        );

    private static VioletAuthenticationException LoginFailed(Exception failure, Exception? refreshFailure)
    {
        var before = refreshFailure is null
            ? ""
            : $"The refresh with VioletOptions.RefreshToken failed ({Describe(refreshFailure)}), then the login did. ";
        return new(
            IsRefusal(failure)
                ? $"{before}Violet refused the login ({Describe(failure)}). Check VioletOptions.Username and "
                    + $"VioletOptions.Password (only the app owner's can log in), and that AppId and AppSecret belong to the chosen "
                    + $"Environment."
                : $"{before}The login to Violet failed ({Describe(failure)}); the inner exception says why.",
            failure
        );
    }

    /// <summary>Whether Violet did not like what we sent. Which status it answers to wrong credentials is not documented.</summary>
    private static bool IsRefusal(Exception? failure) =>
        failure is VioletApiException { StatusCode: >= 400 and < 500 and not (408 or 429) };

    /// <summary>By status or type only: the text of an exception is not ours to vouch for.</summary>
    private static string Describe(Exception? failure) =>
        failure is VioletApiException { StatusCode: var status }
            ? FormattableString.Invariant($"HTTP {status}")
            : failure?.GetType().Name ?? "there is no refresh token";
}
