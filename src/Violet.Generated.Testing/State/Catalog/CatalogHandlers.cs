using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Merchants, their offers, and the resync of an offer.</summary>
internal static class CatalogHandlers
{
    public static void Register(
        Dictionary<string, Func<ApiCall, ApiAnswer>> handlers,
        Store store,
        TimeProvider time,
        Action<JsonObject> synced
    )
    {
        handlers["Merchants_List"] = call => ApiAnswer.Ok(Pages.Numbered([.. store.Merchants.Select(m => m.Json)], call, firstNumber: 0));
        handlers["Merchants_Get"] = call =>
            store.Merchant(call.PathId("merchant_id")) is { } merchant
                ? ApiAnswer.Ok(merchant.Json.DeepClone())
                : Refusals.MerchantNotFound();
        handlers["Offers_Get"] = call =>
            store.Offer(call.PathId("offer_id")) is { } offer ? ApiAnswer.Ok(offer.DeepClone()) : Refusals.OfferNotFound();
        handlers["Skus_Get"] = call => store.Sku(call.PathId("sku_id")) is { } sku ? ApiAnswer.Ok(sku.DeepClone()) : Refusals.SkuNotFound();
        // This listing has been seen to say 0 pages and 0 elements always.
        handlers["Offers_ListByMerchant"] = call =>
            store.Merchant(call.PathId("merchant_id")) is { } merchant
                ? ApiAnswer.Ok(Pages.Numbered([.. OffersOf(store, merchant)], call, firstNumber: 0, totals: false))
                : Refusals.MerchantNotFound();
        handlers["Offers_Search"] = call => Search(call, store);
        handlers["Sync_ResyncOffer"] = call => Resync(call.PathId("offer_id"), store, time.GetUtcNow(), synced);
    }

    public static IEnumerable<JsonObject> OffersOf(Store store, MerchantRecord merchant) =>
        store.Offers.Where(o => o.Number("merchant_id") == merchant.Id);

    private static ApiAnswer Search(ApiCall call, Store store)
    {
        JsonObject search = call.Fields;
        bool withoutPublic = call.QueryFlag("exclude_public", otherwise: true);
        HashSet<long> hidden = withoutPublic
            ? [.. store.Merchants.Where(m => m.Json.Text("distribution_type") == "PUBLIC").Select(m => m.Id)]
            : [];
        IEnumerable<JsonObject> found = store.Offers.Where(o =>
            !hidden.Contains(o.Number("merchant_id"))
            && (
                (string[])
                    [
                        "id",
                        "merchant_id",
                        "visible",
                        "available",
                        "product_id",
                        "external_id",
                        "publishing_status",
                        "subscription_status",
                        "status",
                        "source_category_name",
                    ]
            ).All(f => Filters.Equals(search, f, o[f]))
            && ((string[])["name", "seller", "vendor"]).All(f => Filters.Contains(search, f, o.Text(f)))
            && (search["query"] is null || o.Text("name").Contains(search.Text("query"), StringComparison.OrdinalIgnoreCase))
            && (search["merchant_ids"] is not JsonArray { Count: > 0 } merchants || merchants.Any(m => (long)m! == o.Number("merchant_id")))
            && (
                search["tags"] is not JsonArray { Count: > 0 } tags
                || tags.Any(t => ((JsonArray)o["tags"]!).Any(own => (string?)own == (string?)t))
            )
            && (search["min_price"] is null || o.Number("min_price") >= search.Number("min_price"))
            && (search["max_price"] is null || o.Number("max_price") <= search.Number("max_price"))
            && Filters.IsWithin(o, search)
        );
        return Filters.Sort(found, search, ["id", "name", "dateCreated", "dateLastModified", "minPrice", "maxPrice"]) is { } sorted
            ? ApiAnswer.Ok(Pages.Numbered([.. sorted], call, firstNumber: 0))
            : Refusals.InvalidSort();
    }

    private static ApiAnswer Resync(long id, Store store, DateTimeOffset now, Action<JsonObject> synced)
    {
        if (store.Offer(id) is not { } offer)
            return Refusals.OfferNotFound();
        if (!store.Merchant(offer.Number("merchant_id"))!.IsConnected)
            return Refusals.NotConnected();
        offer["date_last_modified"] = Wire.Date(now);
        foreach (JsonObject sku in offer.List("skus"))
            sku["date_last_modified"] = Wire.Date(now);
        synced((JsonObject)offer.DeepClone());
        return ApiAnswer.Ok(offer.DeepClone());
    }
}
