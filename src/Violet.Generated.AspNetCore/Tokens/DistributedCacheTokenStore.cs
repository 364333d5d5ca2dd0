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
/// atomic operation, so who renews is settled by writing a claim and reading it back 0.2 s later; in a cache that is slower than that, two
/// may renew, which costs a login and does no harm.
/// What is stored, for 30 days, is JSON with <c>access_token</c> and <c>refresh_token</c>, under a hash that names the account; without a
/// protector it is plain: whoever can read the cache can act for the account.
/// </remarks>
public sealed class DistributedCacheTokenStore : IVioletTokenStore, IVioletTokenRenewalLock
{
    private static readonly TimeSpan s_claimTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(200);
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

    /// <inheritdoc/>
    public async ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken)
    {
        byte[]? stored = await _cache.GetAsync(key, cancellationToken).ConfigureAwait(false);
        if (stored is null)
            return null;
        try
        {
            using var json = JsonDocument.Parse(_protector is null ? stored : _protector.Unprotect(stored));
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
        var expiry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = s_lifetime };
        try
        {
            await _cache.SetAsync(key, entry, expiry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Redis does not overwrite what is of another type, but it does delete it.
            await _cache.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
            await _cache.SetAsync(key, entry, expiry, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable?> TryAcquireAsync(string key, CancellationToken cancellationToken)
    {
        if (!TryClaimHere(key))
            return null;
        bool isClaimed = false;
        try
        {
            isClaimed = await TryClaimAsync(ClaimKey(key), cancellationToken).ConfigureAwait(false);
            return isClaimed ? new Claim(this, key) : null;
        }
        finally
        {
            if (!isClaimed)
                _claims.TryRemove(key, out _);
        }
    }

    private static string ClaimKey(string key) => key + "-claim";

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

    private async Task<bool> TryClaimAsync(string claimKey, CancellationToken cancellationToken)
    {
        if (await ReadClaimAsync(claimKey, cancellationToken).ConfigureAwait(false) is not null)
            return false;
        byte[] mine = Guid.NewGuid().ToByteArray();
        await _cache
            .SetAsync(claimKey, mine, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = s_claimTime }, cancellationToken)
            .ConfigureAwait(false);
        await Task.Delay(s_settling, _time, cancellationToken).ConfigureAwait(false);
        return await _cache.GetAsync(claimKey, cancellationToken).ConfigureAwait(false) is { } last && last.AsSpan().SequenceEqual(mine);
    }

    /// <summary>A claim that cannot be read is of another type. It would never end, so it is removed.</summary>
    private async Task<byte[]?> ReadClaimAsync(string claimKey, CancellationToken cancellationToken)
    {
        try
        {
            return await _cache.GetAsync(claimKey, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await _cache.RemoveAsync(claimKey, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private sealed class Claim(DistributedCacheTokenStore store, string key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await store._cache.RemoveAsync(ClaimKey(key)).ConfigureAwait(false);
            store._claims.TryRemove(key, out _);
        }
    }
}
