using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>Puts a test's own data into the store, and fills in what the API always has.</summary>
internal static class UserData
{
    public static void AddMerchant(Store store, JsonObject merchant, DateTimeOffset now)
    {
        long id = Fill(merchant, "id", store.NextId);
        Default(merchant, "name", $"Merchant {id}");
        Default(merchant, "platform", "SHOPIFY");
        Default(merchant, "store_url", $"shop-{id}.example.com");
        Default(merchant, "status", "ACTIVE");
        Default(merchant, "distribution_type", "PRIVATE");
        Default(merchant, "default_currency", "USD");
        Default(merchant, "connection_status", "CONNECTED");
        Default(merchant, "date_created", Wire.Date(now));
        Default(merchant, "date_last_modified", Wire.Date(now));
        store.Merchants.RemoveAll(m => m.Id == id);
        store.Merchants.Add(
            new MerchantRecord(
                id,
                merchant.Text("connection_status") == "CONNECTED",
                NumbersPages: merchant.Text("platform") == "BIGCOMMERCE",
                merchant,
                HealthSeed.Make(merchant, HealthSeed.Kind.Healthy, now)
            )
        );
    }

    public static void AddOffer(Store store, JsonObject offer, DateTimeOffset now)
    {
        CheckMerchant(store, offer);
        long id = Fill(offer, "id", store.NextId);
        Default(offer, "status", "AVAILABLE");
        Default(offer, "available", true);
        Default(offer, "visible", true);
        Default(offer, "publishing_status", "PUBLISHED");
        Default(offer, "name", $"Offer {id}");
        Default(offer, "currency", "USD");
        Default(offer, "type", "PHYSICAL");
        Default(offer, "date_created", Wire.Date(now));
        Default(offer, "date_last_modified", Wire.Date(now));
        Lists(offer, "skus", "tags", "variants", "albums");
        foreach (JsonObject sku in offer.List("skus"))
        {
            Fill(sku, "id", store.NextId);
            sku["offer_id"] = id;
            sku["merchant_id"] = offer.Number("merchant_id");
            Default(sku, "name", offer.Text("name"));
            Default(sku, "qty_available", 25);
            Default(sku, "in_stock", sku.Number("qty_available") > 0);
            Default(sku, "sale_price", 1000);
            Default(sku, "status", sku.Flag("in_stock") ? "AVAILABLE" : "UNAVAILABLE");
            Default(sku, "currency", offer.Text("currency"));
            Lists(sku, "variant_values", "albums");
        }

        store.Offers.RemoveAll(o => o.Id() == id);
        store.Offers.Add(offer);
    }

    public static void AddOrder(Store store, JsonObject order, DateTimeOffset now)
    {
        long id = Fill(order, "id", store.NextOrderId);
        order["order_id"] = id;
        Default(order, "app_id", Accounts.AppId);
        Default(order, "status", "COMPLETED");
        order["order_status"] = order.Text("status");
        Default(order, "currency", "USD");
        Default(order, "priced", order.Text("status") != "IN_PROGRESS");
        Default(order, "stripe_key", CartParts.StripeKey);
        Default(order, "date_created", Wire.Date(now));
        Default(order, "date_last_modified", Wire.Date(now));
        Lists(order, "bags", "errors");
        foreach (JsonObject bag in order.List("bags"))
            AddBag(store, order, bag, now);
        if (order["total"] is null && order.Flag("priced"))
            OrderMath.Price(order);
        store.Orders.RemoveAll(o => o.Id() == id);
        store.Orders.Add(order);
    }

    private static void AddBag(Store store, JsonObject order, JsonObject bag, DateTimeOffset now)
    {
        CheckMerchant(store, bag);
        MerchantRecord merchant = store.Merchant(bag.Number("merchant_id"))!;
        bool isCart = order.Text("status") == "IN_PROGRESS";
        bag["bag_id"] = Fill(bag, "id", store.NextId);
        bag["order_id"] = order.Id();
        Default(bag, "app_id", order.Number("app_id"));
        Default(bag, "merchant_name", merchant.Name);
        Default(bag, "platform", merchant.Json.Text("platform"));
        Default(bag, "status", isCart ? "IN_PROGRESS" : "ACCEPTED");
        bag["bag_status"] = bag.Text("status");
        Default(bag, "financial_status", isCart ? "UNPAID" : "PAID");
        Default(bag, "currency", order.Text("currency"));
        Default(bag, "date_created", Wire.Date(now));
        Default(bag, "date_last_modified", Wire.DateWithFraction(now));
        Lists(bag, "skus", "taxes", "discounts", "transactions", "fulfillments");
        foreach (JsonObject line in bag.List("skus"))
        {
            Fill(line, "id", store.NextId);
            Default(line, "merchant_id", merchant.Id);
            Default(line, "quantity", 1);
            Default(line, "status", isCart ? "IN_PROGRESS" : "PROCESSING");
        }
    }

    private static void CheckMerchant(Store store, JsonObject part)
    {
        if (store.Merchant(part.Number("merchant_id")) is null)
        {
            throw new ArgumentException(
                $"The test server has no merchant {part.Number("merchant_id")}: name one of its own, such as 10001, or add it first."
            );
        }
    }

    private static long Fill(JsonObject part, string name, Func<long> next)
    {
        if (part.Number(name) == 0)
            part[name] = next();
        return part.Number(name);
    }

    private static void Default(JsonObject part, string name, JsonNode value) => part[name] ??= value;

    private static void Lists(JsonObject part, params string[] names)
    {
        foreach (string name in names)
            part[name] ??= new JsonArray();
    }
}
