using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>A call on a cart.</summary>
/// <param name="Cart">The cart as it is.</param>
/// <param name="Call">The call.</param>
/// <param name="Request">What it asks for; of a cart that is created with lines, one of them.</param>
internal sealed record CartCall(JsonObject Cart, ApiCall Call, JsonObject Request);

/// <summary>What a call does to the totals of a cart: nothing, it makes them void, or it makes them void and sets them again unless it
/// says that it should not.</summary>
internal enum Totals
{
    Keep,
    Void,
    Renew,
}

/// <summary>What all calls on carts have in common: a cart is found, changed, and priced or not.</summary>
internal sealed class Carts(Store store, TimeProvider time, Behaviour behaviour)
{
    public Store Store => store;

    public Behaviour Behaviour => behaviour;

    public CartErrors Errors { get; } = new(store, time, behaviour);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Runs a row of the table.</summary>
    public ApiAnswer Run(ApiCall call, CheckoutRow row)
    {
        if (store.Order(call.PathId("cart_id")) is not { } cart)
            return Refusals.OrderNotFound();
        if (cart.Text("status") != "IN_PROGRESS")
            return Refusals.OrderCompleted();
        Advance(cart);
        if (row.Run(new CartCall(cart, call, call.Fields)) is { } answer)
            return answer;
        if (row.Totals != Totals.Keep)
            OrderMath.Unprice(cart);
        CartPrices.SetDiscounts(cart);
        if (call.QueryFlag("price_cart", otherwise: row.Totals == Totals.Renew))
            Price(cart);
        return Answer(cart);
    }

    /// <summary>Prices a cart, where there is what it takes.</summary>
    public void Price(JsonObject cart)
    {
        if (!CartPrices.IsReady(cart))
            return;
        CartPrices.Price(cart);
        foreach (JsonObject discount in cart.List("bags").SelectMany(b => b.List("discounts")).Where(d => d.Text("status") == "PENDING"))
        {
            discount["status"] = "INVALID";
            Errors.Add(cart, "EXTERNAL_ADD_DISCOUNT_CODE", $"The code {discount.Text("code")} is not valid.");
        }
    }

    public ApiAnswer Answer(JsonObject cart, int status = 200)
    {
        cart["date_last_modified"] = Wire.Date(Now);
        return new ApiAnswer(status, cart.DeepClone());
    }

    /// <summary>What was under way at the shops when a call on the cart comes in.</summary>
    public void Advance(JsonObject cart)
    {
        Errors.Advance(cart);
        foreach (JsonObject line in cart.List("bags").SelectMany(b => b.List("skus")))
            line["available"] = Stock.Has(store, line);
    }
}
