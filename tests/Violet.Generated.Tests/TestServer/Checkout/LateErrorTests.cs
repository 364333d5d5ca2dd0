using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>What shops say after Violet has answered: it shows with a later call, and stays until it is set right.</summary>
public class LateErrorTests : CheckoutScene
{
    private static readonly CartSkuRequest s_tooMany = new() { SkuId = TestSkus.Scarce, Quantity = 3 };

    [Test]
    public async Task An_error_comes_with_the_next_call_and_stays()
    {
        Order cart = await Cart(Tote);
        Order answered = AddsUp(await Violet.Carts.AddSkuAsync(cart.Id, s_tooMany));
        Assert.That(answered.Errors, Is.Empty, "Violet answers before the shop.");

        Order first = await Violet.Carts.GetAsync(cart.Id),
            second = await Violet.Carts.GetAsync(cart.Id);

        OrderError error = first.Errors.Single();
        Assert.That(
            (error.Type.Raw, error.EntityType.Raw, error.EntityId, error.BagId, error.OrderId),
            Is.EqualTo(("EXTERNAL_ADD_ITEM", "SKU", $"{TestSkus.Scarce}", (long?)first.Bags[0].Id, (long?)cart.Id))
        );
        Assert.That(first.Bags[0].Skus.Select(s => s.Available), Is.EqualTo((bool?[])[true, false]));
        Assert.That(second.Errors.Single().Id, Is.EqualTo(error.Id));
        Assert.That(Assert.Throws<VioletOrderException>(() => second.ThrowIfErrors())!.Message, Does.Contain("EXTERNAL_ADD_ITEM"));
    }

    [Test]
    public async Task An_error_goes_when_its_cause_is_changed_or_removed()
    {
        Order cart = await Cart(Tote);
        cart = await Violet.Carts.AddSkuAsync(cart.Id, s_tooMany);
        long line = cart.Bags[0].Skus[1].Id;
        Order fewer = await Violet.Carts.UpdateSkuAsync(cart.Id, line, new UpdateCartSkuRequest { Quantity = 2 });
        Assert.That((fewer.Errors.Count, fewer.Bags[0].Skus[1].Available), Is.EqualTo((0, (bool?)true)));

        await Violet.Carts.UpdateSkuAsync(cart.Id, line, new UpdateCartSkuRequest { Quantity = 4 });
        Assert.That(Types(await Violet.Carts.GetAsync(cart.Id)), Is.EqualTo((string[])["EXTERNAL_UPDATE_ITEM"]));
        Assert.That((await Violet.Carts.RemoveSkuAsync(cart.Id, line)).Errors, Is.Empty);
    }

    [Test]
    public async Task An_address_that_does_not_exist_is_not_stored_until_it_is_set_right()
    {
        Order cart = await Cart(Tote);
        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address(TestAddresses.UnknownPostalCode));
        await Violet.Carts.SetBillingAddressAsync(cart.Id, Address(postalCode: null));

        cart = await Violet.Carts.GetAsync(cart.Id);
        Assert.That(Types(cart), Is.EquivalentTo((string[])["EXTERNAL_ADD_SHIPPING_ADDRESS", "EXTERNAL_ADD_BILLING_ADDRESS"]));
        Assert.That((cart.ShippingAddress, cart.BillingAddress), Is.EqualTo(((OrderAddress?)null, (OrderAddress?)null)));
        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address());
        Assert.That((await Violet.Carts.SetBillingAddressAsync(cart.Id, Address())).Errors, Is.Empty);
    }

    [TestCase("HK")]
    [TestCase("AE")]
    [TestCase("QA")]
    public async Task Countries_without_postal_codes_need_none(string country)
    {
        Order cart = await Cart(Tote);
        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address(postalCode: null, country));
        cart = await Violet.Carts.GetAsync(cart.Id);
        Assert.That((cart.Errors.Count, cart.ShippingAddress?.Country), Is.EqualTo((0, country)));
    }

    [Test]
    public async Task Some_errors_heal_by_themselves()
    {
        Order cart = await Cart(TestSkus.HealsItself);
        Assert.That(Types(await Violet.Carts.GetAsync(cart.Id)), Is.EqualTo((string[])["EXTERNAL_ADD_ITEM"]));
        Assert.That(Types(await Violet.Carts.GetAsync(cart.Id)), Is.Empty);
    }

    [Test]
    public async Task Some_errors_block_nothing()
    {
        Order cart = await ReadyCart(Tote, TestSkus.LeftOut);
        cart = await Violet.Carts.GetAsync(cart.Id);
        Assert.That(
            (Types(cart).Single(), cart.Bags.Single().Skus.Count),
            Is.EqualTo(("INTERNAL_ADD_ITEM", 1)),
            "only that item is missing"
        );
        Order order = await Submit(cart);
        Assert.That((order.Status.Raw, order.Errors.Count), Is.EqualTo(("COMPLETED", 1)));
    }

    [Test]
    public async Task How_late_errors_come_can_be_chosen()
    {
        Order cart = await Cart(Tote);
        Server.Use(VioletScenario.ImmediateErrors);
        Assert.That(Types(await Violet.Carts.AddSkuAsync(cart.Id, s_tooMany)), Is.EqualTo((string[])["EXTERNAL_ADD_ITEM"]));

        Server.Use(VioletScenario.SlowShops);
        await Violet.Carts.SetBillingAddressAsync(cart.Id, Address(TestAddresses.UnknownPostalCode));
        Assert.That((await Violet.Carts.GetAsync(cart.Id)).Errors, Has.Count.EqualTo(1));
        Assert.That((await Violet.Carts.GetAsync(cart.Id)).Errors, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Without_an_address_there_is_no_shipping_to_choose_from()
    {
        Order cart = await Cart(Tote);
        Assert.That((await Violet.Carts.ListShippingMethodsAsync(cart.Id)).Single().ShippingMethods, Is.Empty);
        Assert.That(Types(await Violet.Carts.GetAsync(cart.Id)), Is.EqualTo((string[])["EXTERNAL_GET_SHIPPING_METHODS"]));
        Assert.That((await Violet.Carts.SetShippingAddressAsync(cart.Id, Address())).Errors, Is.Empty);
        Assert.That((await Violet.Carts.ListShippingMethodsAsync(cart.Id)).Single().ShippingMethods, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_empty_list_of_shipping_methods_is_an_answer()
    {
        Order cart = await Cart(Tote);
        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address(TestAddresses.UnreachablePostalCode));
        Assert.That((await Violet.Carts.ListShippingMethodsAsync(cart.Id)).Single().ShippingMethods, Is.Empty);
        Assert.That((await Violet.Carts.GetAsync(cart.Id)).Errors, Is.Empty);

        await Violet.Carts.SetShippingAddressAsync(cart.Id, Address());
        Server.Use(VioletScenario.NoShippingMethods);
        Assert.That((await Violet.Carts.ListShippingMethodsAsync(cart.Id)).Single().ShippingMethods, Is.Empty);
    }

    [Test]
    public async Task A_cart_without_what_a_price_takes_stays_unpriced()
    {
        Order cart = await Cart(Tote);
        Assert.That((await Violet.Carts.PriceAsync(cart.Id)).Priced, Is.False);
        await Violet.Carts.SetShippingAsync(
            cart.Id,
            [new BagShippingMethodRequest { BagId = cart.Bags[0].Id, ShippingMethodId = "flat-10001" }]
        );
        Assert.That(Types(await Violet.Carts.GetAsync(cart.Id)), Is.EqualTo((string[])["EXTERNAL_SET_SHIPPING_METHOD"]));
    }
}
