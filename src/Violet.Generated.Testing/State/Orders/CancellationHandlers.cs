using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Cancellations of orders and bags. A bag in a wrong state refuses the call, for the order too; what a shop refuses, since it has
/// sent the goods, comes as 202.</summary>
internal sealed class CancellationHandlers(Store store, TimeProvider time, Behaviour behaviour, RefundHandlers refunds)
{
    private static readonly string[] s_cancelable = ["SUBMITTED", "ACCEPTED", "COMPLETED", "PARTIALLY_REFUNDED"];

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Orders_CancelBag"] = call => refunds.WithBag(call, (order, bag) => Cancel(order, [bag], call.Fields));
        handlers["Orders_Cancel"] = call => refunds.WithOrder(call, order => Cancel(order, [.. order.List("bags")], call.Fields));
        handlers["Orders_GetCancellation"] = call =>
            refunds.WithOrder(
                call,
                order =>
                {
                    JsonObject[] bags = [.. store.Cancellations.Where(c => c.Number("order_id") == order.Id())];
                    return bags.Length == 0
                        ? new ApiAnswer(204, null)
                        : ApiAnswer.Ok(Summary(order, bags, isAll: bags.Length == order.List("bags").Count()));
                }
            );
    }

    /// <summary>The cancellation of a bag as the API shows it.</summary>
    public static JsonObject Make(JsonObject bag, JsonObject? refund, DateTimeOffset now) =>
        new()
        {
            ["order_id"] = bag.Number("order_id"),
            ["bag_id"] = bag.Id(),
            ["merchant_id"] = bag.Number("merchant_id"),
            ["external_order_id"] = bag.Text("external_id"),
            ["status"] = "CANCELED",
            ["originated_by"] = "VIOLET",
            ["date_cancelled"] = Wire.DateWithFraction(now),
            ["refund"] = refund?.DeepClone(),
            ["errors"] = new JsonArray(),
        };

    private ApiAnswer Cancel(JsonObject order, JsonObject[] bags, JsonObject request)
    {
        if (bags.FirstOrDefault(b => !s_cancelable.Contains(b.Text("status"))) is { } wrong)
            return Refusals.InvalidBagState(wrong.Text("status"));
        if (bags.Any(b => store.Setup(b.Number("merchant_id")).Orders.Flag("prohibit_order_cancellations")))
            return Refusals.Prohibited("cancellations");
        JsonObject[] results =
        [
            .. bags.Select(bag => IsSent(bag) || behaviour.CancellationsFail ? Failure(bag) : Cancel(order, bag, request)),
        ];
        bool isAll = results.All(c => c.Text("status") == "CANCELED");
        return new ApiAnswer(isAll ? 200 : 202, Summary(order, results, isAll)); // 202 for a part is inferred
    }

    /// <summary>Whether the shop has sent any of a bag.</summary>
    private static bool IsSent(JsonObject bag) => bag.Text("fulfillment_status") is not ("" or "PROCESSING");

    private JsonObject Cancel(JsonObject order, JsonObject bag, JsonObject request)
    {
        bool isPaid = bag.Text("financial_status") is "PAID" or "PARTIALLY_REFUNDED",
            restock = request.Flag("restock_items", otherwise: true);
        (bag["fulfillment_status"], bag["financial_status"]) = (null, "VOIDED");
        RefundHandlers.SetStatus(bag, "bag_status", "CANCELED");
        JsonObject? refund = null;
        if (isPaid)
        {
            refund = refunds.RefundAll(order, bag, request, restock);
            (refund["reason"], refund["reason_code"]) = ("Order canceled", request["reason_code"]?.DeepClone() ?? "OTHER");
        }
        else if (restock)
        {
            foreach (JsonObject line in bag.List("skus"))
                Stock.Move(store, line, line.Number("quantity"));
        }

        foreach (JsonObject line in bag.List("skus"))
            line["status"] = "CANCELED";
        refunds.Touch(order, bag);
        JsonObject cancellation = Make(bag, refund, time.GetUtcNow());
        store.Cancellations.Add(cancellation);
        store.Tell(order, bag, "ORDER_CANCELED");
        return cancellation;
    }

    private JsonObject Failure(JsonObject bag)
    {
        JsonObject failure = Make(bag, refund: null, time.GetUtcNow());
        failure["status"] = "CANCELLATION_FAILURE";
        failure["date_cancelled"] = null;
        ((JsonArray)failure["errors"]!).Add(
            new JsonObject
            {
                ["id"] = store.NextId(),
                ["order_id"] = bag.Number("order_id"),
                ["bag_id"] = bag.Id(),
                ["entity_id"] = $"{bag.Id()}",
                ["entity_type"] = "BAG",
                ["type"] = "EXTERNAL_CANCEL_ORDER",
                ["message"] = "The shop refused the cancellation.",
                ["platform"] = bag.Text("platform"),
                ["date_created"] = Wire.Date(time.GetUtcNow()),
            }
        );
        return failure;
    }

    private static JsonObject Summary(JsonObject order, JsonObject[] bags, bool isAll)
    {
        bool any = bags.Any(b => b.Text("status") == "CANCELED");
        return new JsonObject
        {
            ["order_id"] = order.Id(),
            ["app_id"] = order.Number("app_id"),
            ["status"] =
                !any ? "CANCELLATION_FAILURE"
                : isAll ? "CANCELED"
                : "PARTIALLY_CANCELED",
            ["message"] =
                !any ? "All external orders failed to be cancelled."
                : isAll ? "All external orders were cancelled."
                : "Some external orders were cancelled.", // a guess
            ["cancelled_bags"] = new JsonArray([.. bags.Select(b => b.DeepClone())]),
        };
    }
}
