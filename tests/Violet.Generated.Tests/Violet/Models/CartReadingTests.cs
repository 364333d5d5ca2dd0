using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Reading a cart until the shops have spoken.</summary>
public class CartReadingTests : CheckoutScene
{
    private static SettleBounds Bounds(int reads = 6) => new() { Interval = TimeSpan.Zero, MaxReads = reads };

    private int Reads => Server.CountRequests("Carts.Get");

    [Test]
    public async Task A_late_error_is_there_in_the_settled_cart()
    {
        Order cart = await Cart(Tote);
        await Violet.Carts.AddSkuAsync(cart.Id, new CartSkuRequest { SkuId = TestSkus.Scarce, Quantity = 3 });
        cart = await Violet.Carts.ReadSettledAsync(cart.Id, Bounds());
        Assert.That((Types(cart).Single(), Reads), Is.EqualTo(("EXTERNAL_ADD_ITEM", 2)));
    }

    [Test]
    public async Task A_slow_shop_takes_one_reading_more()
    {
        Server.Use(VioletScenario.SlowShops);
        Order cart = await Cart(Tote);
        await Violet.Carts.SetBillingAddressAsync(cart.Id, Address(TestAddresses.UnknownPostalCode));
        cart = await Violet.Carts.ReadSettledAsync(cart.Id, Bounds());
        Assert.That((cart.Errors.Count, Reads), Is.EqualTo((1, 3)));
    }

    [Test]
    public async Task An_error_that_heals_is_gone_in_the_settled_cart()
    {
        Order cart = await Cart(TestSkus.HealsItself);
        cart = await Violet.Carts.ReadSettledAsync(cart.Id, Bounds());
        Assert.That((cart.Errors.Count, Reads), Is.EqualTo((0, 3)));
    }

    [Test]
    public async Task The_number_of_readings_is_bounded()
    {
        Order cart = await Cart(TestSkus.HealsItself);
        await Violet.Carts.ReadSettledAsync(cart.Id, Bounds(reads: 2));
        Assert.That(Reads, Is.EqualTo(2));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Violet.Carts.ReadSettledAsync(cart.Id, Bounds(reads: 0)));
    }

    [Test]
    public async Task The_time_is_bounded()
    {
        Order cart = await Cart(TestSkus.HealsItself);
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(11) };
        SettleBounds bounds = Bounds();
        bounds.TimeProvider = time;
        await Violet.Carts.ReadSettledAsync(cart.Id, bounds);
        Assert.That(Reads, Is.EqualTo(1), "the second would begin after 10 seconds");
    }
}
