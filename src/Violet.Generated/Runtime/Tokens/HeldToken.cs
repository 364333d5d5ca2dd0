namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// A token and what our clock says about it. Immutable, so that a caller who has read the reference needs no lock. Until
/// <see cref="RenewAt"/> the token is used as it is;
/// from there to <see cref="ExpiresAt"/> it is used while it is being renewed; after that callers wait for its successor.
/// </summary>
internal sealed class HeldToken
{
    /// <summary>The state before there is any token.</summary>
    public static readonly HeldToken None = new("", null, null, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    private static readonly TimeSpan s_maxLead = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset? _expiresByIssuer;

    private HeldToken(
        string accessToken,
        string? refreshToken,
        DateTimeOffset? expiresByIssuer,
        DateTimeOffset renewAt,
        DateTimeOffset expiresAt
    )
    {
        AccessToken = accessToken;
        RefreshToken = refreshToken;
        RenewAt = renewAt;
        ExpiresAt = expiresAt;
        _expiresByIssuer = expiresByIssuer;
    }

    public string AccessToken { get; }

    public string? RefreshToken { get; }

    public DateTimeOffset RenewAt { get; }

    public DateTimeOffset ExpiresAt { get; }

    public bool IsRejected => ExpiresAt == DateTimeOffset.MinValue;

    /// <summary>
    /// A token that the API has issued to us this moment. Its lifetime (exp - iat, both on the API's clock) counts from now, so it does not
    /// matter how wrong
    /// our clock is. A lifetime that makes no sense means: use it until it is rejected.
    /// </summary>
    public static HeldToken JustIssued(TokenSet tokens, DateTimeOffset now)
    {
        var (issuedAt, expiresAt) = JwtTimes.Read(tokens.AccessToken);
        var lifetime = expiresAt - (issuedAt ?? now);
        return lifetime > TimeSpan.Zero
            ? Expiring(tokens, expiresAt, lifetime.Value, Add(now, lifetime.Value))
            : NeverExpiring(tokens, expiresAt);
    }

    /// <summary>
    /// A token that was issued at some time before: from the settings or the store. Only its exp is to go by, on a clock that may be
    /// minutes apart from ours;
    /// the lead of 30 minutes and the renewal of rejected tokens make up for that. It was not issued in the future, though: it lives for
    /// exp - iat from now at most.
    /// </summary>
    public static HeldToken IssuedEarlier(TokenSet tokens, DateTimeOffset now)
    {
        var (issuedAt, expiresAt) = JwtTimes.Read(tokens.AccessToken);
        if (expiresAt is not { } end)
            return NeverExpiring(tokens, null);

        var lifetime = end - (issuedAt < end ? issuedAt.Value : now);
        var latestEnd = Add(now, lifetime);
        return Expiring(tokens, end, lifetime, end < latestEnd ? end : latestEnd);
    }

    /// <summary>The same token after the API has rejected it: no longer to be used, whatever its times say.</summary>
    public HeldToken AsRejected() => new(AccessToken, RefreshToken, _expiresByIssuer, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>Whether this token, found in the store, is worth using in place of <paramref name="other"/>: another one, not due for
    /// renewal, not an older one.</summary>
    public bool CanReplace(HeldToken other, DateTimeOffset now) =>
        AccessToken != other.AccessToken && now < RenewAt && !(_expiresByIssuer < other._expiresByIssuer);

    private static HeldToken NeverExpiring(TokenSet tokens, DateTimeOffset? expiresByIssuer) =>
        new(tokens.AccessToken, tokens.RefreshToken, expiresByIssuer, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    private static HeldToken Expiring(TokenSet tokens, DateTimeOffset? expiresByIssuer, TimeSpan lifetime, DateTimeOffset expiresAt)
    {
        var tenth = TimeSpan.FromTicks(Math.Max(0, lifetime.Ticks / 10));
        var lead = tenth < s_maxLead ? tenth : s_maxLead;
        return new(tokens.AccessToken, tokens.RefreshToken, expiresByIssuer, expiresAt - lead, expiresAt);
    }

    private static DateTimeOffset Add(DateTimeOffset time, TimeSpan span) =>
        span < DateTimeOffset.MaxValue - time ? time + span : DateTimeOffset.MaxValue;
}
