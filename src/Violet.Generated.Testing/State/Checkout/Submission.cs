using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Makes an order of a cart: it must be ready, the money must be held, and each shop accepts its bag or refuses it.</summary>
internal sealed class Submission(Carts carts, CartPayments payments, CartBuyer buyer)
{
    /// <summary>What must hold, in this order.</summary>
    private CheckoutRule[] Rules =>
        [
            new(c => c.Cart.List("bags").Any(), Refusals.EmptyCart),
            new(c => c.Cart["customer"].Text("email").Length > 0, () => Refusals.Missing("email")),
            new(c => c.Cart["billing_address"] is not null, () => Refusals.Missing("OrderAddress")), // as seen: it names the schema
            new(c => Shipped(c.Cart).All(b => b["shipping_method"] is not null), Refusals.NoShippingMethod),
            new(c => c.Cart["shipping_address"] is not null || !Shipped(c.Cart).Any(), Refusals.NoShippingAddress), // a guess
            new(HasWholeAddress, () => Refusals.Missing("address_1")), // a guess: what a wallet withheld must be filled in
            new(c => CartPayments.StatusOf(c.Cart) is not ("" or "REQUIRES_PAYMENT_METHOD" or "FAILED"), () => Refusals.NoPayment()),
            new(IsSameOrder, () => Refusals.BadRequest("The submission that goes on had another app_order_id.")), // a guess
            new(c => Lines(c.Cart).All(l => Offer(l).Text("publishing_status") == "PUBLISHED"), Refusals.OfferNotPublished),
            new(c => Unsellable(c.Cart) is null, c => Refusals.LineNotAvailable(Unsellable(c.Cart)!)), // a guess which refusal it is
            new(c => !c.Cart.List("errors").Any(CartErrors.Blocks), c => carts.Answer(c.Cart)), // outstanding: 200, and not placed
            new(
                c => !CartPayments.IsTooLow(c.Cart),
                () => Refusals.NoPayment("The payment is too low: call payment/update after changes.")
            ),
        ];

    public ApiAnswer? Submit(CartCall call)
    {
        JsonObject cart = call.Cart;
        carts.Errors.Settle(cart);
        if (call.Request["order_customer"] is JsonObject customer)
        {
            if (CartBuyer.IsBlocked(customer["shipping_address"]) || CartBuyer.IsBlocked(customer["billing_address"]))
                return Refusals.BlockedAddress();
            buyer.AddCustomer(cart, customer);
        }

        if (CartPrices.IsReady(cart))
            CartPrices.Price(cart);
        if (Rules.FirstOrDefault(r => !r.Holds(call)) is { } broken)
            return broken.Otherwise(call);
        foreach (string field in (string[])["app_order_id", "referral_id"])
        {
            if (call.Request[field] is { } text)
                cart[field] = text.DeepClone();
        }

        CartDiscounts.DropOthers(carts, cart);
        CartPrices.Price(cart);
        cart["date_submitted"] = Wire.Date(carts.Now); // before any shop is asked
        ApiAnswer answer = payments.Authorize(cart) switch
        {
            "REQUIRES_ACTION" => carts.Answer(cart), // not placed: submit again after the action
            "FAILED" => Refusals.NoPayment("The card was declined."), // a guess
            _ => Place(cart),
        };
        if (!carts.Behaviour.SubmitsElsewhere)
            return answer;
        carts.Behaviour.SubmitsElsewhere = false;
        return Refusals.SubmissionInProgress();
    }

    private ApiAnswer Place(JsonObject cart)
    {
        JsonObject[] bags = [.. cart.List("bags")];
        JsonObject[] refused = [.. bags.Where(Refuses)];
        if (refused.Length == 1 && bags.Length == 1)
        {
            CartPayments.SetStatus(cart, cart.Flag("intent_based_checkout") ? "AUTHORIZED" : "REQUIRES_AUTHORIZATION", carts.Now);
            return Lines(cart).FirstOrDefault(l => !Stock.Has(carts.Store, l)) is { } line
                ? Refusals.LineNotAvailable(line)
                : Refusals.CartNotCompleted(Lines(cart));
        }

        foreach (JsonObject bag in bags)
            SetStatus(bag, "SUBMITTED");
        if (carts.Behaviour.PaymentsAreSlow)
        {
            (cart["status"], cart["order_status"]) = ("PROCESSING", "PROCESSING");
            CartPayments.SetStatus(cart, "PROCESSING", carts.Now);
            carts.Store.Later(cart, reads: 2, () => Complete(cart, bags, refused));
        }
        else
        {
            Complete(cart, bags, refused);
        }

        return carts.Answer(cart);
    }

    private void Complete(JsonObject cart, JsonObject[] bags, JsonObject[] refused)
    {
        // All refuse: a guess, from "REJECTED is a critical failure while submitting".
        string status = refused.Length == bags.Length ? "REJECTED" : "COMPLETED";
        (cart["status"], cart["order_status"]) = (status, status);
        JsonObject[] accepted = [.. bags.Except(refused)];
        foreach (JsonObject bag in accepted)
            Accept(cart, bag);
        foreach (JsonObject bag in refused)
            Reject(cart, bag);
        CartPayments.Capture(cart, accepted, carts.Store, carts.Now);
        foreach (JsonObject bag in bags)
            carts.Store.Tell(cart, bag, refused.Contains(bag) ? "ORDER_FAILED" : "ORDER_ACCEPTED");
    }

    private void Accept(JsonObject cart, JsonObject bag)
    {
        SetStatus(bag, "ACCEPTED");
        (bag["fulfillment_status"], bag["financial_status"]) = ("PROCESSING", "PAID");
        (bag["external_id"], bag["app_order_id"]) = ($"ext-{bag.Id()}", cart["app_order_id"]?.DeepClone());
        foreach (JsonObject line in bag.List("skus"))
        {
            line["status"] = "PROCESSING";
            Stock.Move(carts.Store, line, -line.Number("quantity"));
        }
    }

    private void Reject(JsonObject cart, JsonObject bag)
    {
        SetStatus(bag, "REJECTED");
        bag["financial_status"] = "VOIDED";
        JsonObject line = bag.List("skus").FirstOrDefault(l => !Stock.Has(carts.Store, l)) ?? bag.List("skus").First();
        string why = Stock.Has(carts.Store, line) ? "The shop refused the order." : "Insufficient inventory.";
        ((JsonArray)cart["errors"]!).Add(carts.Errors.Make(cart, "EXTERNAL_SUBMIT_CART", why, carts.Store.Sku(line.Number("sku_id"))));
        foreach (JsonObject each in bag.List("skus"))
            each["status"] = "REJECTED";
    }

    private bool Refuses(JsonObject bag) =>
        carts.Behaviour.RefusesAllBags
        || (carts.Behaviour.RefusesLastBag && bag.Parent is JsonArray { Count: > 1 } all && all[^1] == bag)
        || bag.List("skus").Any(l => l.Number("sku_id") == TestSkus.RefusedAtSubmit || !Stock.Has(carts.Store, l));

    /// <summary>A line of a merchant who sells nothing for now.</summary>
    private JsonObject? Unsellable(JsonObject cart) =>
        Lines(cart).FirstOrDefault(l => carts.Store.Setup(l.Number("merchant_id")).Orders.Flag("commerce_disabled"));

    private void SetStatus(JsonObject bag, string status)
    {
        (bag["status"], bag["bag_status"]) = (status, status);
        (bag["date_submitted"], bag["date_last_modified"]) = (Wire.Date(carts.Now), Wire.DateWithFraction(carts.Now));
    }

    private static IEnumerable<JsonObject> Shipped(JsonObject cart) => cart.List("bags").Where(CartParts.NeedsShipping);

    private static IEnumerable<JsonObject> Lines(JsonObject cart) => cart.List("bags").SelectMany(b => b.List("skus"));

    private static bool HasWholeAddress(CartCall call) =>
        !Shipped(call.Cart).Any() || call.Cart["shipping_address"].Text("address_1").Length > 0;

    private static bool IsSameOrder(CartCall call) =>
        call.Cart["date_submitted"] is null
        || call.Cart["app_order_id"] is null
        || call.Request["app_order_id"] is null
        || call.Request.Text("app_order_id") == call.Cart.Text("app_order_id");

    private JsonObject? Offer(JsonObject line) => carts.Store.Offer(line.Number("offer_id"));
}
