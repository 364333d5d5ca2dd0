using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Intents, cards, 3-D Secure and wallets.</summary>
public class PaymentTests : CheckoutScene
{
    [Test]
    public async Task An_intent_is_confirmed_before_the_cart_can_be_submitted()
    {
        Order cart = await PricedCart(Tote);
        cart = await Violet.Carts.SetPaymentAsync(cart.Id, Intent);

        PaymentTransaction transaction = cart.PaymentTransactions.Single();
        Assert.That(
            (transaction.CaptureStatus.Raw, transaction.Status.Raw, transaction.Amount, transaction.CaptureMethod.Raw),
            Is.EqualTo(("REQUIRES_PAYMENT_METHOD", "REQUIRES_PAYMENT_METHOD", cart.Total, "AUTOMATIC"))
        );
        Assert.That(
            (transaction.TransferStatus.Raw, transaction.TransferMethod.Raw, transaction.Metadata?.PaymentIntentClientSecret),
            Is.EqualTo(("PENDING", "AUTOMATIC", cart.PaymentIntentClientSecret)).And.Not.Null
        );
        await Refused(400, 4409, "invalid_payment_method", () => Submit(cart));
        Assert.That(Server.Payments.Confirm(cart.Id) == PaymentStatus.Authorized);
        Assert.That((await Submit(cart)).Status == OrderStatus.Completed);
    }

    [TestCase(TestCards.Declined)]
    [TestCase(TestCards.InsufficientFunds)]
    [TestCase(TestCards.Expired)]
    [TestCase(TestCards.WrongCvc)]
    [TestCase(TestCards.ProcessingError)]
    [TestCase("4242 4242 4242 4241")]
    public async Task A_declined_card_leaves_the_intent_without_a_method(string card)
    {
        Order cart = await PricedCart(Tote);
        await Violet.Carts.SetPaymentAsync(cart.Id, Intent);

        Assert.That(Server.Payments.Confirm(cart.Id, card) == PaymentStatus.RequiresPaymentMethod);

        await Refused(400, 4409, "invalid_payment_method", () => Submit(cart));
        Server.Payments.Confirm(cart.Id, TestCards.Mastercard);
        Assert.That((await Submit(cart)).Status == OrderStatus.Completed);
    }

    [Test]
    public async Task A_bank_that_asks_is_answered_and_the_same_cart_submitted_again()
    {
        Order cart = await PricedCart(Tote, Beanie);
        await Violet.Carts.SetPaymentAsync(cart.Id, Intent);
        Assert.That(Server.Payments.Confirm(cart.Id, TestCards.RequiresAction) == PaymentStatus.RequiresAction);
        var request = new SubmitCartRequest { AppOrderId = "shop-1" };

        Order waiting = await Submit(cart, request);
        Order again = await Submit(cart, request);

        foreach (Order order in (Order[])[waiting, again])
        {
            Assert.That(
                States(order),
                Is.EqualTo((string[])["IN_PROGRESS UNPAID", "IN_PROGRESS UNPAID", "IN_PROGRESS REQUIRES_ACTION"]),
                "200, and not placed"
            );
            Assert.That((order.PaymentStatus.Raw, order.Errors.Count), Is.EqualTo(("REQUIRES_ACTION", 0)));
        }

        Assert.That(Server.Payments.CompleteAction(cart.Id) == PaymentStatus.Authorized);
        await Refused(400, 1001, "bad_request", () => Submit(cart, new SubmitCartRequest { AppOrderId = "shop-2" }));
        Order placed = await Submit(cart, request);
        Assert.That((placed.Status.Raw, placed.AppOrderId, placed.PaymentStatus.Raw), Is.EqualTo(("COMPLETED", "shop-1", (string?)null)));
    }

    [Test]
    public async Task A_wrong_answer_to_the_bank_needs_another_method()
    {
        Server.Use(VioletScenario.RequiresAction);
        Order cart = await PricedCart(Tote);
        await Violet.Carts.SetPaymentAsync(cart.Id, Intent);
        Server.Payments.Confirm(cart.Id);
        await Submit(cart);

        Assert.That(Server.Payments.CompleteAction(cart.Id, succeeds: false) == PaymentStatus.RequiresPaymentMethod);

        await Refused(400, 4409, "invalid_payment_method", () => Submit(cart));
    }

    [Test]
    public async Task A_token_is_charged_at_submission()
    {
        Order cart = await PricedCart(Tote);
        cart = await Violet.Carts.SetPaymentAsync(cart.Id, Token());
        Assert.That(PaymentOf(cart) == PaymentStatus.RequiresAuthorization);
        Assert.That(cart.PaymentMethod?.LastFour, Is.EqualTo("4242"));
        Assert.That(States(await Submit(cart)), Is.EqualTo((string[])["ACCEPTED PAID", "COMPLETED CAPTURED"]));
    }

    [Test]
    public async Task A_token_of_a_card_that_is_declined_fails_at_submission()
    {
        Order cart = await PricedCart(Tote);
        await Violet.Carts.SetPaymentAsync(cart.Id, Token("tok_chargeDeclined"));

        await Refused(400, 4409, "invalid_payment_method", () => Submit(cart));

        Assert.That(States(await Violet.Carts.GetAsync(cart.Id)), Is.EqualTo((string[])["IN_PROGRESS UNPAID", "IN_PROGRESS FAILED"]));
    }

    [Test]
    public async Task A_token_of_a_card_that_asks_needs_an_action_at_submission()
    {
        Order cart = await PricedCart(Tote);
        await Violet.Carts.SetPaymentAsync(cart.Id, Token("tok_threeDSecure2Required"));
        Assert.That(States(await Submit(cart)), Is.EqualTo((string[])["IN_PROGRESS UNPAID", "IN_PROGRESS REQUIRES_ACTION"]));
        Server.Payments.CompleteAction(cart.Id);
        Assert.That((await Submit(cart)).Status == OrderStatus.Completed);
    }

    [Test]
    public async Task A_token_can_submit_at_once_and_an_intent_cannot()
    {
        Order cart = await PricedCart(Tote);
        PaymentMethodRequest intent = new() { IntentBasedCapture = true, CompleteCheckout = true };
        await Refused(400, 1001, "bad_request", () => Violet.Carts.SetPaymentAsync(cart.Id, intent));

        PaymentMethodRequest token = Token();
        (token.CompleteCheckout, token.AppOrderId) = (true, "shop-9");
        Order order = await Violet.Carts.SetPaymentAsync(cart.Id, token);

        Assert.That((States(order)[^1], order.AppOrderId), Is.EqualTo(("COMPLETED CAPTURED", "shop-9")));
    }

    [Test]
    public async Task A_token_can_be_authorized_before_the_submission()
    {
        Order cart = await PricedCart(Tote);
        Assert.That(PaymentOf(await Violet.Carts.AuthorizeAsync(cart.Id, Token())) == PaymentStatus.Authorized);
        Order order = await Submit(cart);
        Assert.That(PaymentOf(order) == PaymentStatus.Captured);
        IReadOnlyList<Bag> bags = await Violet.Orders.GetBagsAsync([order.Bags[0].Id, 148002, 1]);
        Assert.That(bags.Select(b => b.Id), Is.EquivalentTo((long[])[order.Bags[0].Id, 148002]));
    }

    [Test]
    public async Task A_payment_wants_a_way()
    {
        Order cart = await PricedCart(Tote);
        await Refused(400, 4409, "invalid_payment_method", () => Violet.Carts.SetPaymentAsync(cart.Id, new PaymentMethodRequest()));
        await Refused(400, 4409, "invalid_payment_method", () => Violet.Carts.UpdatePaymentAsync(cart.Id));
        await Refused(400, 4409, "invalid_payment_method", () => Submit(cart));
    }

    [Test]
    public async Task An_intent_holds_no_more_than_its_amount()
    {
        Order cart = await PricedCart(Tote);
        await Violet.Carts.SetPaymentAsync(cart.Id, Intent);
        cart = await Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Tote }, priceCart: true);
        Server.Payments.Confirm(cart.Id);
        await Refused(400, 4409, "invalid_payment_method", () => Submit(cart));

        cart = await Violet.Carts.UpdatePaymentAsync(cart.Id);

        Assert.That(cart.PaymentTransactions.Single().Amount, Is.EqualTo(1800 + 117 + 595));
        Assert.That((await Submit(cart)).Status == OrderStatus.Completed);
    }

    [Test]
    public async Task Every_cart_has_the_key_of_the_environment()
    {
        Order empty = await Violet.Carts.CreateAsync(new CreateCartRequest());
        Assert.That((empty.StripeKey, empty.PaymentTransactions.Count), Is.EqualTo(("pk_test_example", 0)));
    }

    [Test]
    public async Task A_wallet_cart_has_its_intent_from_the_start_and_learns_the_street_at_the_end()
    {
        Order cart = await Violet.Carts.CreateAsync(
            new CreateCartRequest { WalletBasedCheckout = true, Skus = [new CartSkuRequest { SkuId = Tote, Quantity = 2 }] }
        );
        PaymentTransaction transaction = cart.PaymentTransactions.Single();
        Assert.That((transaction.Amount, transaction.CaptureStatus.Raw), Is.EqualTo((1800, "REQUIRES_PAYMENT_METHOD")));
        Assert.That(
            (cart.PaymentIntentClientSecret, transaction.PaymentIntentClientSecret, cart.StripeKey),
            Is.EqualTo(((string?)null, (string?)null, "pk_test_example"))
        );
        Assert.That(transaction.Metadata?.PaymentIntentClientSecret, Is.Not.Null, "the only place of a wallet's secret");
        await Refused(400, 1001, "bad_request", () => Violet.Carts.SetPaymentAsync(cart.Id, Token()));

        var withheld = new AddressRequest
        {
            City = "San Francisco",
            State = "CA",
            PostalCode = "941",
            Country = "US",
        };
        await Violet.Carts.SetCustomerAsync(cart.Id, Customer(withheld));
        await Violet.Carts.SetShippingAsync(cart.Id, Choose(await Violet.Carts.ListShippingMethodsAsync(cart.Id)));
        cart = await Violet.Carts.UpdatePaymentAsync(cart.Id);
        Assert.That(cart.PaymentTransactions.Single().Amount, Is.EqualTo(cart.Total));
        Server.Payments.Confirm(cart.Id);
        await Refused(400, 9002, "missing_parameter", () => Submit(cart));
        Order order = AddsUp(await Submit(cart, new SubmitCartRequest { OrderCustomer = Customer(Address()) }));

        Assert.That(
            (order.Status.Raw, order.ShippingAddress?.Address1, order.Errors.Count),
            Is.EqualTo(("COMPLETED", "1 Market Street", 0))
        );
    }

    [Test]
    public async Task A_street_can_be_left_out_on_wallet_carts_only()
    {
        Order cart = await Cart(Tote);
        AddressRequest withheld = Address();
        withheld.Address1 = null;
        await Violet.Carts.SetShippingAddressAsync(cart.Id, withheld);
        Assert.That(Types(await Violet.Carts.GetAsync(cart.Id)), Is.EqualTo((string[])["EXTERNAL_ADD_SHIPPING_ADDRESS"]));
    }

    [Test]
    public async Task Confirming_what_waits_for_nobody_is_a_mistake_of_the_test()
    {
        Order cart = await PricedCart(Tote);
        Assert.Throws<InvalidOperationException>(() => Server.Payments.Confirm(cart.Id));
        Assert.Throws<ArgumentException>(() => Server.Payments.Confirm(1));
        Assert.Throws<InvalidOperationException>(() => Server.Payments.CompleteAction(cart.Id));
    }
}
