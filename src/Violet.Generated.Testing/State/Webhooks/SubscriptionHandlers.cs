using System.Globalization;
using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>The webhooks that an app has at Violet. Two may be the same: nothing says that Violet refuses it. What they send goes to
/// <see cref="WebhookSender.Target"/>, not to their addresses.</summary>
internal sealed class SubscriptionHandlers(Store store, TimeProvider time, Action<string, JsonObject> simulate)
{
    private readonly List<JsonObject> _all = [];
    private long _lastId = 7000;

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Webhooks_List"] = call =>
            ApiAnswer.Ok(
                new JsonArray([
                    .. Own(call).Where(w => call.Query("event") is not { } topic || w.Text("event") == topic).Select(w => Show(call, w)),
                ])
            );
        handlers["Webhooks_Create"] = Create;
        handlers["Webhooks_DeleteAll"] = call =>
        {
            _all.RemoveAll(w => w.IsOf(call));
            return new ApiAnswer(200, null);
        };
        handlers["Webhooks_SetStatus"] = SetStatus;
        handlers["Webhooks_Get"] = call => With(call, webhook => ApiAnswer.Ok(Show(call, webhook)));
        handlers["Webhooks_Update"] = call => WhyNot(call.Fields) ?? With(call, webhook => Update(call, webhook));
        handlers["Webhooks_Delete"] = call =>
            With(
                call,
                webhook =>
                {
                    _all.Remove(webhook);
                    return new ApiAnswer(200, null);
                }
            );
        handlers["Webhooks_Simulate"] = call => With(call, webhook => Simulate(webhook.Text("event"), call.Fields));
        handlers["WebhookEvents_ListTypes"] = _ =>
            ApiAnswer.Ok(
                new JsonArray([
                    .. VioletWebhook.SubscribableTopics.Select(t => JsonValue.Create(new OpenEnum<WebhookEventType>(t).ToString())),
                ])
            );
    }

    private IEnumerable<JsonObject> Own(ApiCall call) => _all.Where(w => w.IsOf(call));

    private ApiAnswer With(ApiCall call, Func<JsonObject, ApiAnswer> answer) =>
        Own(call).FirstOrDefault(w => w.Id() == call.PathId("webhook_id")) is { } webhook
            ? answer(webhook)
            : ApiAnswer.VioletError(404, "webhook_not_found", 1001, "Webhook could not be found."); // slug and code are a guess

    /// <summary>That the address must be https, and that ORDER_CANCELLED and the events of bags are not taken, is known; the refusal is a
    /// guess.</summary>
    private static ApiAnswer? WhyNot(JsonObject request)
    {
        if (!request.Text("remote_endpoint").StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return Refusals.Invalid("remote_endpoint");
        return request.Text("event") == "ORDER_CANCELLED" ? Refusals.Invalid("event") : null;
    }

    private ApiAnswer Create(ApiCall call)
    {
        if (WhyNot(call.Fields) is { } refused)
            return refused;
        string now = Wire.Date(time.GetUtcNow());
        var webhook = new JsonObject
        {
            ["id"] = ++_lastId,
            ["app_id"] = call.AppId,
            ["event"] = call.Fields.Text("event"),
            ["remote_endpoint"] = call.Fields.Text("remote_endpoint"),
            ["status"] = call.Fields["status"]?.DeepClone() ?? "ACTIVE", // a guess
            ["date_created"] = now,
            ["date_last_modified"] = now,
        };
        _all.Add(webhook);
        return ApiAnswer.Ok(webhook.DeepClone());
    }

    private ApiAnswer Update(ApiCall call, JsonObject webhook)
    {
        foreach (string field in (string[])["event", "remote_endpoint", "status"])
            webhook[field] = call.Fields[field]?.DeepClone() ?? webhook[field]?.DeepClone();
        webhook["date_last_modified"] = Wire.Date(time.GetUtcNow());
        return ApiAnswer.Ok(webhook.DeepClone());
    }

    private ApiAnswer SetStatus(ApiCall call)
    {
        string[]? ids = call.Query("webhook_ids")?.Split(',');
        foreach (JsonObject webhook in Own(call).Where(w => ids is null || ids.Contains(w.Id().ToString(CultureInfo.InvariantCulture))))
        {
            webhook["status"] = call.PathText("status");
        }

        return new ApiAnswer(200, null);
    }

    /// <summary>Sends the entity that the request names, as it is.</summary>
    private ApiAnswer Simulate(string topic, JsonObject request)
    {
        (JsonObject? entity, ApiAnswer otherwise) =
            topic.StartsWith("ORDER", StringComparison.Ordinal) ? (store.Order(request.Number("order_id")), Refusals.OrderNotFound())
            : topic.StartsWith("OFFER", StringComparison.Ordinal) ? (store.Offer(request.Number("offer_id")), Refusals.OfferNotFound())
            : topic.StartsWith("COLLECTION", StringComparison.Ordinal) && !topic.StartsWith("COLLECTION_SYNC", StringComparison.Ordinal)
                ? (RelayHandlers.FindCollection(store, request.Number("collection_id")), RelayHandlers.CollectionNotFound())
            : (store.Merchant(request.Number("merchant_id"))?.Json, Refusals.MerchantNotFound());
        if (entity is null)
            return otherwise;
        simulate(topic, (JsonObject)entity.DeepClone());
        return new ApiAnswer(200, null);
    }

    private static JsonObject Show(ApiCall call, JsonObject webhook)
    {
        var shown = (JsonObject)webhook.DeepClone();
        if (call.QueryFlag("extended", otherwise: false))
            (shown["events_count"], shown["failure_rate"]) = (0, 0.0);
        return shown;
    }
}
