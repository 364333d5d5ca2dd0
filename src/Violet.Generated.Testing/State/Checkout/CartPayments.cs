using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>How carts are paid. An intent must be confirmed by the shopper's device, which <see cref="TestPayments"/> plays, before the
/// cart can be submitted; a token or card is charged at submission.</summary>
internal sealed class CartPayments(Carts carts)
{
    /// <summary>The cards of the carts that are paid by token or number.</summary>
    private readonly Dictionary<long, string> _cards = [];

    public static bool IsSet(JsonObject cart) => cart.List("payment_transactions").Any();

    public static string StatusOf(JsonObject cart) => cart.List("payment_transactions").FirstOrDefault().Text("capture_status");

    public static bool NamesAWay(JsonObject request) =>
        request.Flag("intent_based_capture") || request.Text("token").Length > 0 || request.Text("card_number").Length > 0;

    /// <summary>Makes the intent of a cart; for a wallet when the cart is made.</summary>
    public static void AddIntent(JsonObject cart, Store store, DateTimeOffset now)
    {
        cart["intent_based_checkout"] = true;
        // The two ways tell the secret in different places, as Violet's guides do.
        cart["payment_intent_client_secret"] = cart.Flag("wallet_based_checkout") ? null : Secret(cart);
        cart["payment_transactions"] = new JsonArray(Transaction(cart, "REQUIRES_PAYMENT_METHOD", store, now));
        SetAmount(cart);
    }

    public ApiAnswer? Set(CartCall call)
    {
        JsonObject cart = call.Cart,
            request = call.Request;
        if (request["app_order_id"] is { } appOrderId)
            cart["app_order_id"] = appOrderId.DeepClone();
        cart["payment_method"] = null;
        if (request.Flag("intent_based_capture"))
        {
            AddIntent(cart, carts.Store, carts.Now);
            return null;
        }

        string number = request.Text("card_number").Replace(" ", "", StringComparison.Ordinal);
        string card = _cards[cart.Id()] = number.Length > 0 ? number : TestCards.OfToken(request.Text("token"));
        (cart["intent_based_checkout"], cart["payment_intent_client_secret"]) = (false, null);
        cart["payment_method"] = new JsonObject
        {
            ["payment_method_id"] = carts.Store.NextId(),
            ["brand"] = card[0] switch
            {
                '5' => "MASTERCARD",
                '3' => "AMEX",
                _ => "VISA",
            },
            ["last_four"] = card.Length >= 4 ? card[^4..] : card,
            ["exp_month"] = request["card_exp_month"]?.DeepClone() ?? 12,
            ["exp_year"] = request["card_exp_year"]?.DeepClone() ?? carts.Now.Year + 2,
        };
        // AUTHORIZED is as possible: which of the two it is, is not documented.
        cart["payment_transactions"] = new JsonArray(Transaction(cart, "REQUIRES_AUTHORIZATION", carts.Store, carts.Now));
        SetAmount(cart);
        return null;
    }

    /// <summary>The same, and the money is held at once (a guess from the call's name); an intent still waits for the shopper.</summary>
    public ApiAnswer? SetAndAuthorize(CartCall call)
    {
        Set(call);
        Authorize(call.Cart);
        return null;
    }

    /// <summary>Brings the amount of the payment up to what the cart costs.</summary>
    public static ApiAnswer? Update(CartCall call)
    {
        SetAmount(call.Cart);
        return null;
    }

    /// <summary>The shopper's device confirms the intent with a card.</summary>
    public string Confirm(JsonObject cart, string card)
    {
        if (!cart.Flag("intent_based_checkout") || StatusOf(cart) is not ("REQUIRES_PAYMENT_METHOD" or "REQUIRES_ACTION"))
            throw new InvalidOperationException($"Cart {cart.Id()} has no payment intent that waits for a payment method.");
        SetStatus(cart, Outcome(carts.Behaviour.Card ?? card, declined: "REQUIRES_PAYMENT_METHOD"), carts.Now);
        return StatusOf(cart);
    }

    /// <summary>The shopper answers the bank's question.</summary>
    public string CompleteAction(JsonObject cart, bool succeeds)
    {
        if (StatusOf(cart) != "REQUIRES_ACTION")
            throw new InvalidOperationException($"Cart {cart.Id()} has no payment that waits for the shopper.");
        cart["payment_status"] = null;
        SetStatus(cart, succeeds ? "AUTHORIZED" : "REQUIRES_PAYMENT_METHOD", carts.Now);
        return StatusOf(cart);
    }

    /// <summary>Whether less is held than the cart costs, since it changed after the payment was set: no more than that can be captured (a
    /// guess that submitting is refused then).</summary>
    public static bool IsTooLow(JsonObject cart) =>
        cart.Flag("intent_based_checkout") && cart.List("payment_transactions").Sum(t => t.Number("amount")) < cart.Number("total");

    /// <summary>Holds the money of a cart that is submitted.</summary>
    /// <returns>AUTHORIZED, REQUIRES_ACTION or FAILED.</returns>
    public string Authorize(JsonObject cart)
    {
        if (StatusOf(cart) == "REQUIRES_AUTHORIZATION")
        {
            SetAmount(cart);
            SetStatus(
                cart,
                Outcome(carts.Behaviour.Card ?? _cards.GetValueOrDefault(cart.Id(), TestCards.Visa), declined: "FAILED"),
                carts.Now
            );
        }

        cart["payment_status"] = StatusOf(cart) == "REQUIRES_ACTION" ? "REQUIRES_ACTION" : null;
        return StatusOf(cart);
    }

    /// <summary>Takes the money for the bags that shops have accepted.</summary>
    public static void Capture(JsonObject cart, IReadOnlyCollection<JsonObject> bags, Store store, DateTimeOffset now)
    {
        SetStatus(cart, bags.Count == 0 ? "CANCELLED" : "CAPTURED", now);
        foreach (JsonObject transaction in cart.List("payment_transactions"))
        {
            transaction["related_bags"] = new JsonArray([.. bags.Select(b => JsonValue.Create($"{b.Id()}"))]);
            transaction["amount"] = bags.Sum(b => b.Number("total"));
        }

        foreach (JsonObject bag in bags)
        {
            bag["transactions"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = store.NextId(),
                    ["order_id"] = cart.Id(),
                    ["bag_id"] = bag.Id(),
                    ["app_id"] = cart.Number("app_id"),
                    ["merchant_id"] = bag.Number("merchant_id"),
                    ["type"] = "CAPTURE",
                    ["status"] = "COMPLETED",
                    ["amount"] = bag.Number("total"),
                    ["currency"] = cart.Text("currency"),
                    ["gateway"] = "stripe",
                    ["gateway_transaction_id"] = $"ch_{bag.Id()}",
                    ["date_created"] = Wire.Date(now),
                    ["date_last_modified"] = Wire.Date(now),
                }
            );
        }
    }

    /// <summary>Notes a refund with the payment that the money came from. It does not lower the amount.</summary>
    public static void NoteRefund(JsonObject order, JsonObject refund, bool isAll, DateTimeOffset now)
    {
        foreach (JsonObject transaction in order.List("payment_transactions"))
        {
            transaction["related_refunds"] ??= new JsonArray();
            ((JsonArray)transaction["related_refunds"]!).Add($"{refund.Id()}");
        }

        SetStatus(order, isAll ? "REFUNDED" : "PARTIALLY_REFUNDED", now);
    }

    public static void SetStatus(JsonObject order, string status, DateTimeOffset now)
    {
        foreach (JsonObject transaction in order.List("payment_transactions"))
            (transaction["capture_status"], transaction["status"], transaction["date_last_modified"]) = (status, status, Wire.Date(now));
    }

    private static void SetAmount(JsonObject cart)
    {
        foreach (JsonObject transaction in cart.List("payment_transactions"))
            transaction["amount"] = cart.Number(cart.Flag("priced") ? "total" : "sub_total");
    }

    private static string Outcome(string card, string declined) =>
        TestCards.IsDeclined(card) ? declined
        : card == TestCards.RequiresAction ? "REQUIRES_ACTION"
        : "AUTHORIZED";

    private static string Secret(JsonObject cart) => $"pi_{cart.Id()}_secret_example";

    private static JsonObject Transaction(JsonObject cart, string status, Store store, DateTimeOffset now) =>
        new()
        {
            ["id"] = store.NextId(),
            ["order_id"] = cart.Id(),
            ["payment_provider"] = "STRIPE",
            ["payment_provider_transaction_id"] = $"pi_{cart.Id()}",
            ["payment_method_id"] = cart["payment_method"]?["payment_method_id"]?.DeepClone(),
            ["payment_intent_client_secret"] = cart["payment_intent_client_secret"]?.DeepClone(),
            ["amount"] = 0,
            ["currency"] = cart.Text("currency"),
            ["capture_status"] = status,
            ["status"] = status,
            ["capture_method"] = "AUTOMATIC",
            ["transfer_status"] = "PENDING",
            ["transfer_method"] = "AUTOMATIC",
            ["metadata"] = new JsonObject { ["payment_intent_id"] = $"pi_{cart.Id()}", ["payment_intent_client_secret"] = Secret(cart) },
            ["errors"] = new JsonArray(),
            ["date_created"] = Wire.Date(now),
            ["date_last_modified"] = Wire.Date(now),
        };
}
