namespace Violet.Generated;

/// <summary>Which model a topic carries, by the start of its name; the first that fits counts.</summary>
internal static class WebhookPayloads
{
    private static readonly (string Start, WebhookPayload Payload)[] s_byStart =
    [
        ("ORDER_", WebhookPayload.For<Order>()),
        ("RELAY_ORDER_", WebhookPayload.For<Order>()),
        ("OFFER_", WebhookPayload.For<Offer>()),
        ("RELAY_OFFER_", WebhookPayload.For<Offer>()),
        ("PRODUCT_SYNC_", WebhookPayload.For<ProductSync>()),
        ("COLLECTION_SYNC_", WebhookPayload.For<ProductSync>()),
        ("COLLECTION_", WebhookPayload.For<Collection>()),
        ("MERCHANT_PAYOUT_ACCOUNT_", WebhookPayload.For<PayoutAccount>()),
        ("MERCHANT_", WebhookPayload.For<Merchant>()),
        ("PAYMENT_TRANSACTION_", WebhookPayload.For<PaymentTransaction>()),
        ("TRANSFER_", WebhookPayload.For<PayoutTransfer>()),
    ];

    public static WebhookPayload? Of(WebhookEventType topic)
    {
        string? name = new OpenEnum<WebhookEventType>(topic).Raw;
        return s_byStart.FirstOrDefault(entry => name?.StartsWith(entry.Start, StringComparison.Ordinal) == true).Payload;
    }
}
