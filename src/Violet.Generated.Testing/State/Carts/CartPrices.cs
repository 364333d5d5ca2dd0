using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>What the platforms of the merchants work out for a cart: shipping, taxes and discounts.</summary>
internal static class CartPrices
{
    private const double UsualTax = 5;

    /// <summary>The sales tax of some states, in percent.</summary>
    private static readonly Dictionary<string, double> s_taxes = new()
    {
        ["CA"] = 6.5,
        ["NY"] = 4,
        ["TX"] = 6.25,
        ["FL"] = 6,
        ["WA"] = 6.5,
        ["OR"] = 0,
        ["DE"] = 0,
        ["MT"] = 0,
        ["NH"] = 0,
        ["AK"] = 0,
    };

    /// <summary>The codes that every merchant grants.</summary>
    private static readonly Dictionary<string, (string Kind, int Value)> s_codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SAVE10"] = ("PERCENTAGE", 10),
        ["FIVEOFF"] = ("AMOUNT", 500),
    };

    /// <summary>Whether a cart has what a price takes: lines, and for what is shipped an address and a method.</summary>
    public static bool IsReady(JsonObject cart) =>
        cart.List("bags").Any() && cart.List("bags").Where(CartParts.NeedsShipping).All(b => b["shipping_method"] is not null);

    /// <summary>Works out taxes and totals.</summary>
    public static void Price(JsonObject cart)
    {
        OrderMath.AddUpLines(cart);
        SetDiscounts(cart);
        JsonNode? address = cart["shipping_address"] ?? cart["billing_address"]; // digital goods go nowhere
        string state = address.Text("state").ToUpperInvariant();
        double rate = address.Text("country") != "US" ? 0 : s_taxes.GetValueOrDefault(state, UsualTax);
        foreach (JsonObject bag in cart.List("bags"))
        {
            bag["taxes"] =
                rate == 0
                    ? new JsonArray()
                    : new JsonArray(
                        new JsonObject
                        {
                            ["order_id"] = cart.Id(),
                            ["merchant_id"] = bag.Number("merchant_id"),
                            ["state"] = state,
                            ["rate"] = rate,
                            ["amount"] = OrderMath.Share(bag.Number("sub_total") - OrderMath.Discounts(bag), rate / 100),
                            ["description"] = "State tax",
                        }
                    );
        }

        OrderMath.Price(cart);
    }

    /// <summary>The ways of shipping that a bag can choose from.</summary>
    public static JsonObject[] ShippingMethods(JsonObject bag) =>
        [Method(bag, "flat", "Standard", "USPS", 595), Method(bag, "express", "Express", "UPS", 1495)];

    /// <summary>A discount from a code, which the merchant may know or not.</summary>
    public static JsonObject Discount(long id, JsonObject bag, JsonObject request, DateTimeOffset now)
    {
        bool known = s_codes.TryGetValue(request.Text("code"), out (string Kind, int Value) code);
        return new JsonObject
        {
            ["id"] = id,
            ["bag_id"] = bag.Id(),
            ["merchant_id"] = bag.Number("merchant_id"),
            ["status"] = known ? "APPLIED" : "PENDING", // the shop says INVALID when the cart is priced
            ["type"] = "CODE",
            ["value_type"] = known ? code.Kind : null,
            ["target_type"] = known ? "ORDER" : null,
            ["code"] = request.Text("code"),
            ["amount"] = code.Kind == "AMOUNT" ? Currencies.FromUsd(code.Value, bag.Text("currency")) : null,
            ["percentage"] = code.Kind == "PERCENTAGE" ? (double)code.Value : null,
            ["amount_total"] = 0,
            ["email"] = request["email"]?.DeepClone(),
            ["date_created"] = Wire.Date(now),
            ["date_last_modified"] = Wire.Date(now),
        };
    }

    /// <summary>Works out what each discount takes off its bag: together never more than the goods cost.</summary>
    public static void SetDiscounts(JsonObject cart)
    {
        foreach (JsonObject bag in cart.List("bags"))
        {
            long left = bag.Number("sub_total") - bag.List("skus").Sum(OrderMath.LineDiscount);
            foreach (JsonObject discount in bag.List("discounts"))
            {
                long worth = discount.Text("status") == "APPLIED" ? OrderMath.Worth(discount, left) : 0;
                discount["amount_total"] = worth;
                left -= worth;
            }
        }
    }

    private static JsonObject Method(JsonObject bag, string id, string label, string carrier, int price) =>
        new()
        {
            ["shipping_method_id"] = $"{id}-{bag.Number("merchant_id")}",
            ["bag_id"] = bag.Id(),
            ["merchant_id"] = bag.Number("merchant_id"),
            ["type"] = "FLAT_RATE_PRICE",
            ["carrier"] = carrier,
            ["label"] = label,
            ["price"] = Currencies.FromUsd(price, bag.Text("currency")),
        };
}
