using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>One event that Violet has sent. What it carries is read on demand.</summary>
public sealed class VioletWebhookEvent
{
    private Order? _order; // the first that was read, which is the handlers'

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

    /// <summary>The model that <see cref="ReadPayload"/> gives, such as <see cref="Order"/>; null for an unknown topic.</summary>
    public Type? PayloadType => Payload?.Type;

    /// <summary>Reads the body as the model of the topic; each call reads it again.</summary>
    /// <returns>The model (see <see cref="PayloadType"/>), or null when the topic is unknown.</returns>
    /// <exception cref="VioletJsonException">The body is not the JSON of that model.</exception>
    public VioletModel? ReadPayload()
    {
        VioletModel? payload = Payload?.Read(Body);
        if (payload is Order order)
            Interlocked.CompareExchange(ref _order, order, null);
        return payload;
    }

    /// <summary>
    /// The bag that caused an order event, by the header <c>X-Violet-Bag-Id</c>; the rest of the order may not have changed at all. It is
    /// one of <see cref="Order.Bags"/> of the order that a handler is given. Null for other events, without that header, and when the order
    /// has no such bag.
    /// </summary>
    /// <exception cref="VioletJsonException">The body is not the JSON of an order.</exception>
    public Bag? Bag
    {
        get
        {
            if (Headers.BagId is not { } id || PayloadType != typeof(Order))
                return null;
            Order? order = _order ?? ReadPayload() as Order;
            return order?.Bags.FirstOrDefault(bag => bag.Id == id);
        }
    }

    /// <summary>Reads the body as a model of your choice.</summary>
    /// <typeparam name="T">A model of the contract.</typeparam>
    /// <returns>The model.</returns>
    /// <exception cref="VioletJsonException">The body is not the JSON of that model.</exception>
    public T Read<T>()
        where T : VioletModel, new() => VioletJson.Deserialize<T>(Body.Span);

    /// <summary>Reads the body as free-form JSON.</summary>
    /// <returns>The JSON.</returns>
    /// <exception cref="VioletJsonException">The body is not JSON.</exception>
    public JToken ReadJson() =>
        JsonBody.Read(Body.Span, static (ref JsonInput input) => new JsonFreeForm(JsonRead.Token(ref input))).Token ?? JValue.CreateNull();

    /// <summary>The body as text.</summary>
    /// <returns>The text; broken UTF-8 becomes U+FFFD.</returns>
    public string ReadText() => JsonText.Decode(Body.Span);

    /// <summary>Topic and event id, without anything of the body.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{(Topic.IsKnown ? Topic.Raw : "unknown topic")} (event {Headers.EventId})";

    private WebhookPayload? Payload => Topic.Value is { } topic ? WebhookPayloads.Of(topic) : null;
}
