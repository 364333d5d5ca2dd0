using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>The offers of the merchants, each with two SKUs.</summary>
internal static class OfferSeed
{
    public const int PerMerchant = 30;

    /// <summary>How many are left of <see cref="TestSkus.Scarce"/>.</summary>
    public const int ScarceStock = 2;

    private const int Stock = 25;

    private static readonly string[] s_products =
    [
        "Canvas tote",
        "Ceramic mug",
        "Wool beanie",
        "Field notebook",
        "Travel candle",
        "Linen shirt",
        "Oak tray",
        "Trail bottle",
    ];
    private static readonly string[] s_sizes = ["Small", "Large"];

    public static List<JsonObject> Make(IReadOnlyList<MerchantRecord> merchants, DateTimeOffset epoch) =>
        [
            .. merchants.SelectMany(
                (merchant, m) => Enumerable.Range(0, PerMerchant).Select(i => Make(merchant, 20001 + (m * PerMerchant) + i, i, epoch))
            ),
        ];

    private static JsonObject Make(MerchantRecord merchant, long id, int index, DateTimeOffset epoch)
    {
        string product = $"{s_products[index % s_products.Length]} No. {index + 1}",
            externalId = $"gid://product/{id}";
        int price = 900 + (index * 137 % 4000);
        bool available = index % 9 != 8;
        string modified = Wire.Date(epoch.AddDays(-20).AddHours(index * 5));
        return new JsonObject
        {
            ["id"] = id,
            ["product_id"] = $"p-{id}",
            ["external_id"] = externalId,
            ["external_url"] = $"https://{merchant.Json.Text("store_url")}/products/{id}",
            ["name"] = product,
            ["description"] = $"{product}, made by {merchant.Name}.",
            ["source"] = merchant.Json.Text("platform"),
            ["seller"] = merchant.Name,
            ["vendor"] = merchant.Name,
            ["merchant_id"] = merchant.Id,
            ["available"] = available,
            ["visible"] = true,
            ["min_price"] = price,
            ["max_price"] = price + 500,
            ["currency"] = "USD",
            ["source_category_name"] = index % 2 == 0 ? "Home" : "Outdoor",
            ["meta"] = new JsonArray(),
            ["variants"] = new JsonArray(),
            ["skus"] = new JsonArray([
                .. s_sizes.Select((size, s) => MakeSku(id, merchant.Id, externalId, size, s, price, available, modified)),
            ]),
            ["albums"] = new JsonArray(),
            ["three_denabled"] = false,
            ["type"] =
                id == TestSkus.Digital / 10 ? "DIGITAL"
                : index % 7 == 6 ? null // absent at some shops
                : "PHYSICAL",
            ["status"] = available ? "AVAILABLE" : "UNAVAILABLE",
            ["publishing_status"] = id == TestSkus.Unpublished / 10 ? "NOT_PUBLISHED" : "PUBLISHED",
            ["date_created"] = Wire.Date(epoch.AddDays(-90).AddHours(index)),
            ["date_last_modified"] = modified,
            ["commission_rate"] = 10.0,
            ["subscription_status"] = "SUBSCRIBED",
            ["tags"] = new JsonArray("example"),
        };
    }

    private static JsonObject MakeSku(
        long offerId,
        long merchantId,
        string externalId,
        string size,
        int index,
        int price,
        bool available,
        string modified
    ) =>
        new()
        {
            ["id"] = (offerId * 10) + index,
            ["offer_id"] = offerId,
            ["merchant_id"] = merchantId,
            ["external_id"] = $"{externalId}::{size}",
            ["name"] = size,
            ["in_stock"] = available,
            ["qty_available"] =
                !available ? 0
                : (offerId * 10) + index == TestSkus.Scarce ? ScarceStock
                : Stock,
            ["inventory_tracked"] = true,
            ["sale_price"] = price + (index * 500),
            ["retail_price"] = price + (index * 500),
            ["currency"] = "USD",
            ["taxable"] = true,
            ["tax_type"] = "DEFAULT",
            ["albums"] = new JsonArray(),
            ["variant_values"] = new JsonArray(new JsonObject { ["variant"] = "Size", ["value"] = size }),
            ["status"] = available ? "AVAILABLE" : "UNAVAILABLE",
            ["date_created"] = modified,
            ["date_last_modified"] = modified,
            ["sku_dimensions"] = new JsonObject { ["weight"] = 10.0, ["type"] = "SKU" },
        };
}
