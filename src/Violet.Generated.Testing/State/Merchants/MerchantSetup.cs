using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>How a merchant's shop is set up: the configuration as the API shows it, whose parts the settings' calls change.</summary>
internal sealed class MerchantSetup
{
    private static readonly string[] s_on = ["sync_taxonomy", "auto_publish_offers", "sync_offer_sale_price"];

    private static readonly string[] s_off =
    [
        "sync_metadata",
        "sync_sku_metadata",
        "sync_collections",
        "truify_offer_visibility",
        "disable_hidden_offers",
        "exclude_hidden_offers",
        "sync_offer_shipping",
        "use_contextual_prices",
        "bypass_inventory_policies",
        "proxy_original_customer_email",
        "enable_addon_sku_injection",
        "enable_custom_tag_rules",
        "fallback_tax_calculation_enabled",
        "log_ecom_service_client",
    ];

    /// <summary>The part that says what may be sold, refunded and canceled.</summary>
    public JsonObject Orders
    {
        get => Part("orders_config");
        set => Json["orders_config"] = value;
    }

    public JsonObject Flags => Part("global_feature_flags");

    public JsonObject Shipping => Part("shipping_config");

    public JsonArray FallbackMethods => (JsonArray)Shipping["fallback_methods"]!;

    public JsonArray Locations { get; set; } = [];

    public JsonObject Json { get; } =
        new()
        {
            ["global_feature_flags"] = new JsonObject(
                s_on.Select(f => KeyValuePair.Create(f, (JsonNode?)true))
                    .Concat(s_off.Select(f => KeyValuePair.Create(f, (JsonNode?)false)))
            ),
            ["platform_feature_flags"] = new JsonObject { ["filter_inventory_by_locations"] = false },
            ["orders_config"] = new JsonObject(),
            ["shipping_config"] = new JsonObject
            {
                ["fallback_methods"] = new JsonArray(),
                ["exclude_external_free_shipping"] = false,
                ["exclude_external_methods"] = false,
                ["use_fallback_methods_on_empty"] = false,
            },
            ["catalog_config"] = new JsonObject
            {
                ["availability"] = new JsonObject { ["availability_rules"] = Rules() },
                ["exclusions"] = new JsonObject { ["exclusion_rules"] = Rules() },
            },
            ["locked"] = false,
        };

    /// <summary>The rules by dimension: tags or vendors.</summary>
    public JsonObject RulesOf(bool isExclusion) =>
        (JsonObject)(
            isExclusion
                ? Json["catalog_config"]!["exclusions"]!["exclusion_rules"]!
                : Json["catalog_config"]!["availability"]!["availability_rules"]!
        );

    private JsonObject Part(string name) => (JsonObject)Json[name]!;

    private static JsonObject Rules() => new() { ["tags"] = new JsonObject(), ["vendors"] = new JsonObject() };
}
