using System.Text.Json.Nodes;
using Violet.Generated.Testing;
using Violet.Generated.Testing.Contract;

namespace Violet.Generated.Tests.Contract;

/// <summary>Where the contract once refused or told less than Violet documents: what it says today.</summary>
public class DocumentedDifferencesTests
{
    private static readonly JsonNode s_bundle = Read();

    private static readonly IReadOnlyDictionary<string, ContractSchema> s_schemas = ContractDocument.Load("violet.json").Schemas;

    [TestCase("AddressRequest", "city country")] // no postal code in 65 countries, no street while a wallet withholds it
    [TestCase("OrderRequest", "app_order_id customer bags currency")] // no address for digital goods
    [TestCase("OrderBagRequest", "skus")] // no method for digital goods, no taxes where the merchant remits them
    [TestCase("OrderSkuRateRequest", "")] // a rate or an amount
    [TestCase("DiscountRequest", "")] // a code is enough
    [TestCase("PaymentMethodRequest", "")]
    public void Only_what_no_call_succeeds_without_is_required(string schema, string required) =>
        Assert.That(s_schemas[schema].Required, Is.EquivalentTo(required.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [TestCase("OrderSkuRequest", "tax_rates", "Prefer `rates`")]
    [TestCase("OrderSkuRequest", "rates", "all examples")]
    [TestCase("PaymentMethodRequest", "complete_checkout", "Cannot be combined with `intent_based_capture`")]
    [TestCase("PaymentMethodRequest", "intent_based_capture", "Cannot be combined with `complete_checkout`")]
    [TestCase("MerchantConfiguration", "locked", "every change of it is refused")]
    [TestCase("Offer", "visible", "test")]
    public void The_text_of_a_property_tells(string schema, string property, string words) =>
        Assert.That(
            (string?)s_bundle["components"]!["schemas"]![schema]!["properties"]![property]!["description"],
            Does.Contain(words).IgnoreCase
        );

    [TestCase("Orders_Refund", "ACCEPTED SUBMITTED COMPLETED PARTIALLY_REFUNDED CANCELED")]
    [TestCase("Orders_Cancel", "ACCEPTED SUBMITTED COMPLETED PARTIALLY_REFUNDED one")]
    [TestCase("Merchants_SetFeatureFlag", "locked")]
    public void The_text_of_an_operation_tells(string operation, string words)
    {
        string text = Operation(operation).ToJsonString();
        Assert.That(words.Split(' ').Where(word => !text.Contains(word, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void All_flags_are_named()
    {
        string global = Operation("Merchants_SetFeatureFlag")["parameters"]!.ToJsonString(),
            platform =
                (string)
                    s_bundle["components"]!["schemas"]!["MerchantConfiguration"]!["properties"]!["platform_feature_flags"]!["description"]!;
        string[] globals =

            [
                "sync_metadata",
                "sync_sku_metadata",
                "sync_taxonomy",
                "sync_collections",
                "truify_offer_visibility",
                "disable_hidden_offers",
                "exclude_hidden_offers",
                "auto_publish_offers",
                "sync_offer_sale_price",
                "sync_offer_shipping",
                "use_contextual_prices",
                "bypass_inventory_policies",
                "proxy_original_customer_email",
                "enable_addon_sku_injection",
                "enable_custom_tag_rules",
                "fallback_tax_calculation_enabled",
                "log_ecom_service_client",
            ],
            platforms =

            [
                "use_custom_shipping_rates",
                "populate_order_note_field",
                "filter_by_collections",
                "filter_inventory_by_locations",
                "disable_offline_offers",
                "use_native_order_name",
                "use_storefront_api",
                "use_cart_estimation",
                "redistribute_taxes",
                "use_graph_products",
                "use_short_description",
                "sync_duplicate_sku_media",
                "use_basic_auth",
                "filter_by_categories",
                "has_violet_extension",
                "filter_by_catalog",
                "use_price_lists",
                "filter_inventory_by_channels",
            ];
        Assert.That(globals.Where(flag => !global.Contains(flag, StringComparison.Ordinal)), Is.Empty);
        Assert.That(platforms.Where(flag => !platform.Contains(flag, StringComparison.Ordinal)), Is.Empty);
        Assert.That(global, Does.Not.Contain("contextual_pricing"));
    }

    [TestCase("CreateCartRequest", "app_order_id", null, 64.0)]
    [TestCase("CreateCartRequest", "referral_id", null, 128.0)]
    [TestCase("CartCustomerRequest", "first_name", null, 32.0)]
    [TestCase("CartCustomerRequest", "last_name", null, 32.0)]
    [TestCase("CartCustomerRequest", "email", null, 64.0)]
    [TestCase("CartDiscountRequest", "code", 1.0, 255.0)]
    [TestCase("CartDiscountRequest", "email", null, 255.0)]
    [TestCase("CustomPropertyRequest", "name", 1.0, null)]
    [TestCase("CustomPropertyRequest", "value", 1.0, null)]
    [TestCase("CartSkuRequest", "commission_rate", 0.0, 100.0)]
    [TestCase("PaymentMethodRequest", "platform_code", 6.0, 50.0)]
    [TestCase("PaymentMethodRequest", "card_exp_month", 1.0, 12.0)]
    [TestCase("OrderRequest", "app_order_id", null, 64.0)]
    [TestCase("OrderShippingMethodRequest", "label", 1.0, 255.0)]
    [TestCase("OrderShippingMethodRequest", "price", 0.0, null)]
    [TestCase("OrderBagRequest", "commission_rate", 0.0, 100.0)]
    [TestCase("EstimateSkuRequest", "quantity", 1.0, null)]
    [TestCase("RefundBagRequest", "reason", null, 255.0)]
    [TestCase("RefundBagRequest", "amount_refunded", 0.0, null)]
    [TestCase("CancelOrderRequest", "reason", null, 255.0)]
    [TestCase("SetCommissionRateRequest", "commission_rate", 0.0, 100.0)]
    [TestCase("Order", "app_customer_id", null, 191.0)]
    [TestCase("OrderError", "message", null, 255.0)]
    [TestCase("OrderSku", "quantity", null, 1000.0)]
    [TestCase("Sku", "qty_available", 0.0, 30000.0)]
    [TestCase("Offer", "description", null, 65000.0)]
    public void Lengths_and_ranges_stand_in_the_schema_and_the_test_server_keeps_to_them(
        string schema,
        string property,
        double? least,
        double? most
    )
    {
        ContractSchema found = s_schemas[schema].Properties[property];
        Assert.That((found.Minimum ?? found.MinLength, found.Maximum ?? found.MaxLength), Is.EqualTo((least, most)));

        bool isText = found.Type == "string";
        foreach (double? wrong in (double?[])[least - 1, most + 1])
        {
            if (wrong is not { } number)
                continue;
            JsonNode value = isText ? new string('x', (int)number) : number;
            Assert.That(SchemaCheck.Check(value, found, property)?.Text, Does.Contain($"at {(number < least ? "least" : "most")}"));
        }
    }

    [TestCase("CartSkuRequest", "quantity", "1")]
    [TestCase("OrderSkuRequest", "quantity", "1")]
    [TestCase("EstimateSkuRequest", "quantity", "1")]
    [TestCase("CreateCartRequest", "base_currency", "USD")]
    [TestCase("CreateCartRequest", "wallet_based_checkout", "false")]
    [TestCase("CartCustomerRequest", "same_address", "false")]
    [TestCase("RefundBagRequest", "restock_items", "false")]
    [TestCase("CancelOrderRequest", "restock_items", "true")]
    [TestCase("CancelOrderRequest", "notify_customer", "false")]
    public void Defaults_stand_in_the_schema(string schema, string property, string value) =>
        Assert.That(s_bundle["components"]!["schemas"]![schema]!["properties"]![property]!["default"]?.ToString(), Is.EqualTo(value));

    private static JsonNode Operation(string id) =>
        s_bundle["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(operation => operation.Value!)
            .First(operation => operation is JsonObject fields && (string?)fields["operationId"] == id);

    private static JsonNode Read()
    {
        using Stream bundle = typeof(VioletTestServer).Assembly.GetManifestResourceStream("violet.json")!;
        return JsonNode.Parse(bundle)!;
    }
}
