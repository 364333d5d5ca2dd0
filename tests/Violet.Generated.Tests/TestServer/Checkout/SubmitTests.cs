using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>What can come of a submission: every row of the facts' table.</summary>
public class SubmitTests : CheckoutScene
{
    [Test]
    public async Task All_shops_accept()
    {
        Order order = AddsUp(await Submit(await ReadyCart(Tote, Beanie)));

        Assert.That(States(order), Is.EqualTo((string[])["ACCEPTED PAID", "ACCEPTED PAID", "COMPLETED CAPTURED"]));
        Assert.That(order.Errors, Is.Empty);
        foreach (Bag bag in order.Bags)
        {
            Assert.That((bag.FulfillmentStatus.Raw, bag.Skus[0].Status.Raw), Is.EqualTo(("PROCESSING", "PROCESSING")));
            Assert.That((bag.ExternalId, bag.DateSubmitted), Is.Not.EqualTo(((string?)null, (DateTimeOffset?)null)));
        }

        Assert.That(order.PaymentTransactions.Single().RelatedBags, Is.EqualTo(order.Bags.Select(b => $"{b.Id}")));
    }

    [Test]
    public async Task One_shop_of_several_refuses()
    {
        Order order = await Submit(await ReadyCart(TestSkus.RefusedAtSubmit, Beanie));

        Assert.That(States(order), Is.EqualTo((string[])["REJECTED VOIDED", "ACCEPTED PAID", "COMPLETED CAPTURED"]));
        OrderError error = order.Errors.Single();
        Assert.That((error.Type.Raw, error.BagId), Is.EqualTo(("EXTERNAL_SUBMIT_CART", (long?)order.Bags[0].Id)));
        Assert.That(
            (order.PaymentTransactions[0].Amount, order.PaymentTransactions[0].RelatedBags.Single()),
            Is.EqualTo((order.Bags[1].Total, $"{order.Bags[1].Id}")),
            "Only the good bag is charged."
        );
        await Refused(400, 4222, "order_completed", () => Submit(order));
    }

    [Test]
    public async Task A_scenario_makes_any_cart_a_partly_placed_order()
    {
        Server.Use(VioletScenario.PartialSubmit);
        Order partly = await Submit(await ReadyCart(Tote, Beanie)),
            whole = await Submit(await ReadyCart(Tote));
        Server.Use(VioletScenario.Ordinary);
        Order after = await Submit(await ReadyCart(Tote, Beanie));

        Assert.That(States(partly), Is.EqualTo((string[])["ACCEPTED PAID", "REJECTED VOIDED", "COMPLETED CAPTURED"]));
        Assert.That(States(whole), Is.EqualTo((string[])["ACCEPTED PAID", "COMPLETED CAPTURED"]));
        Assert.That(States(after), Is.EqualTo((string[])["ACCEPTED PAID", "ACCEPTED PAID", "COMPLETED CAPTURED"]));
    }

    [Test]
    public async Task The_only_shop_refuses()
    {
        Order cart = await ReadyCart(TestSkus.RefusedAtSubmit);

        VioletApiException error = await Refused(400, 2503, "external_cart_completion_error", () => Submit(cart));

        Assert.That(error.Body, Does.Contain("ORDER_ERROR").And.Contain($"{TestSkus.RefusedAtSubmit}").And.Contain($"{cart.Bags[0].Id}"));
        cart = await Violet.Carts.GetAsync(cart.Id);
        Assert.That(States(cart), Is.EqualTo((string[])["IN_PROGRESS UNPAID", "IN_PROGRESS AUTHORIZED"]), "Nothing is charged.");
    }

    [Test]
    public async Task All_shops_of_several_refuse()
    {
        Server.Use(VioletScenario.RefusedSubmit);
        Order order = await Submit(await ReadyCart(Tote, Beanie));
        Assert.That(States(order), Is.EqualTo((string[])["REJECTED VOIDED", "REJECTED VOIDED", "REJECTED CANCELLED"]));
    }

    [Test]
    public async Task Who_submits_second_finds_the_shelf_empty()
    {
        Order first = await ReadyCart(TestSkus.Scarce, TestSkus.Scarce),
            second = await ReadyCart(TestSkus.Scarce),
            third = await ReadyCart(TestSkus.Scarce, Beanie);
        Assert.That((await Submit(first)).Status == OrderStatus.Completed);

        Assert.That((await Violet.Carts.GetAsync(second.Id)).Bags[0].Skus[0].Available, Is.False, "went out of stock in the cart");
        await Refused(400, 4219, "order_sku_not_available", () => Submit(second));
        Order partly = await Submit(third);
        Assert.That(States(partly), Is.EqualTo((string[])["REJECTED VOIDED", "ACCEPTED PAID", "COMPLETED CAPTURED"]));
    }

    [Test]
    public async Task Another_submission_is_under_way()
    {
        Order cart = await ReadyCart(Tote);
        Server.Use(VioletScenario.SubmitInProgress);

        await Refused(409, 4238, "order_submission_in_progress", () => Submit(cart));

        Assert.That(States(await Violet.Orders.GetAsync(cart.Id)), Is.EqualTo((string[])["ACCEPTED PAID", "COMPLETED CAPTURED"]));
        await Refused(400, 4222, "order_completed", () => Submit(cart));
    }

    [Test]
    public async Task A_slow_payment_is_processed_until_it_is_read_twice()
    {
        Server.Use(VioletScenario.SlowPayments);
        Order order = await Submit(await ReadyCart(Tote));

        Assert.That(States(order), Is.EqualTo((string[])["SUBMITTED UNPAID", "PROCESSING PROCESSING"]));
        Assert.That((await Violet.Orders.GetAsync(order.Id)).Status == OrderStatus.Processing);
        Assert.That(States(await Violet.Orders.GetAsync(order.Id)), Is.EqualTo((string[])["ACCEPTED PAID", "COMPLETED CAPTURED"]));
    }

    [Test]
    public async Task Only_discounts_that_apply_survive()
    {
        Order cart = await PricedCart(Tote);
        await Violet.Carts.AddDiscountAsync(cart.Id, new CartDiscountRequest { Code = "nope", MerchantId = Alpine });
        await Violet.Carts.AddDiscountAsync(cart.Id, new CartDiscountRequest { Code = "SAVE10", MerchantId = Alpine }, priceCart: true);
        await Violet.Carts.SetPaymentAsync(cart.Id, Intent);
        Server.Payments.Confirm(cart.Id);
        Assert.That(Types(await Violet.Carts.GetAsync(cart.Id)), Is.EqualTo((string[])["EXTERNAL_ADD_DISCOUNT_CODE"]));

        Order order = await Submit(cart);

        Assert.That(order.Bags[0].Discounts.Select(d => d.Code), Is.EqualTo((string[])["SAVE10"]));
        Assert.That((order.Errors.Count, order.Status.Raw), Is.EqualTo((0, "COMPLETED")));
    }

    [Test]
    public async Task Outstanding_errors_are_shown_and_nothing_is_placed()
    {
        Order cart = await ReadyCart(Tote);
        await Violet.Carts.SetBillingAddressAsync(cart.Id, Address(TestAddresses.UnknownPostalCode));

        Order refused = await Submit(cart);

        Assert.That((Types(refused).Single(), refused.Status.Raw), Is.EqualTo(("EXTERNAL_ADD_BILLING_ADDRESS", "IN_PROGRESS")));
        await Violet.Carts.SetBillingAddressAsync(cart.Id, Address());
        Assert.That((await Submit(cart)).Status == OrderStatus.Completed);
    }
}
