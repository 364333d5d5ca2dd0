using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>Gives an order another status, and its bags what goes with it: at Violet an order's status comes from its bags.</summary>
internal static class OrderChange
{
    private static readonly string[] s_paid = ["PAID", "PARTIALLY_PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

    public static void SetStatus(Store store, JsonObject order, string status, DateTimeOffset now)
    {
        bool isSame = order.Text("status") == status;
        (order["status"], order["order_status"], order["date_last_modified"]) = (status, status, Wire.Date(now));
        if (isSame || OrderSeed.StateOf(status) is not { } state)
            return; // nobody knows the bags of a status that is not documented
        foreach (JsonObject bag in order.List("bags"))
        {
            bool isGivenBack = state.Bag == "CANCELED" && s_paid.Contains(bag.Text("financial_status"));
            (bag["status"], bag["bag_status"], bag["fulfillment_status"]) = (state.Bag, state.Bag, state.Fulfillment);
            bag["financial_status"] = isGivenBack ? "REFUNDED" : state.Financial;
            bag["date_last_modified"] = Wire.DateWithFraction(now);
            foreach (JsonObject line in bag.List("skus"))
                line["status"] = state.Sku;
            RefundSeed.Make(store, order, bag, [.. store.Refunds.Where(r => r.Number("bag_id") == bag.Id())], now);
        }
    }

    /// <summary>What an order becomes when bags are canceled or refunded.</summary>
    public static void FollowBags(JsonObject order, DateTimeOffset now)
    {
        string[] statuses = [.. order.List("bags").Select(b => b.Text("status"))];
        string? status =
            statuses.All(s => s == "CANCELED") ? "CANCELED"
            : statuses.All(s => s is "CANCELED" or "REFUNDED") ? "REFUNDED"
            : statuses.Any(s => s is "REFUNDED" or "PARTIALLY_REFUNDED") ? "PARTIALLY_REFUNDED"
            : null;
        if (status is null)
            return;
        (order["status"], order["order_status"], order["date_last_modified"]) = (status, status, Wire.Date(now));
    }
}
