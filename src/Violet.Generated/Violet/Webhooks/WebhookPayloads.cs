namespace Violet.Generated;

internal sealed record WebhookPayload(Type Type, Func<VioletWebhookEvent, VioletModel> Read);

/// <summary>Which model a topic carries, by the start of its name; the first that fits counts.</summary>
internal static class WebhookPayloads
{
    private static readonly (string Start, WebhookPayload Payload)[] s_byStart =
    [
        ("ORDER_", For<Order>()),
        ("RELAY_ORDER_", For<Order>()),
        ("OFFER_", For<Offer>()),
        ("RELAY_OFFER_", For<Offer>()),
        ("PRODUCT_SYNC_", For<ProductSync>()),
        ("COLLECTION_SYNC_", For<ProductSync>()),
        ("COLLECTION_", For<Collection>()),
        ("MERCHANT_PAYOUT_ACCOUNT_", For<PayoutAccount>()),
        ("MERCHANT_", For<Merchant>()),
        ("PAYMENT_TRANSACTION_", For<PaymentTransaction>()),
        ("TRANSFER_", For<PayoutTransfer>()),
    ];

    public static WebhookPayload? Of(WebhookEventType topic)
    {
        string? name = new OpenEnum<WebhookEventType>(topic).Raw;
        return s_byStart.FirstOrDefault(entry => name?.StartsWith(entry.Start, StringComparison.Ordinal) == true).Payload;
    }

    private static WebhookPayload For<T>()
        where T : VioletModel, new() => new(typeof(T), static e => e.Read<T>());
}
