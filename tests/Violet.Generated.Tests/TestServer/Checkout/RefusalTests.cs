using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Every refusal of carts that Violet's reference documents, by call: status, slug and code.</summary>
public class RefusalTests : CheckoutScene
{
    private const long Nothing = 1;

    private static IEnumerable<TestCaseData> CartCalls()
    {
        (string Name, Func<VioletClient, long, Task> Call)[] calls =
        [
            ("Carts_Delete", (v, id) => v.Carts.DeleteAsync(id)),
            ("Carts_AddSku", (v, id) => v.Carts.AddSkuAsync(id, new CartSkuRequest { SkuId = Tote })),
            ("Carts_UpdateSku", (v, id) => v.Carts.UpdateSkuAsync(id, Nothing, new UpdateCartSkuRequest())),
            ("Carts_RemoveSku", (v, id) => v.Carts.RemoveSkuAsync(id, Nothing)),
            ("Carts_SetCustomer", (v, id) => v.Carts.SetCustomerAsync(id, Customer())),
            ("Carts_SetShippingAddress", (v, id) => v.Carts.SetShippingAddressAsync(id, Address())),
            ("Carts_SetBillingAddress", (v, id) => v.Carts.SetBillingAddressAsync(id, Address())),
            ("Carts_AddDiscount", (v, id) => v.Carts.AddDiscountAsync(id, new CartDiscountRequest { Code = "a", MerchantId = Alpine })),
            ("Carts_RemoveDiscount", (v, id) => v.Carts.RemoveDiscountAsync(id, Nothing)),
            ("Carts_ListShippingMethods", (v, id) => v.Carts.ListShippingMethodsAsync(id)),
            ("Carts_SetShipping", (v, id) => v.Carts.SetShippingAsync(id, [])),
            ("Carts_RemoveShipping", (v, id) => v.Carts.RemoveShippingAsync(id, "flat")),
            ("Carts_Price", (v, id) => v.Carts.PriceAsync(id)),
            ("Carts_SetPayment", (v, id) => v.Carts.SetPaymentAsync(id, Intent)),
            ("Carts_UpdatePayment", (v, id) => v.Carts.UpdatePaymentAsync(id)),
            ("Carts_Submit", (v, id) => v.Carts.SubmitAsync(id, new SubmitCartRequest())),
        ];
        return calls.Select(c => new TestCaseData(c.Call).SetArgDisplayNames(c.Name));
    }

    [TestCaseSource(nameof(CartCalls))]
    public async Task No_call_goes_to_a_cart_that_is_absent_or_placed(Func<VioletClient, long, Task> call)
    {
        await Refused(404, 4216, "order_not_found", () => call(Violet, Nothing));
        Order order = await Submitted(Tote);
        await Refused(400, 4222, "order_completed", () => call(Violet, order.Id));
    }

    [Test]
    public async Task Reading_an_absent_cart() => await Refused(404, 4216, "order_not_found", () => Violet.Carts.GetAsync(Nothing));

    [Test]
    public async Task Adding_a_sku()
    {
        Order cart = await Cart(Tote);
        Sku closed = (await Violet.Offers.ListByMerchantAsync(10010)).Content[0].Skus[0];
        Func<Task> Add(long sku) => () => Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = sku });

        await Refused(404, 2002, "sku_not_found", Add(5));
        await Refused(401, 2008, "sku_not_accessible", Add(closed.Id));
        await Refused(400, 4223, "insufficient_inventory", Add(TestSkus.SoldOut));
        Assert.That(Server.CountRequests("Auth_Login"), Is.EqualTo(1), "2008 is no expired token");
    }

    [Test]
    public async Task Lines_discounts_and_methods_that_are_not_there()
    {
        Order cart = await Cart(Tote);
        await Refused(404, 4219, "order_sku_not_found", () => Violet.Carts.RemoveSkuAsync(cart.Id, Tote));
        await Refused(404, 4219, "order_sku_not_found", () => Violet.Carts.UpdateSkuAsync(cart.Id, Tote, new UpdateCartSkuRequest()));
        await Refused(404, 4234, "bag_discount_not_found", () => Violet.Carts.RemoveDiscountAsync(cart.Id, Nothing));
        await Refused(404, 4218, "order_shipping_method_not_found", () => Violet.Carts.RemoveShippingAsync(cart.Id, "x"));
    }

    [Test]
    public async Task Blocked_addresses()
    {
        AddressRequest blocked = Address(TestAddresses.BlockedPostalCode);
        Order cart = await ReadyCart(Tote);
        await Refused(400, 4236, "blocked_address", () => Violet.Carts.CreateAsync(new CreateCartRequest { Customer = Customer(blocked) }));
        await Refused(400, 4236, "blocked_address", () => Violet.Carts.SetCustomerAsync(cart.Id, Customer(blocked)));
        await Refused(400, 4236, "blocked_address", () => Violet.Carts.SetShippingAddressAsync(cart.Id, blocked));
        await Refused(400, 4236, "blocked_address", () => Violet.Carts.SetBillingAddressAsync(cart.Id, blocked));
    }

    [Test]
    public async Task Pricing_and_submitting_an_empty_cart()
    {
        Order cart = await Violet.Carts.CreateAsync(new CreateCartRequest());
        await Refused(412, 4204, "empty_cart", () => Violet.Carts.PriceAsync(cart.Id));
        await Refused(412, 4204, "empty_cart", () => Submit(cart));
    }

    [Test]
    public async Task Submitting_before_the_cart_is_ready()
    {
        Order cart = await Cart(Tote);
        VioletApiException email = await Refused(400, 9002, "missing_parameter", () => Submit(cart));
        Assert.That(email.ApiMessage, Is.EqualTo("Required parameter 'email' cannot be null or empty."));
        await Violet.Carts.SetCustomerAsync(cart.Id, Customer());
        VioletApiException billing = await Refused(400, 9002, "missing_parameter", () => Submit(cart));
        Assert.That(billing.ApiMessage, Does.Contain("OrderAddress"), "as seen");
        await Violet.Carts.SetBillingAddressAsync(cart.Id, Address());
        await Refused(400, 4211, "null_shipping_method", () => Submit(cart));
        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address());
        await Violet.Carts.SetShippingAsync(cart.Id, Choose(await Violet.Carts.ListShippingMethodsAsync(cart.Id)));
        await Refused(400, 4409, "invalid_payment_method", () => Submit(cart));
    }

    [Test]
    public async Task Submitting_what_is_not_published()
    {
        Order cart = await ReadyCart(TestSkus.Unpublished);
        await Refused(400, 2011, "offer_not_published", () => Submit(cart));
    }

    [Test]
    public async Task What_is_refused_here_by_a_guess()
    {
        Order cart = await Cart(Tote);
        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address());
        await Refused(
            400,
            9001,
            "invalid_parameter",
            () => Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = Tote, Quantity = 0 })
        );
        await Refused(
            404,
            4201,
            "bag_not_found",
            () => Violet.Carts.SetShippingAsync(cart.Id, [new() { BagId = 1, ShippingMethodId = "x" }])
        );
        await Refused(
            400,
            9001,
            "invalid_parameter",
            () => Violet.Carts.SetShippingAsync(cart.Id, [new() { BagId = cart.Bags[0].Id, ShippingMethodId = "x" }])
        );
        await Refused(400, 4226, "invalid_currency", () => Violet.Carts.CreateAsync(new CreateCartRequest { BaseCurrency = "dollars" }));
    }
}
