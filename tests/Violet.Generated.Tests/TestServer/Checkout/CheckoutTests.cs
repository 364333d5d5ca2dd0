using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>From an empty cart to a refund, through the real client.</summary>
public class CheckoutTests : CheckoutScene
{
    [Test]
    public async Task The_whole_way_from_an_empty_cart_to_a_refund()
    {
        Order cart = AddsUp(await Violet.Carts.CreateAsync(new CreateCartRequest { AppOrderId = "shop-1" }));
        Assert.That(
            (cart.SubTotal, cart.Total, cart.Bags.Count, cart.Status == OrderStatus.InProgress),
            Is.EqualTo((0, (long?)null, 0, true))
        );

        cart = AddsUp(await Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Tote, Quantity = 2 }));
        Assert.That((cart.SubTotal, cart.Bags.Count), Is.EqualTo((1800, 1)));
        cart = AddsUp(await Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Mug }));
        Assert.That((cart.SubTotal, cart.Bags.Count), Is.EqualTo((2837, 1)));
        cart = AddsUp(await Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Beanie, Quantity = 3 }));
        Assert.That(cart.Bags.Select(b => b.SubTotal), Is.EqualTo((long?[])[2837, 3522]));
        Assert.That((cart.SubTotal, cart.Total, cart.Priced), Is.EqualTo((6359, (long?)null, (bool?)false)));

        cart = AddsUp(await Violet.Carts.SetCustomerAsync(cart.Id, Customer()));
        Assert.That(cart.Customer?.Name, Is.EqualTo("Ada Lovelace"));
        cart = AddsUp(await Violet.Carts.SetShippingAddressAsync(cart.Id, Address()));
        cart = AddsUp(await Violet.Carts.SetBillingAddressAsync(cart.Id, Address()));
        Assert.That(
            (cart.ShippingAddress?.City, cart.BillingAddress?.PostalCode, cart.SubTotal),
            Is.EqualTo(("San Francisco", "94105", 6359))
        );

        IReadOnlyList<BagShippingMethods> methods = await Violet.Carts.ListShippingMethodsAsync(cart.Id);
        Assert.That(methods.Select(m => m.BagId), Is.EqualTo(cart.Bags.Select(b => (long?)b.Id)));
        Assert.That(methods[0].ShippingMethods.Select(m => m.Price), Is.EqualTo((long?[])[595, 1495]));

        cart = AddsUp(await Violet.Carts.SetShippingAsync(cart.Id, Choose(methods), priceCart: false));
        Assert.That((cart.Priced, cart.Total, cart.Bags[1].ShippingMethod?.Label), Is.EqualTo(((bool?)false, (long?)null, "Standard")));

        cart = AddsUp(await Violet.Carts.PriceAsync(cart.Id));
        Assert.That(
            cart.Bags.Select(b => (b.SubTotal, b.ShippingTotal, b.TaxTotal, b.DiscountTotal, b.Total)),
            Is.EqualTo((((long?, long?, long?, long?, long?)[])[(2837, 595, 184, 0, 3616), (3522, 595, 229, 0, 4346)]))
        );
        Assert.That(
            (cart.Priced, cart.SubTotal, cart.ShippingTotal, cart.TaxTotal, cart.DiscountTotal, cart.Total),
            Is.EqualTo(((bool?)true, 6359, 1190, 413, 0, 7962))
        );

        cart = AddsUp(
            await Violet.Carts.AddDiscountAsync(cart.Id, new CartDiscountRequest { Code = "SAVE10", MerchantId = Alpine }, priceCart: true)
        );
        // 10 % of 2837 is 284; the tax of 6.5 % is on the rest.
        Assert.That(
            (cart.Bags[0].DiscountTotal, cart.Bags[0].TaxTotal, cart.Bags[0].Total, cart.Total),
            Is.EqualTo((284, 166, 3314, 7660))
        );

        cart = AddsUp(await Violet.Carts.SetPaymentAsync(cart.Id, Intent));
        Assert.That(
            (cart.PaymentIntentClientSecret, cart.PaymentTransactions.Single().Amount, cart.Total),
            Is.EqualTo(($"pi_{cart.Id}_secret_example", 7660, 7660))
        );

        Server.Payments.Confirm(cart.Id); // by the shopper's browser
        Order submitted = AddsUp(await Violet.Carts.SubmitAsync(cart.Id, new SubmitCartRequest { ReferralId = "newsletter" }));
        Assert.That(
            (submitted.Id, submitted.Status == OrderStatus.Completed, submitted.Total, submitted.ReferralId),
            Is.EqualTo((cart.Id, true, 7660, "newsletter"))
        );

        Order order = AddsUp(await Violet.Orders.GetAsync(cart.Id));
        Assert.That(
            order.Bags.Select(b => (b.Status.Raw, b.FinancialStatus.Raw, b.Total)),
            Is.EqualTo(((string, string, long?)[])[("ACCEPTED", "PAID", 3314), ("ACCEPTED", "PAID", 4346)])
        );
        Assert.That(order.PaymentTransactions.Single().CaptureStatus == PaymentStatus.Captured);
        Assert.That(
            (await Violet.Orders.SearchAsync(new OrderSearchRequest { AppOrderId = "shop-1" })).Content.Single().Total,
            Is.EqualTo(7660)
        );

        Refund refund = await Violet.Orders.RefundAsync(order.Id, order.Bags[0].Id, new RefundBagRequest { Reason = "Broken" });
        Assert.That(
            (refund.Amount, refund.TaxAmount, refund.Status == RefundStatus.Completed, refund.Skus.Sum(s => s.QuantityRefunded)),
            Is.EqualTo((3314, 166, true, 3))
        );
        order = AddsUp(await Violet.Orders.GetAsync(order.Id));
        Assert.That(
            (order.Status.Raw, order.Bags[0].Status.Raw, order.Bags[1].Status.Raw),
            Is.EqualTo(("PARTIALLY_REFUNDED", "REFUNDED", "ACCEPTED"))
        );

        OrderCancellation cancellation = await Violet.Orders.CancelBagAsync(
            order.Id,
            order.Bags[1].Id,
            new CancelOrderRequest { ReasonCode = ReasonCode.Customer }
        );
        Assert.That((cancellation.Status.Raw, cancellation.CancelledBags.Single().Refund?.Amount), Is.EqualTo(("CANCELED", 4346)));
        order = AddsUp(await Violet.Orders.GetAsync(order.Id));
        Assert.That(
            (order.Status.Raw, order.Bags[0].Status.Raw, order.Bags[1].Status.Raw),
            Is.EqualTo(("REFUNDED", "REFUNDED", "CANCELED"))
        );
        Assert.That((await Violet.Orders.ListRefundsAsync(order.Id)).Sum(r => r.Amount), Is.EqualTo(order.Total));
        Assert.That((await Violet.Orders.GetRefundAsync(order.Id, refund.Id)).Amount, Is.EqualTo(3314));
        Assert.That((await Violet.Orders.GetCancellationAsync(order.Id))?.CancelledBags.Single().BagId, Is.EqualTo(order.Bags[1].Id));
    }

    [Test]
    public async Task Lines_are_changed_and_removed_by_their_own_id()
    {
        Order cart = await Cart(Tote, Beanie);
        OrderSku line = cart.Bags[0].Skus.Single();

        cart = AddsUp(await Violet.Carts.UpdateSkuAsync(cart.Id, line.Id, new UpdateCartSkuRequest { Quantity = 4 }));
        Assert.That((cart.Bags[0].Skus.Single().LinePrice, cart.SubTotal), Is.EqualTo((3600, 3600 + 1174)));
        cart = AddsUp(await Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Tote }));
        Assert.That(cart.Bags[0].Skus.Single().Quantity, Is.EqualTo(5));
        await Refused(404, 4219, "order_sku_not_found", () => Violet.Carts.RemoveSkuAsync(cart.Id, Tote));
        cart = AddsUp(await Violet.Carts.RemoveSkuAsync(cart.Id, line.Id));
        Assert.That((cart.Bags.Single().MerchantId, cart.SubTotal), Is.EqualTo((10002, 1174)));

        await Violet.Carts.DeleteAsync(cart.Id);
        await Refused(404, 4216, "order_not_found", () => Violet.Carts.GetAsync(cart.Id));
    }

    [Test]
    public async Task Discounts_apply_or_come_as_invalid()
    {
        Order cart = await PricedCart(Tote, Beanie);
        cart = AddsUp(
            await Violet.Carts.AddDiscountAsync(cart.Id, new CartDiscountRequest { Code = "nope", MerchantId = Alpine }, priceCart: true)
        );
        BagDiscount invalid = cart.Bags[0].Discounts.Single();
        Assert.That((invalid.Status.Raw, invalid.AmountTotal, cart.DiscountTotal), Is.EqualTo(("INVALID", 0, 0)));
        Assert.That(Types(await Violet.Carts.GetAsync(cart.Id)), Is.EqualTo((string[])["EXTERNAL_ADD_DISCOUNT_CODE"]));
        cart = AddsUp(await Violet.Carts.RemoveDiscountAsync(cart.Id, invalid.Id!.Value));
        Assert.That((cart.Bags[0].Discounts, cart.Priced), Is.EqualTo((Array.Empty<BagDiscount>(), (bool?)false)));
        foreach (int _ in Enumerable.Range(0, 3))
        {
            cart = AddsUp(
                await Violet.Carts.AddDiscountAsync(
                    cart.Id,
                    new CartDiscountRequest { Code = "FIVEOFF", MerchantId = Alpine },
                    priceCart: true
                )
            );
        }

        Assert.That(
            (cart.Bags[0].DiscountTotal, cart.Bags[0].Total),
            Is.EqualTo((900, 595)),
            "A discount takes off no more than the goods cost."
        );
        cart = AddsUp(
            await Violet.Carts.UpdateSkuAsync(
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
    public async Task A_code_that_is_not_known_is_pending_until_the_cart_is_priced()
    {
        Order cart = await PricedCart(Tote);
        var code = new CartDiscountRequest { Code = "nope", MerchantId = Alpine };
        Assert.That((await Violet.Carts.AddDiscountAsync(cart.Id, code)).Bags[0].Discounts.Single().Status == DiscountStatus.Pending);
        Assert.That((await Violet.Carts.PriceAsync(cart.Id)).Bags[0].Discounts.Single().Status == DiscountStatus.Invalid);
    }

    [Test]
    public async Task A_code_of_a_merchant_without_a_bag_is_ignored()
    {
        var code = new CartDiscountRequest { Code = "SAVE10", MerchantId = Birch };
        Order cart = await Violet.Carts.CreateAsync(
            new CreateCartRequest { Skus = [new CartSkuRequest { SkuId = Tote }], Discounts = [code] }
        );
        cart = await Violet.Carts.AddDiscountAsync(cart.Id, code);
        Assert.That((cart.Bags.Single().Discounts.Count, cart.Errors.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Digital_goods_need_no_shipping()
    {
        Order digital = await Cart(TestSkus.Digital);
        Assert.That((await Violet.Carts.ListShippingMethodsAsync(digital.Id)).Single().ShippingMethods, Is.Empty);
        await Violet.Carts.SetCustomerAsync(digital.Id, Customer());
        await Violet.Carts.SetBillingAddressAsync(digital.Id, Address());
        await Violet.Carts.SetPaymentAsync(digital.Id, Token());
        Order order = AddsUp(await Submit(digital));
        Assert.That(
            (order.Status.Raw, order.Bags[0].Skus[0].ProductType.Raw, order.ShippingAddress, order.ShippingTotal),
            Is.EqualTo(("COMPLETED", "DIGITAL", (OrderAddress?)null, 0))
        );

        Order mixed = await ReadyCart(TestSkus.Digital, Beanie);
        Assert.That(mixed.Bags.Select(b => b.ShippingMethod?.Label), Is.EqualTo((string?[])[null, "Standard"]));
        Assert.That((await Submit(mixed)).Status == OrderStatus.Completed);
    }

    [Test]
    public async Task A_shop_that_makes_no_cart_is_told_at_creation()
    {
        CreateCartRequest Request(params long[] skus) => new() { Skus = [.. skus.Select(id => new CartSkuRequest { SkuId = id })] };
        VioletApiException alone = await Refused(
            422,
            2503,
            "external_cart_creation_failure",
            () => Violet.Carts.CreateAsync(Request(Tote, TestSkus.NoCart))
        );
        Assert.That(alone.Body, Does.Contain("ORDER_ERROR").And.Contain($"{TestSkus.NoCart}"));

        Order among = await Violet.Carts.CreateAsync(Request(TestSkus.NoCart, Beanie));
        OrderError error = among.Errors.Single();
        Assert.That(Server.Requests[^1].Status, Is.EqualTo(202));
        Assert.That(
            (error.Type.Raw, error.EntityType.Raw, error.EntityId, error.BagId, error.Platform.Raw),
            Is.EqualTo(("EXTERNAL_CREATE_CART", "SKU", $"{TestSkus.NoCart}", (long?)null, "SHOPIFY"))
        );
        Assert.That(among.Bags.Select(b => (b.Status.Raw, b.ExternalCheckout)), Is.All.EqualTo(("IN_PROGRESS", (bool?)true)));
    }

    [Test]
    public async Task A_cart_in_another_currency_has_its_amounts_in_it()
    {
        Order euros = await Violet.Carts.CreateAsync(
            new CreateCartRequest { BaseCurrency = "EUR", Skus = [new CartSkuRequest { SkuId = Tote }] }
        );
        Order yen = await Violet.Carts.CreateAsync(
            new CreateCartRequest { BaseCurrency = "JPY", Skus = [new CartSkuRequest { SkuId = Tote }] }
        );
        Assert.That((euros.Currency, euros.SubTotal, euros.Bags[0].ExternalCurrency), Is.EqualTo(("EUR", 810, "USD")));
        Assert.That((yen.Currency, yen.SubTotal), Is.EqualTo(("JPY", 1350)), "9.00 dollars are 1,350 yen, which have no cents");
    }

    [Test]
    public async Task A_way_of_shipping_of_ones_own()
    {
        Order cart = await Cart(Tote);
        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address());
        cart = AddsUp(
            await Violet.Carts.SetShippingAsync(
                cart.Id,
                [
                    new BagShippingMethodRequest
                    {
                        BagId = cart.Bags[0].Id,
                        ShippingMethodId = "bike",
                        ShippingMethodLabel = "Bike",
                        ShippingMethodPrice = 250,
                        Custom = true,
                    },
                ]
            )
        );
        Assert.That((cart.ShippingTotal, cart.Bags[0].ShippingMethod?.Label), Is.EqualTo((250, "Bike")));
    }

    [Test]
    public async Task Another_address_needs_another_choice_of_shipping()
    {
        Order cart = await ReadyCart(Tote);
        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address("10001"));
        await Refused(400, 4211, "null_shipping_method", () => Submit(cart));
    }
}
