using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>One event that Violet has sent. What it carries is read on demand.</summary>
public sealed class VioletWebhookEvent
{
    /// <summary>Which model a topic carries, by the start of its name; the first that fits counts. A topic that the contract adds finds its
    /// model here.</summary>
    private static readonly (string Start, Type Type, Func<VioletWebhookEvent, VioletModel> Read)[] s_payloads =
    [
        ("ORDER_", typeof(Order), static e => e.Read<Order>()),
        ("RELAY_ORDER_", typeof(Order), static e => e.Read<Order>()),
        ("OFFER_", typeof(Offer), static e => e.Read<Offer>()),
        ("RELAY_OFFER_", typeof(Offer), static e => e.Read<Offer>()),
        ("PRODUCT_SYNC_", typeof(ProductSync), static e => e.Read<ProductSync>()),
        ("COLLECTION_SYNC_", typeof(ProductSync), static e => e.Read<ProductSync>()),
        ("COLLECTION_", typeof(Collection), static e => e.Read<Collection>()),
        ("MERCHANT_PAYOUT_ACCOUNT_", typeof(PayoutAccount), static e => e.Read<PayoutAccount>()),
        ("MERCHANT_", typeof(Merchant), static e => e.Read<Merchant>()),
        ("PAYMENT_TRANSACTION_", typeof(PaymentTransaction), static e => e.Read<PaymentTransaction>()),
        ("TRANSFER_", typeof(PayoutTransfer), static e => e.Read<PayoutTransfer>()),
    ];

    internal VioletWebhookEvent(ReadOnlyMemory<byte> body, VioletWebhookHeaders headers)
    {
        Body = body;
        Headers = headers;
    }

    /// <summary>What happened. A topic that this version does not know keeps its text.</summary>
    public OpenEnum<WebhookEventType> Topic => Headers.Topic;

    /// <summary>What the headers say; they are not signed.</summary>
    public VioletWebhookHeaders Headers { get; }

    /// <summary>The bytes of the body as they came: UTF-8 JSON of the entity itself, without an envelope.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>
    /// The model that <see cref="ReadPayload"/> gives: <see cref="Order"/>, <see cref="Offer"/>, <see cref="Merchant"/>,
    /// <see cref="Collection"/>, <see cref="ProductSync"/>
    /// (also for syncs of collections), <see cref="PayoutAccount"/>, <see cref="PaymentTransaction"/> or <see cref="PayoutTransfer"/>; null
    /// for an unknown topic.
    /// </summary>
    public Type? PayloadType => Payload.Type;

    /// <summary>Reads the body as the model of the topic; each call reads it again.</summary>
    /// <returns>The model (see <see cref="PayloadType"/>), or null when the topic is unknown.</returns>
    /// <exception cref="VioletJsonException">The body is not the JSON of that model.</exception>
    public VioletModel? ReadPayload() => Payload.Read?.Invoke(this);

    /// <summary>Reads the body as a model of your choice.</summary>
    /// <typeparam name="T">A model of the contract.</typeparam>
    /// <returns>The model.</returns>
    /// <exception cref="VioletJsonException">The body is not the JSON of that model.</exception>
    public T Read<T>()
        where T : VioletModel, new() => VioletJson.Deserialize<T>(Body.Span);

    /// <summary>Reads the body as free-form JSON.</summary>
    /// <returns>The JSON.</returns>
    /// <exception cref="VioletJsonException">The body is not JSON.</exception>
    public JToken ReadJson() => JsonBody.Read<JsonFreeForm>(Body.Span, JsonRead.FreeForm).Token ?? JValue.CreateNull();

    /// <summary>The body as text.</summary>
    /// <returns>The text; broken UTF-8 becomes U+FFFD.</returns>
    public string ReadText() => JsonText.Decode(Body.Span);

    /// <summary>Topic and event id, without anything of the body.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{(Topic.IsKnown ? Topic.Raw : "unknown topic")} (event {Headers.EventId})";

    private (Type? Type, Func<VioletWebhookEvent, VioletModel>? Read) Payload
    {
        get
        {
            if (Topic.Value is not { } known)
                return default;
            string name = new OpenEnum<WebhookEventType>(known).Raw!; // not Topic.Raw: that may be another spelling
            foreach ((string start, Type type, Func<VioletWebhookEvent, VioletModel> read) in s_payloads)
            {
                if (name.StartsWith(start, StringComparison.Ordinal))
                    return (type, read);
            }

            return default;
        }
    }
}
