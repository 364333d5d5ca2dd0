using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>Adds up the money of an order, in cents.</summary>
internal static class OrderMath
{
    /// <summary>Sets the totals of every bag and of the order, from the lines, the shipping methods, the taxes and the discounts.</summary>
    public static void Price(JsonObject order)
    {
        foreach (JsonObject bag in order.List("bags"))
        {
            foreach (JsonObject sku in bag.List("skus")) sku["line_price"] = sku.Number("price") * sku.Number("quantity");
            long subTotal = bag.List("skus").Sum(s => s.Number("line_price"));
            long shipping = bag["shipping_method"].Number("price");
            long tax = bag.List("taxes").Sum(t => t.Number("amount"));
            long discount = bag.List("discounts").Sum(d => d.Number("amount_total"));
            (bag["sub_total"], bag["shipping_total"], bag["tax_total"], bag["discount_total"]) = (subTotal, shipping, tax, discount);
            bag["total"] = subTotal + shipping + tax - discount;
        }

        foreach (string total in (string[])["sub_total", "shipping_total", "tax_total", "discount_total", "total"])
            order[total] = order.List("bags").Sum(b => b.Number(total));
        order["priced"] = true;
    }
}
