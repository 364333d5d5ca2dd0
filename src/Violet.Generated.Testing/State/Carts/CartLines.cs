using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>The lines of carts. A line that the shop has not is in the cart all the same, since Violet answers first; the shop's error
/// comes later, with <c>available: false</c>, and goes when the line is changed or removed (a guess: no source says what resolves
/// it).</summary>
internal sealed class CartLines(Carts carts)
{
    private const int MostOfOne = 1000;

    private Store Store => carts.Store;

    public static JsonObject? Find(CartCall call) => Find(call.Cart, call.Call.PathId("order_sku_id"));

    public ApiAnswer? Add(CartCall call)
    {
        JsonObject cart = call.Cart,
            request = call.Request,
            sku = Store.Sku(request.Number("sku_id"))!;
        if (sku.Id() == TestSkus.LeftOut)
        {
            carts.Errors.Add(cart, "INTERNAL_ADD_ITEM", "The SKU could not be added.", sku);
            return null;
        }

        MerchantRecord merchant = Store.Merchant(sku.Number("merchant_id"))!;
        JsonObject? bag = cart.List("bags").FirstOrDefault(b => b.Number("merchant_id") == merchant.Id);
        if (bag is null)
            ((JsonArray)cart["bags"]!).Add(bag = CartParts.Bag(Store.NextId(), cart, merchant, carts.Now));
        JsonObject? line = bag.List("skus").FirstOrDefault(l => l.Number("sku_id") == sku.Id());
        long before = line?.Number("quantity") ?? 0;
        if (line is null)
        {
            line = CartParts.Line(Store.NextId(), cart, Store.Offer(sku.Number("offer_id"))!, sku);
            ((JsonArray)bag["skus"]!).Add(line);
        }

        line["quantity"] = Math.Min(before + (request["quantity"] is null ? 1 : request.Number("quantity")), MostOfOne);
        Change(call, line, "EXTERNAL_ADD_ITEM");
        if (sku.Id() == TestSkus.HealsItself)
            carts.Errors.Add(cart, "EXTERNAL_ADD_ITEM", "The shop is busy.", sku, heals: true);
        if (sku.Id() == TestSkus.NoCart)
            carts.Errors.Add(cart, "EXTERNAL_CREATE_CART", "The shop could not create a cart.", sku);
        return null;
    }

    public ApiAnswer? Update(CartCall call)
    {
        JsonObject line = Find(call)!;
        if (call.Request["quantity"] is not null)
            line["quantity"] = Math.Min(call.Request.Number("quantity"), MostOfOne);
        Change(call, line, "EXTERNAL_UPDATE_ITEM");
        return null;
    }

    public ApiAnswer? Remove(CartCall call)
    {
        JsonObject line = Find(call)!;
        carts.Errors.ResolveSku(call.Cart, line.Number("sku_id"));
        var lines = (JsonArray)line.Parent!;
        lines.Remove(line);
        if (lines.Count == 0)
            ((JsonArray)call.Cart["bags"]!).Remove(lines.Parent); // a bag goes with its last line
        return null;
    }

    private void Change(CartCall call, JsonObject line, string step)
    {
        JsonObject request = call.Request;
        if (request["price"] is not null)
            (line["price"], line["custom"]) = (request.Number("price"), true);
        if (request["discount"] is { } discount)
            line["discount"] = discount.DeepClone();
        if (request["custom_properties"] is { } properties)
            line["custom_properties"] = properties.DeepClone();
        if (request["commission_rate"] is { } rate)
            (line["commission_rate"], line["commission_rate_source"]) = (rate.DeepClone(), "SKU");
        OrderMath.AddUpLines(call.Cart);

        JsonObject sku = Store.Sku(line.Number("sku_id"))!;
        carts.Errors.ResolveSku(call.Cart, sku.Id());
        if (Stock.Has(Store, line))
            line["available"] = true;
        else
            carts.Errors.Add(call.Cart, step, $"Insufficient inventory: {sku.Number("qty_available")} left.", sku);
    }

    private static JsonObject? Find(JsonObject cart, long id) =>
        cart.List("bags").SelectMany(b => b.List("skus")).FirstOrDefault(l => l.Id() == id);
}
