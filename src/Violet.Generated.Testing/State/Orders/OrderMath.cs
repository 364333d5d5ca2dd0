using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>Adds up the money of an order, in cents.</summary>
internal static class OrderMath
{
    private static readonly string[] s_pricedTotals = ["shipping_total", "tax_total", "discount_total", "total"];
    private static readonly string[] s_totals = ["sub_total", .. s_pricedTotals];

    /// <summary>Sets the price of every line and what the lines come to, in every bag and in the order.</summary>
    public static void AddUpLines(JsonObject order)
    {
        foreach (JsonObject bag in order.List("bags"))
        {
            foreach (JsonObject sku in bag.List("skus"))
                sku["line_price"] = sku.Number("price") * sku.Number("quantity");
            bag["sub_total"] = bag.List("skus").Sum(s => s.Number("line_price"));
        }

        order["sub_total"] = order.List("bags").Sum(b => b.Number("sub_total"));
    }

    /// <summary>Sets the totals of every bag and of the order, from the lines, the shipping methods, the taxes and the discounts.</summary>
    public static void Price(JsonObject order)
    {
        AddUpLines(order);
        foreach (JsonObject bag in order.List("bags"))
        {
            long shipping = bag["shipping_method"].Number("price");
            long tax = bag.List("taxes").Sum(t => t.Number("amount"));
            long discount = Discounts(bag);
            (bag["shipping_total"], bag["tax_total"], bag["discount_total"]) = (shipping, tax, discount);
            bag["total"] = bag.Number("sub_total") + shipping + tax - discount;
        }

        foreach (string total in s_totals)
            order[total] = order.List("bags").Sum(b => b.Number(total));
        order["priced"] = true;
    }

    /// <summary>Takes back what pricing has set: a cart that changed must be priced again.</summary>
    public static void Unprice(JsonObject order)
    {
        foreach (JsonObject part in order.List("bags").Append(order))
        {
            foreach (string total in s_pricedTotals)
                part[total] = null;
        }

        foreach (JsonObject bag in order.List("bags"))
            bag["taxes"] = new JsonArray();
        order["priced"] = false;
        AddUpLines(order);
    }

    /// <summary>What the discounts take off a bag, on its lines and as a whole.</summary>
    public static long Discounts(JsonObject bag) =>
        bag.List("skus").Sum(LineDiscount) + bag.List("discounts").Sum(d => d.Number("amount_total"));

    /// <summary>What its own discount takes off a line; never more than the line costs.</summary>
    public static long LineDiscount(JsonObject line) =>
        line["discount"] is JsonObject discount ? Worth(discount, line.Number("line_price")) : 0;

    /// <summary>What a discount takes off an amount; never more than the amount.</summary>
    public static long Worth(JsonObject discount, long of) =>
        Math.Clamp(
            discount.Text("value_type") == "PERCENTAGE" ? Share(of, discount.Fraction("percentage") / 100) : discount.Number("amount"),
            0,
            of
        );

    /// <summary>A share of an amount, in whole cents.</summary>
    public static long Share(long amount, double share) => (long)Math.Round(amount * (decimal)share, MidpointRounding.AwayFromZero);
}
