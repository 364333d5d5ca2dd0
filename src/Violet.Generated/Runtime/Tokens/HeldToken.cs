namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// A token and what our clock says about it. All but <see cref="HasWorked"/> is immutable, so that a caller who has read the reference
/// needs no lock. Until <see cref="RenewAt"/> the token is used as it is; from there to <see cref="ExpiresAt"/> it is used while it is
/// being renewed; after that callers wait for its successor.
/// </summary>
internal sealed class HeldToken
{
    /// <summary>The state before there is any token.</summary>
    public static readonly HeldToken None = new(); // its times are the smallest: it is over

    private static readonly TimeSpan s_maxLead = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset? _expiresByIssuer;
    private volatile bool _hasWorked;

    private HeldToken(
        TokenSet tokens,
        TokenOrigin origin,
        DateTimeOffset? expiresByIssuer,
        DateTimeOffset renewAt,
        DateTimeOffset expiresAt
    )
    {
        (AccessToken, RefreshToken, Origin) = (tokens.AccessToken, tokens.RefreshToken, origin);
        (RenewAt, ExpiresAt, _expiresByIssuer) = (renewAt, expiresAt, expiresByIssuer);
    }

    private HeldToken() => AccessToken = "";

    public string AccessToken { get; }

    public string? RefreshToken { get; }

    public TokenOrigin Origin { get; }

    public DateTimeOffset RenewAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Whether the API has taken it. The only thing that changes, and only once.</summary>
    public bool HasWorked
    {
        get => _hasWorked;
        set => _hasWorked = value;
    }

    public bool IsRejected => ExpiresAt == DateTimeOffset.MinValue;

    /// <summary>
    /// A token that the API has issued to us this moment. Its lifetime (exp - iat, both on the API's clock) counts from now, so it does not
    /// matter how wrong our clock is. A lifetime that makes no sense means: use it until it is rejected.
    /// </summary>
    public static HeldToken JustIssued(TokenSet tokens, DateTimeOffset now, TokenOrigin origin = TokenOrigin.Login)
    {
        (DateTimeOffset? issuedAt, DateTimeOffset? expiresAt) = JwtTimes.Read(tokens.AccessToken);
        TimeSpan? lifetime = expiresAt - (issuedAt ?? now);
        return lifetime > TimeSpan.Zero
            ? Expiring(tokens, origin, expiresAt, lifetime.Value, Add(now, lifetime.Value))
            : NeverExpiring(tokens, origin, expiresAt);
    }

    /// <summary>
    /// A token that was issued at some time before: from the settings or the store. Only its exp is to go by, on a clock that may be
    /// minutes apart from ours; the lead of 30 minutes and the renewal of rejected tokens make up for that. It was not issued in the
    /// future, though: it lives for exp - iat from now at most.
    /// </summary>
    public static HeldToken IssuedEarlier(TokenSet tokens, DateTimeOffset now, TokenOrigin origin = TokenOrigin.Settings)
    {
        (DateTimeOffset? issuedAt, DateTimeOffset? expiresAt) = JwtTimes.Read(tokens.AccessToken);
        if (expiresAt is not { } end)
            return NeverExpiring(tokens, origin, null);

        TimeSpan lifetime = end - (issuedAt < end ? issuedAt.Value : now);
        DateTimeOffset latestEnd = Add(now, lifetime);
        return Expiring(tokens, origin, end, lifetime, end < latestEnd ? end : latestEnd);
    }

    /// <summary>The same token after the API has rejected it: no longer to be used, whatever its times say.</summary>
    public HeldToken AsRejected()
    {
        var rejected = (HeldToken)MemberwiseClone();
        rejected.RenewAt = rejected.ExpiresAt = DateTimeOffset.MinValue;
        return rejected;
    }

    /// <summary>Whether this token, found in the store, is worth using in place of <paramref name="other"/>: another one, not due for
    /// renewal, not an older one.</summary>
    public bool CanReplace(HeldToken other, DateTimeOffset now) =>
        AccessToken != other.AccessToken && now < RenewAt && !(_expiresByIssuer < other._expiresByIssuer);

    private static HeldToken NeverExpiring(TokenSet tokens, TokenOrigin origin, DateTimeOffset? expiresByIssuer) =>
        new(tokens, origin, expiresByIssuer, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    private static HeldToken Expiring(
        TokenSet tokens,
        TokenOrigin origin,
        DateTimeOffset? expiresByIssuer,
        TimeSpan lifetime,
        DateTimeOffset expiresAt
    )
    {
        var tenth = TimeSpan.FromTicks(Math.Max(0, lifetime.Ticks / 10));
        TimeSpan lead = tenth < s_maxLead ? tenth : s_maxLead;
        return new(tokens, origin, expiresByIssuer, expiresAt - lead, expiresAt);
    }

    private static DateTimeOffset Add(DateTimeOffset time, TimeSpan span) =>
        span < DateTimeOffset.MaxValue - time ? time + span : DateTimeOffset.MaxValue;
}

/// <summary>Where a token came from.</summary>
internal enum TokenOrigin
{
    Settings,
    Store,
    Refresh,
    Login,
}
