using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Reads and searches orders and bags.</summary>
internal static class OrderHandlers
{
    private static readonly string[] s_bagSorts =
    [
        "id",
        "dateLastModified",
        "dateSubmitted",
        "total",
        "shippingTotal",
        "subTotal",
        "taxTotal",
    ];
    private static readonly string[] s_orderSorts = [.. s_bagSorts, "dateCreated", "discountTotal", "status"];

    public static void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers, Store store)
    {
        handlers["Orders_List"] = call => List(call, store);
        handlers["Orders_Get"] = call =>
        {
            if (store.Order(call.PathId("order_id")) is not { } order)
                return Refusals.OrderNotFound();
            store.OnRead(order);
            return ApiAnswer.Ok(order.DeepClone());
        };
        handlers["Orders_GetBags"] = call => GetBags(call, store);
        handlers["Orders_Search"] = call => Search(call, store);
        handlers["Orders_SearchBags"] = call => SearchBags(call, store);
    }

    /// <summary>Ids that are not there are passed over (a guess).</summary>
    private static ApiAnswer GetBags(ApiCall call, Store store)
    {
        HashSet<string> ids = [.. (call.Query("ids") ?? "").Split(',')];
        IEnumerable<JsonObject> bags = store.Orders.SelectMany(o => o.List("bags")).Where(b => ids.Contains($"{b.Id()}"));
        return ApiAnswer.Ok(new JsonArray([.. bags.Select(b => b.DeepClone())]));
    }

    private static ApiAnswer List(ApiCall call, Store store)
    {
        string? min = call.Query("date_last_modified:min"),
            max = call.Query("date_last_modified:max");
        JsonObject[] found =
        [
            .. NewestFirst(
                store.Orders.Where(o =>
                    Filters.IsWithin(o, "date_last_modified", true, min) && Filters.IsWithin(o, "date_last_modified", false, max)
                )
            ),
        ];
        return ApiAnswer.Ok(Pages.Numbered(found, call, firstNumber: 1));
    }

    private static ApiAnswer Search(ApiCall call, Store store)
    {
        JsonObject search = call.Fields;
        if (search["order_id"] is not null && store.Order(search.Number("order_id")) is null)
            return Refusals.OrderNotFound();
        bool withoutCarts = call.QueryFlag("exclude_in_progress", otherwise: true);
        IEnumerable<JsonObject> found = NewestFirst(
            store.Orders.Where(o => !(withoutCarts && o.Text("status") == "IN_PROGRESS") && Matches(o, search))
        );
        if (Filters.Sort(found, search, s_orderSorts) is not { } sorted)
            return Refusals.InvalidSort();
        JsonObject page = Pages.Numbered([.. sorted], call, firstNumber: 1);
        if (call.QueryFlag("extended", otherwise: false))
            AddAppName(page);
        return ApiAnswer.Ok(page);
    }

    private static bool Matches(JsonObject order, JsonObject search) =>
        Filters.Equals(search, "order_id", order["id"])
        && Filters.Equals(search, "user_id", order["user_id"])
        && Filters.Equals(search, "app_order_id", order["app_order_id"])
        && Filters.Equals(search, "referral_id", order["referral_id"])
        && Filters.Equals(search, "total", order["total"])
        && Filters.Equals(search, "status", order["status"])
        && Filters.Equals(search, "customer_email", order["customer"]?["email"])
        && Filters.Contains(search, "customer_name", order["customer"].Text("name"))
        && order
            .List("bags")
            .Any(b =>
                Filters.Equals(search, "bag_id", b["id"])
                && Filters.Equals(search, "merchant_id", b["merchant_id"])
                && Filters.Equals(search, "bag_status", b["status"])
            )
        && (
            search["sku_name"] is null
            || order.List("bags").SelectMany(b => b.List("skus")).Any(s => Filters.Contains(search, "sku_name", s.Text("name")))
        )
        && Filters.IsWithin(order, search)
        && Filters.IsWithin(order, "date_created", true, (string?)search["after_date"])
        && Filters.IsWithin(order, "date_created", false, (string?)search["before_date"]);

    private static ApiAnswer SearchBags(ApiCall call, Store store)
    {
        JsonObject search = call.Fields;
        bool withoutCarts = call.QueryFlag("exclude_in_progress", otherwise: true);
        IEnumerable<JsonObject> found = NewestFirst(store.Orders)
            .SelectMany(o => o.List("bags"))
            .Where(b => !(withoutCarts && b.Text("status") == "IN_PROGRESS") && BagMatches(b, search));
        if (Filters.Sort(found, search, s_bagSorts) is not { } sorted)
            return Refusals.InvalidSort();
        JsonObject page = Pages.Numbered([.. sorted], call, firstNumber: 1);
        if (call.QueryFlag("extended", otherwise: false))
            AddAppName(page);
        return ApiAnswer.Ok(page);
    }

    private static bool BagMatches(JsonObject bag, JsonObject search) =>
        Filters.Equals(search, "id", bag["id"])
        && Filters.Equals(search, "order_id", bag["order_id"])
        && Filters.Equals(search, "merchant_id", bag["merchant_id"])
        && Filters.Equals(search, "external_id", bag["external_id"])
        && Filters.Equals(search, "app_order_id", bag["app_order_id"])
        && Filters.Equals(search, "bag_status", bag["status"])
        && Filters.IsWithin(bag, search)
        && ((string[])["after_date", "after_date_created"]).All(f => Filters.IsWithin(bag, "date_created", true, (string?)search[f]))
        && ((string[])["before_date", "before_date_created"]).All(f => Filters.IsWithin(bag, "date_created", false, (string?)search[f]));

    /// <summary>By the text of the date, which has one form and is always UTC: with thousands of orders, reading it would be most of a
    /// request's time.</summary>
    private static IEnumerable<JsonObject> NewestFirst(IEnumerable<JsonObject> orders) =>
        orders.OrderByDescending(o => o.Text("date_created"), StringComparer.Ordinal).ThenByDescending(o => o.Id());

    private static void AddAppName(JsonObject page)
    {
        foreach (JsonObject item in page.List("content"))
            item["app_name"] = "Example app";
    }
}
