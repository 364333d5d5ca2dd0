using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>The refunds and cancellations that bags have behind them whose status was given to them.</summary>
internal static class RefundSeed
{
    public static void Make(Store store, DateTimeOffset epoch)
    {
        foreach (JsonObject order in store.Orders)
        {
            foreach (JsonObject bag in order.List("bags"))
                Make(store, order, bag, [], epoch);
        }
    }

    public static void Make(Store store, JsonObject order, JsonObject bag, IReadOnlyCollection<JsonObject> earlier, DateTimeOffset now)
    {
        JsonObject? refund = null;
        var sum = new RefundMath(bag, earlier);
        if (sum.Left > 0 && bag.Text("financial_status") is "REFUNDED" or "PARTIALLY_REFUNDED")
        {
            if (bag.Text("financial_status") == "REFUNDED")
                sum.TakeAll();
            else
                sum.Read(new JsonObject { ["amount_refunded"] = sum.Left / 2 });
            store.Refunds.Add(refund = RefundHandlers.MakeRefund(store.NextId(), order, bag, sum, [], now, store.NextId));
        }

        if (bag.Text("status") == "CANCELED")
            store.Cancellations.Add(CancellationHandlers.Make(bag, refund, now));
    }
}
