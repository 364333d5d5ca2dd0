using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>The configuration of merchants: its flags, and what they let be done with orders.</summary>
internal sealed class ConfigurationHandlers(Store store, Behaviour behaviour, Action<JsonObject> syncCollections)
{
    /// <summary>A merchant may offer more.</summary>
    private const int MostForAnApp = 50;

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers, Func<ApiCall, ApiAnswer> example)
    {
        handlers["Merchants_GetConfiguration"] = call => With(call, (_, setup) => Show(setup));
        handlers["Merchants_SetFeatureFlag"] = call => With(call, (merchant, setup) => SetFlag(call, merchant, setup));
        handlers["Merchants_UpdateOrdersConfig"] = call => With(call, (_, setup) => UpdateOrders(call, setup));
        handlers["Apps_SetCommissionRate"] = call =>
            call.Fields.Fraction("commission_rate") > MostForAnApp ? Refusals.Invalid("commission_rate") : example(call); // a guess
        handlers["Merchants_ListConnectUrls"] = call =>
            With(call, (merchant, _) => merchant.IsConnected ? example(call) : Refusals.NotConnected());
    }

    private ApiAnswer With(ApiCall call, Func<MerchantRecord, MerchantSetup, ApiAnswer> answer) =>
        store.Merchant(call.PathId("merchant_id")) is { } merchant
            ? answer(merchant, store.Setup(merchant.Id))
            : Refusals.MerchantNotFound();

    private ApiAnswer Show(MerchantSetup setup)
    {
        setup.Json["locked"] = behaviour.LocksConfigurations;
        return ApiAnswer.Ok(setup.Json.DeepClone());
    }

    private ApiAnswer SetFlag(ApiCall call, MerchantRecord merchant, MerchantSetup setup)
    {
        string flag = call.PathText("feature_flag");
        if (!merchant.IsConnected)
            return Refusals.NotConnected(); // that it must be connected is known, the refusal is a guess
        if (behaviour.LacksPermissions && flag == "truify_offer_visibility")
            return Refusals.NotPermitted();
        if (behaviour.LocksConfigurations)
            return Refusals.Locked();
        setup.Flags[flag] = call.Fields.Flag("enabled");
        if (flag == "sync_collections" && setup.Flags.Flag(flag))
            syncCollections(merchant.Json); // the first at once
        return Show(setup);
    }

    private ApiAnswer UpdateOrders(ApiCall call, MerchantSetup setup)
    {
        if (behaviour.LocksConfigurations)
            return Refusals.Locked();
        setup.Orders = (JsonObject)call.Fields.DeepClone();
        return Show(setup);
    }
}
