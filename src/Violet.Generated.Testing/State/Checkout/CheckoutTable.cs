using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>
/// The checkout as a table: for every call what must hold, with the refusal where it does not, and what it does then. In front of each row
/// stand: the cart exists (else 404 order_not_found), and it is still a cart (else 400 order_completed, for a second submission too).
/// </summary>
internal sealed class CheckoutTable
{
    private readonly Carts _carts;

    public CheckoutTable(Carts carts, CartPayments payments)
    {
        _carts = carts;
        var lines = new CartLines(carts);
        var buyer = new CartBuyer(carts);
        var codes = new CartDiscounts(carts);
        var shipping = new CartShipping(carts);
        var submission = new Submission(carts, payments, buyer);

        Rows =
        [
            // call, totals                                what must hold                                  effect
            new("Carts_Delete", Totals.Keep, [], Delete),
            new("Carts_AddSku", Totals.Void, [SkuExists, SkuIsAccessible, QuantityIsValid, SkuIsThere, IsPaidAlike], lines.Add),
            new("Carts_UpdateSku", Totals.Void, [LineExists, QuantityIsValid], lines.Update),
            new("Carts_RemoveSku", Totals.Void, [LineExists], lines.Remove),
            new("Carts_SetCustomer", Totals.Void, [AddressesAreServed], buyer.SetCustomer),
            new("Carts_SetShippingAddress", Totals.Void, [AddressIsServed], buyer.SetShippingAddress),
            new("Carts_SetBillingAddress", Totals.Keep, [AddressIsServed], buyer.SetBillingAddress),
            new("Carts_AddDiscount", Totals.Void, [], codes.Add), // of a merchant without a bag: ignored
            new("Carts_RemoveDiscount", Totals.Void, [DiscountExists], codes.Remove),
            new("Carts_ListShippingMethods", Totals.Keep, [], shipping.List), // maybe an empty list
            new("Carts_SetShipping", Totals.Renew, [BagsExist, MethodsExist], shipping.Set),
            new("Carts_RemoveShipping", Totals.Void, [MethodIsSet], CartShipping.Remove),
            new("Carts_Price", Totals.Keep, [HasLines], Price),
            new("Carts_SetPayment", Totals.Keep, [NamesAWay, IsNoWallet, DoesNotSubmitAnIntent], payments.Set),
            new("Carts_Authorize", Totals.Keep, [NamesAWay, IsNoWallet], payments.SetAndAuthorize),
            new("Carts_UpdatePayment", Totals.Keep, [IsPaid], CartPayments.Update),
            new("Carts_Submit", Totals.Keep, [], submission.Submit), // its own rules: Submission
        ];
        Submit = Row("Carts_Submit");
    }

    public IReadOnlyList<CheckoutRow> Rows { get; }

    private CheckoutRow Submit { get; }

    private Store Store => _carts.Store;

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        var creation = new CartCreation(_carts, Row("Carts_AddSku"), Row("Carts_SetCustomer"), Row("Carts_AddDiscount"));
        handlers["Carts_Create"] = creation.Create;
        handlers["Carts_Get"] = call =>
        {
            if (Store.Order(call.PathId("cart_id")) is not { } cart)
                return Refusals.OrderNotFound();
            _carts.Advance(cart);
            Store.OnRead(cart);
            return ApiAnswer.Ok(cart.DeepClone());
        };
        foreach (CheckoutRow row in Rows)
            handlers[row.Operation] = call => _carts.Run(call, row);
        handlers["Carts_SetPayment"] = call =>
        {
            ApiAnswer answer = _carts.Run(call, Row("Carts_SetPayment"));
            return answer.Status == 200 && call.Fields.Flag("complete_checkout") ? _carts.Run(call, Submit) : answer;
        };
    }

    private CheckoutRow Row(string operation) => Rows.First(r => r.Operation == operation);

    private ApiAnswer? Delete(CartCall call)
    {
        Store.Orders.Remove(call.Cart);
        return new ApiAnswer(204, null);
    }

    /// <summary>A cart without what a price takes stays unpriced (a guess: the only refusal known is that of an empty cart).</summary>
    private ApiAnswer? Price(CartCall call)
    {
        _carts.Price(call.Cart);
        return null;
    }

    private CheckoutRule SkuExists => new(c => Sku(c) is not null, Refusals.SkuNotFound);

    private CheckoutRule SkuIsAccessible => new(c => Store.Merchant(Sku(c)!.Number("merchant_id"))!.IsConnected, Refusals.SkuNotAccessible);

    private CheckoutRule SkuIsThere => new(c => Sku(c)!.Flag("in_stock"), Refusals.InsufficientInventory);

    private CheckoutRule IsPaidAlike =>
        new(
            c => MerchantSeed.ArePaidAlike(c.Cart.List("bags").Append(Sku(c)!).Select(p => p.Number("merchant_id"))),
            Refusals.SeveralPaymentSettings // documented on estimates, a guess here
        );

    private static CheckoutRule QuantityIsValid =>
        new(c => c.Request["quantity"] is null || c.Request.Number("quantity") >= 1, () => Refusals.Invalid("quantity")); // a guess

    private static CheckoutRule LineExists => new(c => CartLines.Find(c) is not null, Refusals.LineNotFound);

    private static CheckoutRule DiscountExists => new(c => CartDiscounts.Find(c) is not null, Refusals.DiscountNotFound);

    private static CheckoutRule AddressIsServed => new(c => !CartBuyer.IsBlocked(c.Request), Refusals.BlockedAddress);

    private static CheckoutRule AddressesAreServed =>
        new(
            c => !CartBuyer.IsBlocked(c.Request["shipping_address"]) && !CartBuyer.IsBlocked(c.Request["billing_address"]),
            Refusals.BlockedAddress
        );

    private static CheckoutRule BagsExist => new(CartShipping.NamesBags, Refusals.BagNotFound); // a guess

    private static CheckoutRule MethodsExist => new(CartShipping.NamesMethods, () => Refusals.Invalid("shipping_method_id")); // a guess

    private static CheckoutRule MethodIsSet => new(c => CartShipping.With(c).Length > 0, Refusals.ShippingMethodNotFound);

    private static CheckoutRule HasLines => new(c => c.Cart.List("bags").Any(), Refusals.EmptyCart);

    private static CheckoutRule NamesAWay => new(c => CartPayments.NamesAWay(c.Request), () => Refusals.NoPayment()); // a guess

    private static CheckoutRule IsNoWallet =>
        new(
            c => !c.Cart.Flag("wallet_based_checkout") || c.Request.Flag("intent_based_capture"),
            () => Refusals.BadRequest("A wallet cart is paid by the wallet.") // a guess
        );

    private static CheckoutRule DoesNotSubmitAnIntent =>
        new(
            c => !(c.Request.Flag("intent_based_capture") && c.Request.Flag("complete_checkout")),
            () => Refusals.BadRequest("complete_checkout cannot go with an intent.") // that it cannot is known, the refusal is a guess
        );

    private static CheckoutRule IsPaid => new(c => CartPayments.IsSet(c.Cart), () => Refusals.NoPayment()); // a guess

    private JsonObject? Sku(CartCall call) => Store.Sku(call.Request.Number("sku_id"));
}
