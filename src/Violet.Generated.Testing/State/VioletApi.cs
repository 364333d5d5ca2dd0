using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Violet's half of the server.</summary>
internal sealed class VioletApi : TestApi
{
    public const string Path = "/v1";

    private readonly Accounts _accounts;
    private readonly Store _store;

    public VioletApi(Accounts accounts, DateTimeOffset epoch, TimeProvider time, VioletTestServerOptions options)
        : base("violet.json", Path, epoch)
    {
        _accounts = accounts;
        Store store = _store = new Store(epoch, options.Orders);
        store.BagChanged = (order, bag, topic) => BagChanged?.Invoke((JsonObject)order.DeepClone(), bag.Id(), topic);
        accounts.Register(Handlers);
        OrderHandlers.Register(Handlers, store);
        var carts = new Carts(store, time, Behaviour);
        Payments = new CartPayments(carts);
        new CheckoutTable(carts, Payments).Register(Handlers);
        new RefundHandlers(store, time, Behaviour).Register(Handlers);
        CatalogHandlers.Register(Handlers, store, time, offer => OfferSynced?.Invoke(offer));
        HealthHandlers.Register(Handlers, store);
        PayoutHandlers.Register(Handlers, store);
        RelayHandlers.Register(Handlers, store, options.CustomersPerMerchant);
        new ConfigurationHandlers(store, Behaviour, merchant => CollectionsSynced?.Invoke((JsonObject)merchant.DeepClone())).Register(
            Handlers,
            Example
        );
        new SettingsHandlers(store, Behaviour).Register(Handlers);
        new SubscriptionHandlers(store, time, (topic, entity) => Simulated?.Invoke(topic, entity)).Register(Handlers);
        new TransferHandlers(store, time, Behaviour).Register(Handlers, Guard, Example);
        Handlers["Distributions_Get"] = call =>
            IsExample(call.PathId("distribution_id")) ? Example(call) : Refusals.DistributionNotFound(call.PathId("distribution_id"));
        new DirectOrders(store, time, Behaviour).Register(Handlers, Example);
    }

    /// <summary>How shops and banks behave.</summary>
    public Behaviour Behaviour { get; } = new();

    public CartPayments Payments { get; }

    /// <summary>Told of an offer that was synced again, as it is then.</summary>
    public Action<JsonObject>? OfferSynced { get; set; }

    /// <summary>Told of a merchant whose collections are synced.</summary>
    public Action<JsonObject>? CollectionsSynced { get; set; }

    /// <summary>Told of a test event that is to be sent: the topic, and what it is about.</summary>
    public Action<string, JsonObject>? Simulated { get; set; }

    /// <summary>Told of every change of a bag: the order as it is then, the bag's id, and the topic.</summary>
    public Action<JsonObject, long, string>? BagChanged { get; set; }

    public override bool WritesNulls => false;

    /// <summary>A copy of what the server knows, changed first where asked for.</summary>
    public JsonObject? Entity(Func<Store, JsonObject?> find, Action<Store, JsonObject>? change = null) =>
        Alone(() =>
        {
            if (find(_store) is not { } entity)
                return null;
            change?.Invoke(_store, entity);
            return (JsonObject)entity.DeepClone();
        });

    public void Use(VioletScenario scenario) =>
        Alone(() =>
        {
            scenario.Apply(Behaviour);
            return true;
        });

    /// <summary>A token without permissions is refused where Violet documents that it can be.</summary>
    protected override ApiAnswer? Forbid(ApiCall call) =>
        Behaviour.LacksPermissions
        && call.Operation.Refusals.FirstOrDefault(r => r.Slug == "insufficient_permissions") is { Code: { } code }
            ? Refusals.NotPermitted(code)
            : null;

    protected override ApiAnswer? Guard(ApiCall call)
    {
        // In a shop's own lists, ids are the shop's.
        bool Has(string name) => call.Operation.Parameters.Any(p => p.In == "path" && p.Name == name && p.Schema.Type == "integer");
        if (Has("offer_id") && _store.Offer(call.PathId("offer_id")) is null)
            return Refusals.OfferNotFound();
        if (!Has("order_id"))
            return null;
        if (_store.Order(call.PathId("order_id")) is not { } order)
            return Refusals.OrderNotFound();
        return Has("bag_id") && !order.List("bags").Any(b => b.Id() == call.PathId("bag_id")) ? Refusals.BagNotFound() : null;
    }

    public override ApiAnswer? CheckCredentials(ApiCall call) => _accounts.Check(call);

    public override ApiAnswer Fail(string message) => ApiAnswer.VioletError(500, "unknown_error", 9000, message);

    public override ApiAnswer Refuse(Breach breach, string message) =>
        breach switch
        {
            Breach.UnknownPath => ApiAnswer.VioletError(404, "not_found", 1001, message),
            Breach.WrongMethod => ApiAnswer.VioletError(405, "method_not_allowed", 1001, message),
            Breach.MissingParameter => ApiAnswer.VioletError(400, "missing_parameter", 9002, message),
            Breach.InvalidParameter => ApiAnswer.VioletError(400, "invalid_parameter", 9001, message),
            Breach.EmptyBody => ApiAnswer.VioletError(400, "empty_body", 9910, message),
            Breach.WrongMediaType => ApiAnswer.VioletError(415, "bad_request", 1001, message),
            _ => ApiAnswer.VioletError(400, "bad_request", 1001, message),
        };
}
