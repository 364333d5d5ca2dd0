using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Orders that are created and submitted in one call, and estimates: the same goods are looked at in the same way.</summary>
internal sealed class DirectOrders(Store store, TimeProvider time, Behaviour behaviour)
{
    /// <summary>Payments that were captured: their tokens cannot pay again.</summary>
    private readonly HashSet<string> _captured = [];

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers, Func<ApiCall, ApiAnswer> example)
    {
        handlers["Orders_Create"] = Create;
        handlers["Orders_Estimate"] = handlers["Carts_Estimate"] = call => WhyNoEstimate(call.Fields) ?? example(call);
    }

    private ApiAnswer Create(ApiCall call)
    {
        var order = (JsonObject)call.Fields["order"]!;
        var payment = call.Fields["payment_method"] as JsonObject;
        if ((WhyNotWhole(order) ?? WhyNotSold(order) ?? WhyNotPaid(payment)) is { } refused)
            return refused;
        if (behaviour.RefusesAllBags || Lines(order).Any(l => l.Number("sku_id") == TestSkus.RefusedAtSubmit))
            return ApiAnswer.VioletError(400, "external_write_order_error", 2700, "The shop refused the order.");
        return ApiAnswer.Ok(Place(order, payment, call.AppId).DeepClone());
    }

    private ApiAnswer? WhyNotWhole(JsonObject order)
    {
        if (!order.List("bags").Any())
            return Refusals.Missing("bags");
        int i = 0;
        foreach (JsonObject bag in order.List("bags"))
        {
            if (!bag.List("skus").Any())
                return Refusals.Missing($"bag[{i}].skus");
            if (bag["shipping_method"] is null && bag.List("skus").Any(IsShipped))
                return Refusals.Missing($"bag[{i}].shipping_method");
            if (bag["shipping_total"] is not null && bag.Number("shipping_total") != bag["shipping_method"].Number("price"))
                return Refusals.BadRequest("shipping_total is not the price of the shipping method.");
            if (bag.List("discounts").Count(d => d.Text("code").Length > 0) > 1)
                return Refusals.BadRequest("There is one discount code per merchant.");
            i++;
        }

        if (order["shipping_address"] is null && Lines(order).Any(IsShipped))
            return Refusals.Missing("shipping_address");
        string currency = order.Text("currency");
        return currency.Length == 3 && currency.All(char.IsAsciiLetterUpper) ? null : Refusals.InvalidCurrency();
    }

    private ApiAnswer? WhyNotSold(JsonObject order)
    {
        foreach (JsonObject line in Lines(order))
        {
            if (store.Sku(line.Number("sku_id")) is not { } sku)
                return Refusals.SkuNotFound();
            if (!store.Merchant(sku.Number("merchant_id"))!.IsConnected)
                return Refusals.NotConnected();
            if (store.Offer(sku.Number("offer_id")).Text("publishing_status") != "PUBLISHED")
                return Refusals.OfferNotPublished();
            JsonObject settings = store.Setup(sku.Number("merchant_id")).Orders;
            if (settings.Flag("commerce_disabled"))
                return Refusals.SkuNotAvailable(); // that nothing is sold is known, the refusal is a guess
            if (settings.Flag("force_push_orders"))
                continue;
            if (!sku.Flag("in_stock"))
                return Refusals.SkuNotAvailable();
            if (Quantity(line) > sku.Number("qty_available"))
                return Refusals.InsufficientInventory();
        }

        return null;
    }

    private ApiAnswer? WhyNotPaid(JsonObject? payment)
    {
        if (payment is null)
            return null; // the channel takes the money itself
        string token = payment.Text("token");
        if (_captured.Contains(token))
            return ApiAnswer.VioletError(400, "payment_already_captured", 4421, "The payment is captured already.");
        return TestCards.IsDeclined(behaviour.Card ?? TestCards.OfToken(token)) ? Refusals.NoPayment("The payment was declined.") : null;
    }

    private JsonObject Place(JsonObject request, JsonObject? payment, long appId)
    {
        DateTimeOffset now = time.GetUtcNow();
        string currency = request.Text("currency");
        JsonObject order = CartParts.Cart(store.NextOrderId(), request.Text("app_order_id"), null, wallet: false, currency, now);
        order["app_id"] = appId;
        order["customer"] = CartParts.Customer((JsonObject)request["customer"]!);
        var shipping = request["shipping_address"] as JsonObject;
        order["shipping_address"] = shipping is null ? null : CartParts.Address(shipping, "SHIPPING");
        order["billing_address"] = (request["billing_address"] as JsonObject ?? shipping) is { } billing
            ? CartParts.Address(billing, "BILLING")
            : null;
        foreach (JsonObject wanted in request.List("bags"))
            ((JsonArray)order["bags"]!).Add(Bag(order, wanted, now));
        OrderMath.Price(order);
        (order["status"], order["order_status"], order["date_submitted"]) = ("COMPLETED", "COMPLETED", Wire.Date(now));
        if (payment is not null)
        {
            _captured.Add(payment.Text("token"));
            CartPayments.AddIntent(order, store, now);
            CartPayments.Capture(order, [.. order.List("bags")], store, now);
        }

        store.Orders.Add(order);
        foreach (JsonObject bag in order.List("bags"))
            store.Tell(order, bag, "ORDER_ACCEPTED");
        return order;
    }

    private JsonObject Bag(JsonObject order, JsonObject wanted, DateTimeOffset now)
    {
        JsonObject first = store.Sku(wanted.List("skus").First().Number("sku_id"))!;
        JsonObject bag = CartParts.Bag(store.NextId(), order, store.Merchant(first.Number("merchant_id"))!, now);
        (bag["status"], bag["bag_status"], bag["financial_status"]) = ("ACCEPTED", "ACCEPTED", "PAID");
        (bag["fulfillment_status"], bag["external_checkout"]) = ("PROCESSING", false); // no cart was mirrored
        (bag["external_id"], bag["date_submitted"]) = ($"ext-{bag.Id()}", Wire.Date(now));
        foreach (JsonObject ordered in wanted.List("skus"))
        {
            JsonObject sku = store.Sku(ordered.Number("sku_id"))!;
            JsonObject line = CartParts.Line(store.NextId(), order, store.Offer(sku.Number("offer_id"))!, sku);
            (line["quantity"], line["price"], line["status"]) = (Quantity(ordered), ordered.Number("price"), "PROCESSING");
            ((JsonArray)bag["skus"]!).Add(line);
            Stock.Move(store, line, -Quantity(ordered));
        }

        if (wanted["shipping_method"] is JsonObject method)
        {
            bag["shipping_method"] = new JsonObject
            {
                ["id"] = store.NextId(),
                ["bag_id"] = bag.Id(),
                ["merchant_id"] = bag.Number("merchant_id"),
                ["label"] = method.Text("label"),
                ["price"] = method.Number("price"),
            };
        }

        if (wanted.Number("tax_total") > 0)
        {
            bag["taxes"] = new JsonArray(
                new JsonObject
                {
                    ["order_id"] = order.Id(),
                    ["merchant_id"] = bag.Number("merchant_id"),
                    ["amount"] = wanted.Number("tax_total"),
                }
            );
        }

        return bag;
    }

    private ApiAnswer? WhyNoEstimate(JsonObject request)
    {
        JsonObject[] lines = [.. request.List("skus")];
        if (lines.Length == 0)
            return Refusals.Missing("skus");
        foreach (JsonObject discount in request.List("discounts"))
        {
            if (discount["merchant_id"] is null)
                return Refusals.Missing("discount.merchant_id");
            if (!lines.Any(l => store.Sku(l.Number("sku_id")).Number("merchant_id") == discount.Number("merchant_id")))
                return Refusals.BadRequest("The merchant of a discount has no SKU here.");
        }

        if (request.List("discounts").Any() && lines.Any(l => l["discount"] is not null))
            return Refusals.BadRequest("Discounts are of SKUs or of bags, not both.");
        JsonNode? address = request["shipping_address"];
        if (CartBuyer.IsBlocked(address))
            return Refusals.BlockedAddress();
        if (address.Text("country").Length != 2 || address.Text("postal_code") is { Length: 1 or 2 or 3 or > 10 })
            return Refusals.NoShippingAddress(); // the lengths are documented for estimates alone
        if (address.Text("postal_code") == TestAddresses.UnknownPostalCode)
            return Refusals.NoShippingAddress();
        foreach (JsonObject line in lines)
        {
            if (store.Sku(line.Number("sku_id")) is not { } sku)
                return Refusals.SkuNotFound();
            if (!store.Merchant(sku.Number("merchant_id"))!.IsConnected)
                return Refusals.SkuNotAccessible();
            if (!sku.Flag("in_stock"))
                return Refusals.SkuNotAvailable();
            if (Quantity(line) > sku.Number("qty_available"))
                return Refusals.InsufficientInventory();
        }

        return MerchantSeed.ArePaidAlike(lines.Select(l => store.Sku(l.Number("sku_id")).Number("merchant_id")))
            ? null
            : Refusals.SeveralPaymentSettings();
    }

    private bool IsShipped(JsonObject line) =>
        store.Offer(store.Sku(line.Number("sku_id")).Number("offer_id")).Text("type") is not ("DIGITAL" or "VIRTUAL");

    private static IEnumerable<JsonObject> Lines(JsonObject order) => order.List("bags").SelectMany(b => b.List("skus"));

    private static long Quantity(JsonObject line) => line["quantity"] is null ? 1 : line.Number("quantity");
}
