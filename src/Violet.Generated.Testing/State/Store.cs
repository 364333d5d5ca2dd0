using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>What Violet's half knows: merchants, their offers and the orders. Every server has its own, and every server the
/// same.</summary>
internal sealed class Store
{
    private readonly Dictionary<long, (int Reads, Action Happen)> _later = [];
    private readonly Dictionary<long, MerchantSetup> _setups = [];
    private long _lastId = 1_000_000;
    private long _lastOrderId;

    public Store(DateTimeOffset epoch, int orders = OrderSeed.Count)
    {
        Merchants = MerchantSeed.Make(epoch);
        Offers = OfferSeed.Make(Merchants, epoch);
        Orders = OrderSeed.Make(Merchants, Offers, epoch, orders);
        _lastOrderId = OrderSeed.FirstId + orders - 1;
        CartSeed.MakeReady(this, epoch);
        RefundSeed.Make(this, epoch);
    }

    public List<MerchantRecord> Merchants { get; }

    public List<JsonObject> Offers { get; }

    /// <summary>Carts and orders: they are the same entity.</summary>
    public List<JsonObject> Orders { get; }

    /// <summary>The refunds of all orders.</summary>
    public List<JsonObject> Refunds { get; } = [];

    /// <summary>The cancellations of bags.</summary>
    public List<JsonObject> Cancellations { get; } = [];

    /// <summary>Connects a merchant to the app.</summary>
    public JsonObject? Connect(long id, DateTimeOffset now)
    {
        int index = Merchants.FindIndex(m => m.Id == id);
        if (index < 0)
            return null;
        JsonObject merchant = Merchants[index].Json;
        (merchant["connection_status"], merchant["status"], merchant["merchant_disabled"]) = ("CONNECTED", "ACTIVE", false);
        merchant["date_last_modified"] = Wire.Date(now);
        Merchants[index] = Merchants[index] with { IsConnected = true, Health = HealthSeed.Make(merchant, HealthSeed.Kind.Healthy, now) };
        return merchant;
    }

    /// <summary>How a merchant's shop is set up.</summary>
    public MerchantSetup Setup(long merchantId) =>
        _setups.TryGetValue(merchantId, out MerchantSetup? setup) ? setup : _setups[merchantId] = new MerchantSetup();

    public MerchantRecord? Merchant(long id) => Merchants.FirstOrDefault(m => m.Id == id);

    public JsonObject? Offer(long id) => Offers.FirstOrDefault(o => o.Id() == id);

    public JsonObject? Sku(long id)
    {
        if (Find(Offer(id / 10)) is { } seeded)
            return seeded;
        return Offers.Select(Find).FirstOrDefault(s => s is not null); // one that a test added

        JsonObject? Find(JsonObject? offer) => offer?.List("skus").FirstOrDefault(s => s.Id() == id);
    }

    public JsonObject? Order(long id) => Orders.FirstOrDefault(o => o.Id() == id);

    public JsonObject? Bag(long id) => Orders.SelectMany(o => o.List("bags")).FirstOrDefault(b => b.Id() == id);

    /// <summary>Told of every change of a bag: the order, the bag, and the topic.</summary>
    public Action<JsonObject, JsonObject, string>? BagChanged { get; set; }

    public void Tell(JsonObject order, JsonObject bag, string topic) => BagChanged?.Invoke(order, bag, topic);

    /// <summary>Lets something happen to an order with the so-manieth time that it is read.</summary>
    public void Later(JsonObject order, int reads, Action happen) => _later[order.Id()] = (reads, happen);

    /// <summary>An order is read.</summary>
    public void OnRead(JsonObject order)
    {
        if (!_later.Remove(order.Id(), out (int Reads, Action Happen) later))
            return;
        if (later.Reads > 1)
            _later[order.Id()] = (later.Reads - 1, later.Happen);
        else
            later.Happen();
    }

    /// <summary>An id for something new inside an order.</summary>
    public long NextId() => ++_lastId;

    /// <summary>An id for a new cart.</summary>
    public long NextOrderId() => ++_lastOrderId;
}

/// <summary>A merchant with what the rest of the data is made from.</summary>
/// <param name="Id">The id at Violet.</param>
/// <param name="IsConnected">Whether the shop is connected to the app.</param>
/// <param name="NumbersPages">Whether its platform numbers the pages of a live list, where others go by cursor.</param>
/// <param name="Json">The merchant as the API shows it.</param>
/// <param name="Health">Its health report.</param>
internal sealed record MerchantRecord(long Id, bool IsConnected, bool NumbersPages, JsonObject Json, JsonObject Health)
{
    public string Name => (string)Json["name"]!;
}

/// <summary>Short ways to read fields.</summary>
internal static class JsonFields
{
    /// <summary>Whether a thing belongs to the app that calls.</summary>
    public static bool IsOf(this JsonObject part, ApiCall call) => part.Number("app_id") == call.AppId;

    public static long Id(this JsonNode node) => node.Number("id");

    public static long Number(this JsonNode? node, string name) =>
        node?[name] is not JsonValue value ? 0
        : value.TryGetValue(out long number) ? number
        : value.TryGetValue(out int small) ? small
        : 0;

    public static double Fraction(this JsonNode? node, string name) =>
        node?[name] is not JsonValue value ? 0
        : value.TryGetValue(out double number) ? number
        : value.TryGetValue(out long whole) ? whole
        : value.TryGetValue(out int small) ? small
        : 0;

    public static bool Flag(this JsonNode? node, string name, bool otherwise = false) =>
        node?[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    public static string Text(this JsonNode? node, string name) => node?[name] is { } value ? (string?)value ?? "" : "";

    public static IEnumerable<JsonObject> List(this JsonNode? node, string name) =>
        node?[name] is JsonArray items ? items.OfType<JsonObject>() : [];
}
