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

    /// <summary>Deletes webhooks that failed longer ago than this. Those that were handled go by themselves
    /// (<see cref="InboxOptions.Retention"/>).</summary>
    /// <param name="age">The least age; zero for all that failed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The age is below zero.</exception>
    Task<int> PurgeAsync(TimeSpan age, CancellationToken cancellationToken = default);
}
