using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;

namespace Violet.Generated.AspNetCore;

/// <summary>
/// Shares tokens through an <see cref="IDistributedCache"/>, such as Redis: a fleet logs in once. Register it with
/// <c>AddVioletDistributedTokenStore()</c>.
/// </summary>
/// <remarks>
/// When several clients need a new token at once, one gets it and the others wait for it, five seconds at most. A distributed cache has no
/// atomic operation, so who renews is settled by writing a
/// claim and reading it back 0.2 s later; in a cache that is slower than that, two may renew, which costs a login and does no harm. A token
/// that the API rejects before its end is renewed
/// by each client that finds it rejected before another one has stored a new one.
/// What is stored, for 30 days, is JSON with <c>access_token</c> and <c>refresh_token</c>, under a hash that names the account; without a
/// protector it is plain: whoever can read the cache can
/// act for the account.
/// </remarks>
public sealed class DistributedCacheTokenStore : IVioletTokenStore
{
    private static readonly TimeSpan s_claimTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_maxLead = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, long> _claims = new(StringComparer.Ordinal); // of this process, by key, with their time
    private readonly IDistributedCache _cache;
    private readonly TimeProvider _time;
    private readonly IDataProtector? _protector;

    /// <summary>Makes a store on a cache.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="protector">Encrypts what is stored; null for plain JSON. An entry that it cannot decrypt counts as none, so all clients
    /// need the same keys.</param>
    public DistributedCacheTokenStore(IDistributedCache cache, TimeProvider? timeProvider = null, IDataProtector? protector = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        _cache = cache;
        _time = timeProvider ?? TimeProvider.System;
        _protector = protector;
    }

    /// <summary>Reads the tokens. When they are missing or due for renewal, only one caller is answered so at once; the others are given
    /// its new tokens.</summary>
    /// <inheritdoc/>
    public async ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        while (true)
        {
            TokenSet? tokens = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            if (IsUsable(tokens))
                return tokens;
            if (_time.GetElapsedTime(start) >= s_claimTime)
                return tokens; // whoever claimed it is slow or gone
            if (TryClaimHere(key))
            {
                bool isClaimed = false;
                try
                {
                    isClaimed = await TryClaimAsync(key, cancellationToken).ConfigureAwait(false);
                    // it may have been renewed meanwhile
                    if (isClaimed)
                        return await ReadAsync(key, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    if (!isClaimed)
                        _claims.TryRemove(key, out _);
                }
            }

            await Task.Delay(s_pollInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("access_token"u8, tokens.AccessToken);
            if (tokens.RefreshToken is not null)
                writer.WriteString("refresh_token"u8, tokens.RefreshToken);
            writer.WriteEndObject();
        }

        byte[] entry = buffer.WrittenSpan.ToArray();
        if (_protector is not null)
            entry = _protector.Protect(entry);
        await _cache
            .SetAsync(key, entry, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = s_lifetime }, cancellationToken)
            .ConfigureAwait(false);
        if (_claims.TryRemove(key, out _))
            await _cache.RemoveAsync(ClaimKey(key), cancellationToken).ConfigureAwait(false);
    }

    private static string ClaimKey(string key) => key + "-claim";

    private async Task<TokenSet?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        byte[]? stored = await _cache.GetAsync(key, cancellationToken).ConfigureAwait(false);
        if (stored is null)
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(_protector is null ? stored : _protector.Unprotect(stored));
            string? refreshToken = json.RootElement.TryGetProperty("refresh_token"u8, out JsonElement refresh) ? refresh.GetString() : null;
            return json.RootElement.GetProperty("access_token"u8).GetString() is { Length: > 0 } accessToken
                ? new TokenSet(accessToken, refreshToken)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or CryptographicException)
        {
            return null; // something else's entry, an older form, or another's keys: it will be overwritten
        }
    }

    /// <summary>Whether a client would use it rather than renew it; a token that does not say when it ends is left for the client to
    /// judge.</summary>
    private bool IsUsable(TokenSet? tokens)
    {
        if (tokens is null)
            return false;
        if (tokens.ExpiresAt is not { } end)
            return true;
        TimeSpan tenth = (end - (tokens.IssuedAt ?? _time.GetUtcNow())) / 10;
        return _time.GetUtcNow() < end - (tenth < s_maxLead ? tenth : s_maxLead);
    }

    /// <summary>In this process the claim is exact: the others need not trouble the cache with theirs.</summary>
    private bool TryClaimHere(string key)
    {
        long now = _time.GetTimestamp();
        if (_claims.TryAdd(key, now))
            return true;
        return _claims.TryGetValue(key, out long claimed)
            && _time.GetElapsedTime(claimed, now) >= s_claimTime
            && _claims.TryUpdate(key, now, claimed);
    }

    private async Task<bool> TryClaimAsync(string key, CancellationToken cancellationToken)
    {
        string claimKey = ClaimKey(key);
        if (await _cache.GetAsync(claimKey, cancellationToken).ConfigureAwait(false) is not null)
            return false;
        byte[] mine = Guid.NewGuid().ToByteArray();
        await _cache
            .SetAsync(claimKey, mine, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = s_claimTime }, cancellationToken)
            .ConfigureAwait(false);
        await Task.Delay(s_settling, _time, cancellationToken).ConfigureAwait(false);
        return await _cache.GetAsync(claimKey, cancellationToken).ConfigureAwait(false) is { } last && last.AsSpan().SequenceEqual(mine);
    }
}
