using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Data and answers of a test's own, and what was sent.</summary>
public class OwnDataTests : CheckoutScene
{
    [Test]
    public async Task A_merchant_and_an_offer_of_ones_own_can_be_bought()
    {
        Merchant merchant = Server.Merchants.Add(new Merchant { Name = "Quokka Quilts" });
        Offer offer = Server.Offers.Add(
            new Offer
            {
                Name = "Quilt",
                MerchantId = merchant.Id,
                Skus = [new Sku { SalePrice = 12_000, QtyAvailable = 1 }, new Sku { QtyAvailable = 0 }],
            }
        );

        Order order = await Submitted(offer.Skus[0].Id);

        Assert.That((order.SubTotal, order.Bags[0].MerchantName), Is.EqualTo((12_000, "Quokka Quilts")));
        Assert.That((await Violet.Skus.GetAsync(offer.Skus[0].Id)).InStock, Is.False, "it was the last");
        await Refused(
            400,
            4223,
            "insufficient_inventory",
            () => Violet.Carts.CreateAsync(new CreateCartRequest { Skus = [new CartSkuRequest { SkuId = offer.Skus[1].Id }] })
        );
        Assert.That((await Violet.Connections.GetHealthAsync(merchant.Id)).MerchantName, Is.EqualTo("Quokka Quilts"));
    }

    [Test]
    public async Task An_order_of_ones_own_is_found_and_goes_on_from_there()
    {
        Order added = Server.Orders.Add(
            new Order
            {
                AppOrderId = "mine-1",
                Bags =
                [
                    new Bag
                    {
                        MerchantId = Alpine,
                        Skus =
                        [
                            new OrderSku
                            {
                                SkuId = Tote,
                                Price = 900,
                                Quantity = 2,
                            },
                        ],
                    },
                ],
            }
        );

        Order found = (await Violet.Orders.SearchAsync(new OrderSearchRequest { AppOrderId = "mine-1" })).Content.Single();

        Assert.That((found.Id, found.Status.Raw, found.Total), Is.EqualTo((added.Id, "COMPLETED", 1800)));
        Assert.That((await Violet.Orders.CancelAsync(found.Id, new CancelOrderRequest())).Status == CancellationStatus.Canceled);
        Assert.That(Server.Orders.Get(added.Id)!.Status == OrderStatus.Canceled);
        found.Status = OrderStatus.Rejected;
        Server.Orders.Add(found);
        Assert.That((await Violet.Orders.GetAsync(added.Id)).Status == OrderStatus.Rejected, "the same id replaces it");
        Assert.That(Server.Orders.Get(1), Is.Null);
        Assert.Throws<ArgumentException>(() => Server.Orders.Add(new Order { Bags = [new Bag { MerchantId = 5 }] }));
    }

    [Test]
    public async Task An_operation_answers_what_a_test_wants()
    {
        Server.Stub("Orders.Get", new Order { Id = 7, AppOrderId = "stubbed" });
        Server.Stub("Carts_Submit", """{"error":"external_cart_completion_error","code":2503,"message":"no"}""", 422);
        Order cart = await ReadyCart(Tote);

        Assert.That((await Violet.Orders.GetAsync(1)).AppOrderId, Is.EqualTo("stubbed"));
        await Refused(422, 2503, "external_cart_completion_error", () => Submit(cart));
        Server.Unstub("Carts.Submit");
        Assert.That((await Submit(cart)).Status == OrderStatus.Completed);
        Assert.Throws<ArgumentException>(() => Server.Stub("Orders.Fetch", null));
    }

    [Test]
    public async Task Names_of_operations_have_two_forms_and_no_others()
    {
        await Violet.Orders.ListAsync();
        Server.Faults.Add(Fault.Status(404).On("Orders.List").Once());
        Server.Faults.Add(Fault.Status(404).On("Orders_List").Once());
        await Assert.CatchAsync<VioletNotFoundException>(() => Violet.Orders.ListAsync());
        await Assert.CatchAsync<VioletNotFoundException>(() => Violet.Orders.ListAsync());

        Assert.That(
            (
                Server.CountRequests("Orders.List"),
                Server.CountRequests("Orders_List"),
                Server.CountRequests("Orders.*"),
                Server.CountStruck("Orders.List")
            ),
            Is.EqualTo((3, 3, 3, 2))
        );
        foreach (string unknown in (string[])["Orders.Fetch", "orders.list", "Order*", ""])
        {
            Assert.That(() => Fault.Status(500).On(unknown), unknown == "Order*" ? Throws.Nothing : Throws.ArgumentException, unknown);
            Assert.That(() => Server.CountRequests(unknown), unknown == "Order*" ? Throws.Nothing : Throws.ArgumentException, unknown);
        }
    }

    [Test]
    public async Task What_was_sent_can_be_asserted_and_is_printed_without_credentials()
    {
        Server.Faults.Add(Fault.ResetConnection.On("Carts.Create").Once());
        await Assert.CatchAsync<VioletConnectionException>(() => Violet.Carts.CreateAsync(new CreateCartRequest { AppOrderId = "sent-1" }));
        RecordedRequest create = Server.Requests[^1];
        await Violet.Orders.ListAsync(page: 2, size: 5);
        RecordedRequest list = Server.Requests[^1];

        Assert.That(create.Body, Is.EqualTo("""{"app_order_id":"sent-1"}"""), "also where a fault struck");
        Assert.That(create.Headers["content-type"], Does.StartWith("application/json"));
        Assert.That(
            (list.Query, list.Body, list.Headers["X-Violet-App-Secret"]),
            Is.EqualTo(("page=2&size=5", (string?)null, Server.AppSecret))
        );
        foreach (RecordedRequest request in Server.Requests)
            Assert.That($"{request}", Does.Not.Contain(Server.AppSecret).And.Not.Contain(Server.Password));
    }

    [Test]
    public async Task Configure_replaces_what_the_app_had_set_for_tokens()
    {
        var options = new VioletOptions
        {
            Token = "old",
            RefreshToken = "old",
            TokenProvider = new NoTokens(),
            Timeout = TimeSpan.FromSeconds(7),
        };

        Server.Configure(options);

        Assert.That(
            (options.Token, options.RefreshToken, options.TokenProvider, options.Timeout),
            Is.EqualTo(((string?)null, (string?)null, (IVioletTokenProvider?)null, TimeSpan.FromSeconds(7)))
        );
        using var violet = new VioletClient(options);
        await Assert.DoesNotThrowAsync(() => violet.Orders.ListAsync());
    }

    [Test]
    public async Task Offers_of_public_merchants_are_hidden_unless_asked_for()
    {
        const long Public = 10014;
        var search = new OfferSearchRequest { MerchantId = Public };
        Assert.That((await Violet.Offers.SearchAsync(search)).Content, Is.Empty);
        Assert.That((await Violet.Offers.SearchAsync(search, excludePublic: false)).Content, Is.Not.Empty);
    }

    [Test]
    public async Task The_list_of_health_reports_ends_at_500_merchants()
    {
        for (int i = 0; i < 486; i++)
            Server.Merchants.Add(new Merchant());
        Assert.That(await Violet.Connections.ListHealthAsync(excludePublic: false), Has.Count.EqualTo(500));
        Server.Merchants.Add(new Merchant());
        await Refused(400, 1001, "bad_request", () => Violet.Connections.ListHealthAsync());
        Assert.That((await Violet.Connections.SearchHealthAsync(new())).TotalElements, Is.EqualTo(500), "the search goes on");
    }

    private sealed class NoTokens : IVioletTokenProvider
    {
        public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
