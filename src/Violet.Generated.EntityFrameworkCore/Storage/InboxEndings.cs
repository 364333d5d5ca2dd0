using Microsoft.EntityFrameworkCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Writes down what became of claimed events, and only while they are still this worker's.</summary>
internal sealed class InboxEndings(InboxDatabase database, TimeProvider time)
{
    /// <summary>Ends events as done, in the transaction of the context if there is one; gives the number of those that were still the
    /// worker's.</summary>
    public Task<int> DoneAsync(DbContext context, string worker, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return Mine(context, worker, ids)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.State, InboxState.Done)
                        .SetProperty(e => e.EndedAt, now)
                        .SetProperty(e => e.Error, (string?)null)
                        .SetProperty(e => e.Owner, (string?)null)
                        .SetProperty(e => e.Lease, (string?)null),
                cancellationToken
            );
    }

    public Task<int> DoneAsync(string worker, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => DoneAsync(context, worker, ids, token), cancellationToken);

    public Task<bool> IsMineAsync(ClaimedEvent e, CancellationToken cancellationToken) =>
        database.UseAsync((context, token) => Mine(context, e.Worker, [e.Id]).AnyAsync(token), cancellationToken);

    /// <summary>Counts a failed attempt; the lease stays, so that the events behind this one wait.</summary>
    public async Task<bool> FailedOnceAsync(ClaimedEvent e, string error, CancellationToken cancellationToken) =>
        await database
            .WriteAsync(
                (context, token) =>
                    Mine(context, e.Worker, [e.Id])
                        .ExecuteUpdateAsync(
                            set => set.SetProperty(x => x.Attempts, e.Attempts + 1).SetProperty(x => x.Error, error),
                            token
                        ),
                cancellationToken
            )
            .ConfigureAwait(false) == 1;

    /// <summary>Ends an event as failed; those behind it go on.</summary>
    public async Task<bool> FailedAsync(ClaimedEvent e, int attempts, string error, CancellationToken cancellationToken)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return await database
                .WriteAsync(
                    (context, token) =>
                        Mine(context, e.Worker, [e.Id])
                            .ExecuteUpdateAsync(
                                set =>
                                    set.SetProperty(x => x.State, InboxState.Failed)
                                        .SetProperty(x => x.EndedAt, now)
                                        .SetProperty(x => x.Attempts, attempts)
                                        .SetProperty(x => x.Error, error)
                                        .SetProperty(x => x.Owner, (string?)null)
                                        .SetProperty(x => x.Lease, (string?)null),
                                token
                            ),
                    cancellationToken
                )
                .ConfigureAwait(false) == 1;
    }

    private static IQueryable<InboxEvent> Mine(DbContext context, string worker, IReadOnlyCollection<long> ids) =>
        InboxDatabase.Events(context).Where(e => ids.Contains(e.Id) && e.State == InboxState.Waiting && e.Owner == worker);
}
