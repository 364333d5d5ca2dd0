using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>What is done with a placed order beside refunds: adjustments, the fees of a payment, and refunds of Violet's side
/// alone.</summary>
public class AfterOrderTests : CheckoutScene
{
    private static CreateBagAdjustmentRequest Adjustment(long merchant = 100) =>
        new()
        {
            EntityType = AdjustedTotal.TaxTotal,
            PreviousValue = 300,
            AdjustedValue = 200,
            ShopperAdjustment = true,
            ShopperAdjustmentAmount = -100,
            MerchantAdjustment = true,
            MerchantAdjustmentAmount = merchant,
            ChannelAdjustment = false,
            ChannelAdjustmentAmount = 0,
            Reason = "The rate was wrong.",
        };

    private static BagTransactionFeeRequest Fee(string key = "fee-1", long amount = 30) =>
        new()
        {
            TransactionFeeTotalAmount = amount,
            Currency = "USD",
            SourceType = TransactionFeeSource.AppProvided,
            SourceProvider = "stripe",
            SourceReferenceId = "ch_1",
            IdempotencyKey = key,
        };

    private VioletClient AnotherApp()
    {
        var options = new VioletOptions();
        Server.AddAccount().Configure(options);
        return new VioletClient(options);
    }

    [Test]
    public async Task An_adjustment_adds_up_to_zero_and_stays()
    {
        Order order = await Submitted(Tote, Beanie);
        long bag = order.Bags[0].Id;
        await Refused(400, 1001, "bad_request", () => Violet.Orders.CreateBagAdjustmentAsync(order.Id, bag, Adjustment(merchant: 99)));

        BagAdjustment made = await Violet.Orders.CreateBagAdjustmentAsync(order.Id, bag, Adjustment());

        Assert.That((made.AdjustmentDelta, made.BagId, made.MerchantId), Is.EqualTo((-100, (long?)bag, (long?)Alpine)));
        Assert.That((await Violet.Orders.GetBagAdjustmentAsync(order.Id, bag, made.Id)).Reason, Is.EqualTo(made.Reason));
        Assert.That((await Violet.Orders.ListAdjustmentsAsync(order.Id)).Single().Id, Is.EqualTo(made.Id));
        Assert.That(await Violet.Orders.ListBagAdjustmentsAsync(order.Id, order.Bags[1].Id), Is.Empty);
        using VioletClient other = AnotherApp();
        await Refused(403, 9403, "insufficient_permissions", () => other.Orders.CreateBagAdjustmentAsync(order.Id, bag, Adjustment()));
    }

    [Test]
    public async Task A_bag_belongs_to_the_app_that_made_it()
    {
        using VioletClient other = AnotherApp();
        Order cart = await other.Carts.CreateAsync(new CreateCartRequest { Skus = [new CartSkuRequest { SkuId = Tote }] });
        Assert.That(cart.AppId, Is.EqualTo(Server.AppId + 1));
        await Refused(403, 1001, "bad_request", () => Violet.Orders.SubmitBagTransactionFeeAsync(cart.Bags[0].Id, Fee()));
        await other.Orders.SubmitBagTransactionFeeAsync(cart.Bags[0].Id, Fee());
    }

    [Test]
    public async Task A_fee_counts_once_and_other_data_under_its_key_is_refused()
    {
        long bag = (await Submitted(Tote)).Bags[0].Id;
        Task<BagTransactionFeeSubmission> Submit(BagTransactionFeeRequest fee) => Violet.Orders.SubmitBagTransactionFeeAsync(bag, fee);

        BagTransactionFeeSubmission first = await Submit(Fee()),
            again = await Submit(Fee());

        Assert.That((first.Outcome.Raw, again.Outcome.Raw), Is.EqualTo(("accepted", "duplicate_accepted")));
        Assert.That(again.BagTransactionFee!.Id, Is.EqualTo(first.BagTransactionFee!.Id));
        await WhyNot("DUPLICATE_CONFLICT", f => f.TransactionFeeTotalAmount = 31);
        await WhyNot("INVALID_SOURCE_TYPE", f => f.SourceType = TransactionFeeSource.VioletCalculated);
        await WhyNot("MISSING_REQUIRED_FIELD", f => f.IdempotencyKey = null);
        await WhyNot("INVALID_AMOUNT", f => f.TransactionFeeTotalAmount = -1);
        await WhyNot("INVALID_CURRENCY", f => f.Currency = "EUR");

        async Task WhyNot(string reason, Action<BagTransactionFeeRequest> change)
        {
            BagTransactionFeeRequest fee = Fee();
            change(fee);
            Assert.That((await Refused(400, 1001, "bad_request", () => Submit(fee))).ApiMessage, Is.EqualTo(reason));
        }
    }

    [Test]
    public async Task A_fee_that_the_configuration_does_not_allow_is_refused_with_200_and_so_is_one_that_comes_late()
    {
        Order order = await Submitted(Tote);
        Bag bag = order.Bags[0];
        Server.Use(VioletScenario.NoTransactionFees);
        BagTransactionFeeSubmission forbidden = await Violet.Orders.SubmitBagTransactionFeeAsync(bag.Id, Fee());
        Server.Use(VioletScenario.Ordinary);
        await Violet.Orders.TransferBagFundsAsync(order.Id, bag.Id);
        BagTransactionFeeSubmission late = await Violet.Orders.SubmitBagTransactionFeeAsync(bag.Id, Fee());

        Assert.That(
            (forbidden.Outcome.Raw, forbidden.ErrorCode, late.Outcome.Raw),
            Is.EqualTo(("config_conflict_rejected", "CONFIG_DISALLOWS_APP_PROVIDED_FEE", "late_rejected"))
        );
    }

    [Test]
    public async Task A_refund_of_Violets_side_alone_does_not_ask_the_shop()
    {
        Order order = await Submitted(Tote);
        Server.Use(VioletScenario.RefundFails);
        Task<Refund> Refund(bool skip) =>
            Violet.Orders.RefundAsync(order.Id, order.Bags[0].Id, new RefundBagRequest { AmountRefunded = 100 }, skip);

        Refund failed = await Refund(skip: false),
            skipped = await Refund(skip: true);

        Assert.That((failed.Status.Raw, skipped.Status.Raw, skipped.ExternalId), Is.EqualTo(("FAILED", "COMPLETED", (string?)null)));
    }

    [Test]
    public async Task Many_transfers_are_a_summary_of_what_went_and_what_failed()
    {
        Order order = await Submitted(Tote);
        BulkTransfer sent = await Violet.Orders.BulkTransferFundsAsync(new BulkTransferFundsRequest { OrderIds = [order.Id, 1] });
        Assert.That(sent.SuccessfulTransfers!.OrderIds, Is.EqualTo((long[])[order.Id]));
        Assert.That((sent.FailedTransfers!.Count, sent.FailedTransfers.OrderIds[0]), Is.EqualTo(((int?)1, 1)));
    }
}
