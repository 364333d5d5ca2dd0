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

    /// <summary>The parts of a request stand by themselves: without <c>amount_refunded</c> all that is left of the bag counts, even where
    /// lines are named; without lines all are in it. So Violet's reference says, in words and by example.</summary>
    public ApiAnswer? Read(JsonObject request)
    {
        foreach (JsonObject wanted in request.List("skus"))
        {
            if (bag.List("skus").FirstOrDefault(l => l.Id() == wanted.Number("order_sku_id")) is not { } line)
                return Refusals.LineNotFound();
            long quantity = wanted["quantity_refunded"] is null ? QuantityLeft(line) : wanted.Number("quantity_refunded");
            if (Lines.ContainsKey(line) || quantity < 1 || quantity > QuantityLeft(line))
                return Refusals.Invalid("quantity_refunded"); // a guess
            Lines[line] = quantity;
        }

        if (request["amount_refunded"] is null)
        {
            (Amount, Tax) = (Left, TaxLeft);
            if (Lines.Count == 0)
                TakeAll();
            return null;
        }

        Amount = request.Number("amount_refunded");
        return Amount < 1 || Amount > Left ? Refusals.Invalid("amount_refunded") : null;
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
}
