using System.Globalization;
using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>The merchants: one for every state that a shop can be in, and some that are well.</summary>
internal static class MerchantSeed
{
    private static readonly (string Name, string Platform, HealthSeed.Kind Kind, bool IsPublic)[] s_rows =
    [
        ("Alpine Outfitters", "SHOPIFY", HealthSeed.Kind.Healthy, false),
        ("Birch & Bean Coffee", "SHOPIFY", HealthSeed.Kind.Healthy, false),
        ("Cobalt Ceramics", "BIGCOMMERCE", HealthSeed.Kind.Healthy, false),
        ("Driftwood Surf", "ECWID", HealthSeed.Kind.Syncing, false),
        ("Ember Candles", "WOOCOMMERCE", HealthSeed.Kind.NotStarted, false),
        ("Fern & Fable Books", "SHOPIFY", HealthSeed.Kind.InvalidProducts, false),
        ("Granite Cycles", "MAGENTO", HealthSeed.Kind.NoCommission, false),
        ("Harbor Teas", "SQUARESPACE", HealthSeed.Kind.PayoutRestricted, false),
        ("Indigo Denim", "SHOPIFY", HealthSeed.Kind.MissingScopes, false),
        ("Juniper Skincare", "WIX", HealthSeed.Kind.Disconnected, false),
        ("Kiln Pottery", "WOOCOMMERCE", HealthSeed.Kind.Disabled, false),
        ("Lumen Lighting", "SHOPIFY", HealthSeed.Kind.FailedCheck, false),
        ("Meadow Market", "SHOPIFY", HealthSeed.Kind.Undocumented, false),
        ("Northwind Records", "COMMERCETOOLS", HealthSeed.Kind.Healthy, true),
    ];

    /// <summary>The merchant who is paid past Violet.</summary>
    public const long PaidElsewhere = 10013;

    /// <summary>Whether one cart can hold goods of all these merchants.</summary>
    public static bool ArePaidAlike(IEnumerable<long> merchants) => merchants.Select(m => m == PaidElsewhere).Distinct().Count() < 2;

    public static List<MerchantRecord> Make(DateTimeOffset epoch) =>
        [.. s_rows.Select((row, i) => Make(row.Name, row.Platform, row.Kind, row.IsPublic, 10001 + i, epoch))];

    private static MerchantRecord Make(string name, string platform, HealthSeed.Kind kind, bool isPublic, long id, DateTimeOffset epoch)
    {
        bool isConnected = kind != HealthSeed.Kind.Disconnected;
        string host = string.Create(CultureInfo.InvariantCulture, $"shop-{id}.example.com");
        var merchant = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["email"] = $"shop@{host}",
            ["platform"] = platform,
            ["store_url"] = host,
            ["status"] =
                kind == HealthSeed.Kind.Disabled ? "DISABLED"
                : kind == HealthSeed.Kind.NotStarted ? "NEW"
                : "ACTIVE",
            ["distribution_type"] = isPublic ? "PUBLIC" : "PRIVATE",
            ["default_currency"] = "USD",
            ["default_country_code"] = "US",
            ["commission_rate"] = kind == HealthSeed.Kind.NoCommission ? 0.0 : 10.0,
            ["connection_status"] = isConnected ? "CONNECTED" : "NOT_CONNECTED",
            ["merchant_disabled"] = kind == HealthSeed.Kind.Disabled,
            ["date_created"] = Wire.Date(epoch.AddDays(-400)),
            ["date_last_modified"] = Wire.Date(epoch.AddDays(-3)),
        };
        return new MerchantRecord(
            id,
            isConnected,
            NumbersPages: platform == "BIGCOMMERCE",
            merchant,
            HealthSeed.Make(merchant, kind, epoch)
        );
    }
}
