using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Refunds and cancellations by the state of the bag.</summary>
public class RefundTests : CheckoutScene
{
    [Test]
    public async Task A_bag_is_refunded_by_amounts_and_then_as_a_whole()
    {
        Order order = await Submitted(Tote, Mug);
        Bag bag = order.Bags.Single(); // 1937 + 126 tax + 595 shipping
        Assert.That(bag.Total, Is.EqualTo(2658));

        Refund part = await Violet.Orders.RefundAsync(
            order.Id,
            bag.Id,
            new RefundBagRequest
            {
                AmountRefunded = 958,
                Skus = [new RefundSkuRequest { OrderSkuId = bag.Skus[0].Id, QuantityRefunded = 1 }],
            }
        );
        Assert.That((part.Amount, part.Skus.Single().OrderSkuId), Is.EqualTo((958, (long?)bag.Skus[0].Id)));
        bag = (await Violet.Orders.GetAsync(order.Id)).Bags.Single();
        Assert.That(
            (bag.Status.Raw, bag.FinancialStatus.Raw, bag.Skus[0].Status.Raw, bag.Skus[1].Status.Raw),
            Is.EqualTo(("PARTIALLY_REFUNDED", "PARTIALLY_REFUNDED", "REFUNDED", "PROCESSING"))
        );

        VioletApiException tooMuch = await Refused(
            400,
            9001,
            "invalid_parameter",
            () => Violet.Orders.RefundAsync(order.Id, bag.Id, new RefundBagRequest { AmountRefunded = 1701 })
        );
        Assert.That(tooMuch.ApiMessage, Is.EqualTo("Parameter 'amount_refunded' is invalid."));
        Refund rest = await Violet.Orders.RefundAsync(order.Id, bag.Id, new RefundBagRequest());
        Assert.That(rest.Amount, Is.EqualTo(1700));

        IReadOnlyList<Refund> refunds = await Violet.Orders.ListBagRefundsAsync(order.Id, bag.Id);
        Assert.That((refunds.Sum(r => r.Amount), refunds.Sum(r => r.TaxAmount)), Is.EqualTo((bag.Total, bag.TaxTotal)));
        Assert.That((await Violet.Orders.GetAsync(order.Id)).Status == OrderStatus.Refunded);
        await Refused(400, 4225, "invalid_bag_state", () => Violet.Orders.RefundAsync(order.Id, bag.Id, new RefundBagRequest()));
    }

    [Test]
    public async Task Lines_without_an_amount_give_back_the_whole_bag()
    {
        Order order = await Submitted(Tote, Mug);
        Bag bag = order.Bags.Single();

        Refund refund = await Violet.Orders.RefundAsync(
            order.Id,
            bag.Id,
            new RefundBagRequest { Skus = [new RefundSkuRequest { OrderSkuId = bag.Skus[0].Id }] }
        );

        Assert.That((refund.Amount, refund.Skus.Count), Is.EqualTo((bag.Total, 1)), "the parts of a request stand by themselves");
    }

    [Test]
    public async Task Refusals_of_refunds()
    {
        Order order = await Submitted(Tote),
            cart = await Cart(Tote);
        await Refused(404, 4216, "order_not_found", () => Violet.Orders.RefundAsync(1, 1, new RefundBagRequest()));
        await Refused(404, 4201, "bag_not_found", () => Violet.Orders.RefundAsync(order.Id, 1, new RefundBagRequest()));
        await Refused(
            404,
            4219,
            "order_sku_not_found",
            () => Violet.Orders.RefundAsync(order.Id, order.Bags[0].Id, new RefundBagRequest { Skus = [new() { OrderSkuId = Tote }] })
        );
        await Refused(404, 4227, "order_refund_not_found", () => Violet.Orders.GetRefundAsync(order.Id, 1));
        await Refused(400, 4225, "invalid_bag_state", () => Violet.Orders.RefundAsync(cart.Id, cart.Bags[0].Id, new RefundBagRequest()));
        await Refused(404, 4216, "order_not_found", () => Violet.Orders.ListRefundsAsync(1));
        Assert.That(await Violet.Orders.ListRefundsAsync(order.Id), Is.Empty);
    }

    [Test]
    public async Task A_refund_can_fail_at_the_shop()
    {
        Order order = await Submitted(Tote);
        Server.Use(VioletScenario.RefundFails);

        Refund refund = await Violet.Orders.RefundAsync(order.Id, order.Bags[0].Id, new RefundBagRequest());

        Assert.That((refund.Status.Raw, refund.Errors.Single().Resolved), Is.EqualTo(("FAILED", (bool?)false)));
        Assert.That(States(await Violet.Orders.GetAsync(order.Id)), Is.EqualTo((string[])["ACCEPTED PAID", "COMPLETED CAPTURED"]));
        Server.Use(VioletScenario.Ordinary);
        Assert.That((await Violet.Orders.RefundAsync(order.Id, order.Bags[0].Id, new RefundBagRequest())).Amount, Is.EqualTo(order.Total));
    }

    [Test]
    public async Task A_refund_can_take_its_time()
    {
        Order order = await Submitted(Tote);
        Server.Use(VioletScenario.SlowRefunds);

        Refund refund = await Violet.Orders.RefundAsync(order.Id, order.Bags[0].Id, new RefundBagRequest());

        Assert.That(refund.Status == RefundStatus.Processing);
        Assert.That((await Violet.Orders.GetAsync(order.Id)).Bags[0].Status == BagStatus.Refunded);
        Assert.That((await Violet.Orders.GetRefundAsync(order.Id, refund.Id)).Status == RefundStatus.Completed);
    }

    [Test]
    public async Task A_canceled_order_is_paid_back_and_its_goods_return_to_the_shelf()
    {
        Order order = await Submitted(Tote, Beanie);
        Assert.That((await Violet.Skus.GetAsync(Tote)).QtyAvailable, Is.EqualTo(24));
        Assert.That(await Violet.Orders.GetCancellationAsync(order.Id), Is.Null);

        OrderCancellation cancellation = await Violet.Orders.CancelAsync(order.Id, new CancelOrderRequest());

        Assert.That((cancellation.Status.Raw, cancellation.Message), Is.EqualTo(("CANCELED", "All external orders were cancelled.")));
        BagCancellation bag = cancellation.CancelledBags[0];
        Assert.That(
            (bag.OriginatedBy.Raw, bag.Refund?.Status.Raw, bag.Refund?.Reason),
            Is.EqualTo(("VIOLET", "COMPLETED", "Order canceled"))
        );
        Assert.That(cancellation.CancelledBags.Sum(b => b.Refund?.Amount), Is.EqualTo(order.Total));
        Assert.That((await Violet.Orders.GetAsync(order.Id)).Status == OrderStatus.Canceled);
        Assert.That((await Violet.Skus.GetAsync(Tote)).QtyAvailable, Is.EqualTo(25));
        await Refused(400, 4225, "invalid_bag_state", () => Violet.Orders.CancelAsync(order.Id, new CancelOrderRequest()));
    }

    [Test]
    public async Task One_bag_in_a_wrong_state_refuses_the_whole_order_and_the_other_is_canceled_by_itself()
    {
        Order order = await Submit(await ReadyCart(TestSkus.RefusedAtSubmit, Beanie));
        await Refused(400, 4225, "invalid_bag_state", () => Violet.Orders.CancelAsync(order.Id, new CancelOrderRequest()));
        await Refused(404, 4201, "bag_not_found", () => Violet.Orders.CancelBagAsync(order.Id, 1, new CancelOrderRequest()));

        OrderCancellation one = await Violet.Orders.CancelBagAsync(order.Id, order.Bags[1].Id, new CancelOrderRequest());

        Assert.That((one.Status.Raw, Server.Requests[^1].Status), Is.EqualTo(("CANCELED", 200)));
        Assert.That((await Violet.Orders.GetCancellationAsync(order.Id))!.Status == CancellationStatus.PartiallyCanceled);
    }

    [Test]
    public async Task A_partly_refunded_bag_can_be_canceled_and_a_cart_cannot()
    {
        Order order = await Submitted(Tote),
            cart = await Cart(Tote);
        await Violet.Orders.RefundAsync(order.Id, order.Bags[0].Id, new RefundBagRequest { AmountRefunded = 100 });

        OrderCancellation cancellation = await Violet.Orders.CancelBagAsync(order.Id, order.Bags[0].Id, new CancelOrderRequest());

        Assert.That((cancellation.Status.Raw, cancellation.CancelledBags[0].Refund?.Amount), Is.EqualTo(("CANCELED", order.Total - 100)));
        await Refused(400, 4225, "invalid_bag_state", () => Violet.Orders.CancelAsync(cart.Id, new CancelOrderRequest()));
        await Refused(404, 4216, "order_not_found", () => Violet.Orders.CancelAsync(1, new CancelOrderRequest()));
    }

    [TestCase("SUBMITTED", true, true)]
    [TestCase("ACCEPTED", true, true)]
    [TestCase("COMPLETED", true, true)]
    [TestCase("PARTIALLY_REFUNDED", true, true)]
    [TestCase("CANCELED", false, true)]
    [TestCase("REJECTED", false, false)]
    [TestCase("REFUNDED", false, false)]
    [TestCase("SHIPPED", false, false)] // no state of bags in today's reference
    [TestCase("BACKORDERED", false, false)]
    public async Task The_state_of_a_bag_decides(string state, bool canBeCanceled, bool canBeRefunded)
    {
        long[] ids = new long[2];
        for (int i = 0; i < ids.Length; i++)
        {
            Bag bag = new()
            {
                MerchantId = Alpine,
                Status = new OpenEnum<BagStatus>(state),
                Skus = [new OrderSku { SkuId = Tote, Price = 900 }],
            };
            ids[i] = Server.Orders.Add(new Order { Bags = [bag] }).Id;
        }

        Func<Task> cancel = () => Violet.Orders.CancelAsync(ids[0], new CancelOrderRequest()),
            refund = async () => await Violet.Orders.RefundAsync(ids[1], Server.Orders.Get(ids[1])!.Bags[0].Id, new RefundBagRequest());
        await (canBeCanceled ? cancel() : Refused(400, 4225, "invalid_bag_state", cancel));
        await (canBeRefunded ? refund() : Refused(400, 4225, "invalid_bag_state", refund));
    }

    [Test]
    public async Task A_shop_can_refuse_to_cancel()
    {
        Order order = await Submitted(Tote);
        Server.Use(VioletScenario.CancellationFails);

        OrderCancellation refused = await Violet.Orders.CancelAsync(order.Id, new CancelOrderRequest());

        Assert.That(
            (refused.Status.Raw, refused.Message, Server.Requests[^1].Status, refused.CancelledBags[0].Errors.Single().Type.Raw),
            Is.EqualTo(("CANCELLATION_FAILURE", "All external orders failed to be cancelled.", 202, "EXTERNAL_CANCEL_ORDER"))
        );
        Assert.That(States(await Violet.Orders.GetAsync(order.Id)), Is.EqualTo((string[])["ACCEPTED PAID", "COMPLETED CAPTURED"]));
    }

    [Test]
    public async Task A_bag_that_was_sent_is_canceled_by_no_shop()
    {
        const long Delivered = 74001; // COMPLETED and DELIVERED
        Order order = await Violet.Orders.GetAsync(Delivered);
        OrderCancellation refused = await Violet.Orders.CancelBagAsync(Delivered, order.Bags[0].Id, new CancelOrderRequest());
        Assert.That((refused.Status.Raw, Server.Requests[^1].Status), Is.EqualTo(("CANCELLATION_FAILURE", 202)));
    }
}
