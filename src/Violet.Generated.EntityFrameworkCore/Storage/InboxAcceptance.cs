using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Writes accepted webhooks down, those of a moment together; the unique key tells the duplicates.</summary>
internal sealed partial class InboxAcceptance(
    InboxDatabase database,
    WebhookDispatcher dispatcher,
    TimeProvider time,
    ILogger<InboxAcceptance> logger
)
{
    public async Task<WebhookAcceptance[]> AcceptAsync(IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(deliveries, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e) when (!e.IsTransient)
        {
            // Another process took one of them at the same moment, and its row is seen now; or the database refuses one, which must not
            // take the others with it.
            var results = new WebhookAcceptance[deliveries.Count];
            for (int i = 0; i < results.Length; i++)
                results[i] = await AcceptAsync(deliveries[i], cancellationToken).ConfigureAwait(false);
            return results;
        }
    }

    private async Task<WebhookAcceptance> AcceptAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return (await TryAsync([delivery], cancellationToken).ConfigureAwait(false))[0];
        }
        catch (DbException e) when (!e.IsTransient)
        {
            LogFailure(logger, dispatcher.Describe(delivery), e);
            return WebhookAcceptance.Refused;
        }
    }

    private Task<WebhookAcceptance[]> TryAsync(IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancellationToken)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        InboxEvent[] rows = [.. deliveries.Select(delivery => RowOf(delivery, now))];
        return database.UseAsync((context, token) => InsertAsync(context, deliveries, rows, now, token), cancellationToken);
    }

    private async Task<WebhookAcceptance[]> InsertAsync(
        DbContext context,
        IReadOnlyList<WebhookDelivery> deliveries,
        InboxEvent[] rows,
        long now,
        CancellationToken cancellationToken
    )
    {
        string[] keys = [.. rows.Select(row => row.Key)];
        Dictionary<string, long> known = await InboxDatabase
            .Events(context)
            .Where(e => keys.Contains(e.Key))
            .ToDictionaryAsync(e => e.Key, e => e.AcceptedAt, StringComparer.Ordinal, cancellationToken)
            .ConfigureAwait(false);
        var added = new List<InboxEvent>();
        var late = new List<string>();
        var results = new WebhookAcceptance[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            results[i] = WebhookAcceptance.Duplicate;
            if (known.TryGetValue(rows[i].Key, out long acceptedAt))
            {
                if (deliveries[i].DuplicateWindow is not { } window || now - acceptedAt < window.TotalMilliseconds)
                    continue;
                late.Add(rows[i].Key);
            }

            known[rows[i].Key] = now;
            added.Add(rows[i]);
            results[i] = WebhookAcceptance.Accepted;
        }

        if (added.Count == 0)
            return results;
        using IDisposable? turn = await database.Gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        foreach (string key in late)
            await GiveAnotherKeyAsync(context, key, cancellationToken).ConfigureAwait(false);
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

    [LoggerMessage(1, LogLevel.Error, "The database refuses {Webhook}; the sender was told to try again.")]
    private static partial void LogFailure(ILogger logger, string webhook, Exception error);
}
