using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>The orders: one every three hours up to now (260: over the last 33 days), with bags in every status, and carts among
/// them.</summary>
internal static class OrderSeed
{
    public const int Count = 260;
    public const long FirstId = 74001;

    /// <summary>A cart with two bags and everything that it takes to submit it.</summary>
    public const long ReadyCartId = 74003;

    private static readonly (string Bag, string Order, string? Fulfillment, string Financial, string Sku)[] s_states =
    [
        ("COMPLETED", "COMPLETED", "DELIVERED", "PAID", "DELIVERED"),
        ("ACCEPTED", "PROCESSING", "PROCESSING", "PAID", "PROCESSING"),
        ("IN_PROGRESS", "IN_PROGRESS", null, "UNPAID", "IN_PROGRESS"),
        ("SUBMITTED", "PROCESSING", "PROCESSING", "AUTHORIZED", "PROCESSING"),
        ("SHIPPED", "PROCESSING", "SHIPPED", "PAID", "SHIPPED"),
        ("REFUNDED", "REFUNDED", "RETURNED", "REFUNDED", "REFUNDED"),
        ("COMPLETED", "COMPLETED", "FULFILLED", "PAID", "SHIPPED"),
        ("PARTIALLY_REFUNDED", "PARTIALLY_REFUNDED", "PARTIALLY_FULFILLED", "PARTIALLY_REFUNDED", "PARTIALLY_REFUNDED"),
        ("CANCELED", "CANCELED", null, "VOIDED", "CANCELED"),
        ("REJECTED", "REJECTED", null, "VOIDED", "ERROR"),
        ("BACKORDERED", "PROCESSING", "PROCESSING", "PENDING", "PROCESSING"),
        ("SUBMITTED", "REQUIRES_ACTION", null, "PENDING", "PROCESSING"),
    ];

    private static readonly (string First, string Last)[] s_customers =
    [
        ("Ada", "Lovelace"),
        ("Grace", "Hopper"),
        ("Alan", "Turing"),
        ("Katherine", "Johnson"),
        ("Edsger", "Dijkstra"),
        ("Barbara", "Liskov"),
        ("Zoë", "Núñez"),
    ];

    /// <summary>What the bags of an order of this status are most often; null for a status that is not documented.</summary>
    public static (string Bag, string Order, string? Fulfillment, string Financial, string Sku)? StateOf(string status) =>
        Array.FindIndex(s_states, state => state.Order == status) is >= 0 and int index ? s_states[index] : null;

    public static List<JsonObject> Make(IReadOnlyList<MerchantRecord> merchants, List<JsonObject> offers, DateTimeOffset epoch, int count)
    {
        MerchantRecord[] selling = [.. merchants.Where(m => m.IsConnected)];
        ILookup<long, JsonObject> offersOf = offers.ToLookup(o => o.Number("merchant_id"));
        return [.. Enumerable.Range(0, count).Select(i => Make(i, selling, offersOf, epoch.AddHours(-3 * (count - i))))];
    }

    private static JsonObject Make(int index, MerchantRecord[] merchants, ILookup<long, JsonObject> offers, DateTimeOffset created)
    {
        (string Bag, string Order, string? Fulfillment, string Financial, string Sku) state = s_states[index % s_states.Length];
        (string first, string last) = s_customers[index % s_customers.Length];
        long id = FirstId + index;
        bool isCart = state.Order == "IN_PROGRESS";
        DateTimeOffset modified = created.AddMinutes(40 + (index % 7 * 60));
        string status = index == 100 ? "ON_HOLD" : state.Order; // nobody documented this one
        var order = new JsonObject
        {
            ["id"] = id,
            ["token"] = $"order-token-{id}",
            ["user_id"] = 501,
            ["app_id"] = Accounts.AppId,
            ["developer_id"] = 301,
            ["app_order_id"] = $"app-{id}",
            ["referral_id"] = $"ref-{index % 5}",
            ["customer"] = new JsonObject
            {
                ["user_id"] = 9000 + (index % s_customers.Length),
                ["first_name"] = first,
                ["last_name"] = last,
                ["email"] = $"{first}.{last}@example.com".ToLowerInvariant(),
                ["name"] = $"{first} {last}",
            },
            ["shipping_address"] = isCart ? null : Address(first, last, "SHIPPING"),
            ["billing_address"] = isCart ? null : Address(first, last, "BILLING"),
            ["bags"] = new JsonArray([
                .. Enumerable
                    .Range(0, 1 + (index % 3 == 2 ? 1 : 0))
                    .Select(b => MakeBag(id, b, merchants[(index + (b * 5)) % merchants.Length], offers, index, state, created, modified)),
            ]),
            ["status"] = status,
            ["is_guest"] = true,
            ["date_created"] = Wire.Date(created),
            ["date_last_modified"] = Wire.Date(modified),
            ["date_submitted"] = isCart ? null : Wire.Date(created.AddMinutes(12)),
            ["priced"] = false,
            ["wallet_based_checkout"] = false,
            ["currency"] = "USD",
            ["errors"] = new JsonArray(),
            ["channel"] = "APP",
            ["currency_symbol"] = "$",
            ["intent_based_checkout"] = false,
            ["guest"] = true,
            ["order_id"] = id,
            ["order_status"] = status,
        };
        if (!isCart)
            OrderMath.Price(order);
        if (state.Order == "REQUIRES_ACTION")
            AddError(order, created);
        if (index == 101)
            order["loyalty_points"] = 250; // a field that the contract does not know
        return order;
    }

    private static JsonObject MakeBag(
        long orderId,
        int number,
        MerchantRecord merchant,
        ILookup<long, JsonObject> offers,
        int index,
        (string Bag, string Order, string? Fulfillment, string Financial, string Sku) state,
        DateTimeOffset created,
        DateTimeOffset modified
    )
    {
        long id = (orderId * 2) + number;
        JsonObject[] own = [.. offers[merchant.Id]];
        JsonArray skus =
        [
            .. Enumerable
                .Range(0, 1 + (index % 2))
                .Select(s => MakeLine((id * 10) + s, own[(index + (s * 3)) % own.Length], 1 + ((index + s) % 3), state.Sku)),
        ];
        long subTotal = skus.Sum(s => s.Number("price") * s.Number("quantity"));
        bool isCart = state.Bag == "IN_PROGRESS";
        return new JsonObject
        {
            ["id"] = id,
            ["order_id"] = orderId,
            ["merchant_id"] = merchant.Id,
            ["merchant_name"] = merchant.Name,
            ["app_id"] = Accounts.AppId,
            ["app_order_id"] = $"app-{orderId}",
            ["external_id"] = isCart ? null : $"ext-{id}",
            ["status"] = state.Bag,
            ["bag_status"] = state.Bag,
            ["fulfillment_status"] = state.Fulfillment,
            ["financial_status"] = state.Financial,
            ["skus"] = skus,
            ["shipping_method"] = isCart
                ? null
                : new JsonObject
                {
                    ["id"] = id + 400_000,
                    ["bag_id"] = id,
                    ["merchant_id"] = merchant.Id,
                    ["shipping_method_id"] = $"flat-{merchant.Id}",
                    ["label"] = "Standard",
                    ["carrier"] = index % 2 == 0 ? "UPS" : "USPS",
                    ["price"] = 595,
                    ["type"] = "FLAT_RATE_PRICE",
                },
            ["taxes"] = isCart
                ? new JsonArray()
                : new JsonArray(
                    new JsonObject
                    {
                        ["order_id"] = orderId,
                        ["merchant_id"] = merchant.Id,
                        ["state"] = "CA",
                        ["rate"] = 6.5,
                        ["amount"] = subTotal * 65 / 1000,
                        ["description"] = "State tax",
                    }
                ),
            ["sub_total"] = subTotal,
            ["taxes_included"] = false,
            ["transactions"] = new JsonArray(),
            ["discounts"] = new JsonArray(),
            ["fulfillments"] = new JsonArray(),
            ["external_checkout"] = false,
            ["commission_rate"] = 10.0,
            ["date_created"] = Wire.Date(created),
            ["date_last_modified"] = Wire.DateWithFraction(modified.AddHours(1)), // two forms in one body, as seen
            ["date_submitted"] = isCart ? null : Wire.Date(created.AddMinutes(12)),
            ["remorse_period_ends"] = Wire.Date(created.AddMinutes(30)),
            ["currency"] = "USD",
            ["external_currency"] = "USD",
            ["channel"] = "APP",
            ["platform"] = merchant.Json.Text("platform"),
            ["wallet_based_checkout"] = false,
            ["bag_id"] = id,
        };
    }

    private static JsonObject MakeLine(long id, JsonObject offer, int quantity, string status)
    {
        JsonObject sku = offer.List("skus").First();
        return new JsonObject
        {
            ["id"] = id,
            ["merchant_id"] = offer.Number("merchant_id"),
            ["app_id"] = Accounts.AppId,
            ["product_id"] = offer.Text("product_id"),
            ["sku_id"] = sku.Id(),
            ["offer_id"] = offer.Id(),
            ["external_id"] = sku.Text("external_id"),
            ["name"] = offer.Text("name"),
            ["brand"] = offer.Text("vendor"),
            ["quantity"] = quantity,
            ["price"] = sku.Number("sale_price"),
            ["line_price"] = sku.Number("sale_price") * quantity,
            ["weight"] = 10.0,
            ["available"] = true,
            ["status"] = status,
            ["product_type"] = "PHYSICAL",
        };
    }

    private static JsonObject Address(string first, string last, string type) =>
        new()
        {
            ["name"] = $"{first} {last}",
            ["first_name"] = first,
            ["last_name"] = last,
            ["address_1"] = "1 Market Street",
            ["address_2"] = "",
            ["city"] = "San Francisco",
            ["state"] = "CA",
            ["country"] = "US",
            ["postal_code"] = "94105",
            ["phone"] = "+14155550100",
            ["type"] = type,
        };

    private static void AddError(JsonObject order, DateTimeOffset created) =>
        ((JsonArray)order["errors"]!).Add(
            new JsonObject
            {
                ["id"] = order.Id() + 600_000,
                ["order_id"] = order.Id(),
                ["bag_id"] = order.List("bags").First().Id(),
                ["type"] = "EXTERNAL_SET_PAYMENT_METHOD",
                ["message"] = "The payment needs another confirmation by the customer.",
                ["date_created"] = Wire.Date(created.AddMinutes(13)),
            }
        );
}
