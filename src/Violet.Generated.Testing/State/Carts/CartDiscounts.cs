using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Discount codes of carts.</summary>
internal sealed class CartDiscounts(Carts carts)
{
    public static JsonObject? Find(CartCall call) =>
        call.Cart.List("bags").SelectMany(b => b.List("discounts")).FirstOrDefault(d => d.Id() == call.Call.PathId("discount_id"));

    public ApiAnswer? Add(CartCall call)
    {
        if (call.Cart.List("bags").FirstOrDefault(b => b.Number("merchant_id") == call.Request.Number("merchant_id")) is { } bag)
            ((JsonArray)bag["discounts"]!).Add(CartPrices.Discount(carts.Store.NextId(), bag, call.Request, carts.Now));
        return null;
    }

    public ApiAnswer? Remove(CartCall call)
    {
        JsonObject discount = Find(call)!;
        ((JsonArray)discount.Parent!).Remove(discount);
        carts.Errors.Resolve(call.Cart, "EXTERNAL_ADD_DISCOUNT_CODE");
        return null;
    }

    /// <summary>Only what applies counts at submission: the others and their errors vanish.</summary>
    public static void DropOthers(Carts carts, JsonObject cart)
    {
        foreach (
            JsonObject discount in cart.List("bags")
                .SelectMany(b => b.List("discounts"))
                .Where(d => d.Text("status") != "APPLIED")
                .ToArray()
        )
        {
            ((JsonArray)discount.Parent!).Remove(discount);
        }

        carts.Errors.Resolve(cart, "EXTERNAL_ADD_DISCOUNT_CODE");
    }
}
