using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>Makes one of the seeded carts ready to be submitted: its intent is confirmed.</summary>
internal static class CartSeed
{
    public static void MakeReady(Store store, DateTimeOffset epoch)
    {
        JsonObject cart = store.Order(OrderSeed.ReadyCartId)!;
        JsonObject ready = store.Order(OrderSeed.FirstId)!;
        foreach (string address in (string[])["shipping_address", "billing_address"])
            cart[address] = ready[address]!.DeepClone();
        OrderMath.AddUpLines(cart);
        foreach (JsonObject bag in cart.List("bags"))
        {
            JsonObject method = CartPrices.ShippingMethods(bag)[0];
            method["id"] = store.NextId();
            bag["shipping_method"] = method;
        }

        JsonObject first = cart.List("bags").First();
        ((JsonArray)first["discounts"]!).Add(CartPrices.Discount(store.NextId(), first, new JsonObject { ["code"] = "SAVE10" }, epoch));
        cart["stripe_key"] = CartParts.StripeKey;
        CartPrices.Price(cart);
        CartPayments.AddIntent(cart, store, epoch);
        CartPayments.SetStatus(cart, "AUTHORIZED", epoch);
    }
}
