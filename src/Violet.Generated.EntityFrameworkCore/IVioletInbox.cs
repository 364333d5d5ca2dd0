using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>The webhooks in the database: what failed, and what to do about it.</summary>
public interface IVioletInbox
{
    /// <summary>The webhooks whose handling was given up, the newest first, without their bodies.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="beforeId">Only those with a lower id, for the next page; null to start with the newest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The webhooks; empty when there is none.</returns>
    Task<IReadOnlyList<FailedWebhook>> FailedAsync(int limit = 100, long? beforeId = null, CancellationToken cancellationToken = default);

    /// <summary>A webhook as it was accepted, to be looked at. Its body holds customers' data.</summary>
    /// <param name="id">The id in the inbox (<see cref="FailedWebhook.Id"/>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The webhook; null when it is not there any more.</returns>
    Task<WebhookDelivery?> FindAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Runs a failed webhook again, with all attempts. Newer ones about the same order, offer or merchant may have been handled
    /// since.</summary>
    /// <param name="id">The id in the inbox (<see cref="FailedWebhook.Id"/>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it will run: false when it is not there any more, or has not failed.</returns>
    Task<bool> RetryAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Gives up webhooks that failed longer ago than this: body and headers are deleted at once, what is left to tell duplicates
    /// goes after <see cref="InboxOptions.Retention"/>, as with those that were handled.</summary>
    /// <param name="age">The least age; zero for all that failed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The age is below zero.</exception>
    Task<int> PurgeAsync(TimeSpan age, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds what never arrived: reads Violet's own log of events, of webhooks to this app's endpoint alone, and puts what the inbox does
    /// not have into it, to be handled late, after what is newer. Events that Violet still tries to send are left to it; one that was sent
    /// again on request counts as the first one.
    /// </summary>
    /// <param name="since">How far to look back. Violet keeps events for 30 days. Not beyond the time since which the inbox is in use, nor
    /// beyond <see cref="InboxOptions.Retention"/>: what it has not is taken for missed.</param>
    /// <param name="address">The address by which Violet reaches the app's only endpoint for its webhooks; null for
    /// <see cref="VioletWebhookHandlers.PublicAddress"/> of each.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many events were read and added.</returns>
    /// <exception cref="InvalidOperationException">No address is known.</exception>
    /// <exception cref="VioletException">Violet could not be read.</exception>
    Task<InboxReconciliation> ReconcileAsync(DateTimeOffset since, Uri? address = null, CancellationToken cancellationToken = default);
}
