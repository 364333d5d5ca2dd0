namespace Violet.Generated;

/// <summary>
/// Shares tokens between processes, so that a token which one of them has renewed is used by all. Without a store, each process has its own
/// token in memory.
/// </summary>
/// <remarks>
/// The store is read before a token is renewed and written after; calls with a valid token never touch it. A method that throws, or does
/// not answer within two seconds, costs a login and no call: the client then renews the token itself, and logs one warning until the store
/// works again. A store that is also an <see cref="IVioletTokenRenewalLock"/> spares its clients logins at the same moment.
/// What is stored gives access to the account: keep it as safe as a password.
/// </remarks>
public interface IVioletTokenStore
{
    /// <summary>Reads the tokens that are stored under a key.</summary>
    /// <param name="key">Names the account: two clients with different credentials never have the same key.</param>
    /// <param name="cancellationToken">Ends after two seconds, or when the client is disposed.</param>
    /// <returns>The tokens, or <see langword="null"/> when there are none. Tokens that cannot be sent in a header count as none.</returns>
    ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Stores tokens under a key, in place of those that were there.</summary>
    /// <param name="key">Names the account: two clients with different credentials never have the same key.</param>
    /// <param name="tokens">The tokens to store.</param>
    /// <param name="cancellationToken">Ends after two seconds, or when the client is disposed.</param>
    /// <returns>A task that ends when the tokens are stored.</returns>
    ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken);
}
