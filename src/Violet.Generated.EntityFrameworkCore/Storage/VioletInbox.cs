using Microsoft.EntityFrameworkCore;
using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

internal sealed class VioletInbox(InboxDatabase database, InboxReconciler reconciler, WakeUp wakeUp, TimeProvider time) : IVioletInbox
{
    public async Task<IReadOnlyList<FailedWebhook>> FailedAsync(int limit, long? beforeId, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        long before = beforeId ?? long.MaxValue;
        List<InboxEvent> failed = await database
            .UseAsync(
                (context, token) =>
                    InboxDatabase
                        .Events(context)
                        .Where(e => e.State == InboxState.Failed && e.Id < before)
                        .OrderByDescending(e => e.Id)
                        .Take(limit)
                        .Select(e => new InboxEvent
                        {
                            Id = e.Id,
                            Key = e.Key,
                            Endpoint = e.Endpoint,
                            Entity = e.Entity,
                            Headers = e.Headers,
                            AcceptedAt = e.AcceptedAt,
                            EndedAt = e.EndedAt,
                            Attempts = e.Attempts,
                            Error = e.Error,
                        })
                        .ToListAsync(token),
                cancellationToken
            )
            .ConfigureAwait(false);
        return [.. failed.Select(Describe)];
    }

    public async Task<WebhookDelivery?> FindAsync(long id, CancellationToken cancellationToken)
    {
        InboxEvent? found = await database
            .UseAsync((context, token) => InboxDatabase.Events(context).FirstOrDefaultAsync(e => e.Id == id, token), cancellationToken)
            .ConfigureAwait(false);
        return found is null ? null : InboxText.Delivery(found);
    }

    public async Task<bool> RetryAsync(long id, CancellationToken cancellationToken)
    {
        bool isFound =
            await database
                .WriteAsync(
                    (context, token) =>
                        InboxDatabase
                            .Events(context)
                            .Where(e => e.Id == id && e.State == InboxState.Failed)
                            .ExecuteUpdateAsync(
                                set =>
                                    set.SetProperty(e => e.State, InboxState.Waiting)
                                        .SetProperty(e => e.EndedAt, 0)
                                        .SetProperty(e => e.Attempts, 0),
                                token
                            ),
                    cancellationToken
                )
                .ConfigureAwait(false) == 1;
        if (isFound)
            wakeUp.Set();
        return isFound;
    }

    public Task<int> PurgeAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        long limit = (time.GetUtcNow() - age).ToUnixTimeMilliseconds();
        byte[] nothing = [];
        return database.WriteAsync(
            (context, token) =>
                InboxDatabase
                    .Events(context)
                    .Where(e => e.State == InboxState.Failed && e.EndedAt <= limit)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(e => e.State, InboxState.Done)
                                .SetProperty(e => e.Body, nothing)
                                .SetProperty(e => e.Headers, "{}"),
                        token
                    ),
            cancellationToken
        );
    }

    public Task<InboxReconciliation> ReconcileAsync(DateTimeOffset since, Uri? address, CancellationToken cancellationToken) =>
        reconciler.RunAsync(since, address, cancellationToken);

    private static FailedWebhook Describe(InboxEvent e)
    {
        IReadOnlyDictionary<string, string> headers = InboxText.Headers(e.Headers);
        return new FailedWebhook(
            e.Id,
            e.Endpoint,
            headers.GetValueOrDefault("X-Violet-Topic"),
            headers.GetValueOrDefault("X-Violet-Event-Id"),
            e.Entity == e.Key ? null : e.Entity,
            DateTimeOffset.FromUnixTimeMilliseconds(e.AcceptedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(e.EndedAt),
            e.Attempts,
            e.Error
        );
    }
}
