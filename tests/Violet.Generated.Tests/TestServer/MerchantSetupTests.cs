using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>What the setup of a merchant and the permissions of a token forbid.</summary>
public class MerchantSetupTests : CheckoutScene
{
    private Task<MerchantConfiguration> Configure(OrdersConfigRequest config) => Violet.Merchants.UpdateOrdersConfigAsync(Alpine, config);

    [Test]
    public async Task A_merchant_can_forbid_refunds_and_cancellations()
    {
        Order order = await Submitted(Tote, Beanie);
        await Configure(new OrdersConfigRequest { ProhibitOrderRefunds = true, ProhibitOrderCancellations = true });
        Task Refund(int bag) => Violet.Orders.RefundAsync(order.Id, order.Bags[bag].Id, new RefundBagRequest());
        Task Cancel(int bag) => Violet.Orders.CancelBagAsync(order.Id, order.Bags[bag].Id, new CancelOrderRequest());

        await Refused(400, 1001, "bad_request", () => Refund(0));
        await Refused(400, 1001, "bad_request", () => Cancel(0));
        await Refused(400, 1001, "bad_request", () => Violet.Orders.CancelAsync(order.Id, new CancelOrderRequest()));
        await Refund(1);
        await Configure(new OrdersConfigRequest { ProhibitOrderRefunds = true }); // replaces the whole part
        await Cancel(0);
    }

    [Test]
    public async Task A_merchant_who_sells_nothing_for_now_gets_no_order()
    {
        Order cart = await ReadyCart(Tote);
        await Configure(new OrdersConfigRequest { CommerceDisabled = true });
        await Refused(400, 4219, "order_sku_not_available", () => Submit(cart));
        await Configure(new OrdersConfigRequest());
        Assert.That((await Submit(cart)).Status == OrderStatus.Completed);
    }

    [Test]
    public async Task Flags_have_the_defaults_that_are_documented()
    {
        MerchantConfiguration before = await Violet.Merchants.GetConfigurationAsync(Alpine);
        Assert.That(
            before.GlobalFeatureFlags.Where(f => f.Value).Select(f => f.Key),
            Is.EqualTo((string[])["sync_taxonomy", "auto_publish_offers", "sync_offer_sale_price"])
        );
        Assert.That(before.GlobalFeatureFlags, Has.Count.EqualTo(17));
        await Refused(
            401,
            7118,
            "merchant_not_connected",
            () => Violet.Merchants.SetFeatureFlagAsync(10010, "sync_metadata", new FeatureFlagRequest { Enabled = true })
        );
    }

    [Test]
    public async Task A_locked_configuration_does_not_change()
    {
        Server.Use(VioletScenario.LockedConfigurations);
        Assert.That((await Violet.Merchants.GetConfigurationAsync(Alpine)).Locked, Is.True);
        await Refused(400, 1001, "bad_request", () => Configure(new OrdersConfigRequest()));
        await Refused(
            400,
            1001,
            "bad_request",
            () => Violet.Merchants.SetFeatureFlagAsync(Alpine, "sync_metadata", new FeatureFlagRequest { Enabled = true })
        );
    }

    [Test]
    public async Task Settings_and_rules_are_kept()
    {
        var bike = new FallbackShippingMethodRequest
        {
            Label = "Bike courier",
            Price = 250,
            Currency = CurrencyCode.Usd,
        };
        Assert.That((await Violet.MerchantSettings.CreateShippingMethodAsync(Alpine, bike)).Handle, Is.EqualTo("bike-courier"));
        bike.Price = 300;
        await Violet.MerchantSettings.PutShippingMethodAsync(Alpine, "bike-courier", bike);
        Assert.That((await Violet.MerchantSettings.ListShippingMethodsAsync(Alpine)).Single().Price, Is.EqualTo(300));

        var both = new ExclusionRuleRequest { Excluded = true, Unpublished = true };
        Assert.That((await Violet.MerchantSettings.PutExclusionRuleAsync(Alpine, "tags", "sale", both)).Unpublished, Is.False);
        Assert.That((await Violet.MerchantSettings.GetCatalogRulesAsync(Alpine)).Exclusions!.Tags["sale"].Excluded, Is.True);

        await Violet.MerchantSettings.UpdateShippingAsync(Alpine, new ShippingSettingsRequest { ExcludeExternalMethods = true });
        await Violet.MerchantSettings.UpdateShippingAsync(Alpine, new ShippingSettingsRequest { UseFallbackMethodsOnEmpty = true });
        ShippingSettings shipping = await Violet.MerchantSettings.GetShippingAsync(Alpine);
        Assert.That((shipping.ExcludeExternalMethods, shipping.UseFallbackMethodsOnEmpty), Is.EqualTo(((bool?)true, (bool?)true)));

        await Violet.MerchantSettings.UpdateInventoryLocationsAsync(Alpine, new InventoryLocationFiltersRequest { LocationIds = ["1"] });
        Assert.That((await Violet.MerchantSettings.GetInventoryLocationsAsync(Alpine)).FilteringEnabled, Is.True);
        Assert.That((await Violet.MerchantSettings.ListShippingMethodsAsync(Birch)), Is.Empty, "each merchant has its own");
    }

    [Test]
    public async Task A_token_without_permissions_may_neither_do_nor_see()
    {
        Order cart = await Cart(Tote);
        Server.Use(VioletScenario.NoPermissions);

        await Refused(403, 9403, "insufficient_permissions", () => Violet.Orders.ListAsync());
        await Refused(403, 9901, "insufficient_permissions", () => Violet.Offers.GetAsync(20001));
        await Violet.Carts.GetAsync(cart.Id); // no refusal is documented
        Server.Use(VioletScenario.Ordinary);
        await Violet.Orders.ListAsync();
    }

    [Test]
    public async Task Merchants_who_are_paid_in_different_ways_are_in_no_cart_together()
    {
        Order cart = await Cart(Tote);
        Order alone = await Submitted(TestSkus.PaidElsewhere);
        await Refused(
            400,
            4451,
            "multiple_payment_configurations_exception",
            () => Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = TestSkus.PaidElsewhere })
        );
        Assert.That(alone.Status == OrderStatus.Completed);
    }

    [Test]
    public async Task Estimates_take_countries_of_two_letters_and_postal_codes_of_four_to_ten()
    {
        Task Ask(AddressRequest address) =>
            Violet.Orders.EstimateAsync(new EstimateRequest { ShippingAddress = address, Skus = [new() { SkuId = Tote }] });

        foreach (AddressRequest address in (AddressRequest[])[Address("123"), Address("12345678901"), Address(country: "USA")])
            await Refused(400, 4232, "invalid_shipping_address", () => Ask(address));
        await Ask(Address("1234"));
    }

    [TestCase(50, true)]
    [TestCase(51, false)]
    public async Task An_app_asks_for_half_at_most(double rate, bool isTaken)
    {
        Task Ask() => Violet.Apps.SetCommissionRateAsync(Alpine, new SetCommissionRateRequest { CommissionRate = rate });
        await (isTaken ? Ask() : Refused(400, 9001, "invalid_parameter", Ask));
    }
}
