using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>
/// What shops say of carts. Violet answers before they do, so that their errors come with a later call; they stay until what they blame
/// is set right, or for some until they heal. Counted in calls on the cart, never by a clock.
/// </summary>
internal sealed class CartErrors(Store store, TimeProvider time, Behaviour behaviour)
{
    private readonly Dictionary<long, List<Reply>> _underWay = [];
    private readonly HashSet<long> _healing = [];

    /// <summary>Whether Violet places no order while a cart has this error. Codes that do not apply vanish at submission.</summary>
    public static bool Blocks(JsonObject error) => error.Text("type") is not ("INTERNAL_ADD_ITEM" or "EXTERNAL_ADD_DISCOUNT_CODE");

    /// <summary>Lets a shop refuse something.</summary>
    /// <param name="cart">The cart.</param>
    /// <param name="type">What was being done.</param>
    /// <param name="message">The shop's words.</param>
    /// <param name="sku">The SKU that is to blame; null for nothing in particular.</param>
    /// <param name="heals">Whether the error goes by itself with the call after the one that showed it.</param>
    public void Add(JsonObject cart, string type, string message, JsonObject? sku = null, bool heals = false)
    {
        JsonObject error = Make(cart, type, message, sku);
        if (heals)
            _healing.Add(error.Id());
        if (!_underWay.TryGetValue(cart.Id(), out List<Reply>? replies))
            _underWay[cart.Id()] = replies = [];
        replies.RemoveAll(r => IsSame(r.Error, error));
        replies.Add(new Reply(error) { CallsLeft = behaviour.ErrorsAfter });
        if (behaviour.ErrorsAfter == 0)
            Show(cart, replies, _ => true);
    }

    /// <summary>A call on the cart begins: what shops said of earlier ones has come nearer, and what heals has healed.</summary>
    public void Advance(JsonObject cart)
    {
        Remove(cart, e => _healing.Contains(e.Id()));
        if (!_underWay.TryGetValue(cart.Id(), out List<Reply>? replies))
            return;
        foreach (Reply reply in replies)
            reply.CallsLeft--;
        Show(cart, replies, r => r.CallsLeft <= 0);
    }

    /// <summary>A submission waits until all shops have spoken.</summary>
    public void Settle(JsonObject cart)
    {
        Advance(cart);
        if (_underWay.TryGetValue(cart.Id(), out List<Reply>? replies))
            Show(cart, replies, _ => true);
    }

    /// <summary>Something was set right: errors of it go, also those that are still to come.</summary>
    public void Resolve(JsonObject cart, Func<JsonObject, bool> which)
    {
        Remove(cart, which);
        if (_underWay.TryGetValue(cart.Id(), out List<Reply>? replies))
            replies.RemoveAll(r => which(r.Error));
    }

    public void Resolve(JsonObject cart, params string[] types) => Resolve(cart, e => types.Contains(e.Text("type")));

    public void ResolveSku(JsonObject cart, long skuId) =>
        Resolve(cart, e => e.Text("entity_type") == "SKU" && e.Text("entity_id") == $"{skuId}");

    /// <summary>An error as the API shows it.</summary>
    public JsonObject Make(JsonObject cart, string type, string message, JsonObject? sku = null)
    {
        MerchantRecord? merchant = sku is null ? null : store.Merchant(sku.Number("merchant_id"));
        JsonObject? bag = merchant is null ? null : cart.List("bags").FirstOrDefault(b => b.Number("merchant_id") == merchant.Id);
        return new JsonObject
        {
            ["id"] = store.NextId(),
            ["order_id"] = cart.Id(),
            ["bag_id"] = type == "EXTERNAL_CREATE_CART" ? null : bag?.Id(),
            ["entity_id"] = sku is null ? null : $"{sku.Id()}",
            ["entity_type"] = sku is null ? null : "SKU",
            ["type"] = type,
            ["message"] = message,
            ["platform"] = merchant?.Json.Text("platform"),
            ["date_created"] = Wire.Date(time.GetUtcNow()),
        };
    }

    private static void Show(JsonObject cart, List<Reply> replies, Predicate<Reply> which)
    {
        var errors = (JsonArray)cart["errors"]!;
        foreach (Reply reply in replies.Where(r => which(r)))
        {
            Remove(cart, e => IsSame(e, reply.Error));
            errors.Add(reply.Error);
        }

        replies.RemoveAll(which);
    }

    private static void Remove(JsonObject cart, Func<JsonObject, bool> which)
    {
        foreach (JsonObject error in cart.List("errors").Where(which).ToArray())
            ((JsonArray)cart["errors"]!).Remove(error);
    }

    private static bool IsSame(JsonObject one, JsonObject other) =>
        one.Text("type") == other.Text("type") && one.Text("entity_id") == other.Text("entity_id");

    private sealed class Reply(JsonObject error)
    {
        public JsonObject Error => error;

        public int CallsLeft { get; set; }
    }
}
