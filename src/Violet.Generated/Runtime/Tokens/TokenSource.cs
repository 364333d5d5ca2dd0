namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// Gets the next token, in the cheapest way that works: one that another process has stored, else a refresh, else a login. Does the I/O and
/// knows nothing of concurrent callers; <see cref="TokenManager"/> decides when it is called.
/// </summary>
internal sealed class TokenSource(ITokenEndpoint endpoint, TokenCredentials credentials, TimeProvider time, SharedTokens? shared)
{
    /// <summary>Gets a token in place of one that expires or was rejected.</summary>
    /// <exception cref="VioletAuthenticationException">No token could be had.</exception>
    public async Task<HeldToken> GetAsync(HeldToken old, CancellationToken cancellationToken)
    {
        if (shared is null)
            return await RenewAsync(old, old.RefreshToken, cancellationToken).ConfigureAwait(false);

        (HeldToken? stored, IAsyncDisposable? acquired) = await shared.ReadOrLockAsync(old, cancellationToken).ConfigureAwait(false);
        HeldToken? renewed = null;
        try
        {
            if (shared.CanReplace(stored, old))
                return stored!;
            return renewed = await RenewAsync(old, stored?.RefreshToken ?? old.RefreshToken, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = shared.WriteAndReleaseAsync(renewed, acquired, cancellationToken); // callers do not wait for it
        }
    }

    /// <summary>Whether there is a dearer way than the one that gave a token.</summary>
    public bool CanImproveOn(HeldToken token) =>
        token.Origin is TokenOrigin.Settings or TokenOrigin.Store || (token.Origin == TokenOrigin.Refresh && credentials.HasLogin);

    private async Task<HeldToken> RenewAsync(HeldToken old, string? refreshToken, CancellationToken cancellationToken)
    {
        // A refresh whose token was rejected before it ever worked would give the like again.
        bool isRefreshInVain = old.Origin == TokenOrigin.Refresh && !old.HasWorked && (old.IsRejected || time.GetUtcNow() < old.RenewAt);
        if (isRefreshInVain && credentials.HasLogin)
            return await LoginAsync(old, null, cancellationToken).ConfigureAwait(false);

        (HeldToken? refreshed, Exception? failure) = await RefreshAsync(refreshToken, old, cancellationToken).ConfigureAwait(false);
        return refreshed ?? await LoginAsync(old, failure, cancellationToken).ConfigureAwait(false);
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
        foreach (string? candidate in new[] { latest, latest == credentials.RefreshToken ? null : credentials.RefreshToken })
        {
            if (candidate is null or "")
                continue;

            try
            {
                string accessToken = await endpoint.RefreshAsync(candidate, cancellationToken).ConfigureAwait(false);
                return (Receive(new TokenSet(accessToken, candidate), old, TokenOrigin.Refresh), null);
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
        if (!credentials.HasLogin)
            throw RefreshFailed(refreshFailure);

        try
        {
            TokenSet tokens = await endpoint
                .LoginAsync(credentials.Username!, credentials.Password!, cancellationToken)
                .ConfigureAwait(false);
            return Receive(tokens, old, TokenOrigin.Login);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw LoginFailed(e, refreshFailure);
        }
    }

    private HeldToken Receive(TokenSet tokens, HeldToken old, TokenOrigin origin)
    {
        if (tokens.AccessToken == old.AccessToken)
            throw new InvalidOperationException($"{credentials.Api} answered with the very token that was to be replaced.");
        if (!TokenSet.IsSendable(tokens.AccessToken))
            throw new InvalidOperationException($"{credentials.Api} answered with a token that cannot be sent in a header.");
        return HeldToken.JustIssued(tokens.WithoutUnusable(), time.GetUtcNow(), origin);
    }

    private string Options => credentials.Api + "Options";

    private VioletAuthenticationException RefreshFailed(Exception? failure) =>
        new(
            IsRefusal(failure)
                ? $"{credentials.Api} refused the refresh token ({Describe(failure)}). Set {Options}.RefreshToken to a valid one, or "
                    + $"{Options}.Username and {Options}.Password, so that the client can log in."
                : $"The token could not be refreshed ({Describe(failure)}). Set {Options}.Username and "
                    + $"{Options}.Password as well, and the client logs in when a refresh fails.",
            failure
        );

    private VioletAuthenticationException LoginFailed(Exception failure, Exception? refreshFailure)
    {
        string before = refreshFailure is null
            ? ""
            : $"The refresh with {Options}.RefreshToken failed ({Describe(refreshFailure)}), then the login did. ";
        return new(
            IsRefusal(failure)
                ? $"{before}{credentials.Api} refused the login ({Describe(failure)}). Check {Options}.Username and "
                    + $"{Options}.Password (only the app owner's can log in), and that AppId and AppSecret belong to the chosen "
                    + $"Environment."
                : $"{before}The login to {credentials.Api} failed ({Describe(failure)}); the inner exception says why.",
            failure
        );
    }

    /// <summary>Whether the API did not like what we sent. Which status it answers to wrong credentials is not documented.</summary>
    private static bool IsRefusal(Exception? failure) =>
        failure is VioletApiException { StatusCode: >= 400 and < 500 and not (408 or 429) };

    /// <summary>By status or type only: the text of an exception is not ours to vouch for.</summary>
    private static string Describe(Exception? failure) =>
        failure is VioletApiException { StatusCode: var status }
            ? FormattableString.Invariant($"HTTP {status}")
            : failure?.GetType().Name ?? "there is no refresh token";
}
