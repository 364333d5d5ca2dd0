using Microsoft.Extensions.Logging;
using Outcome = (string? Token, Violet.Generated.VioletAuthenticationException? Failure);

namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// Keeps a token valid for any number of concurrent callers: one renewal is under way at a time, ahead of the token's end where possible.
/// What is to be done is decided under one lock; I/O happens outside it (<see cref="TokenSource"/>). A renewal belongs to no caller: who
/// waits for it can give up alone, and it has no cancellation but <see cref="Dispose"/>.
/// </summary>
internal sealed class TokenManager : IVioletTokenProvider, IDisposable
{
    /// <summary>A token rejected sooner than this after we got it was rejected quickly. Longer than any back-off.</summary>
    private static readonly TimeSpan s_quickRejection = TimeSpan.FromMinutes(2);

    /// <summary>As many quick rejections in a row are renewed at once; after that they back off like failures do.</summary>
    private const int FreeQuickRejections = 3;

    private readonly object _gate = new();
    private readonly (TokenCredentials Credentials, IVioletTokenStore? Store, TimeProvider Time) _account;
    private readonly TokenSource _source;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();

    private volatile HeldToken _held; // written under the lock, read without

    // All of these under the lock.
    private TaskCompletionSource<Outcome>? _renewal; // the one under way; never faults
    private VioletAuthenticationException? _failure; // how the last renewal failed, while it is the last; a template that is never thrown
    private int _failures; // in a row
    private long _failedAt;
    private long? _obtainedAt; // null: the token comes from the settings
    private int _quickRejections; // in a row

    /// <exception cref="ArgumentException">The credentials hold nothing to renew a token with.</exception>
    public TokenManager(
        ITokenEndpoint endpoint,
        TokenCredentials credentials,
        TimeProvider time,
        ILogger logger,
        IVioletTokenStore? store = null
    )
    {
        if (!credentials.CanRenew)
        {
            string options = credentials.Api + "Options";
            throw new ArgumentException($"To renew tokens, set {options}.RefreshToken, or {options}.Username and {options}.Password.");
        }

        _account = (credentials, store, time);
        _time = time;
        _source = new TokenSource(endpoint, credentials, time, store is null ? null : new SharedTokens(store, credentials, time, logger));
        _held = string.IsNullOrEmpty(credentials.Token)
            ? HeldToken.None
            : HeldToken.IssuedEarlier(new TokenSet(credentials.Token!, credentials.RefreshToken), time.GetUtcNow());
    }

    /// <summary>Whether it gives the tokens of this account, from this store and by this clock.</summary>
    public bool IsFor(TokenCredentials credentials, IVioletTokenStore? store, TimeProvider time) => _account == (credentials, store, time);

    public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        HeldToken held = _held;
        if (_time.GetUtcNow() < held.RenewAt)
            return new(held.AccessToken);
        return AcquireAsync(null, cancellationToken)!;
    }

    public ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken) =>
        RenewAsync(rejectedToken, isCertain: true, cancellationToken);

    /// <summary>Gives another token in place of one that the API did not take.</summary>
    /// <param name="rejectedToken">The token that was sent.</param>
    /// <param name="isCertain">Whether the token is known to be the cause; then nobody is given it again. Otherwise it stays until there is
    /// another, and null says that there is none.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public async ValueTask<string?> RenewAsync(string rejectedToken, bool isCertain, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Calls that fail together reject the same token: only the first of them finds it current.
            if (_held.AccessToken == rejectedToken && !_held.IsRejected)
            {
                if (_renewal is null && !MayReject(isCertain))
                    return null;
                if (isCertain)
                    _held = _held.AsRejected();
            }
        }

        return await AcquireAsync(isCertain ? null : rejectedToken, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Told that the API has taken a token: if it is rejected after that, it was revoked.</summary>
    public void Accept(string token)
    {
        HeldToken held = _held;
        if (!held.HasWorked && held.AccessToken == token)
            held.HasWorked = true;
    }

    /// <summary>Whether a token has worked before.</summary>
    public bool HasWorked(string token) => _held is { HasWorked: true } held && held.AccessToken == token;

    /// <summary>Whether a token that has never worked may have a better successor: it came from the store or a refresh, and there is a
    /// refresh or a login.</summary>
    public bool CanImproveOn(string token)
    {
        HeldToken held = _held;
        return held.AccessToken != token || (!held.HasWorked && _source.CanImproveOn(held));
    }

    /// <summary>Ends the renewal that may be under way, and makes no other. Tokens in hand stay usable.</summary>
    public void Dispose() => _stopping.Cancel(); // not disposed: it holds nothing, and a renewal may still be using its token

    /// <summary>
    /// Whether the rejection of the current token leads to a renewal. Where every new token is rejected at once, the tokens are not what is
    /// wrong: that must not become a renewal per call, so in between the token stays and callers see the API's own 401.
    /// </summary>
    private bool MayReject(bool isCertain)
    {
        if (!isCertain && IsBackingOff)
            return false;

        TimeSpan age = _obtainedAt is { } at && !_held.HasWorked ? _time.GetElapsedTime(at) : TimeSpan.MaxValue;
        if (age < BackOff(_quickRejections - FreeQuickRejections + 1))
            return false;

        _quickRejections = age < s_quickRejection ? _quickRejections + 1 : 0;
        return true;
    }

    /// <summary>Gives the current token, or waits for the next one where there is none.</summary>
    /// <param name="doubted">A token that is not good enough; for null, any is. When no other can be had, the result is null.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    private async ValueTask<string?> AcquireAsync(string? doubted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        HeldToken held;
        Task<Outcome>? renewal;
        TaskCompletionSource<Outcome>? toStart = null;
        Outcome outcome;
        lock (_gate)
        {
            held = _held;
            DateTimeOffset now = _time.GetUtcNow();
            if (now < held.RenewAt && held.AccessToken != doubted)
                return held.AccessToken; // renewed since the caller looked

            if (_renewal is null && !IsBackingOff && !_stopping.IsCancellationRequested)
                // a runtime that resumes waiters inline would let one hold up the others
                _renewal = toStart = new(TaskCreationOptions.RunContinuationsAsynchronously);

            renewal = _renewal?.Task;
            outcome = (now < held.ExpiresAt && held.AccessToken != doubted ? held.AccessToken : null, _failure);
        }

        if (toStart is not null)
            Start(held, toStart);

        if (outcome.Token is null && renewal is not null)
            outcome = await renewal.WaitAsync(Timeout.InfiniteTimeSpan, _time, cancellationToken).ConfigureAwait(false);

        return outcome.Token ?? (doubted is null ? throw CannotGet(outcome.Failure) : null);
    }

    /// <summary>
    /// Starts a renewal off this caller's thread and context ("unsafe" means that no AsyncLocal flows): it serves all callers and may
    /// outlive this one, so it must not run
    /// with this one's HttpContext, log scopes or Activity; and a caller who has a token in hand waits for nothing.
    /// </summary>
    private void Start(HeldToken old, TaskCompletionSource<Outcome> renewal) =>
        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RenewAsync(old, renewal), null);

    /// <summary>Never throws: nobody may be waiting.</summary>
    private async Task RenewAsync(HeldToken old, TaskCompletionSource<Outcome> renewal)
    {
        HeldToken? renewed = null;
        VioletAuthenticationException? failure = null;
        try
        {
            renewed = await _source.GetAsync(old, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e as VioletAuthenticationException ?? new VioletAuthenticationException("The token could not be renewed.", e);
        }

        Outcome outcome;
        lock (_gate)
        {
            _renewal = null;
            outcome = renewed is not null ? Succeed(renewed) : Fail(failure!);
        }

        renewal.SetResult(outcome);
    }

    private Outcome Succeed(HeldToken renewed)
    {
        _held = renewed;
        _obtainedAt = _time.GetTimestamp();
        _failures = 0;
        _failure = null;
        return (renewed.AccessToken, null);
    }

    private Outcome Fail(VioletAuthenticationException failure)
    {
        _failures++;
        _failedAt = _time.GetTimestamp();
        string message = FormattableString.Invariant(
            $"{failure.Message} The next attempt is made in {BackOff(_failures).TotalSeconds:0} s at the earliest."
        );
        _failure = new VioletAuthenticationException(message, failure.InnerException);
        return (null, _failure);
    }

    /// <summary>An exception of its own for each caller: one instance thrown by many threads would mix up their stack traces.</summary>
    private Exception CannotGet(VioletAuthenticationException? failure) =>
        _stopping.IsCancellationRequested || failure is null
            ? new ObjectDisposedException(
                nameof(TokenManager),
                $"The {_account.Credentials.Api} client has been disposed, and its token can no longer be renewed."
            )
            : new VioletAuthenticationException(failure.Message, failure.InnerException);

    private bool IsBackingOff => _failures > 0 && _time.GetElapsedTime(_failedAt) < BackOff(_failures);

    /// <summary>1 s after the first failure, doubling up to 60 s. A duration, so it is measured on the monotonic clock: setting the
    /// computer's clock does not stretch it.</summary>
    private static TimeSpan BackOff(int failures) =>
        failures <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, failures - 1)));
}
