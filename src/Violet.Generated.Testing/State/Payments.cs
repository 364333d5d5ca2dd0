using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>How a cart is paid: by a token that is charged on submission, or through a payment intent.</summary>
internal static class Payments
{
    public static ApiAnswer Missing() => ApiAnswer.VioletError(400, "invalid_payment_method", 4409, "Cart has no payment method.");

    public static bool IsSet(JsonObject cart) => cart["payment_method"] is not null || cart.Flag("intent_based_checkout");

    public static ApiAnswer? Set(JsonObject cart, JsonObject request, Store store, DateTimeOffset now)
    {
        bool isIntent = request.Flag("intent_based_capture");
        string card = request.Text("card_number");
        if (!isIntent && card.Length == 0 && request.Text("token").Length == 0)
            return Missing();
        cart["intent_based_checkout"] = isIntent;
        cart["stripe_key"] = isIntent ? "pk_test_example" : null;
        cart["payment_intent_client_secret"] = isIntent ? Secret(cart) : null;
        cart["payment_method"] = isIntent
            ? null
            : new JsonObject
            {
                ["payment_method_id"] = store.NextId(),
                ["brand"] = "VISA",
                ["last_four"] = card.Length >= 4 ? card[^4..] : "4242",
                ["exp_month"] = request["card_exp_month"]?.DeepClone() ?? 12,
                ["exp_year"] = request["card_exp_year"]?.DeepClone() ?? now.Year + 2,
            };
        if (request["app_order_id"] is { } appOrderId)
            cart["app_order_id"] = appOrderId.DeepClone();
        cart["payment_transactions"] = new JsonArray(Transaction(cart, isIntent ? "REQUIRES_PAYMENT_METHOD" : "PROCESSING", store, now));
        Update(cart);
        return null;
    }

    /// <summary>Brings the amount of the payment up to what the cart costs.</summary>
    public static void Update(JsonObject cart)
    {
        foreach (JsonObject transaction in cart.List("payment_transactions"))
            transaction["amount"] = cart.Number(cart.Flag("priced") ? "total" : "sub_total");
    }

    /// <summary>Takes the money.</summary>
    public static void Capture(JsonObject cart, Store store, DateTimeOffset now)
    {
        Update(cart);
        SetStatus(cart, "CAPTURED", now);
        foreach (JsonObject transaction in cart.List("payment_transactions"))
            transaction["related_bags"] = new JsonArray([.. cart.List("bags").Select(b => JsonValue.Create($"{b.Id()}"))]);
        foreach (JsonObject bag in cart.List("bags"))
        {
            bag["transactions"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = store.NextId(),
                    ["order_id"] = cart.Id(),
                    ["bag_id"] = bag.Id(),
                    ["app_id"] = Accounts.AppId,
                    ["merchant_id"] = bag.Number("merchant_id"),
                    ["type"] = "CAPTURE",
                    ["status"] = "COMPLETED",
                    ["amount"] = bag.Number("total"),
                    ["currency"] = "USD",
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

    private static void SetStatus(JsonObject order, string status, DateTimeOffset now)
    {
        foreach (JsonObject transaction in order.List("payment_transactions"))
            (transaction["capture_status"], transaction["status"], transaction["date_last_modified"]) = (status, status, Wire.Date(now));
    }

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
            ["currency"] = "USD",
            ["capture_status"] = status,
            ["status"] = status,
            ["capture_method"] = "AUTOMATIC",
            ["errors"] = new JsonArray(),
            ["date_created"] = Wire.Date(now),
            ["date_last_modified"] = Wire.Date(now),
        };
}
