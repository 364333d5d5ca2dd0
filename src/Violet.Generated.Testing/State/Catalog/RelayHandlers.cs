using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Relay: what stands in a shop now. Most shops go by cursor, one numbers its pages.</summary>
internal static class RelayHandlers
{
    public const int CollectionsPerMerchant = 3;

    public static void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers, Store store, int customersPerMerchant)
    {
        void Add(string operation, Func<ApiCall, MerchantRecord, IEnumerable<JsonNode>?> list) =>
            handlers[operation] = call => List(call, store, list);

        // The searches take in the body what the listings take in the query.
        foreach (string verb in new[] { "List", "Search" })
        {
            Add(
                $"Relay_{verb}Offers",
                (call, merchant) => CatalogHandlers.OffersOf(store, merchant).Where(o => IsRecent(call, o) && HasText(call, o.Text("name")))
            );
            Add($"Relay_{verb}Orders", (call, merchant) => Orders(store, merchant).Where(o => IsRecent(call, o)));
            Add($"Relay_{verb}Customers", (_, merchant) => Enumerable.Range(1, customersPerMerchant).Select(i => Customer(merchant, i)));
        }
        Add("Relay_ListCollections", (_, merchant) => Collections(merchant));
        Add("Relay_ListCollectionOffers", (call, merchant) => CollectionOffers(store, merchant, call.PathText("collection_id")));
    }

    private static ApiAnswer List(ApiCall call, Store store, Func<ApiCall, MerchantRecord, IEnumerable<JsonNode>?> list)
    {
        if (store.Merchant(call.PathId("merchant_id")) is not { } merchant)
            return Refusals.MerchantNotFound();
        if (!merchant.IsConnected)
            return Refusals.NotConnected();
        if (list(call, merchant) is not { } items)
            return CollectionNotFound();
        JsonNode[] all = [.. items];
        if (merchant.NumbersPages)
            return ApiAnswer.Ok(Pages.Numbered(all, call, firstNumber: 0));
        return Pages.ByCursor(all, call) is { } page
            ? ApiAnswer.Ok(page)
            : ApiAnswer.VioletError(400, "invalid_parameter", 9001, "The next_page_cursor is none that this listing gave out.");
    }

    public static ApiAnswer CollectionNotFound() =>
        ApiAnswer.VioletError(404, "collection_not_found", 1001, "Collection could not be found.");

    public static JsonObject? FindCollection(Store store, long id) =>
        store.Merchant(id / 10) is { } merchant && id % 10 is >= 1 and <= CollectionsPerMerchant
            ? Collection(merchant, (int)(id % 10))
            : null;

    public static IEnumerable<JsonObject> Collections(MerchantRecord merchant) =>
        Enumerable.Range(1, CollectionsPerMerchant).Select(i => Collection(merchant, i));

    private static bool IsRecent(ApiCall call, JsonObject item) =>
        Filters.IsWithin(item, "date_last_modified", true, call.Text("updated_after"))
        && Filters.IsWithin(item, "date_last_modified", false, call.Text("updated_before"))
        && Filters.IsWithin(item, "date_created", true, call.Text("created_after"))
        && Filters.IsWithin(item, "date_created", false, call.Text("created_before"));

    private static bool HasText(ApiCall call, string text) =>
        (call.Query("q") ?? call.Text("query")) is not { } query || text.Contains(query, StringComparison.OrdinalIgnoreCase);

    /// <summary>The shop's side of the orders: each has the one bag of this merchant.</summary>
    private static IEnumerable<JsonObject> Orders(Store store, MerchantRecord merchant)
    {
        foreach (JsonObject order in store.Orders.Where(o => o.Text("status") != "IN_PROGRESS"))
        {
            foreach (JsonObject bag in order.List("bags").Where(b => b.Number("merchant_id") == merchant.Id))
            {
                var own = (JsonObject)order.DeepClone();
                own["bags"] = new JsonArray(bag.DeepClone());
                yield return own;
            }
        }
    }

    private static JsonObject Customer(MerchantRecord merchant, int number) =>
        new()
        {
            ["external_id"] = $"customer-{merchant.Id}-{number}",
            ["first_name"] = "Customer",
            ["last_name"] = $"No. {number}",
            ["email"] = $"customer{number}@example.com",
            ["email_verified"] = number % 2 == 0,
            ["accepts_marketing"] = number % 3 == 0,
            ["addresses"] = new JsonArray(),
            ["total_spent"] = number * 1250,
            ["order_count"] = number % 6,
            ["default_currency"] = "USD",
            ["tags"] = new JsonArray(),
            ["status"] = number % 5 == 0 ? "INVITED" : "ENABLED",
            ["date_created"] = merchant.Json.Text("date_created"),
        };

    private static JsonObject Collection(MerchantRecord merchant, int number) =>
        new()
        {
            ["id"] = (merchant.Id * 10) + number,
            ["external_id"] = $"{(merchant.Id * 10) + number}",
            ["merchant_id"] = merchant.Id,
            ["name"] = $"Collection {number}",
            ["handle"] = $"collection-{number}",
            ["status"] = "ACTIVE",
            ["type"] = number == 1 ? "CUSTOM" : "AUTOMATED",
            ["date_created"] = merchant.Json.Text("date_created"),
            ["date_last_modified"] = merchant.Json.Text("date_last_modified"),
        };

    private static IEnumerable<JsonNode>? CollectionOffers(Store store, MerchantRecord merchant, string id)
    {
        int number = Enumerable.Range(1, CollectionsPerMerchant).FirstOrDefault(i => Collection(merchant, i).Text("external_id") == id);
        return number == 0 ? null : CatalogHandlers.OffersOf(store, merchant).Where(o => o.Id() % CollectionsPerMerchant == number - 1);
    }
}
