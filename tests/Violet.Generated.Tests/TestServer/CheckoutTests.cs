using Violet.Generated.Testing;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Tests.TestServer;

/// <summary>From an empty cart to a refund, through the real client; and what goes wrong on the way.</summary>
public class CheckoutTests
{
    // Two SKUs of Alpine Outfitters (9.00 and 10.37) and one of Birch & Bean Coffee (11.74).
    private const long Tote = 200010,
        Mug = 200020,
        Beanie = 200330;
    private const long Alpine = 10001,
        Disconnected = 10010;

    private VioletTestServer _server = null!;
    private VioletClient _violet = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await VioletTestServer.StartAsync();
        _violet = _server.Violet(o => o.MaxRetries = 0);
    }

    [TearDown]
    public async Task Stop()
    {
        _violet.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task The_whole_way_from_an_empty_cart_to_a_refund()
    {
        Order cart = AddsUp(await _violet.Carts.CreateAsync(new CreateCartRequest { AppOrderId = "shop-1" }));
        Assert.That(
            (cart.SubTotal, cart.Total, cart.Bags.Count, cart.Status == OrderStatus.InProgress),
            Is.EqualTo((0, (long?)null, 0, true))
        );

        cart = AddsUp(await _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Tote, Quantity = 2 }));
        Assert.That((cart.SubTotal, cart.Bags.Count), Is.EqualTo((1800, 1)));
        cart = AddsUp(await _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Mug }));
        Assert.That((cart.SubTotal, cart.Bags.Count), Is.EqualTo((2837, 1)));
        cart = AddsUp(await _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Beanie, Quantity = 3 }));
        Assert.That(cart.Bags.Select(b => b.SubTotal), Is.EqualTo((long?[])[2837, 3522]));
        Assert.That((cart.SubTotal, cart.Total, cart.Priced), Is.EqualTo((6359, (long?)null, (bool?)false)));

        cart = AddsUp(await _violet.Carts.SetCustomerAsync(cart.Id, Customer()));
        Assert.That(cart.Customer?.Name, Is.EqualTo("Ada Lovelace"));
        cart = AddsUp(await _violet.Carts.SetShippingAddressAsync(cart.Id, Address()));
        cart = AddsUp(await _violet.Carts.SetBillingAddressAsync(cart.Id, Address()));
        Assert.That(
            (cart.ShippingAddress?.City, cart.BillingAddress?.PostalCode, cart.SubTotal),
            Is.EqualTo(("San Francisco", "94105", 6359))
        );

        IReadOnlyList<BagShippingMethods> methods = await _violet.Carts.ListShippingMethodsAsync(cart.Id);
        Assert.That(methods.Select(m => m.BagId), Is.EqualTo(cart.Bags.Select(b => (long?)b.Id)));
        Assert.That(methods[0].ShippingMethods.Select(m => m.Price), Is.EqualTo((long?[])[595, 1495]));

        cart = AddsUp(await _violet.Carts.SetShippingAsync(cart.Id, Choose(methods), priceCart: false));
        Assert.That((cart.Priced, cart.Total, cart.Bags[1].ShippingMethod?.Label), Is.EqualTo(((bool?)false, (long?)null, "Standard")));

        cart = AddsUp(await _violet.Carts.PriceAsync(cart.Id));
        Assert.That(
            cart.Bags.Select(b => (b.SubTotal, b.ShippingTotal, b.TaxTotal, b.DiscountTotal, b.Total)),
            Is.EqualTo((((long?, long?, long?, long?, long?)[])[(2837, 595, 184, 0, 3616), (3522, 595, 229, 0, 4346)]))
        );
        Assert.That(
            (cart.Priced, cart.SubTotal, cart.ShippingTotal, cart.TaxTotal, cart.DiscountTotal, cart.Total),
            Is.EqualTo(((bool?)true, 6359, 1190, 413, 0, 7962))
        );

        cart = AddsUp(
            await _violet.Carts.AddDiscountAsync(cart.Id, new CartDiscountRequest { Code = "SAVE10", MerchantId = Alpine }, priceCart: true)
        );
        // 10 % of 2837 is 284; the tax of 6.5 % is on the rest.
        Assert.That(
            (cart.Bags[0].DiscountTotal, cart.Bags[0].TaxTotal, cart.Bags[0].Total, cart.Total),
            Is.EqualTo((284, 166, 3314, 7660))
        );

        cart = AddsUp(await _violet.Carts.SetPaymentAsync(cart.Id, new PaymentMethodRequest { IntentBasedCapture = true }));
        Assert.That(
            (cart.PaymentIntentClientSecret, cart.PaymentTransactions.Single().Amount, cart.Total),
            Is.EqualTo(($"pi_{cart.Id}_secret_example", 7660, 7660))
        );

        Order submitted = AddsUp(await _violet.Carts.SubmitAsync(cart.Id, new SubmitCartRequest { ReferralId = "newsletter" }));
        Assert.That(
            (submitted.Id, submitted.Status == OrderStatus.Completed, submitted.Total, submitted.ReferralId),
            Is.EqualTo((cart.Id, true, 7660, "newsletter"))
        );

        Order order = AddsUp(await _violet.Orders.GetAsync(cart.Id));
        Assert.That(
            order.Bags.Select(b => (b.Status.Raw, b.FinancialStatus.Raw, b.Total)),
            Is.EqualTo(((string, string, long?)[])[("ACCEPTED", "PAID", 3314), ("ACCEPTED", "PAID", 4346)])
        );
        Assert.That(order.PaymentTransactions.Single().CaptureStatus == PaymentStatus.Captured);
        Assert.That(
            (await _violet.Orders.SearchAsync(new OrderSearchRequest { AppOrderId = "shop-1" })).Content.Single().Total,
            Is.EqualTo(7660)
        );

        Refund refund = await _violet.Orders.RefundAsync(order.Id, order.Bags[0].Id, new RefundBagRequest { Reason = "Broken" });
        Assert.That(
            (refund.Amount, refund.TaxAmount, refund.Status == RefundStatus.Completed, refund.Skus.Sum(s => s.QuantityRefunded)),
            Is.EqualTo((3314, 166, true, 3))
        );
        order = AddsUp(await _violet.Orders.GetAsync(order.Id));
        Assert.That(
            (order.Status.Raw, order.Bags[0].Status.Raw, order.Bags[1].Status.Raw),
            Is.EqualTo(("PARTIALLY_REFUNDED", "REFUNDED", "ACCEPTED"))
        );

        OrderCancellation cancellation = await _violet.Orders.CancelBagAsync(
            order.Id,
            order.Bags[1].Id,
            new CancelOrderRequest { ReasonCode = ReasonCode.Customer }
        );
        Assert.That(
            (cancellation.Status.Raw, cancellation.CancelledBags.Single().Refund?.Amount),
            Is.EqualTo(("PARTIALLY_CANCELED", 4346))
        );
        order = AddsUp(await _violet.Orders.GetAsync(order.Id));
        Assert.That(
            (order.Status.Raw, order.Bags[0].Status.Raw, order.Bags[1].Status.Raw),
            Is.EqualTo(("REFUNDED", "REFUNDED", "CANCELED"))
        );
        Assert.That((await _violet.Orders.ListRefundsAsync(order.Id)).Sum(r => r.Amount), Is.EqualTo(order.Total));
        Assert.That((await _violet.Orders.GetRefundAsync(order.Id, refund.Id)).Amount, Is.EqualTo(3314));
        Assert.That((await _violet.Orders.GetCancellationAsync(order.Id))?.CancelledBags.Single().BagId, Is.EqualTo(order.Bags[1].Id));
    }

    [Test]
    public async Task Lines_are_changed_and_removed_by_their_own_id()
    {
        Order cart = await Cart(Tote, Beanie);
        OrderSku line = cart.Bags[0].Skus.Single();

        cart = AddsUp(await _violet.Carts.UpdateSkuAsync(cart.Id, line.Id, new UpdateCartSkuRequest { Quantity = 4 }));
        Assert.That((cart.Bags[0].Skus.Single().LinePrice, cart.SubTotal), Is.EqualTo((3600, 3600 + 1174)));
        cart = AddsUp(await _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Tote }));
        Assert.That(cart.Bags[0].Skus.Single().Quantity, Is.EqualTo(5));
        await Refused(404, 4219, "order_sku_not_found", () => _violet.Carts.RemoveSkuAsync(cart.Id, Tote));
        cart = AddsUp(await _violet.Carts.RemoveSkuAsync(cart.Id, line.Id));
        Assert.That((cart.Bags.Single().MerchantId, cart.SubTotal), Is.EqualTo((10002, 1174)));

        await _violet.Carts.DeleteAsync(cart.Id);
        await Refused(404, 4216, "order_not_found", () => _violet.Carts.GetAsync(cart.Id));
    }

    [Test]
    public async Task Discounts_apply_or_come_as_invalid()
    {
        Order cart = await ReadyCart(Tote, Beanie);
        cart = AddsUp(
            await _violet.Carts.AddDiscountAsync(cart.Id, new CartDiscountRequest { Code = "nope", MerchantId = Alpine }, priceCart: true)
        );
        BagDiscount invalid = cart.Bags[0].Discounts.Single();
        Assert.That((invalid.Status == DiscountStatus.Invalid, invalid.AmountTotal, cart.DiscountTotal), Is.EqualTo((true, 0, 0)));
        cart = AddsUp(await _violet.Carts.RemoveDiscountAsync(cart.Id, invalid.Id!.Value));
        Assert.That((cart.Bags[0].Discounts, cart.Priced), Is.EqualTo((Array.Empty<BagDiscount>(), (bool?)false)));
        foreach (int _ in Enumerable.Range(0, 3))
            cart = AddsUp(
                await _violet.Carts.AddDiscountAsync(
                    cart.Id,
                    new CartDiscountRequest { Code = "FIVEOFF", MerchantId = Alpine },
                    priceCart: true
                )
            );
        Assert.That(
            (cart.Bags[0].DiscountTotal, cart.Bags[0].Total),
            Is.EqualTo((900, 595)),
            "A discount takes off no more than the goods cost."
        );
        cart = AddsUp(
            await _violet.Carts.UpdateSkuAsync(
                cart.Id,
                cart.Bags[1].Skus[0].Id,
                new UpdateCartSkuRequest
                {
                    Discount = new SkuDiscountRequest
                    {
                        Type = DiscountType.Custom,
                        ValueType = DiscountValueType.Amount,
                        Amount = 74,
                    },
                },
                priceCart: true
            )
        );
        Assert.That((cart.Bags[1].DiscountTotal, cart.Bags[1].TaxTotal, cart.Bags[1].Total), Is.EqualTo((74, 72, 1174 - 74 + 72 + 595)));
    }

    [Test]
    public async Task A_bag_is_refunded_by_line_then_by_amount_then_as_a_whole()
    {
        Order order = await Submitted(Tote, Mug);
        Bag bag = order.Bags.Single(); // 1937 + 126 tax + 595 shipping
        Assert.That(bag.Total, Is.EqualTo(2658));

        Refund byLine = await _violet.Orders.RefundAsync(
            order.Id,
            bag.Id,
            new RefundBagRequest { Skus = [new RefundSkuRequest { OrderSkuId = bag.Skus[0].Id, QuantityRefunded = 1 }] }
        );
        Assert.That((byLine.Amount, byLine.TaxAmount), Is.EqualTo((958, 58)));
        bag = (await _violet.Orders.GetAsync(order.Id)).Bags.Single();
        Assert.That(
            (bag.Status.Raw, bag.FinancialStatus.Raw, bag.Skus[0].Status.Raw, bag.Skus[1].Status.Raw),
            Is.EqualTo(("PARTIALLY_REFUNDED", "PARTIALLY_REFUNDED", "REFUNDED", "PROCESSING"))
        );

        await Refused(
            400,
            9001,
            "invalid_parameter",
            () => _violet.Orders.RefundAsync(order.Id, bag.Id, new RefundBagRequest { AmountRefunded = 1701 })
        );
        await _violet.Orders.RefundAsync(order.Id, bag.Id, new RefundBagRequest { AmountRefunded = 700 });
        Refund rest = await _violet.Orders.RefundAsync(order.Id, bag.Id, new RefundBagRequest());
        Assert.That(rest.Amount, Is.EqualTo(1000));

        IReadOnlyList<Refund> refunds = await _violet.Orders.ListBagRefundsAsync(order.Id, bag.Id);
        Assert.That((refunds.Sum(r => r.Amount), refunds.Sum(r => r.TaxAmount)), Is.EqualTo((bag.Total, bag.TaxTotal)));
        Assert.That((await _violet.Orders.GetAsync(order.Id)).Status == OrderStatus.Refunded);
        await Refused(400, 4225, "invalid_bag_state", () => _violet.Orders.RefundAsync(order.Id, bag.Id, new RefundBagRequest()));
        await Refused(404, 4227, "order_refund_not_found", () => _violet.Orders.GetRefundAsync(order.Id, 1));
    }

    [Test]
    public async Task A_canceled_order_is_paid_back_and_its_goods_return_to_the_shelf()
    {
        Order order = await Submitted(Tote, Beanie);
        Assert.That((await _violet.Skus.GetAsync(Tote)).QtyAvailable, Is.EqualTo(24));
        Assert.That(await _violet.Orders.GetCancellationAsync(order.Id), Is.Null);

        OrderCancellation cancellation = await _violet.Orders.CancelAsync(order.Id, new CancelOrderRequest());

        Assert.That(cancellation.Status == CancellationStatus.Canceled);
        Assert.That(cancellation.CancelledBags.Sum(b => b.Refund?.Amount), Is.EqualTo(order.Total));
        Assert.That((await _violet.Orders.GetAsync(order.Id)).Status == OrderStatus.Canceled);
        Assert.That((await _violet.Skus.GetAsync(Tote)).QtyAvailable, Is.EqualTo(25));
        cancellation = await _violet.Orders.CancelAsync(order.Id, new CancelOrderRequest());
        Assert.That((cancellation.Status.Raw, _server.Requests[^1].Status), Is.EqualTo(("CANCELLATION_FAILURE", 202)));
    }

    [Test]
    public async Task What_a_shop_cannot_sell_comes_as_200_with_errors()
    {
        Order cart = await Cart(Tote);

        Order unavailable = AddsUp(await _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = OfferSeed.UnavailableSku }));
        AssertError(unavailable, OrderErrorType.ExternalAddItem, "not available");
        Assert.That((unavailable.SubTotal, unavailable.Errors.Single().EntityId), Is.EqualTo((900, $"{OfferSeed.UnavailableSku}")));

        Order tooMany = AddsUp(await _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = OfferSeed.ScarceSku, Quantity = 3 }));
        AssertError(tooMany, OrderErrorType.ExternalAddItem, "Insufficient inventory");
        Assert.That(Assert.Throws<VioletOrderException>(() => tooMany.ThrowIfErrors())!.Message, Does.Contain("EXTERNAL_ADD_ITEM"));
        Assert.That((await _violet.Carts.GetAsync(cart.Id)).Errors, Has.Count.EqualTo(1), "Reading shows it too.");

        cart = AddsUp(await _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = OfferSeed.ScarceSku, Quantity = 2 }));
        Assert.That((cart.Errors.Count, cart.Bags.Single().Skus.Count), Is.EqualTo((0, 2)));
        cart = AddsUp(await _violet.Carts.UpdateSkuAsync(cart.Id, cart.Bags[0].Skus[1].Id, new UpdateCartSkuRequest { Quantity = 3 }));
        AssertError(cart, OrderErrorType.ExternalUpdateItem, "Insufficient inventory");
        Assert.That(cart.Bags[0].Skus[1].Quantity, Is.EqualTo(2));
    }

    [Test]
    public async Task Who_submits_second_finds_the_shelf_empty()
    {
        Order first = await ReadyCart(OfferSeed.ScarceSku),
            second = await ReadyCart(OfferSeed.ScarceSku, OfferSeed.ScarceSku);
        Assert.That((await _violet.Carts.SubmitAsync(first.Id, new SubmitCartRequest())).Errors, Is.Empty);

        Order refused = AddsUp(await _violet.Carts.SubmitAsync(second.Id, new SubmitCartRequest()));

        AssertError(refused, OrderErrorType.ExternalSubmitCart, "Insufficient inventory");
        Assert.That(refused.Status == OrderStatus.InProgress);
    }

    [Test]
    public async Task An_invalid_address_comes_as_200_with_errors()
    {
        Order cart = await Cart(Tote);
        AddressRequest wrong = Address();
        wrong.PostalCode = "00000";

        Order shipping = await _violet.Carts.SetShippingAddressAsync(cart.Id, wrong);
        AssertError(shipping, OrderErrorType.ExternalAddShippingAddress, "00000");
        Assert.That(shipping.ShippingAddress, Is.Null);
        AssertError(await _violet.Carts.SetBillingAddressAsync(cart.Id, wrong), OrderErrorType.ExternalAddBillingAddress, "00000");
        Assert.That((await _violet.Carts.SetShippingAddressAsync(cart.Id, Address())).Errors, Is.Empty, "The next call starts afresh.");
    }

    [Test]
    public async Task A_submission_must_be_ready_and_is_possible_once()
    {
        Order empty = await _violet.Carts.CreateAsync(new CreateCartRequest());
        await Refused(412, 4204, "empty_cart", () => _violet.Carts.SubmitAsync(empty.Id, new SubmitCartRequest()));
        await Refused(412, 4204, "empty_cart", () => _violet.Carts.PriceAsync(empty.Id));

        Order cart = await Cart(Tote);
        await Refused(412, 4232, "invalid_shipping_address", () => _violet.Carts.ListShippingMethodsAsync(cart.Id));
        await _violet.Carts.SetCustomerAsync(cart.Id, Customer(Address()));
        await Refused(412, 4211, "null_shipping_method", () => _violet.Carts.PriceAsync(cart.Id));
        await Refused(400, 4211, "null_shipping_method", () => _violet.Carts.SubmitAsync(cart.Id, new SubmitCartRequest()));
        cart = AddsUp(await _violet.Carts.SetShippingAsync(cart.Id, Choose(await _violet.Carts.ListShippingMethodsAsync(cart.Id))));
        Assert.That(cart.Priced, Is.True, "Choosing the shipping prices the cart.");
        await Refused(400, 4409, "invalid_payment_method", () => _violet.Carts.SubmitAsync(cart.Id, new SubmitCartRequest()));
        await Refused(400, 4409, "invalid_payment_method", () => _violet.Carts.UpdatePaymentAsync(cart.Id));
        await _violet.Carts.SetPaymentAsync(
            cart.Id,
            new PaymentMethodRequest { Type = PaymentMethodType.SingleUseCardToken, Token = "tok_visa" }
        );
        cart = AddsUp(await _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Tote }, priceCart: true));
        cart = await _violet.Carts.UpdatePaymentAsync(cart.Id);
        Assert.That((cart.PaymentTransactions.Single().Amount, cart.PaymentMethod?.LastFour), Is.EqualTo((1800 + 117 + 595, "4242")));

        await _violet.Carts.SubmitAsync(cart.Id, new SubmitCartRequest());
        await Refused(409, 4238, "order_submission_in_progress", () => _violet.Carts.SubmitAsync(cart.Id, new SubmitCartRequest()));
        await Refused(400, 4222, "order_completed", () => _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Tote }));
    }

    [Test]
    public async Task Unknown_things_are_refused()
    {
        Order cart = await Cart(Tote);
        await Refused(404, 4216, "order_not_found", () => _violet.Carts.GetAsync(1));
        await Refused(404, 4216, "order_not_found", () => _violet.Carts.SubmitAsync(1, new SubmitCartRequest()));
        await Refused(404, 2002, "sku_not_found", () => _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = 5 }));
        Sku closed = (await _violet.Offers.ListByMerchantAsync(Disconnected)).Content[0].Skus[0];
        await Refused(
            401,
            7118,
            "merchant_not_connected",
            () => _violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = closed.Id })
        );
        await Refused(
            404,
            4201,
            "bag_not_found",
            () => _violet.Carts.AddDiscountAsync(cart.Id, new CartDiscountRequest { Code = "SAVE10", MerchantId = 10002 })
        );
        await Refused(404, 4201, "bag_not_found", () => _violet.Orders.RefundAsync(cart.Id, 1, new RefundBagRequest()));
        await Refused(400, 4225, "invalid_bag_state", () => _violet.Orders.CancelAsync(cart.Id, new CancelOrderRequest()));
    }

    private static CartCustomerRequest Customer(AddressRequest? address = null) =>
        new()
        {
            FirstName = "Ada",
            LastName = "Lovelace",
            Email = "ada@example.com",
            ShippingAddress = address,
            SameAddress = address is null ? null : true,
        };

    private static AddressRequest Address() =>
        new()
        {
            Address1 = "1 Market Street",
            City = "San Francisco",
            State = "CA",
            PostalCode = "94105",
            Country = "US",
        };

    private static IEnumerable<BagShippingMethodRequest> Choose(IEnumerable<BagShippingMethods> methods) =>
        methods.Select(bag => new BagShippingMethodRequest
        {
            BagId = bag.BagId,
            ShippingMethodId = bag.ShippingMethods[0].ShippingMethodId,
        });

    private async Task<Order> Cart(params long[] skus) =>
        AddsUp(await _violet.Carts.CreateAsync(new CreateCartRequest { Skus = [.. skus.Select(id => new CartSkuRequest { SkuId = id })] }));

    private async Task<Order> ReadyCart(params long[] skus)
    {
        Order cart = await Cart(skus);
        await _violet.Carts.SetCustomerAsync(cart.Id, Customer(Address()));
        await _violet.Carts.SetShippingAsync(cart.Id, Choose(await _violet.Carts.ListShippingMethodsAsync(cart.Id)));
        return AddsUp(await _violet.Carts.SetPaymentAsync(cart.Id, new PaymentMethodRequest { IntentBasedCapture = true }));
    }

    private async Task<Order> Submitted(params long[] skus) =>
        AddsUp((await _violet.Carts.SubmitAsync((await ReadyCart(skus)).Id, new SubmitCartRequest())).ThrowIfErrors());

    /// <summary>The money adds up, whatever is known of it yet.</summary>
    private static Order AddsUp(Order order)
    {
        foreach (Bag bag in order.Bags)
        {
            Assert.That(bag.Skus.Select(s => s.LinePrice), Is.EqualTo(bag.Skus.Select(s => s.Price * s.Quantity)), $"bag {bag.Id}");
            Assert.That(bag.SubTotal, Is.EqualTo(bag.Skus.Sum(s => s.LinePrice)), $"bag {bag.Id}");
            if (order.Priced == true)
                Assert.That(
                    bag.Total,
                    Is.EqualTo(bag.SubTotal + bag.ShippingTotal + bag.TaxTotal - bag.DiscountTotal).And.Not.Null,
                    $"bag {bag.Id}"
                );
            else
                Assert.That(
                    (bag.ShippingTotal, bag.TaxTotal, bag.DiscountTotal, bag.Total),
                    Is.EqualTo(default((long?, long?, long?, long?))),
                    $"bag {bag.Id}"
                );
        }

        Assert.That(order.SubTotal, Is.EqualTo(order.Bags.Sum(b => b.SubTotal)));
        if (order.Priced != true)
            return order;
        Assert.That(
            (order.ShippingTotal, order.TaxTotal, order.DiscountTotal, order.Total),
            Is.EqualTo(
                (
                    order.Bags.Sum(b => b.ShippingTotal),
                    order.Bags.Sum(b => b.TaxTotal),
                    order.Bags.Sum(b => b.DiscountTotal),
                    order.Bags.Sum(b => b.Total)
                )
            )
        );
        return order;
    }

    private static void AssertError(Order order, OrderErrorType type, string message)
    {
        OrderError error = order.Errors.Single();
        Assert.That(error.Type == type, error.Type.Raw);
        Assert.That(error.OrderId, Is.EqualTo(order.Id));
        Assert.That(error.Message, Does.Contain(message));
    }

    private static async Task Refused(int status, int code, string slug, Func<Task> call)
    {
        VioletApiException? error = null;
        try
        {
            await call();
        }
        catch (VioletApiException e)
        {
            error = e;
        }

        Assert.That(((int?)error?.StatusCode, error?.Code, error?.Slug), Is.EqualTo(((int?)status, (int?)code, slug)));
    }
}
