using Microsoft.Extensions.Logging;

namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// The users' store of tokens, which cannot do any harm here: each use of it has two seconds, fails without an exception, and is told once
/// until it works again. Whatever the store does, it costs a login and never a call.
/// </summary>
internal sealed partial class SharedTokens(IVioletTokenStore store, TokenCredentials credentials, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_maxWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);

    private readonly string _key = credentials.StoreKey;
    private readonly HashSet<string> _failing = []; // the uses that were told; locked

    /// <summary>
    /// Reads the stored token. When it cannot replace the old one, the caller is to renew it, and to end with
    /// <see cref="WriteAndReleaseAsync"/>; where another process is doing so, its token is waited for, but not for long.
    /// </summary>
    /// <returns>The token in the store, whether it is good or not, and the lock on its renewal; either may be null.</returns>
    public async Task<(HeldToken? Stored, IAsyncDisposable? Lock)> ReadOrLockAsync(HeldToken old, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            (bool isRead, HeldToken? stored) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!isRead || CanReplace(stored, old) || store is not IVioletTokenRenewalLock renewals)
                return (stored, null);

            (bool isAnswered, IAsyncDisposable? acquired) = await TryAsync(
                    "locked",
                    limited => renewals.TryAcquireAsync(_key, limited).AsTask(),
                    cancellationToken
                )
                .ConfigureAwait(false);
            if (acquired is not null)
            {
                // its last holder may have stored a token since it was read
                (bool _, HeldToken? newest) = await ReadAsync(cancellationToken).ConfigureAwait(false);
                return (newest ?? stored, acquired);
            }

            if (!isAnswered || time.GetElapsedTime(start) >= s_maxWait)
                return (stored, null);
            await time.Delay(s_pollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    public bool CanReplace(HeldToken? stored, HeldToken old) => stored?.CanReplace(old, time.GetUtcNow()) == true;

    /// <summary>Stores a token, if there is a new one, and then lets others renew. Never throws: nobody waits for it.</summary>
    public async Task WriteAndReleaseAsync(HeldToken? renewed, IAsyncDisposable? acquired, CancellationToken cancellationToken)
    {
        try
        {
            if (renewed is not null)
                await TryAsync("written", limited => WriteAsync(renewed, limited), cancellationToken).ConfigureAwait(false);
            if (acquired is not null)
                await acquired.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The client is being disposed, or the lock ends by itself.
        }
    }

    private async Task<(bool IsRead, HeldToken? Stored)> ReadAsync(CancellationToken cancellationToken)
    {
        (bool isRead, TokenSet? tokens) = await TryAsync("read", limited => store.GetAsync(_key, limited).AsTask(), cancellationToken)
            .ConfigureAwait(false);
        if (tokens is null)
            return (isRead, null);
        if (TokenSet.IsSendable(tokens.AccessToken))
            return (isRead, HeldToken.IssuedEarlier(tokens.WithoutUnusable(), time.GetUtcNow(), TokenOrigin.Store));

        Tell("used", "what it holds is no token");
        return (isRead, null);
    }

    private async Task<bool> WriteAsync(HeldToken token, CancellationToken cancellationToken)
    {
        await store.SetAsync(_key, new TokenSet(token.AccessToken, token.RefreshToken), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<(bool IsDone, T? Result)> TryAsync<T>(
        string use,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // On a thread of its own, or a store that blocks could not be given up.
        Task<T> running = Task.Run(() => call(limited.Token), CancellationToken.None);
        try
        {
            T result = await running.WaitAsync(s_limit, time, cancellationToken).ConfigureAwait(false);
            lock (_failing)
                _failing.Remove(use);
            return (true, result);
        }
        catch (Exception e)
        {
            _ = AbandonAsync(running);
            limited.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            Tell(use, e.GetType().Name); // its text is not ours to vouch for
            return default;
        }
    }

    /// <summary>Looks after a call that nobody waits for any more: its failure is observed, and a lock that comes too late is
    /// released.</summary>
    private static async Task AbandonAsync<T>(Task<T> call)
    {
        try
        {
            if (await call.ConfigureAwait(false) is IAsyncDisposable acquired)
                await acquired.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // told already
        }
    }

    private void Tell(string use, string problem)
    {
        bool isNew;
        lock (_failing)
            isNew = _failing.Add(use);
        if (isNew)
            LogFailure(logger, credentials.Api, store.GetType().Name, use, problem);
    }

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "{Api}: the token store {Store} could not be {Use} ({Problem}). The client goes on without it and may log in more often. "
            + "This is said once until it works again."
    )]
    private static partial void LogFailure(ILogger logger, string api, string store, string use, string problem);
}
