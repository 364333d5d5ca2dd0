using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>The shipping and catalog settings of merchants. Where Violet documents a status alone, slug and code are guesses.</summary>
internal sealed class SettingsHandlers(Store store, Behaviour behaviour)
{
    private static readonly string[] s_dimensions = ["tags", "vendors"];

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        void Add(string operation, Func<ApiCall, MerchantRecord, MerchantSetup, ApiAnswer> answer) =>
            handlers[$"MerchantSettings_{operation}"] = call =>
                store.Merchant(call.PathId("merchant_id")) is { } merchant
                    ? answer(call, merchant, store.Setup(merchant.Id))
                    : Refusals.MerchantNotFound();

        Add("ListShippingMethods", (_, _, setup) => ApiAnswer.Ok(setup.FallbackMethods.DeepClone()));
        Add("CreateShippingMethod", (call, _, setup) => CreateMethod(call.Fields, setup));
        Add("GetShippingMethod", (call, _, setup) => Find(setup, call) is { } method ? ApiAnswer.Ok(method.DeepClone()) : NotFound());
        Add("PutShippingMethod", (call, _, setup) => PutMethod(call, setup));
        Add("DeleteShippingMethod", (call, _, setup) => DeleteMethod(call, setup));
        Add("GetShipping", (_, _, setup) => ApiAnswer.Ok(Toggles(setup.Shipping)));
        Add("UpdateShipping", (call, _, setup) => ApiAnswer.Ok(Toggles(Merge(setup.Shipping, call.Fields))));
        Add("GetCatalog", (_, _, setup) => ApiAnswer.Ok(Catalog(setup.Flags)));
        Add("UpdateCatalog", (call, _, setup) => UpdateCatalog(call.Fields, setup));
        Add("GetCatalogRules", (_, _, setup) => ApiAnswer.Ok(Rules(setup)));
        foreach ((string rule, bool isExclusion) in ((string, bool)[])[("AvailabilityRule", false), ("ExclusionRule", true)])
        {
            Add($"Put{rule}", (call, _, setup) => PutRule(call, setup.RulesOf(isExclusion)));
            Add($"Delete{rule}", (call, _, setup) => DeleteRule(call, setup.RulesOf(isExclusion)));
        }

        Add("GetInventoryLocations", (_, _, setup) => ApiAnswer.Ok(Locations(setup)));
        Add("UpdateInventoryLocations", UpdateLocations);
    }

    private static ApiAnswer NotFound() => ApiAnswer.VioletError(404, "not_found", 1001, "There is no such thing.");

    private static JsonObject? Find(MerchantSetup setup, ApiCall call) => Find(setup, call.PathText("handle"));

    private static JsonObject? Find(MerchantSetup setup, string handle) =>
        setup.FallbackMethods.OfType<JsonObject>().FirstOrDefault(m => m.Text("handle") == handle);

    private static ApiAnswer CreateMethod(JsonObject request, MerchantSetup setup)
    {
        if (WhyNotWhole(request) is { } refused)
            return refused;
        string handle = request.Text("handle") is { Length: > 0 } given
            ? given
            : string.Join('-', request.Text("label").Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        if (Find(setup, handle) is not null)
            return ApiAnswer.VioletError(409, "conflict", 1001, $"The merchant has a shipping method {handle}.");
        return ApiAnswer.Ok(Store(setup, request, handle).DeepClone());
    }

    private static ApiAnswer PutMethod(ApiCall call, MerchantSetup setup)
    {
        string handle = call.PathText("handle");
        if (WhyNotWhole(call.Fields) is { } refused)
            return refused;
        if (call.Fields.Text("handle") is { Length: > 0 } other && other != handle)
            return Refusals.BadRequest("To rename a shipping method, delete it and create another.");
        if (Find(setup, handle) is { } old)
            setup.FallbackMethods.Remove(old);
        return ApiAnswer.Ok(Store(setup, call.Fields, handle).DeepClone());
    }

    private static ApiAnswer DeleteMethod(ApiCall call, MerchantSetup setup)
    {
        if (Find(setup, call) is not { } method)
            return NotFound();
        setup.FallbackMethods.Remove(method);
        return new ApiAnswer(204, null);
    }

    private static ApiAnswer? WhyNotWhole(JsonObject request) =>
        ((string[])["label", "price", "currency"]).FirstOrDefault(f => request[f] is null) is { } missing
            ? Refusals.BadRequest($"{missing} is required.")
            : null;

    private static JsonObject Store(MerchantSetup setup, JsonObject request, string handle)
    {
        var method = (JsonObject)request.DeepClone();
        method["handle"] = handle;
        setup.FallbackMethods.Add(method);
        return method;
    }

    /// <summary>What is absent stays as it is.</summary>
    private static JsonObject Merge(JsonObject settings, JsonObject change)
    {
        foreach ((string name, JsonNode? value) in change)
        {
            if (value is not null)
                settings[name] = value.DeepClone();
        }

        return settings;
    }

    private static JsonObject Toggles(JsonObject shipping) =>
        Only(shipping, "exclude_external_methods", "exclude_external_free_shipping", "use_fallback_methods_on_empty");

    private static JsonObject Catalog(JsonObject flags) => Only(flags, "truify_offer_visibility", "auto_publish_offers");

    private static JsonObject Only(JsonObject settings, params string[] names) =>
        new(names.Select(n => KeyValuePair.Create(n, settings[n]?.DeepClone())));

    private ApiAnswer UpdateCatalog(JsonObject request, MerchantSetup setup) =>
        behaviour.LacksPermissions && request["truify_offer_visibility"] is not null
            ? Refusals.NotPermitted()
            : ApiAnswer.Ok(Catalog(Merge(setup.Flags, request)));

    private static JsonObject Rules(MerchantSetup setup) =>
        new()
        {
            ["availability"] = setup.RulesOf(isExclusion: false).DeepClone(),
            ["exclusions"] = setup.RulesOf(isExclusion: true).DeepClone(),
        };

    private static ApiAnswer PutRule(ApiCall call, JsonObject rules)
    {
        if (Dimension(call, rules) is not { } dimension)
            return Refusals.Invalid("dimension"); // a guess
        var rule = (JsonObject)call.Fields.DeepClone();
        if (rule.Flag("excluded"))
            rule["unpublished"] = false; // the one clears the other
        dimension[call.PathText("key")] = rule;
        return ApiAnswer.Ok(rule.DeepClone());
    }

    private static ApiAnswer DeleteRule(ApiCall call, JsonObject rules) =>
        Dimension(call, rules)?.Remove(call.PathText("key")) == true ? new ApiAnswer(204, null) : NotFound();

    private static JsonObject? Dimension(ApiCall call, JsonObject rules) =>
        s_dimensions.Contains(call.PathText("dimension")) ? (JsonObject)rules[call.PathText("dimension")]! : null;

    private static JsonObject Locations(MerchantSetup setup) =>
        new() { ["location_ids"] = setup.Locations.DeepClone(), ["filtering_enabled"] = setup.Locations.Count > 0 };

    private static ApiAnswer UpdateLocations(ApiCall call, MerchantRecord merchant, MerchantSetup setup)
    {
        if (merchant.Json.Text("platform") != "SHOPIFY")
            return Refusals.BadRequest("Inventory locations are for Shopify only.");
        setup.Locations = call.Fields["location_ids"] as JsonArray is { } ids ? (JsonArray)ids.DeepClone() : [];
        setup.Json["platform_feature_flags"]!["filter_inventory_by_locations"] = setup.Locations.Count > 0;
        return ApiAnswer.Ok(Locations(setup));
    }
}
