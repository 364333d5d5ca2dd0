using System.Text.Json.Nodes;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Admin;

/// <summary>Sends the webhook that JSON asks for: { "topic": "ORDER_SHIPPED", "order_id": 74001 }.</summary>
internal static class WebhookRequest
{
    /// <exception cref="ToolException">The request is not clear.</exception>
    /// <exception cref="InvalidOperationException">There is no address to send to.</exception>
    public static async Task<JsonArray> SendAsync(WebhookSender sender, Fields fields)
    {
        Func<Task<IReadOnlyList<WebhookAttempt>>> send = Read(sender, fields);
        fields.End();
        if ((fields.Text("rutter_code") is null ? sender.Target : sender.RutterTarget) is null)
        {
            throw new InvalidOperationException(
                "There is no address to send to: start with --webhook-url (--rutter-webhook-url), or name it to PUT /_test/webhooks."
            );
        }
        return Show(await send().ConfigureAwait(false));
    }

    public static JsonArray Show(IEnumerable<WebhookAttempt> attempts) =>
        new([
            .. attempts.Select(attempt => new JsonObject
            {
                ["event_id"] = attempt.EventId,
                ["topic"] = attempt.Topic,
                ["status"] = attempt.Status,
                ["failure"] = attempt.Failure,
            }),
        ]);

    private static Func<Task<IReadOnlyList<WebhookAttempt>>> Read(WebhookSender sender, Fields fields)
    {
        if (fields.Text("rutter_code") is { } code)
        {
            string token = Fields.Need(fields.Text("access_token"), "access_token");
            return () => sender.SendRutterAsync(new OpenEnum<RutterWebhookCode>(code), token);
        }
        var topic = new OpenEnum<WebhookEventType>(Fields.Need(fields.Text("topic"), "topic"));
        bool changes = fields.Flag("change");
        return (fields.Number("order_id"), fields.Number("offer_id"), fields.Number("merchant_id"), fields.Value("body")) switch
        {
            ({ } order, null, null, null) => OfOrder(order, fields.Number("bag_id")),
            (null, { } offer, null, null) when !changes => () => sender.SendOfferAsync(topic, offer),
            (null, null, { } merchant, null) => OfMerchant(merchant, fields.Text("reason"), fields.Text("connect_state")),
            (null, null, null, { } body) when !changes => () => sender.SendAsync(topic, body.ToJsonString()),
            _ => throw new ToolException("One of 'order_id', 'offer_id', 'merchant_id' and 'body' says what the event is about."),
        };

        Func<Task<IReadOnlyList<WebhookAttempt>>> OfOrder(long order, long? bag) =>
            (changes, bag) switch
            {
                (false, _) => () => sender.SendOrderAsync(topic, order, bag),
                (true, { } changed) => () => sender.ChangeBagAsync(order, changed, topic),
                _ => throw new ToolException("'bag_id' is missing: what changes is a bag."),
            };

        Func<Task<IReadOnlyList<WebhookAttempt>>> OfMerchant(long merchant, string? reason, string? connectState) =>
            (changes, topic.Value) switch
            {
                (false, _) => () => sender.SendMerchantAsync(topic, merchant, reason),
                (true, WebhookEventType.MerchantConnected) => () => sender.ConnectMerchantAsync(merchant, connectState),
                _ => throw new ToolException("A merchant is changed by MERCHANT_CONNECTED only."),
            };
    }
}
