using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>What all calls on carts have in common: a cart is found, changed, and priced or not.</summary>
internal sealed class Carts(Store store, TimeProvider time)
{
    public Store Store => store;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Changes a cart, and prices it again where the call asks for that.</summary>
    /// <param name="call">Names the cart.</param>
    /// <param name="change">The change; it returns a refusal, or null.</param>
    /// <param name="movesPrice">Whether the totals that a cart had before do not hold after it.</param>
    /// <param name="pricesByDefault">What a call means that does not say whether to price.</param>
    public ApiAnswer Change(ApiCall call, Func<JsonObject, ApiAnswer?> change, bool movesPrice = true, bool pricesByDefault = false)
    {
        if (store.Order(call.PathId("cart_id")) is not { } cart)
            return OrderHandlers.NotFound();
        if (cart.Text("status") != "IN_PROGRESS")
            return ApiAnswer.VioletError(400, "order_completed", 4222, "Order has been completed.");
        cart["errors"] = new JsonArray();
        if (change(cart) is { } refused)
            return refused;
        if (movesPrice)
            OrderMath.Unprice(cart);
        CartPrices.SetDiscounts(cart);
        if (call.QueryFlag("price_cart", pricesByDefault) && CartPrices.WhyNotReady(cart) is null)
            CartPrices.Price(cart);
        return Answer(cart);
    }

    public ApiAnswer Answer(JsonObject cart)
    {
        cart["date_last_modified"] = Wire.Date(Now);
        return ApiAnswer.Ok(cart.DeepClone());
    }

    /// <summary>Lists a problem in the cart: the call is answered 200 all the same.</summary>
    public void AddError(JsonObject cart, string type, string message, JsonObject? sku = null)
    {
        MerchantRecord? merchant = sku is null ? null : store.Merchant(sku.Number("merchant_id"));
        JsonObject? bag = merchant is null ? null : cart.List("bags").FirstOrDefault(b => b.Number("merchant_id") == merchant.Id);
        ((JsonArray)cart["errors"]!).Add(
            new JsonObject
            {
                ["id"] = store.NextId(),
                ["order_id"] = cart.Id(),
                ["bag_id"] = bag?.Id(),
                ["entity_id"] = $"{(sku ?? cart).Id()}",
                ["entity_type"] = sku is null ? "ORDER" : "SKU",
                ["type"] = type,
                ["message"] = message,
                ["platform"] = merchant?.Json.Text("platform"),
                ["date_created"] = Wire.Date(Now),
            }
        );
    }
}
