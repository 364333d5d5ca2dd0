namespace Violet.Generated;

/// <summary>
/// What an <see cref="IVioletTokenStore"/> may be besides: a lock that lets one process renew a token while the others wait for it. A store
/// that is no lock works too; then several processes may renew at once.
/// </summary>
/// <remarks>
/// The lock is advisory: who does not get it within five seconds renews all the same, so let it end by itself when its holder is gone. It
/// is given two seconds to answer; when it does not, or throws, the client renews without it.
/// </remarks>
public interface IVioletTokenRenewalLock
{
    /// <summary>Takes the lock if nobody has it; does not wait for its holder.</summary>
    /// <param name="key">Names the account, as in the store.</param>
    /// <param name="cancellationToken">Ends after two seconds, or when the client is disposed.</param>
    /// <returns>The lock, which disposal releases; <see langword="null"/> when another holds it.</returns>
    ValueTask<IAsyncDisposable?> TryAcquireAsync(string key, CancellationToken cancellationToken);
}
