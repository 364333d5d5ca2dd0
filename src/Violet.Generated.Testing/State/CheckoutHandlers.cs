using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>The way of a cart to an order: shipping, prices, payment and the submission.</summary>
internal sealed class CheckoutHandlers(Carts carts)
{
    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Carts_ListShippingMethods"] = ListShippingMethods;
        handlers["Carts_SetShipping"] = call =>
            carts.Change(call, cart => SetShipping(cart, call.Body as JsonArray ?? []), pricesByDefault: true);
        handlers["Carts_RemoveShipping"] = call => carts.Change(call, cart => RemoveShipping(cart, call.PathText("shipping_method_id")));
        handlers["Carts_Price"] = call => carts.Change(call, Price, movesPrice: false);
        handlers["Carts_SetPayment"] = SetPayment;
        handlers["Carts_UpdatePayment"] = call => carts.Change(call, UpdatePayment, movesPrice: false);
        handlers["Carts_Submit"] = Submit;
    }

    public static ApiAnswer BagNotFound() => ApiAnswer.VioletError(404, "bag_not_found", 4201, "Bag could not be found.");

    private ApiAnswer ListShippingMethods(ApiCall call)
    {
        if (carts.Store.Order(call.PathId("cart_id")) is not { } cart)
            return OrderHandlers.NotFound();
        if (!cart.List("bags").Any())
            return CartPrices.EmptyCart();
        if (cart["shipping_address"] is null)
            return CartPrices.NoShippingAddress();
        return ApiAnswer.Ok(
            new JsonArray([
                .. cart.List("bags")
                    .Select(bag => new JsonObject
                    {
                        ["bag_id"] = bag.Id(),
                        ["shipping_methods"] = new JsonArray([.. CartPrices.ShippingMethods(bag)]),
                    }),
            ])
        );
    }

    private ApiAnswer? SetShipping(JsonObject cart, JsonArray choices)
    {
        var chosen = new List<(JsonObject Bag, JsonObject Method)>();
        foreach (JsonObject choice in choices.OfType<JsonObject>())
        {
            if (cart.List("bags").FirstOrDefault(b => b.Id() == choice.Number("bag_id")) is not { } bag)
                return BagNotFound();
            JsonObject? method = choice.Flag("custom")
                ? new JsonObject
                {
                    ["shipping_method_id"] = $"custom-{bag.Id()}",
                    ["bag_id"] = bag.Id(),
                    ["merchant_id"] = bag.Number("merchant_id"),
                    ["label"] = choice.Text("shipping_method_label"),
                    ["price"] = choice.Number("shipping_method_price"),
                    ["custom"] = true,
                }
                : CartPrices.ShippingMethods(bag).FirstOrDefault(m => m.Text("shipping_method_id") == choice.Text("shipping_method_id"));
            if (method is null)
                return ApiAnswer.VioletError(400, "invalid_parameter", 9001, $"Bag {bag.Id()} has no such shipping method.");
            chosen.Add((bag, method));
        }

        if (cart["shipping_address"] is null)
            return CartPrices.NoShippingAddress();
        foreach ((JsonObject bag, JsonObject method) in chosen)
        {
            method["id"] = carts.Store.NextId();
            bag["shipping_method"] = method;
        }

        return null;
    }

    private static ApiAnswer? RemoveShipping(JsonObject cart, string id)
    {
        JsonObject[] bags =
        [
            .. cart.List("bags")
                .Where(b => b["shipping_method"] is { } method && (method.Text("shipping_method_id") == id || $"{method.Id()}" == id)),
        ];
        if (bags.Length == 0)
            return ApiAnswer.VioletError(404, "shipping_method_not_found", 4218, "Shipping method could not be found.");
        foreach (JsonObject bag in bags)
            bag["shipping_method"] = null;
        return null;
    }

    private static ApiAnswer? Price(JsonObject cart)
    {
        if (CartPrices.WhyNotReady(cart) is { } refused)
            return refused;
        CartPrices.Price(cart);
        return null;
    }

    private ApiAnswer SetPayment(ApiCall call)
    {
        JsonObject request = call.Fields;
        ApiAnswer answer = carts.Change(call, cart => Payments.Set(cart, request, carts.Store, carts.Now), movesPrice: false);
        return answer.Status == 200 && request.Flag("complete_checkout") ? Submit(call) : answer;
    }

    private static ApiAnswer? UpdatePayment(JsonObject cart)
    {
        if (!Payments.IsSet(cart))
            return Payments.Missing();
        Payments.Update(cart);
        return null;
    }

    private ApiAnswer Submit(ApiCall call)
    {
        if (carts.Store.Order(call.PathId("cart_id")) is not { } cart)
            return OrderHandlers.NotFound();
        if (cart.Text("status") != "IN_PROGRESS")
            return ApiAnswer.VioletError(409, "order_submission_in_progress", 4238, "Order has been submitted already.");
        cart["errors"] = new JsonArray();
        JsonObject request = call.Fields;
        if (request["order_customer"] is JsonObject customer)
            new CartHandlers(carts).AddCustomer(cart, customer);
        if (WhyNotReady(cart) is { } refused)
            return refused;
        JsonObject[] lines = [.. cart.List("bags").SelectMany(b => b.List("skus"))];
        foreach (JsonObject line in lines)
        {
            JsonObject sku = carts.Store.Sku(line.Number("sku_id"))!;
            if (line.Number("quantity") > sku.Number("qty_available"))
                carts.AddError(cart, "EXTERNAL_SUBMIT_CART", $"Insufficient inventory: {sku.Number("qty_available")} left.", sku);
        }

        if (cart.List("errors").Any())
            return carts.Answer(cart);
        foreach (JsonObject line in lines)
            Stock.Move(carts.Store, line, -line.Number("quantity"));
        foreach (string field in (string[])["app_order_id", "referral_id"])
        {
            if (request[field] is { } text)
                cart[field] = text.DeepClone();
        }

        CartPrices.Price(cart);
        Payments.Capture(cart, carts.Store, carts.Now);
        Accept(cart);
        return carts.Answer(cart);
    }

    private static ApiAnswer? WhyNotReady(JsonObject cart) =>
        !cart.List("bags").Any() ? CartPrices.EmptyCart()
        : cart.List("bags").Any(b => b["shipping_method"] is null)
            ? ApiAnswer.VioletError(400, "null_shipping_method", 4211, "A bag has no shipping method.")
        : cart["shipping_address"] is null ? CartPrices.NoShippingAddress(status: 400)
        : cart["customer"] is null ? ApiAnswer.VioletError(400, "missing_parameter", 9002, "Cart has no customer.")
        : cart["billing_address"] is null ? ApiAnswer.VioletError(400, "missing_parameter", 9002, "Cart has no billing address.")
        : Payments.IsSet(cart) ? null
        : Payments.Missing();

    private void Accept(JsonObject cart)
    {
        (cart["status"], cart["order_status"]) = ("COMPLETED", "COMPLETED"); // as captured: a completed order has accepted bags
        cart["date_submitted"] = Wire.Date(carts.Now);
        foreach (JsonObject bag in cart.List("bags"))
        {
            (bag["status"], bag["bag_status"]) = ("ACCEPTED", "ACCEPTED");
            (bag["fulfillment_status"], bag["financial_status"]) = ("PROCESSING", "PAID");
            (bag["external_id"], bag["app_order_id"]) = ($"ext-{bag.Id()}", cart["app_order_id"]?.DeepClone());
            (bag["date_submitted"], bag["date_last_modified"]) = (Wire.Date(carts.Now), Wire.DateWithFraction(carts.Now));
            foreach (JsonObject line in bag.List("skus"))
                line["status"] = "PROCESSING";
        }
    }
}
