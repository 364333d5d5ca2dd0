using Microsoft.EntityFrameworkCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>What is asked of the table, and done to it, beside the handling.</summary>
internal sealed class InboxTable(InboxDatabase database)
{
    private const int BatchSize = 1000;

    /// <summary>Deletes what was done before a time, in batches: so that nobody waits long for the lock.</summary>
    public async Task<int> DeleteDoneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        long limit = before.ToUnixTimeMilliseconds();
        int sum = 0;
        for (int deleted = BatchSize; deleted == BatchSize; sum += deleted)
        {
            deleted = await database
                .WriteAsync(
                    async (context, token) =>
                    {
                        long[] ids = await InboxDatabase
                            .Events(context)
                            .Where(e => e.State == InboxState.Done && e.EndedAt < limit)
                            .OrderBy(e => e.EndedAt)
                            .Select(e => e.Id)
                            .Take(BatchSize)
                            .ToArrayAsync(token)
                            .ConfigureAwait(false);
                        return ids.Length == 0
                            ? 0
                            : await InboxDatabase
                                .Events(context)
                                .Where(e => e.State == InboxState.Done && ids.Contains(e.Id))
                                .ExecuteDeleteAsync(token)
                                .ConfigureAwait(false);
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }

        return sum;
    }

    /// <summary>How many events are in a state.</summary>
    public Task<int> CountAsync(int state, CancellationToken cancellationToken) =>
        database.UseAsync((context, token) => InboxDatabase.Events(context).CountAsync(e => e.State == state, token), cancellationToken);

    /// <summary>When the first event that is there was accepted; null for none.</summary>
    public async Task<DateTimeOffset?> FirstAsync(CancellationToken cancellationToken)
    {
        long? first = await database
            .UseAsync(
                (context, token) =>
                    InboxDatabase.Events(context).OrderBy(e => e.Id).Select(e => (long?)e.AcceptedAt).FirstOrDefaultAsync(token),
                cancellationToken
            )
            .ConfigureAwait(false);
        return first is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    /// <summary>When the oldest event that waits was accepted; null when none does.</summary>
    public async Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken)
    {
        long? oldest = await database
            .UseAsync(
                (context, token) =>
                    InboxDatabase
                        .Events(context)
                        .Where(e => e.State == InboxState.Waiting && e.EndedAt == 0)
                        .OrderBy(e => e.Id)
                        .Select(e => (long?)e.AcceptedAt)
                        .FirstOrDefaultAsync(token),
                cancellationToken
            )
            .ConfigureAwait(false);
        return oldest is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
