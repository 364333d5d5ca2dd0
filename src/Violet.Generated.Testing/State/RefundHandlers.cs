using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Refunds and cancellations of bags, and what they make of bag and order.</summary>
internal sealed class RefundHandlers(Store store, TimeProvider time)
{
    private static readonly string[] s_refundable = ["SUBMITTED", "ACCEPTED", "SHIPPED", "COMPLETED", "PARTIALLY_REFUNDED", "CANCELED"];
    private static readonly string[] s_cancelable = ["SUBMITTED", "ACCEPTED", "BACKORDERED"];

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Orders_Refund"] = call => WithBag(call, (order, bag) => Refund(order, bag, call.Fields));
        handlers["Orders_ListBagRefunds"] = call => WithBag(call, (_, bag) => List(RefundsOf(bag)));
        handlers["Orders_ListRefunds"] = call => WithOrder(call, order => List(RefundsOf(order)));
        handlers["Orders_GetRefund"] = call =>
            WithOrder(
                call,
                order =>
                    RefundsOf(order).FirstOrDefault(r => r.Id() == call.PathId("refund_id")) is { } refund
                        ? ApiAnswer.Ok(refund.DeepClone())
                        : ApiAnswer.VioletError(404, "order_refund_not_found", 4227, "Refund could not be found.")
            );
        handlers["Orders_CancelBag"] = call => WithBag(call, (order, bag) => Cancel(order, [bag], call.Fields));
        handlers["Orders_Cancel"] = call => WithOrder(call, order => Cancel(order, [.. order.List("bags")], call.Fields));
        handlers["Orders_GetCancellation"] = call =>
            WithOrder(
                call,
                order =>
                {
                    JsonObject[] bags = [.. store.Cancellations.Where(c => c.Number("order_id") == order.Id())];
                    return bags.Length == 0 ? new ApiAnswer(204, null) : ApiAnswer.Ok(Summary(order, bags));
                }
            );
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
            ["app_id"] = Accounts.AppId,
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

    /// <summary>The cancellation of a bag as the API shows it.</summary>
    public static JsonObject MakeCancellation(JsonObject bag, JsonObject? refund, DateTimeOffset now) =>
        new()
        {
            ["order_id"] = bag.Number("order_id"),
            ["bag_id"] = bag.Id(),
            ["merchant_id"] = bag.Number("merchant_id"),
            ["external_order_id"] = bag.Text("external_id"),
            ["status"] = "CANCELED",
            ["originated_by"] = "CHANNEL",
            ["date_cancelled"] = Wire.DateWithFraction(now),
            ["refund"] = refund?.DeepClone(),
            ["errors"] = new JsonArray(),
        };

    private ApiAnswer WithOrder(ApiCall call, Func<JsonObject, ApiAnswer> answer) =>
        store.Order(call.PathId("order_id")) is { } order ? answer(order) : OrderHandlers.NotFound();

    private ApiAnswer WithBag(ApiCall call, Func<JsonObject, JsonObject, ApiAnswer> answer) =>
        WithOrder(
            call,
            order =>
                order.List("bags").FirstOrDefault(b => b.Id() == call.PathId("bag_id")) is { } bag
                    ? answer(order, bag)
                    : CheckoutHandlers.BagNotFound()
        );

    private JsonObject[] RefundsOf(JsonObject part) =>
        [.. store.Refunds.Where(r => r.Number(part["merchant_id"] is null ? "order_id" : "bag_id") == part.Id())];

    private static ApiAnswer List(JsonObject[] refunds) => ApiAnswer.Ok(new JsonArray([.. refunds.Select(r => r.DeepClone())]));

    private ApiAnswer Refund(JsonObject order, JsonObject bag, JsonObject request)
    {
        var sum = new RefundMath(bag, RefundsOf(bag));
        if (!s_refundable.Contains(bag.Text("status")) || sum.Left == 0)
            return InvalidState($"A bag that is {bag.Text("status")} cannot be refunded.");
        if (sum.Read(request) is { } refused)
            return refused;
        return ApiAnswer.Ok(Refund(order, bag, sum, request, restock: request.Flag("restock_items")).DeepClone());
    }

    private JsonObject Refund(JsonObject order, JsonObject bag, RefundMath sum, JsonObject request, bool restock)
    {
        bool isRest = sum.Amount == sum.Left;
        JsonObject refund = MakeRefund(store.NextId(), order, bag, sum, request, time.GetUtcNow(), store.NextId);
        foreach ((JsonObject line, long quantity) in sum.Lines)
        {
            line["status"] = isRest || quantity == sum.QuantityLeft(line) ? "REFUNDED" : "PARTIALLY_REFUNDED";
            if (restock)
                Stock.Move(store, line, quantity);
        }

        store.Refunds.Add(refund);
        bag["financial_status"] = isRest ? "REFUNDED" : "PARTIALLY_REFUNDED";
        if (bag.Text("status") != "CANCELED")
            SetStatus(bag, "bag_status", isRest ? "REFUNDED" : "PARTIALLY_REFUNDED");
        Payments.NoteRefund(order, refund, RefundsOf(order).Sum(r => r.Number("amount")) == order.Number("total"), time.GetUtcNow());
        Touch(order, bag);
        return refund;
    }

    private ApiAnswer Cancel(JsonObject order, JsonObject[] bags, JsonObject request)
    {
        if (order.Text("status") == "IN_PROGRESS")
            return InvalidState("A cart cannot be canceled: delete it.");
        JsonObject[] canceled =
        [
            .. bags.Select(bag => s_cancelable.Contains(bag.Text("status")) ? Cancel(order, bag, request) : Failure(bag)),
        ];
        JsonObject summary = Summary(order, canceled);
        return new ApiAnswer(canceled.All(c => c.Text("status") == "CANCELED") ? 200 : 202, summary);
    }

    private JsonObject Cancel(JsonObject order, JsonObject bag, JsonObject request)
    {
        bool isPaid = bag.Text("financial_status") == "PAID",
            restock = request.Flag("restock_items", otherwise: true);
        (bag["fulfillment_status"], bag["financial_status"]) = (null, "VOIDED");
        SetStatus(bag, "bag_status", "CANCELED");
        JsonObject? refund = null;
        if (isPaid)
        {
            var sum = new RefundMath(bag, RefundsOf(bag));
            sum.TakeAll();
            refund = Refund(order, bag, sum, request, restock);
            if (request["reason_code"] is { } reason)
                refund["reason_code"] = reason.DeepClone();
        }
        else if (restock)
        {
            foreach (JsonObject line in bag.List("skus"))
                Stock.Move(store, line, line.Number("quantity"));
        }

        foreach (JsonObject line in bag.List("skus"))
            line["status"] = "CANCELED";
        Touch(order, bag);
        JsonObject cancellation = MakeCancellation(bag, refund, time.GetUtcNow());
        store.Cancellations.Add(cancellation);
        return cancellation;
    }

    private JsonObject Failure(JsonObject bag)
    {
        JsonObject failure = MakeCancellation(bag, refund: null, time.GetUtcNow());
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
                ["message"] = $"A bag that is {bag.Text("status")} cannot be canceled any more.",
                ["platform"] = bag.Text("platform"),
                ["date_created"] = Wire.Date(time.GetUtcNow()),
            }
        );
        return failure;
    }

    private static JsonObject Summary(JsonObject order, JsonObject[] bags)
    {
        bool any = bags.Any(b => b.Text("status") == "CANCELED"),
            all = order.List("bags").All(b => b.Text("status") == "CANCELED");
        return new JsonObject
        {
            ["order_id"] = order.Id(),
            ["app_id"] = Accounts.AppId,
            ["status"] =
                !any ? "CANCELLATION_FAILURE"
                : all ? "CANCELED"
                : "PARTIALLY_CANCELED",
            ["message"] =
                !any ? "Nothing was canceled."
                : all ? "The order is canceled."
                : "Part of the order is canceled.",
            ["cancelled_bags"] = new JsonArray([.. bags.Select(b => b.DeepClone())]),
        };
    }

    /// <summary>The order goes where its bags went.</summary>
    private void Touch(JsonObject order, JsonObject bag)
    {
        bag["date_last_modified"] = Wire.DateWithFraction(time.GetUtcNow());
        string[] statuses = [.. order.List("bags").Select(b => b.Text("status"))];
        string? status =
            statuses.All(s => s == "CANCELED") ? "CANCELED"
            : statuses.All(s => s is "CANCELED" or "REFUNDED") ? "REFUNDED"
            : statuses.Any(s => s is "REFUNDED" or "PARTIALLY_REFUNDED") ? "PARTIALLY_REFUNDED"
            : null;
        if (status is null)
            return;
        SetStatus(order, "order_status", status);
        order["date_last_modified"] = Wire.Date(time.GetUtcNow());
    }

    private static void SetStatus(JsonObject part, string again, string status) => (part["status"], part[again]) = (status, status);

    private static ApiAnswer InvalidState(string message) => ApiAnswer.VioletError(400, "invalid_bag_state", 4225, message);
}
