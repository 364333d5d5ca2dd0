using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>How the bags of carts are shipped.</summary>
internal sealed class CartShipping(Carts carts)
{
    public static bool NamesBags(CartCall call) => Choices(call).All(c => Bag(call.Cart, c) is not null);

    public static bool NamesMethods(CartCall call) => Choices(call).All(c => Method(Bag(call.Cart, c)!, c) is not null);

    /// <summary>The bags that have the method that a call names.</summary>
    public static JsonObject[] With(CartCall call)
    {
        string id = call.Call.PathText("shipping_method_id");
        return
        [
            .. call
                .Cart.List("bags")
                .Where(b => b["shipping_method"] is { } method && (method.Text("shipping_method_id") == id || $"{method.Id()}" == id)),
        ];
    }

    /// <summary>Without an address there is nothing to choose from, and the shop's error comes later (a guess: only that an address is
    /// needed is documented). An empty list is an answer of 200.</summary>
    public ApiAnswer? List(CartCall call)
    {
        bool has = call.Cart["shipping_address"] is { } address && address.Text("postal_code") != TestAddresses.UnreachablePostalCode;
        if (call.Cart["shipping_address"] is null && call.Cart.List("bags").Any(CartParts.NeedsShipping))
            carts.Errors.Add(call.Cart, "EXTERNAL_GET_SHIPPING_METHODS", "There is no shipping address.");
        return ApiAnswer.Ok(
            new JsonArray([
                .. call
                    .Cart.List("bags")
                    .Select(bag => new JsonObject
                    {
                        ["bag_id"] = bag.Id(),
                        ["shipping_methods"] =
                            has && !carts.Behaviour.ShipsNowhere && CartParts.NeedsShipping(bag)
                                ? new JsonArray([.. CartPrices.ShippingMethods(bag)])
                                : new JsonArray(),
                    }),
            ])
        );
    }

    public ApiAnswer? Set(CartCall call)
    {
        if (call.Cart["shipping_address"] is null)
        {
            carts.Errors.Add(call.Cart, "EXTERNAL_SET_SHIPPING_METHOD", "There is no shipping address."); // a guess
            return null;
        }

        carts.Errors.Resolve(call.Cart, "EXTERNAL_SET_SHIPPING_METHOD");
        foreach (JsonObject choice in Choices(call))
        {
            JsonObject bag = Bag(call.Cart, choice)!,
                method = Method(bag, choice)!;
            method["id"] = carts.Store.NextId();
            bag["shipping_method"] = method;
        }

        return null;
    }

    public static ApiAnswer? Remove(CartCall call)
    {
        foreach (JsonObject bag in With(call))
            bag["shipping_method"] = null;
        return null;
    }

    private static IEnumerable<JsonObject> Choices(CartCall call) => (call.Call.Body as JsonArray ?? []).OfType<JsonObject>();

    private static JsonObject? Bag(JsonObject cart, JsonObject choice) =>
        cart.List("bags").FirstOrDefault(b => b.Id() == choice.Number("bag_id"));

    private static JsonObject? Method(JsonObject bag, JsonObject choice) =>
        choice.Flag("custom")
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
}
