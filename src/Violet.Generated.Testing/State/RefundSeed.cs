using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>The refunds and cancellations that seeded bags have behind them.</summary>
internal static class RefundSeed
{
    public static void Make(Store store, DateTimeOffset epoch)
    {
        foreach (JsonObject order in store.Orders)
        {
            foreach (JsonObject bag in order.List("bags"))
            {
                if (bag.Text("status") == "CANCELED") store.Cancellations.Add(RefundHandlers.MakeCancellation(bag, refund: null, epoch));
                if (bag.Text("status") is not ("REFUNDED" or "PARTIALLY_REFUNDED")) continue;
                var sum = new RefundMath(bag, []);
                if (bag.Text("status") == "REFUNDED") sum.TakeAll();
                else sum.Read(new JsonObject { ["amount_refunded"] = bag.Number("total") / 2 });
                store.Refunds.Add(RefundHandlers.MakeRefund(store.NextId(), order, bag, sum, [], epoch, store.NextId));
            }
        }
    }
}
