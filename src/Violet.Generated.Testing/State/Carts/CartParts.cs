using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>The parts of a new cart.</summary>
internal static class CartParts
{
    /// <summary>On every cart, even an empty one; it depends on the environment alone.</summary>
    public const string StripeKey = "pk_test_example";

    /// <summary>Whether a bag holds anything that is shipped.</summary>
    public static bool NeedsShipping(JsonObject bag) => bag.List("skus").Any(l => l.Text("product_type") is not ("DIGITAL" or "VIRTUAL"));

    public static JsonObject Cart(long id, string? appOrderId, string? referralId, bool wallet, string currency, DateTimeOffset now) =>
        new()
        {
            ["id"] = id,
            ["token"] = $"order-token-{id}",
            ["user_id"] = 501,
            ["app_id"] = Accounts.AppId,
            ["developer_id"] = 301,
            ["app_order_id"] = appOrderId,
            ["referral_id"] = referralId,
            ["customer"] = null,
            ["shipping_address"] = null,
            ["billing_address"] = null,
            ["bags"] = new JsonArray(),
            ["sub_total"] = 0,
            ["status"] = "IN_PROGRESS",
            ["is_guest"] = true,
            ["date_created"] = Wire.Date(now),
            ["date_last_modified"] = Wire.Date(now),
            ["priced"] = false,
            ["wallet_based_checkout"] = wallet,
            ["currency"] = currency,
            ["errors"] = new JsonArray(),
            ["channel"] = "APP",
            ["currency_symbol"] = currency == "USD" ? "$" : null,
            ["stripe_key"] = StripeKey,
            ["intent_based_checkout"] = false,
            ["guest"] = true,
            ["order_id"] = id,
            ["order_status"] = "IN_PROGRESS",
        };

    public static JsonObject Bag(long id, JsonObject cart, MerchantRecord merchant, DateTimeOffset now) =>
        new()
        {
            ["id"] = id,
            ["order_id"] = cart.Id(),
            ["merchant_id"] = merchant.Id,
            ["merchant_name"] = merchant.Name,
            ["app_id"] = cart.Number("app_id"),
            ["app_order_id"] = cart["app_order_id"]?.DeepClone(),
            ["status"] = "IN_PROGRESS",
            ["bag_status"] = "IN_PROGRESS",
            ["financial_status"] = "UNPAID",
            ["skus"] = new JsonArray(),
            ["shipping_method"] = null,
            ["taxes"] = new JsonArray(),
            ["sub_total"] = 0,
            ["taxes_included"] = false,
            ["transactions"] = new JsonArray(),
            ["discounts"] = new JsonArray(),
            ["fulfillments"] = new JsonArray(),
            ["external_checkout"] = true, // the shop mirrors it
            ["commission_rate"] = 10.0,
            ["date_created"] = Wire.Date(now),
            ["date_last_modified"] = Wire.DateWithFraction(now),
            ["remorse_period_ends"] = Wire.Date(now.AddMinutes(30)),
            ["currency"] = cart.Text("currency"),
            ["external_currency"] = "USD",
            ["channel"] = "APP",
            ["platform"] = merchant.Json.Text("platform"),
            ["wallet_based_checkout"] = cart.Flag("wallet_based_checkout"),
            ["bag_id"] = id,
        };

    public static JsonObject Line(long id, JsonObject cart, JsonObject offer, JsonObject sku) =>
        new()
        {
            ["id"] = id,
            ["merchant_id"] = offer.Number("merchant_id"),
            ["app_id"] = cart.Number("app_id"),
            ["product_id"] = offer.Text("product_id"),
            ["sku_id"] = sku.Id(),
            ["offer_id"] = offer.Id(),
            ["external_id"] = sku.Text("external_id"),
            ["name"] = offer.Text("name"),
            ["brand"] = offer.Text("vendor"),
            ["quantity"] = 1,
            ["price"] = Currencies.FromUsd(sku.Number("sale_price"), cart.Text("currency")),
            ["line_price"] = Currencies.FromUsd(sku.Number("sale_price"), cart.Text("currency")),
            ["weight"] = 10.0,
            ["available"] = true,
            ["status"] = "IN_PROGRESS",
            ["product_type"] = offer.Text("type") is { Length: > 0 } type ? type : "PHYSICAL",
        };

    public static JsonObject Customer(JsonObject request) =>
        new()
        {
            ["user_id"] = 9100,
            ["first_name"] = request.Text("first_name"),
            ["last_name"] = request.Text("last_name"),
            ["email"] = request.Text("email"),
            ["name"] = $"{request.Text("first_name")} {request.Text("last_name")}",
        };

    public static JsonObject Address(JsonObject request, string type)
    {
        var address = new JsonObject
        {
            ["name"] = request["name"]?.DeepClone() ?? $"{request.Text("first_name")} {request.Text("last_name")}".Trim(),
        };
        foreach (
            string field in (string[])
                ["first_name", "last_name", "address_1", "address_2", "city", "state", "country", "postal_code", "phone", "email"]
        )
        {
            address[field] = field == "email" ? request[field]?.DeepClone() : request.Text(field);
        }

        address["type"] = type;
        return address;
    }
}
