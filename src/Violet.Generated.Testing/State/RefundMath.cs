using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Works out what a refund comes to: a whole bag, an amount, or lines.</summary>
internal sealed class RefundMath(JsonObject bag, IReadOnlyCollection<JsonObject> earlier)
{
    /// <summary>What is left of the bag to give back, in cents.</summary>
    public long Left => bag.Number("total") - earlier.Sum(r => r.Number("amount"));

    public long TaxLeft => Math.Max(0, bag.Number("tax_total") - earlier.Sum(r => r.Number("tax_amount")));

    public long Amount { get; private set; }

    public long Tax { get; private set; }

    /// <summary>How many of each line.</summary>
    public Dictionary<JsonObject, long> Lines { get; } = [];

    public ApiAnswer? Read(JsonObject request)
    {
        foreach (JsonObject wanted in request.List("skus"))
        {
            if (bag.List("skus").FirstOrDefault(l => l.Id() == wanted.Number("order_sku_id")) is not { } line)
                return ApiAnswer.VioletError(404, "order_sku_not_found", 4219, "Order SKU could not be found.");
            long quantity = wanted["quantity_refunded"] is null ? QuantityLeft(line) : wanted.Number("quantity_refunded");
            if (Lines.ContainsKey(line) || quantity < 1 || quantity > QuantityLeft(line))
                return Invalid($"No {quantity} of line {line.Id()} can be refunded.");
            Lines[line] = quantity;
            Add(line, quantity, wanted);
        }

        var shipping = request["shipping"] as JsonObject;
        if (shipping is not null)
            Amount += shipping.Flag("full_refund") ? bag.Number("shipping_total") : shipping.Number("amount");
        if (request["amount_refunded"] is not null)
            (Amount, Tax) = (request.Number("amount_refunded"), 0);
        else if (Lines.Count == 0 && shipping is null)
            TakeAll();
        if (Amount < 1 || Amount > Left)
            return Invalid($"{Amount} cannot be refunded: {Left} cents are left of the bag.");
        Tax = Math.Min(Tax, TaxLeft);
        return null;
    }

    /// <summary>How many of a line are not refunded yet.</summary>
    public long QuantityLeft(JsonObject line) =>
        line.Number("quantity")
        - earlier.SelectMany(r => r.List("skus")).Where(s => s.Number("order_sku_id") == line.Id()).Sum(s => s.Number("quantity_refunded"));

    public void TakeAll()
    {
        (Amount, Tax) = (Left, TaxLeft);
        foreach (JsonObject line in bag.List("skus"))
        {
            if (QuantityLeft(line) is > 0 and long quantity)
                Lines[line] = quantity;
        }
    }

    /// <summary>A line costs its price, less its share of the discount, with its share of the taxes.</summary>
    private void Add(JsonObject line, long quantity, JsonObject wanted)
    {
        if (wanted["amount_refunded"] is not null)
        {
            Amount += wanted.Number("amount_refunded");
            return;
        }

        long price = line.Number("price") * quantity,
            goods = Math.Max(1, bag.Number("sub_total"));
        long tax = bag.Number("tax_total") * price / goods;
        Amount += price - (bag.Number("discount_total") * price / goods) + tax;
        Tax += tax;
    }

    private static ApiAnswer Invalid(string message) => ApiAnswer.VioletError(400, "invalid_parameter", 9001, message);
}
