using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Adjustments of bags. They cannot be changed, and only the app that a bag belongs to makes them.</summary>
internal sealed class AdjustmentHandlers(Store store, TimeProvider time, RefundHandlers refunds)
{
    private readonly List<JsonObject> _all = [];

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Orders_ListAdjustments"] = call => refunds.WithOrder(call, order => List(call, order, "order_id"));
        handlers["Orders_ListBagAdjustments"] = call => refunds.WithBag(call, (_, bag) => List(call, bag, "bag_id"));
        handlers["Orders_GetBagAdjustment"] = call => refunds.WithBag(call, (_, bag) => Get(call, bag));
        handlers["Orders_CreateBagAdjustment"] = call => refunds.WithBag(call, (order, bag) => Create(call, order, bag));
    }

    private ApiAnswer List(ApiCall call, JsonObject part, string name) =>
        part.IsOf(call)
            ? ApiAnswer.Ok(new JsonArray([.. _all.Where(a => a.Number(name) == part.Id()).Select(a => a.DeepClone())]))
            : Refusals.NotPermitted();

    private ApiAnswer Get(ApiCall call, JsonObject bag)
    {
        if (!bag.IsOf(call))
            return Refusals.NotPermitted();
        return _all.FirstOrDefault(a => a.Id() == call.PathId("adjustment_id") && a.Number("bag_id") == bag.Id()) is { } found
            ? ApiAnswer.Ok(found.DeepClone())
            : Refusals.AdjustmentNotFound();
    }

    private ApiAnswer Create(ApiCall call, JsonObject order, JsonObject bag)
    {
        if (!bag.IsOf(call))
            return Refusals.NotPermitted();
        JsonObject request = call.Fields;
        long sum = ((string[])["shopper", "merchant", "channel"]).Sum(who => request.Number($"{who}_adjustment_amount"));
        if (sum != 0)
            return Refusals.BadRequest("The amounts of shopper, merchant and channel must sum to zero.");
        var adjustment = (JsonObject)request.DeepClone();
        (adjustment["id"], adjustment["order_id"], adjustment["bag_id"]) = (store.NextId(), order.Id(), bag.Id());
        (adjustment["merchant_id"], adjustment["app_id"]) = (bag.Number("merchant_id"), bag.Number("app_id"));
        adjustment["adjustment_delta"] = request.Number("adjusted_value") - request.Number("previous_value");
        adjustment["date_created"] = Wire.Date(time.GetUtcNow());
        _all.Add(adjustment);
        return new ApiAnswer(201, adjustment.DeepClone());
    }
}
