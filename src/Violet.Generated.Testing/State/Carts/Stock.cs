using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>The goods that the shops have.</summary>
internal static class Stock
{
    /// <summary>Whether the shop has what a line asks for.</summary>
    public static bool Has(Store store, JsonObject line) =>
        store.Sku(line.Number("sku_id")) is { } sku && line.Number("quantity") <= sku.Number("qty_available");

    /// <summary>Takes the SKU of a line out of the stock, or puts it back.</summary>
    public static void Move(Store store, JsonObject line, long quantity)
    {
        if (store.Sku(line.Number("sku_id")) is not { } sku)
            return;
        long left = sku.Number("qty_available") + quantity;
        (sku["qty_available"], sku["in_stock"]) = (left, left > 0);
        sku["status"] = left > 0 ? "AVAILABLE" : "UNAVAILABLE";
    }
}
