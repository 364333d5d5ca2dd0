using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>What can happen to a bag at its shop: after the acceptance the shop governs it, and Violet follows.</summary>
internal static class BagChange
{
    /// <summary>Lets it happen.</summary>
    /// <returns>Whether the order has such a bag.</returns>
    /// <exception cref="ArgumentException">This does not happen to bags.</exception>
    public static bool Apply(Store store, JsonObject order, long bagId, string happening, DateTimeOffset now)
    {
        (string? Status, string? Fulfillment, string? Financial, string Line) to = happening switch
        {
            "ORDER_ACCEPTED" => ("ACCEPTED", "PROCESSING", "PAID", "PROCESSING"),
            "ORDER_SHIPPED" => ("COMPLETED", "SHIPPED", null, "SHIPPED"), // completed is a bag whose goods are all sent
            "ORDER_DELIVERED" => ("COMPLETED", "DELIVERED", null, "DELIVERED"),
            "ORDER_FAILED" => ("REJECTED", null, "VOIDED", "REJECTED"),
            "ORDER_CANCELED" => ("CANCELED", null, "REFUNDED", "CANCELED"),
            "ORDER_REFUNDED" => ("REFUNDED", null, "REFUNDED", "REFUNDED"),
            "ORDER_RETURNED" => (null, "RETURNED", null, "RETURNED"),
            _ => throw new ArgumentException($"{happening} does not happen to a bag.", nameof(happening)),
        };
        if (order.List("bags").FirstOrDefault(b => b.Id() == bagId) is not { } bag)
            return false;
        if (to.Status is not null)
            (bag["status"], bag["bag_status"]) = (to.Status, to.Status);
        bag["fulfillment_status"] = to.Fulfillment ?? bag["fulfillment_status"]?.DeepClone();
        bag["financial_status"] = to.Financial ?? bag["financial_status"]?.DeepClone();
        bag["date_last_modified"] = Wire.DateWithFraction(now);
        order["date_last_modified"] = Wire.Date(now);
        foreach (JsonObject line in bag.List("skus"))
            line["status"] = to.Line;
        if (happening == "ORDER_SHIPPED")
            ((JsonArray)bag["fulfillments"]!).Add(Parcel(store, bag));
        if (to.Financial == "REFUNDED")
            RefundSeed.Make(store, order, bag, [.. store.Refunds.Where(r => r.Number("bag_id") == bag.Id())], now);
        OrderChange.FollowBags(order, now);
        return true;
    }

    private static JsonObject Parcel(Store store, JsonObject bag)
    {
        long id = store.NextId();
        return new JsonObject
        {
            ["id"] = id,
            ["bag_id"] = bag.Id(),
            ["external_id"] = $"parcel-{id}",
            ["status"] = "SUCCESS",
            ["carrier"] = "UPS",
            ["raw_carrier"] = "UPS",
            ["carrier_status"] = "PENDING",
            ["tracking_number"] = $"1Z{id}",
            ["tracking_url"] = $"https://carrier.example.com/track/1Z{id}",
            ["skus"] = new JsonArray(),
        };
    }
}
