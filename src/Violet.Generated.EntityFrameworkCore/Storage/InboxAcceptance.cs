using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Writes accepted webhooks down, those of a moment together; the unique key tells the duplicates.</summary>
internal sealed class InboxAcceptance(InboxDatabase database, TimeProvider time)
{
    public async Task<WebhookAcceptance[]> AcceptAsync(IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            return await database
                .WriteAsync((context, token) => InsertAsync(context, deliveries, token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DbException) when (deliveries.Count > 1)
        {
            // Another process took one of them at the same moment, or one is such that the database refuses it: each for itself then.
            var results = new WebhookAcceptance[deliveries.Count];
            for (int i = 0; i < results.Length; i++)
                results[i] = await AcceptOneAsync(deliveries[i], cancellationToken).ConfigureAwait(false);
            return results;
        }
        catch (DbException)
        {
            return [await AcceptOneAsync(deliveries[0], cancellationToken).ConfigureAwait(false)];
        }
    }

    private async Task<WebhookAcceptance> AcceptOneAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return (
                    await database
                        .WriteAsync((context, token) => InsertAsync(context, [delivery], token), cancellationToken)
                        .ConfigureAwait(false)
                )[0];
            }
            catch (DbException) when (attempt == 1)
            {
                // if another process was faster, its row is seen now
            }
        }
    }

    private async Task<WebhookAcceptance[]> InsertAsync(
        DbContext context,
        IReadOnlyList<WebhookDelivery> deliveries,
        CancellationToken cancellationToken
    )
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        InboxEvent[] rows = [.. deliveries.Select(delivery => RowOf(delivery, now))];
        string[] keys = [.. rows.Select(row => row.Key)];
        Dictionary<string, long> known = await InboxDatabase
            .Events(context)
            .Where(e => keys.Contains(e.Key))
            .ToDictionaryAsync(e => e.Key, e => e.AcceptedAt, StringComparer.Ordinal, cancellationToken)
            .ConfigureAwait(false);
        var added = new List<InboxEvent>();
        var results = new WebhookAcceptance[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            InboxEvent row = rows[i];
            results[i] = WebhookAcceptance.Duplicate;
            if (known.TryGetValue(row.Key, out long acceptedAt))
            {
                if (deliveries[i].DuplicateWindow is not { } window || now - acceptedAt < window.TotalMilliseconds)
                    continue;
                await GiveAnotherKeyAsync(context, row.Key, cancellationToken).ConfigureAwait(false);
            }

            known[row.Key] = now;
            added.Add(row);
            results[i] = WebhookAcceptance.Accepted;
        }

        if (added.Count > 0)
            await InsertStatement.ExecuteAsync(context, added, cancellationToken).ConfigureAwait(false);
        return results;
    }

    private static Task<int> GiveAnotherKeyAsync(DbContext context, string key, CancellationToken cancellationToken)
    {
        string another = NewKey();
        return InboxDatabase
            .Events(context)
            .Where(e => e.Key == key)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Key, another), cancellationToken);
    }

    private static InboxEvent RowOf(WebhookDelivery delivery, long now)
    {
        string key = InboxText.Key(delivery.Id ?? NewKey());
        return new InboxEvent
        {
            Key = key,
            Endpoint = delivery.Endpoint,
            Entity = InboxText.Key(delivery.EntityKey ?? key),
            EventId = InboxText.EventId(delivery.Headers),
            Headers = InboxText.Headers(delivery.Headers),
            Body = delivery.Body.ToArray(),
            AcceptedAt = now,
        };
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");
}
