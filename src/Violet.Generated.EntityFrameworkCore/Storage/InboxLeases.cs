using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Which process may handle which entity's events.</summary>
internal sealed class InboxLeases(InboxDatabase database)
{
    /// <summary>
    /// The first events of entities that nobody has a lease of, at most so many, in the order of acceptance. Each row is compared and set:
    /// it is claimed only if it is still free, so what two processes see at the same time, one of them gets. The unique lease decides
    /// between two events of one entity; two can look like its first, since rows may become visible in another order than their ids.
    /// </summary>
    public async Task<IReadOnlyList<ClaimedEvent>> ClaimAsync(
        string worker,
        IReadOnlyCollection<string> endpoints,
        int count,
        CancellationToken cancellationToken
    )
    {
        List<Candidate> free = await database
            .UseAsync((context, token) => Candidates(context, endpoints, count).ToListAsync(token), cancellationToken)
            .ConfigureAwait(false);
        if (free.Count == 0)
            return [];
        try
        {
            return await database
                .WriteAsync((context, token) => ClaimAsync(context, worker, free, token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DbException) when (free.Count > 1)
        {
            // one of them may have broken the unique lease, which undoes all of them
            return await database
                .WriteAsync((context, token) => ClaimAsync(context, worker, free[..1], token), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>What can be claimed. Its plan goes by indexes, however many events are done.</summary>
    public static IQueryable<Candidate> Candidates(DbContext context, IReadOnlyCollection<string> endpoints, int count)
    {
        IQueryable<InboxEvent> events = InboxDatabase.Events(context);
        return events
            .Where(e => e.State == InboxState.Waiting && e.EndedAt == 0 && e.Owner == null && endpoints.Contains(e.Endpoint))
            .Where(e => !events.Any(before => before.Entity == e.Entity && before.State == InboxState.Waiting && before.Id < e.Id))
            .Where(e => !events.Any(held => held.Lease == e.Entity))
            .OrderBy(e => e.Id)
            .Take(count)
            .Select(e => new Candidate(e.Id));
    }

    /// <summary>Gives back all leases of a worker but those of these events; the entities' next events can be claimed at once.</summary>
    public Task ReleaseAsync(string worker, IReadOnlyCollection<long> but, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (context, token) =>
                InboxDatabase
                    .Events(context)
                    .Where(e => e.State == InboxState.Waiting && e.Owner == worker && !but.Contains(e.Id))
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(e => e.Owner, (string?)null).SetProperty(e => e.Lease, (string?)null),
                        token
                    ),
            cancellationToken
        );

    /// <summary>A sign of life. False when others have taken over what this worker had: it is none any more.</summary>
    public Task<bool> StampAsync(string worker, CancellationToken cancellationToken) =>
        database.WriteAsync((context, token) => StampAsync(context, worker, token), cancellationToken);

    public Task AddWorkerAsync(string worker, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (context, token) =>
            {
                await InsertStatement.ExecuteAsync(context, [new InboxWorker { Id = worker }], token).ConfigureAwait(false);
                return true;
            },
            cancellationToken
        );

    public Task<List<InboxWorker>> OtherWorkersAsync(string worker, CancellationToken cancellationToken) =>
        database.UseAsync(
            (context, token) => InboxDatabase.Workers(context).Where(w => w.Id != worker).ToListAsync(token),
            cancellationToken
        );

    /// <summary>
    /// Ends the leases of a worker whose stamp stands still; nothing happens if it moves on at this moment. What was under way counts as an
    /// attempt: else an event that takes the process down with it would do so forever.
    /// </summary>
    public Task<int> TakeOverAsync(InboxWorker worker, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (context, token) =>
            {
                int deleted = await InboxDatabase
                    .Workers(context)
                    .Where(w => w.Id == worker.Id && w.Stamp == worker.Stamp)
                    .ExecuteDeleteAsync(token)
                    .ConfigureAwait(false);
                return deleted == 0
                    ? 0
                    : await InboxDatabase
                        .Events(context)
                        .Where(e => e.State == InboxState.Waiting && e.Owner == worker.Id)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(e => e.Owner, (string?)null)
                                    .SetProperty(e => e.Lease, (string?)null)
                                    .SetProperty(e => e.Attempts, e => e.Attempts + 1),
                            token
                        )
                        .ConfigureAwait(false);
            },
            cancellationToken
        );

    public Task RemoveWorkerAsync(string worker, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (context, token) => InboxDatabase.Workers(context).Where(w => w.Id == worker).ExecuteDeleteAsync(token),
            cancellationToken
        );

    private static async Task<bool> StampAsync(DbContext context, string worker, CancellationToken cancellationToken) =>
        await InboxDatabase
            .Workers(context)
            .Where(w => w.Id == worker)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.Stamp, w => w.Stamp + 1), cancellationToken)
            .ConfigureAwait(false) == 1;

    private static async Task<IReadOnlyList<ClaimedEvent>> ClaimAsync(
        DbContext context,
        string worker,
        IReadOnlyList<Candidate> free,
        CancellationToken cancellationToken
    )
    {
        // In one transaction with the claims: whoever takes over finds all of them or none.
        if (!await StampAsync(context, worker, cancellationToken).ConfigureAwait(false))
            throw new WorkerLostException();
        long[] ids = [.. free.Select(candidate => candidate.Id)];
        // The conditions are on the row itself: a database that had to wait for it looks at it again, so of two processes one gets it.
        await InboxDatabase
            .Events(context)
            .Where(e => ids.Contains(e.Id) && e.State == InboxState.Waiting && e.Owner == null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Owner, worker).SetProperty(e => e.Lease, e => e.Entity), cancellationToken)
            .ConfigureAwait(false);
        List<InboxEvent> claimed = await InboxDatabase
            .Events(context)
            .Where(e => ids.Contains(e.Id) && e.Owner == worker)
            .OrderBy(e => e.Id)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return [.. claimed.Select(e => new ClaimedEvent(e.Id, worker, e.Attempts, InboxText.Delivery(e)))];
    }

    internal sealed record Candidate(long Id);
}
