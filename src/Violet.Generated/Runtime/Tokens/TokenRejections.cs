namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// Says after a refused call whether it is worth another token. A code that says so is believed; any other may mean the token too, so it is
/// renewed once, and when the code comes again on the new token, it is final for that operation for a while: what the API does not like is
/// something else then, and logins stay bounded.
/// </summary>
internal sealed class TokenRejections(IVioletTokenProvider tokens, TimeProvider time)
{
    private static readonly TimeSpan s_final = TimeSpan.FromMinutes(5);

    /// <summary>Rejected tokens that one call replaces: one from the settings, from the store and from a refresh.</summary>
    private const int MaxRenewals = 3;

    /// <summary>Codes in vain after which an operation's code no longer matters.</summary>
    private const int MaxCodes = 4;

    private readonly Dictionary<string, Final> _finals = []; // by operation; also the lock
    private readonly TokenManager? _manager = tokens as TokenManager;

    /// <summary>Told that the API has taken a token.</summary>
    public void Accept(string token) => _manager?.Accept(token);

    /// <summary>Whether another token than the refused one is there, so that the call is to be sent again.</summary>
    /// <param name="operation">The operation that was refused.</param>
    /// <param name="verdict">What the failure says about the token.</param>
    /// <param name="code">The API's code; null for none.</param>
    /// <param name="token">The token that was sent.</param>
    /// <param name="renewals">How many tokens this call has had before.</param>
    /// <param name="cancellationToken">Ends the caller's wait.</param>
    /// <exception cref="VioletAuthenticationException">The token is the cause and cannot be renewed.</exception>
    public async ValueTask<bool> TryRenewAsync(
        string operation,
        TokenVerdict verdict,
        int? code,
        string token,
        int renewals,
        CancellationToken cancellationToken
    )
    {
        if (verdict == TokenVerdict.Accepted)
            Accept(token);
        if (verdict is TokenVerdict.None or TokenVerdict.Accepted)
            return false;
        bool isCertain = verdict == TokenVerdict.Rejected;
        if (renewals >= MaxRenewals || (!isCertain && IsFinal(operation, code)))
            return false;
        if (renewals > 0 && _manager?.CanImproveOn(token) != true && !(isCertain && _manager?.HasWorked(token) == true))
        {
            if (!isCertain)
                MakeFinal(operation, code);
            return false;
        }

        return await RenewAsync(token, isCertain, cancellationToken).ConfigureAwait(false) is { } renewed && renewed != token;
    }

    private async ValueTask<string?> RenewAsync(string token, bool isCertain, CancellationToken cancellationToken)
    {
        if (_manager is not null)
            return await _manager.RenewAsync(token, isCertain, cancellationToken).ConfigureAwait(false);
        try
        {
            return await tokens.RefreshTokenAsync(token, cancellationToken).ConfigureAwait(false);
        }
        catch (VioletAuthenticationException) when (!isCertain)
        {
            return null; // the API's own error says more
        }
    }

    private bool IsFinal(string operation, int? code)
    {
        lock (_finals)
        {
            if (!_finals.TryGetValue(operation, out Final? final))
                return false;
            if (time.GetElapsedTime(final.Since) < s_final)
                return final.Codes.Count >= MaxCodes || final.Codes.Contains(code ?? 0);
            _finals.Remove(operation);
            return false;
        }
    }

    private void MakeFinal(string operation, int? code)
    {
        lock (_finals)
        {
            if (!_finals.TryGetValue(operation, out Final? final))
                _finals[operation] = final = new Final(time.GetTimestamp());
            final.Codes.Add(code ?? 0);
        }
    }

    private sealed class Final(long since)
    {
        public long Since => since;

        public HashSet<int> Codes { get; } = [];
    }
}

/// <summary>What a failed call says about the token that it carried.</summary>
internal enum TokenVerdict
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The API has taken it, and dislikes something else.</summary>
    Accepted,

    /// <summary>It may be the cause.</summary>
    Doubted,

    /// <summary>It is the cause.</summary>
    Rejected,
}
