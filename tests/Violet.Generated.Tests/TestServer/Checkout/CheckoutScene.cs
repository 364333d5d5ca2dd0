using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>A server and a client for tests of the checkout, with the steps that they share.</summary>
public abstract class CheckoutScene
{
    protected const long Tote = TestSkus.Ordinary,
        Beanie = TestSkus.OfSecondMerchant;

    /// <summary>Of the same merchant as <see cref="Tote"/>, 10.37.</summary>
    protected const long Mug = 200020;

    protected const long Alpine = 10001,
        Birch = 10002;

    protected static readonly PaymentMethodRequest Intent = new() { IntentBasedCapture = true };

    protected VioletTestServer Server { get; private set; } = null!;

    protected VioletClient Violet { get; private set; } = null!;

    [SetUp]
    public async Task Start()
    {
        Server = await VioletTestServer.StartAsync();
        Violet = Server.Violet(o => o.MaxRetries = 0);
    }

    [TearDown]
    public async Task Stop()
    {
        Violet.Dispose();
        await Server.DisposeAsync();
    }

    protected static CartCustomerRequest Customer(AddressRequest? address = null) =>
        new()
        {
            FirstName = "Ada",
            LastName = "Lovelace",
            Email = "ada@example.com",
            ShippingAddress = address,
            SameAddress = address is null ? null : true,
        };

    protected static AddressRequest Address(string? postalCode = "94105", string country = "US") =>
        new()
        {
            Address1 = "1 Market Street",
            City = "San Francisco",
            State = "CA",
            PostalCode = postalCode,
            Country = country,
        };

    protected static PaymentMethodRequest Token(string token = "tok_visa") =>
        new()
        {
            Type = PaymentMethodType.SingleUseCardToken,
            Token = token,
            PaymentProvider = "STRIPE",
        };

    protected static IEnumerable<BagShippingMethodRequest> Choose(IEnumerable<BagShippingMethods> methods) =>
        methods
            .Where(bag => bag.ShippingMethods.Count > 0)
            .Select(bag => new BagShippingMethodRequest { BagId = bag.BagId, ShippingMethodId = bag.ShippingMethods[0].ShippingMethodId });

    protected async Task<Order> Cart(params long[] skus) =>
        AddsUp(await Violet.Carts.CreateAsync(new CreateCartRequest { Skus = [.. skus.Select(id => new CartSkuRequest { SkuId = id })] }));

    /// <summary>A cart that lacks nothing but the payment.</summary>
    protected async Task<Order> PricedCart(params long[] skus)
    {
        Order cart = await Cart(skus);
        await Violet.Carts.SetCustomerAsync(cart.Id, Customer(Address()));
        return AddsUp(await Violet.Carts.SetShippingAsync(cart.Id, Choose(await Violet.Carts.ListShippingMethodsAsync(cart.Id))));
    }

    /// <summary>A cart whose intent the shopper's device has confirmed.</summary>
    protected async Task<Order> ReadyCart(params long[] skus)
    {
        Order cart = await PricedCart(skus);
        cart = AddsUp(await Violet.Carts.SetPaymentAsync(cart.Id, Intent));
        Server.Payments.Confirm(cart.Id);
        return cart;
    }

    protected Task<Order> Submit(Order cart, SubmitCartRequest? request = null) =>
        Violet.Carts.SubmitAsync(cart.Id, request ?? new SubmitCartRequest());

    protected async Task<Order> Submitted(params long[] skus) => AddsUp((await Submit(await ReadyCart(skus))).ThrowIfErrors());

    /// <summary>The money adds up, whatever is known of it yet.</summary>
    protected static Order AddsUp(Order order)
    {
        foreach (Bag bag in order.Bags)
        {
            Assert.That(bag.Skus.Select(s => s.LinePrice), Is.EqualTo(bag.Skus.Select(s => s.Price * s.Quantity)), $"bag {bag.Id}");
            Assert.That(bag.SubTotal, Is.EqualTo(bag.Skus.Sum(s => s.LinePrice)), $"bag {bag.Id}");
            if (order.Priced == true)
            {
                Assert.That(
                    bag.Total,
                    Is.EqualTo(bag.SubTotal + bag.ShippingTotal + bag.TaxTotal - bag.DiscountTotal).And.Not.Null,
                    $"bag {bag.Id}"
                );
            }
            else
            {
                Assert.That(
                    (bag.ShippingTotal, bag.TaxTotal, bag.DiscountTotal, bag.Total),
                    Is.EqualTo(default((long?, long?, long?, long?))),
                    $"bag {bag.Id}"
                );
            }
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

    protected static string[] Types(Order order) => [.. order.Errors.Select(e => e.Type.ToString())];

    protected static string[] States(Order order) =>
        [.. order.Bags.Select(b => $"{b.Status} {b.FinancialStatus}").Append($"{order.Status} {PaymentOf(order)}")];

    protected static OpenEnum<PaymentStatus> PaymentOf(Order order) => order.PaymentTransactions.Single().CaptureStatus;

    protected static async Task<VioletApiException> Refused(int status, int code, string slug, Func<Task> call)
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
        string refusal = $"{error!.Operation} {status} {slug} {code}";
        Assert.That(
            KnownRefusals.Documented.Contains(refusal) || KnownRefusals.Guesses.Contains(refusal),
            $"{refusal} is neither in the contract (x-errors) nor among the guesses that the package's page lists."
        );
        return error;
    }
}
