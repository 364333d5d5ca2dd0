using System.Globalization;
using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Connection health reports.</summary>
internal static class HealthHandlers
{
    private const int MostMerchantsOfList = 500;

    /// <summary>From bad to good; a report as a whole is as bad as its worst part.</summary>
    private static readonly string[] s_worstFirst = ["ERROR", "NEEDS_ATTENTION", "INCOMPLETE", "COMPLETE"];

    private static readonly (string Ask, string Part)[] s_parts =
    [
        ("include_connection", "connection"),
        ("include_scope_validation", "scope_validation"),
        ("include_sync_status", "sync_status"),
        ("include_invalid_products", "invalid_products"),
        ("include_offers_published", "offers_published"),
        ("include_payout_account", "payout_account"),
        ("include_migration_account", "migration"),
        ("include_commission_rate", "commission_rate"),
    ];

    public static void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers, Store store)
    {
        handlers["Connections_ListHealth"] = call =>
            store.Merchants.Count > MostMerchantsOfList
                ? Refusals.BadRequest($"There are more than {MostMerchantsOfList} merchants: use the search.")
                : ApiAnswer.Ok(new JsonArray([.. Reports(call, store).Select(r => r.DeepClone())]));
        handlers["Connections_GetHealth"] = call =>
            store.Merchant(call.PathId("merchant_id")) is { } merchant
                ? ApiAnswer.Ok(merchant.Health.DeepClone())
                : Refusals.MerchantNotFound();
        handlers["Connections_BuildHealth"] = call =>
            store.Merchant(call.PathId("merchant_id")) is { } merchant
                ? ApiAnswer.Ok(Build(merchant.Health, call.Fields))
                : Refusals.MerchantNotFound();
        handlers["Connections_SearchHealth"] = call => Search(call, store);
    }

    private static IEnumerable<JsonObject> Reports(ApiCall call, Store store)
    {
        bool withoutPublic = call.QueryFlag("exclude_public", otherwise: true);
        return store.Merchants.Select(m => m.Health).Where(r => !(withoutPublic && r.Text("distribution_type") == "PUBLIC"));
    }

    private static JsonObject Build(JsonObject report, JsonObject request)
    {
        var built = (JsonObject)report.DeepClone();
        foreach (string name in built.Select(p => p.Key).Where(k => built[k] is JsonObject && !IsAsked(k, request)).ToArray())
            built.Remove(name);
        return built;
    }

    private static bool IsAsked(string part, JsonObject request) => s_parts.Any(p => p.Part == part && (bool?)request[p.Ask] == true);

    private static ApiAnswer Search(ApiCall call, Store store)
    {
        JsonObject search = call.Fields;
        IEnumerable<JsonObject> found = Reports(call, store)
            .Where(r =>
                (
                    search["query"] is null
                    || r.Text("merchant_name").Contains(search.Text("query"), StringComparison.OrdinalIgnoreCase)
                    || r.Number("merchant_id")
                        .ToString(CultureInfo.InvariantCulture)
                        .Contains(search.Text("query"), StringComparison.Ordinal)
                )
                && (search["platforms"] is not JsonArray { Count: > 0 } platforms || platforms.Any(p => (string?)p == r.Text("platform")))
                && Filters.Equals(search, "status", Overall(r))
            );
        return
            Filters.Sort(
                found,
                search,
                ["merchantId", "merchantName", "status", "platform"],
                (report, name) => name == "status" ? Overall(report) : report[name]
            )
                is { } sorted
            ? ApiAnswer.Ok(Pages.Numbered([.. sorted], call, firstNumber: 1, onlyPageIsLast: false)) // as captured
            : Refusals.InvalidSort();
    }

    /// <summary>Violet does not say how it sums up the parts; this is our reading.</summary>
    private static string Overall(JsonObject report) =>
        s_worstFirst.First(s => s == "COMPLETE" || s_parts.Any(p => report[p.Part].Text("status") == s));
}
