using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Refunds of bags, and what they make of bag and order.</summary>
internal sealed class RefundHandlers(Store store, TimeProvider time, Behaviour behaviour)
{
    private static readonly string[] s_refundable = ["SUBMITTED", "ACCEPTED", "COMPLETED", "PARTIALLY_REFUNDED", "CANCELED"];

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Orders_Refund"] = call => WithBag(call, (order, bag) => Refund(call, order, bag));
        handlers["Orders_ListBagRefunds"] = call => WithBag(call, (_, bag) => List(RefundsOf(bag)));
        handlers["Orders_ListRefunds"] = call => WithOrder(call, order => List(RefundsOf(order)));
        handlers["Orders_GetRefund"] = call =>
            WithOrder(
                call,
                order =>
                    RefundsOf(order).FirstOrDefault(r => r.Id() == call.PathId("refund_id")) is { } refund
                        ? ApiAnswer.Ok(refund.DeepClone())
                        : Refusals.RefundNotFound()
            );
        new CancellationHandlers(store, time, behaviour, this).Register(handlers);
        new AdjustmentHandlers(store, time, this).Register(handlers);
    }

    /// <summary>A refund as the API shows it.</summary>
    public static JsonObject MakeRefund(
        long id,
        JsonObject order,
        JsonObject bag,
        RefundMath sum,
        JsonObject request,
        DateTimeOffset now,
        Func<long> nextId
    ) =>
        new()
        {
            ["id"] = id,
            ["order_id"] = order.Id(),
            ["bag_id"] = bag.Id(),
            ["merchant_id"] = bag.Number("merchant_id"),
            ["app_id"] = order.Number("app_id"),
            ["external_id"] = $"ext-{id}",
            ["transaction_id"] = bag.List("transactions").FirstOrDefault()?["id"]?.DeepClone(),
            ["status"] = "COMPLETED",
            ["reason"] = request["reason"]?.DeepClone(),
            ["amount"] = sum.Amount,
            ["tax_amount"] = sum.Tax,
            ["refund_currency"] = "USD",
            ["platform_currency"] = "USD",
            ["skus"] = new JsonArray([
                .. sum.Lines.Select(line => new JsonObject
                {
                    ["id"] = nextId(),
                    ["refund_id"] = id,
                    ["order_sku_id"] = line.Key.Id(),
                    ["bag_id"] = bag.Id(),
                    ["quantity_refunded"] = line.Value,
                    ["external_id"] = line.Key.Text("external_id"),
                }),
            ]),
            ["errors"] = new JsonArray(),
            ["date_created"] = Wire.Date(now),
            ["date_last_modified"] = Wire.Date(now),
        };

    public ApiAnswer WithOrder(ApiCall call, Func<JsonObject, ApiAnswer> answer) =>
        store.Order(call.PathId("order_id")) is { } order ? answer(order) : Refusals.OrderNotFound();

    public ApiAnswer WithBag(ApiCall call, Func<JsonObject, JsonObject, ApiAnswer> answer) =>
        WithOrder(
            call,
            order =>
                order.List("bags").FirstOrDefault(b => b.Id() == call.PathId("bag_id")) is { } bag
                    ? answer(order, bag)
                    : Refusals.BagNotFound()
        );

    private JsonObject[] RefundsOf(JsonObject part) =>
        [.. store.Refunds.Where(r => r.Number(part["merchant_id"] is null ? "order_id" : "bag_id") == part.Id())];

    private static ApiAnswer List(JsonObject[] refunds) => ApiAnswer.Ok(new JsonArray([.. refunds.Select(r => r.DeepClone())]));

    /// <summary>What is refunded, or on its way back: what failed is not.</summary>
    private JsonObject[] Paid(JsonObject part) => [.. RefundsOf(part).Where(r => r.Text("status") != "FAILED")];

    private ApiAnswer Refund(ApiCall call, JsonObject order, JsonObject bag)
    {
        JsonObject request = call.Fields;
        if (store.Setup(bag.Number("merchant_id")).Orders.Flag("prohibit_order_refunds"))
            return Refusals.Prohibited("refunds");
        var sum = new RefundMath(bag, Paid(bag));
        if (!s_refundable.Contains(bag.Text("status")) || sum.Left == 0)
            return Refusals.InvalidBagState(bag.Text("status"));
        if (sum.Read(request) is { } refused)
            return refused;
        JsonObject refund = MakeRefund(store.NextId(), order, bag, sum, request, time.GetUtcNow(), store.NextId);
        bool isOnlyHere = call.QueryFlag("skip_external_refund", otherwise: false); // the shop hears nothing (inferred)
        refund["status"] = isOnlyHere ? "COMPLETED" : behaviour.RefundStatus;
        refund["external_id"] = isOnlyHere ? null : refund["external_id"]?.DeepClone();
        store.Refunds.Add(refund);
        switch (refund.Text("status"))
        {
            case "FAILED":
                ((JsonArray)refund["errors"]!).Add(
                    new JsonObject
                    {
                        ["error_code"] = 1001,
                        ["error_message"] = "The shop refused the refund.",
                        ["resolved"] = false,
                    }
                );
                break;
            case "PROCESSING":
                store.Later(order, reads: 1, () => Complete(order, bag, refund, sum, request.Flag("restock_items")));
                break;
            default:
                Complete(order, bag, refund, sum, request.Flag("restock_items"));
                break;
        }

        if (refund.Text("status") == "COMPLETED")
            store.Tell(order, bag, "ORDER_REFUNDED");
        return ApiAnswer.Ok(refund.DeepClone());
    }

    /// <summary>Gives back all that is left of a bag.</summary>
    public JsonObject RefundAll(JsonObject order, JsonObject bag, JsonObject request, bool restock)
    {
        var sum = new RefundMath(bag, Paid(bag));
        sum.TakeAll();
        JsonObject refund = MakeRefund(store.NextId(), order, bag, sum, request, time.GetUtcNow(), store.NextId);
        store.Refunds.Add(refund);
        Complete(order, bag, refund, sum, restock);
        return refund;
    }

    private void Complete(JsonObject order, JsonObject bag, JsonObject refund, RefundMath sum, bool restock)
    {
        bool isRest = sum.Amount == sum.Left;
        foreach ((JsonObject line, long quantity) in sum.Lines)
        {
            line["status"] = isRest || quantity == sum.QuantityLeft(line) ? "REFUNDED" : "PARTIALLY_REFUNDED";
            if (restock)
                Stock.Move(store, line, quantity);
        }

        refund["status"] = "COMPLETED";
        bag["financial_status"] = isRest ? "REFUNDED" : "PARTIALLY_REFUNDED";
        if (bag.Text("status") != "CANCELED")
            SetStatus(bag, "bag_status", isRest ? "REFUNDED" : "PARTIALLY_REFUNDED");
        bool isAll = Paid(order).Sum(r => r.Number("amount")) == order.Number("total");
        CartPayments.NoteRefund(order, refund, isAll, time.GetUtcNow());
        Touch(order, bag);
    }

    /// <summary>The order goes where its bags went.</summary>
    public void Touch(JsonObject order, JsonObject bag)
    {
        bag["date_last_modified"] = Wire.DateWithFraction(time.GetUtcNow());
        OrderChange.FollowBags(order, time.GetUtcNow());
    }

    public static void SetStatus(JsonObject part, string again, string status) => (part["status"], part[again]) = (status, status);
}
