using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Orders in one call, and estimates: what is placed and what is refused.</summary>
public class DirectOrderTests : CheckoutScene
{
    private static CreateOrderRequest Request(long sku = Tote, Action<OrderRequest>? change = null)
    {
        var order = new OrderRequest
        {
            AppOrderId = "direct-1",
            Currency = CurrencyCode.Usd,
            Customer = new OrderCustomerRequest
            {
                Email = "ada@example.com",
                FirstName = "Ada",
                LastName = "Lovelace",
            },
            ShippingAddress = Address(),
            Bags =
            [
                new OrderBagRequest
                {
                    Skus =
                    [
                        new OrderSkuRequest
                        {
                            SkuId = sku,
                            Price = 900,
                            Quantity = 2,
                        },
                    ],
                    ShippingMethod = new OrderShippingMethodRequest { Label = "Standard", Price = 500 },
                    TaxTotal = 117,
                },
            ],
        };
        change?.Invoke(order);
        return new CreateOrderRequest
        {
            Order = order,
            PaymentMethod = new OrderPaymentMethodRequest
            {
                Type = PaymentMethodType.SingleUseCardToken,
                PaymentProvider = "STRIPE",
                Token = "tok_visa",
            },
        };
    }

    [Test]
    public async Task An_order_is_placed_in_one_call_and_its_token_pays_once()
    {
        Order order = AddsUp(await Violet.Orders.CreateAsync(Request()));

        Assert.That(States(order), Is.EqualTo((string[])["ACCEPTED PAID", "COMPLETED CAPTURED"]));
        Assert.That(
            (order.Total, order.IntentBasedCheckout, order.Bags[0].ExternalCheckout),
            Is.EqualTo((2417, (bool?)true, (bool?)false))
        );
        Assert.That((await Violet.Orders.GetAsync(order.Id)).BillingAddress?.City, Is.EqualTo("San Francisco"), "shipping is used");
        await Refused(400, 4421, "payment_already_captured", () => Violet.Orders.CreateAsync(Request()));
    }

    [Test]
    public async Task Without_a_payment_the_channel_takes_the_money()
    {
        CreateOrderRequest request = Request();
        request.PaymentMethod = null;
        Assert.That((await Violet.Orders.CreateAsync(request)).PaymentTransactions, Is.Empty);
    }

    [Test]
    public async Task What_is_bought_can_be_refused()
    {
        Sku closed = (await Violet.Offers.ListByMerchantAsync(10010)).Content[0].Skus[0];
        Func<Task> Buy(long sku, int quantity = 1) =>
            () => Violet.Orders.CreateAsync(Request(sku, o => o.Bags[0].Skus[0].Quantity = quantity));

        await Refused(404, 2002, "sku_not_found", Buy(5));
        await Refused(401, 7118, "merchant_not_connected", Buy(closed.Id));
        await Refused(400, 2011, "offer_not_published", Buy(TestSkus.Unpublished));
        await Refused(400, 2003, "sku_not_available", Buy(TestSkus.SoldOut));
        await Refused(400, 4223, "insufficient_inventory", Buy(TestSkus.Scarce, 3));
        await Refused(400, 2700, "external_write_order_error", Buy(TestSkus.RefusedAtSubmit));
    }

    [Test]
    public async Task What_is_asked_for_can_be_refused()
    {
        async Task Refuse(int code, string slug, string words, Action<OrderRequest> change) =>
            Assert.That(
                (await Refused(400, code, slug, () => Violet.Orders.CreateAsync(Request(change: change)))).ApiMessage,
                Does.Contain(words)
            );

        await Refuse(9002, "missing_parameter", "'bags'", o => o.Bags = []);
        await Refuse(9002, "missing_parameter", "'bag[0].skus'", o => o.Bags[0].Skus = []);
        await Refuse(9002, "missing_parameter", "'bag[0].shipping_method'", o => o.Bags[0].ShippingMethod = null);
        await Refuse(9002, "missing_parameter", "'shipping_address'", o => o.ShippingAddress = null);
        await Refuse(1001, "bad_request", "shipping_total", o => o.Bags[0].ShippingTotal = 1);
        await Refuse(1001, "bad_request", "one discount code", o => o.Bags[0].Discounts = [new() { Code = "a" }, new() { Code = "b" }]);
        await Refuse(4226, "invalid_currency", "4217", o => o.Currency = new OpenEnum<CurrencyCode>("dollars"));
        CreateOrderRequest declined = Request();
        declined.PaymentMethod!.Token = "tok_chargeDeclined";
        await Refused(400, 4409, "invalid_payment_method", () => Violet.Orders.CreateAsync(declined));
    }

    /// <summary>Sent past the client, which would not send most of them.</summary>
    [TestCase("orders", "order.bags")]
    [TestCase("orders", "order.bags[0].skus")]
    [TestCase("orders", "order.bags[0].skus[0].price")]
    [TestCase("orders", "order.bags[0].skus[0].sku_id")]
    [TestCase("orders", "order.bags[0].shipping_method")]
    [TestCase("orders", "order.bags[0].shipping_method.label")]
    [TestCase("orders", "order.bags[0].shipping_method.price")]
    [TestCase("orders", "order.app_order_id")]
    [TestCase("orders", "order.currency")]
    [TestCase("orders", "order.shipping_address")]
    [TestCase("orders", "order.customer")]
    [TestCase("orders", "order.customer.email")]
    [TestCase("orders/estimate", "skus")]
    [TestCase("orders/estimate", "skus[0].sku_id")]
    [TestCase("orders/estimate", "shipping_address")]
    [TestCase("orders/estimate", "discounts[0].merchant_id")]
    public async Task Whatever_is_missing_is_named(string path, string field)
    {
        VioletModel whole =
            path == "orders"
                ? Request()
                : new EstimateRequest
                {
                    ShippingAddress = Address(),
                    Skus = [new EstimateSkuRequest { SkuId = Tote }],
                    Discounts = [new DiscountRequest { Code = "SAVE10", MerchantId = Alpine }],
                };
        var body = JObject.Parse(JsonConvert.SerializeObject(whole));
        body.SelectToken(field)!.Parent!.Remove();

        VioletBadRequestException? refused = await Assert.CatchAsync<VioletBadRequestException>(() =>
            Violet.SendAsync(HttpMethod.Post, path, body)
        );

        Assert.That((refused!.Slug, refused.Code), Is.EqualTo(("missing_parameter", (int?)9002)));
        Assert.That(refused.ApiMessage, Does.Contain(field.Split('.')[^1]));
    }

    [Test]
    public async Task Digital_goods_need_no_address_and_no_shipping()
    {
        Order order = await Violet.Orders.CreateAsync(
            Request(TestSkus.Digital, o => (o.ShippingAddress, o.BillingAddress, o.Bags[0].ShippingMethod) = (null, Address(), null))
        );
        Assert.That((order.Status.Raw, order.ShippingTotal), Is.EqualTo(("COMPLETED", 0)));
    }

    [Test]
    public async Task Estimates_are_refused_as_documented()
    {
        Sku closed = (await Violet.Offers.ListByMerchantAsync(10010)).Content[0].Skus[0];
        EstimateRequest Estimate(long sku = Tote, int quantity = 1, string? postalCode = "94105") =>
            new() { ShippingAddress = Address(postalCode), Skus = [new EstimateSkuRequest { SkuId = sku, Quantity = quantity }] };
        Func<Task> Ask(EstimateRequest request) => () => Violet.Orders.EstimateAsync(request);

        await Ask(Estimate())();
        await Refused(404, 2002, "sku_not_found", Ask(Estimate(5)));
        await Refused(401, 2008, "sku_not_accessible", Ask(Estimate(closed.Id)));
        await Refused(400, 2003, "sku_not_available", Ask(Estimate(TestSkus.SoldOut)));
        await Refused(400, 4223, "insufficient_inventory", Ask(Estimate(TestSkus.Scarce, 3)));
        await Refused(400, 4236, "blocked_address", Ask(Estimate(postalCode: TestAddresses.BlockedPostalCode)));
        await Refused(400, 4232, "invalid_shipping_address", Ask(Estimate(postalCode: TestAddresses.UnknownPostalCode)));
        EstimateRequest other = Estimate();
        other.Discounts = [new DiscountRequest { Code = "a", MerchantId = Birch }];
        await Refused(400, 1001, "bad_request", Ask(other));
        other.Discounts = [new DiscountRequest { Code = "a" }];
        await Refused(400, 9002, "missing_parameter", Ask(other));
    }

    [Test]
    public async Task Operations_without_state_refuse_what_is_not_there()
    {
        const long Order = 74001,
            Bag = 148002;
        await Refused(404, 4216, "order_not_found", () => Violet.Orders.ListAdjustmentsAsync(1));
        await Refused(404, 4201, "bag_not_found", () => Violet.Orders.ListBagAdjustmentsAsync(Order, 1));
        await Refused(404, 4216, "order_not_found", () => Violet.Orders.GetTransferGroupAsync(1));
        await Refused(404, 4201, "bag_not_found", () => Violet.Orders.TransferBagFundsAsync(Order, 1));
        Assert.That(await Violet.Orders.ListBagAdjustmentsAsync(Order, Bag), Is.Not.Null);
    }
}
