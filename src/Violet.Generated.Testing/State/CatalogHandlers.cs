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
            store.Merchant(call.PathId("merchant_id")) is { } merchant ? ApiAnswer.Ok(merchant.Json.DeepClone()) : MerchantNotFound();
        handlers["Offers_Get"] = call =>
            store.Offer(call.PathId("offer_id")) is { } offer ? ApiAnswer.Ok(offer.DeepClone()) : OfferNotFound();
        handlers["Skus_Get"] = call => store.Sku(call.PathId("sku_id")) is { } sku ? ApiAnswer.Ok(sku.DeepClone()) : SkuNotFound();
        // This listing has been seen to say 0 pages and 0 elements always.
        handlers["Offers_ListByMerchant"] = call =>
            store.Merchant(call.PathId("merchant_id")) is { } merchant
                ? ApiAnswer.Ok(Pages.Numbered([.. OffersOf(store, merchant)], call, firstNumber: 0, totals: false))
                : MerchantNotFound();
        handlers["Offers_Search"] = call => Search(call, store);
        handlers["Sync_ResyncOffer"] = call => Resync(call.PathId("offer_id"), store, time.GetUtcNow(), synced);
    }

    public static IEnumerable<JsonObject> OffersOf(Store store, MerchantRecord merchant) =>
        store.Offers.Where(o => o.Number("merchant_id") == merchant.Id);

    public static ApiAnswer OfferNotFound() => ApiAnswer.VioletError(404, "offer_not_found", 2004, "Offer could not be found.");

    public static ApiAnswer SkuNotFound() => ApiAnswer.VioletError(404, "sku_not_found", 2002, "SKU could not be found.");

    public static ApiAnswer MerchantNotFound() => ApiAnswer.VioletError(404, "merchant_not_found", 1001, "Merchant could not be found.");

    public static ApiAnswer NotConnected() =>
        ApiAnswer.VioletError(
            401,
            "merchant_not_connected",
            7118,
            "App not connected to merchant. Merchant must connect to your app before you can access their data."
        );

    private static ApiAnswer Search(ApiCall call, Store store)
    {
        JsonObject search = call.Fields;
        IEnumerable<JsonObject> found = store.Offers.Where(o =>
            (
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
            : ApiAnswer.VioletError(400, "bad_request", 1001, "Invalid sorting property.");
    }

    private static ApiAnswer Resync(long id, Store store, DateTimeOffset now, Action<JsonObject> synced)
    {
        if (store.Offer(id) is not { } offer)
            return OfferNotFound();
        if (!store.Merchant(offer.Number("merchant_id"))!.IsConnected)
            return NotConnected();
        offer["date_last_modified"] = Wire.Date(now);
        foreach (JsonObject sku in offer.List("skus"))
            sku["date_last_modified"] = Wire.Date(now);
        synced((JsonObject)offer.DeepClone());
        return ApiAnswer.Ok(offer.DeepClone());
    }
}
