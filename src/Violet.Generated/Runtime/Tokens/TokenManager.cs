using Microsoft.Extensions.Logging;

namespace Violet.Generated.Runtime.Tokens;

using Outcome = (string? Token, VioletAuthenticationException? Failure);

/// <summary>
/// Keeps a token valid for any number of concurrent callers: one renewal is under way at a time, ahead of the token's end where possible.
/// What is to be done is decided under one
/// lock; I/O happens outside it (<see cref="TokenSource"/>). A renewal belongs to no caller: who waits for it can give up alone, and it has
/// no cancellation but <see cref="Dispose"/>.
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
        var held = _held;
        return _time.GetUtcNow() < held.RenewAt ? new(held.AccessToken) : AcquireAsync(cancellationToken);
    }

    public ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Calls that fail together reject the same token: only the first of them finds it current.
            if (_held.AccessToken == rejectedToken && !TryReject())
                return default;
        }

        return AcquireAsync(cancellationToken)!;
    }

    /// <summary>Ends the renewal that may be under way, and makes no other. Tokens in hand stay usable.</summary>
    public void Dispose() => _stopping.Cancel(); // not disposed: it holds nothing, and a renewal may still be using its token

    /// <summary>
    /// Marks the current token as rejected, so that nobody is given it again. Where every new token is rejected at once, the tokens are not
    /// what is wrong: that must not
    /// become a renewal per call, so in between the token stays and callers see the API's own 401.
    /// </summary>
    private bool TryReject()
    {
        if (_held.IsRejected)
            return true;

        var age = _obtainedAt is { } at ? _time.GetElapsedTime(at) : TimeSpan.MaxValue;
        if (age < BackOff(_quickRejections - FreeQuickRejections + 1))
            return false;

        _quickRejections = age < s_quickRejection ? _quickRejections + 1 : 0;
        _held = _held.AsRejected();
        return true;
    }

    private async ValueTask<string> AcquireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        HeldToken held;
        Task<Outcome>? renewal;
        TaskCompletionSource<Outcome>? toStart = null;
        Outcome outcome;
        lock (_gate)
        {
            held = _held;
            var now = _time.GetUtcNow();
            if (now < held.RenewAt)
                return held.AccessToken; // renewed since the caller looked

            if (_renewal is null && !IsBackingOff && !_stopping.IsCancellationRequested)
                // a runtime that resumes waiters inline would let one hold up the others
                _renewal = toStart = new(TaskCreationOptions.RunContinuationsAsynchronously);

            renewal = _renewal?.Task;
            outcome = (now < held.ExpiresAt ? held.AccessToken : null, _failure);
        }

        if (toStart is not null)
            Start(held, toStart);

        if (outcome.Token is null && renewal is not null)
            outcome = await renewal.WaitAsync(Timeout.InfiniteTimeSpan, _time, cancellationToken).ConfigureAwait(false);

        return outcome.Token ?? throw CannotGet(outcome.Failure);
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
        var message = FormattableString.Invariant(
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
