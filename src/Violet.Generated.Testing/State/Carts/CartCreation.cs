using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Creates carts, with lines, a customer and codes where they come along: one call instead of eight.</summary>
internal sealed class CartCreation(Carts carts, CheckoutRow addSku, CheckoutRow setCustomer, CheckoutRow addDiscount)
{
    public ApiAnswer Create(ApiCall call)
    {
        JsonObject request = call.Fields;
        string? Text(string name) => (string?)request[name] ?? call.Query(name);
        string currency = Text("base_currency") ?? "USD";
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            return Refusals.InvalidCurrency(); // a guess: any ISO code is allowed, and no refusal is documented
        bool isWallet = request.Flag("wallet_based_checkout");
        JsonObject cart = CartParts.Cart(
            carts.Store.NextOrderId(),
            Text("app_order_id"),
            Text("referral_id"),
            isWallet,
            currency,
            carts.Now
        );

        cart["app_id"] = call.AppId;
        JsonObject[] lines = [.. request.List("skus")];
        long[] failing = [.. lines.Where(l => l.Number("sku_id") == TestSkus.NoCart).Select(Merchant).Distinct()];
        if (failing.Length > 0 && lines.Select(Merchant).Distinct().All(failing.Contains))
            return Refusals.CartNotCreated(lines.Select(l => carts.Store.Sku(l.Number("sku_id"))).OfType<JsonObject>());
        IEnumerable<(CheckoutRow Row, JsonObject Request)> steps = lines
            .Select(l => (addSku, l))
            .Concat(request.List("discounts").Select(d => (addDiscount, d)));
        if (request["customer"] is JsonObject customer)
            steps = steps.Append((setCustomer, customer));
        foreach ((CheckoutRow row, JsonObject part) in steps)
        {
            if (row.Run(new CartCall(cart, call, part)) is { } refused)
                return refused;
        }

        OrderMath.Unprice(cart);
        CartPrices.SetDiscounts(cart);
        if (isWallet)
            CartPayments.AddIntent(cart, carts.Store, carts.Now);
        carts.Store.Orders.Add(cart);
        if (failing.Length == 0)
            return carts.Answer(cart);
        carts.Errors.Settle(cart); // a shop that made no cart is known at once
        return carts.Answer(cart, 202);
    }

    private long Merchant(JsonObject line) => carts.Store.Sku(line.Number("sku_id")).Number("merchant_id");
}
