using System.Globalization;
using System.Text.Json.Nodes;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>Violet's events: the body is the entity, the headers say what it is about.</summary>
internal sealed class VioletEvents(WebhookTransport transport, Func<string> secret)
{
    private const long WebhookId = 7001;

    private long _lastEventId = 500_000;

    /// <summary>An event of a bag, together with ORDER_UPDATED; the latter alone for what has no event.</summary>
    public async Task<IReadOnlyList<WebhookAttempt>> SendPairAsync(
        Uri? target,
        OpenEnum<WebhookEventType> topic,
        JsonObject order,
        long bagId
    )
    {
        var about = new EventHeaders { BagId = bagId };
        IReadOnlyList<WebhookAttempt> updated = await SendAsync(target, WebhookEventType.OrderUpdated, order, about).ConfigureAwait(false);
        return topic.IsKnown ? [.. updated, .. await SendAsync(target, topic, order, about).ConfigureAwait(false)] : updated;
    }

    public Task<IReadOnlyList<WebhookAttempt>> SendAsync(
        Uri? target,
        OpenEnum<WebhookEventType> topic,
        JsonObject entity,
        EventHeaders about
    )
    {
        bool isOrder = entity["bags"] is JsonArray;
        JsonObject? bag = entity.List("bags").FirstOrDefault(b => about.BagId is null || b.Id() == about.BagId);
        return SendAsync(
            target,
            topic,
            Wire.Write(entity, nulls: false),
            [
                ("X-Violet-Entity-Id", Text(entity.Id())),
                ("X-Violet-Entity-External-Id", entity.Text("external_id")),
                ("X-Violet-Merchant-Id", Text(about.MerchantId ?? bag.Number("merchant_id"))),
                ("X-Violet-Order-Id", isOrder ? Text(entity.Id()) : ""),
                ("X-Violet-Bag-Id", bag is not null ? Text(bag.Id()) : ""),
                ("X-Violet-Reason", about.Reason ?? ""),
                ("X-Violet-Connect-State", about.ConnectState ?? ""),
            ]
        );
    }

    public Task<IReadOnlyList<WebhookAttempt>> SendAsync(
        Uri? target,
        OpenEnum<WebhookEventType> topic,
        byte[] body,
        (string Name, string Value)[] headers
    )
    {
        long eventId = Interlocked.Increment(ref _lastEventId);
        string signature = VioletWebhook.Sign(body, secret());
        return transport.DeliverAsync(
            target,
            eventId,
            topic.ToString(),
            body,
            [
                .. headers,
                ("X-Violet-Hmac", signature),
                ("X-Violet-Topic", topic.ToString()),
                ("X-Violet-Event-Id", Text(eventId)),
                ("X-Violet-Webhook-Id", Text(WebhookId)),
                ("X-Violet-Entity-Length", Text(body.Length)),
            ]
        );
    }

    /// <summary>The collections of a merchant are synced.</summary>
    public async Task<IReadOnlyList<WebhookAttempt>> SendCollectionSyncAsync(Uri? target, long merchantId)
    {
        const int All = RelayHandlers.CollectionsPerMerchant;
        var about = new EventHeaders { MerchantId = merchantId };
        JsonObject started = Sync(merchantId, "IN_PROGRESS", All, 0),
            completed = Sync(merchantId, "COMPLETED", All, All);
        return
        [
            .. await SendAsync(target, WebhookEventType.CollectionSyncStarted, started, about).ConfigureAwait(false),
            .. await SendAsync(target, WebhookEventType.CollectionSyncCompleted, completed, about).ConfigureAwait(false),
        ];
    }

    /// <summary>The record of a sync, which its events carry.</summary>
    public static JsonObject Sync(long merchantId, string status, int total, int synced) =>
        new()
        {
            ["id"] = 900_000 + merchantId,
            ["merchant_id"] = merchantId,
            ["status"] = status,
            ["total_products"] = total,
            ["total_products_synced"] = synced,
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the headers of an event say besides the entity.</summary>
internal sealed record EventHeaders
{
    public long? MerchantId { get; init; }

    public long? BagId { get; init; }

    public string? Reason { get; init; }

    public string? ConnectState { get; init; }
}
