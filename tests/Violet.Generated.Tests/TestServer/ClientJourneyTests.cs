using Microsoft.Extensions.DependencyInjection;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>What users do, through the real client against the test server.</summary>
public class ClientJourneyTests
{
    private const int Orders = 260;

    private VioletTestServer _server = null!;
    private VioletClient _violet = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await VioletTestServer.StartAsync();
        _violet = _server.Violet();
    }

    [TearDown]
    public async Task Stop()
    {
        _violet.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Configure_points_both_clients_of_a_service_provider_here()
    {
        var services = new ServiceCollection();
        services.AddViolet(_server.Configure);
        services.AddRutter(_server.Configure);
        await using ServiceProvider provider = services.BuildServiceProvider();

        OrderPage page = await provider.GetRequiredService<IVioletClient>().Orders.ListAsync(size: 5);
        ConnectionListResponse connections = await provider.GetRequiredService<IRutterClient>().Connections.ListAsync();

        Assert.That(page.Content, Has.Count.EqualTo(5));
        Assert.That(connections.Connections, Has.Count.EqualTo(4));
        Assert.That(_server.Requests.Select(r => r.Operation), Is.EqualTo((string[])["Auth_Login", "Orders_List", "Connections_List"]));
    }

    [Test]
    public async Task All_orders_come_once_newest_first_with_one_login()
    {
        List<Order> orders = await _violet.Orders.ListAll().ToListAsync();

        Assert.That(orders.Select(o => o.Id).Distinct().Count(), Is.EqualTo(Orders));
        Assert.That(orders.Select(o => o.DateCreated), Is.Ordered.Descending);
        Assert.That(orders.Where(o => o.Status.Raw == "ON_HOLD" && !o.Status.IsKnown), Has.Exactly(1).Items);
        Assert.That(orders.Count(o => o.Extra["loyalty_points"] is not null), Is.EqualTo(1));
        Assert.That(_server.Requests.Count(r => r.Operation == "Auth_Login"), Is.EqualTo(1));
        Assert.That(_server.Requests.Count(r => r.Operation == "Orders_List"), Is.EqualTo(13));
    }

    [Test]
    public async Task The_money_of_every_order_adds_up()
    {
        foreach (Order order in (await _violet.Orders.SearchAll(new OrderSearchRequest()).ToListAsync()))
        {
            Assert.That(order.Total, Is.EqualTo(order.Bags.Sum(b => b.Total)), $"order {order.Id}");
            foreach (Bag bag in order.Bags)
            {
                Assert.That(bag.SubTotal, Is.EqualTo(bag.Skus.Sum(s => s.Price * s.Quantity)), $"bag {bag.Id}");
                Assert.That(bag.Total, Is.EqualTo(bag.SubTotal + bag.ShippingTotal + bag.TaxTotal - bag.DiscountTotal), $"bag {bag.Id}");
            }
        }
    }

    [Test]
    public async Task Searches_filter_and_sort()
    {
        List<Order> all = await _violet.Orders.ListAll().ToListAsync();
        async Task<List<Order>> Find(OrderSearchRequest request, bool? excludeInProgress = null) =>
            await _violet.Orders.SearchAll(request, excludeInProgress: excludeInProgress).ToListAsync();

        Order one = all[40];
        DateTimeOffset since = all[100].DateCreated!.Value;
        List<Order> submitted = [.. all.Where(o => o.Status != OrderStatus.InProgress)];
        List<Order> byMerchant = await Find(new() { MerchantId = 10002 });
        List<Order> recent = await Find(new() { CreatedAfter = since });
        List<Order> byName = await Find(new() { CustomerName = "lovelace" });
        List<Order> sorted = await Find(new() { SortBy = "total", SortDirection = "DESC" });
        List<Order> carts = await Find(new() { BagStatus = BagStatus.InProgress }, excludeInProgress: false);
        Assert.Multiple(() =>
        {
            Assert.That(byMerchant, Is.Not.Empty.And.All.Matches<Order>(o => o!.Bags.Any(b => b.MerchantId == 10002)));
            Assert.That(recent.Select(o => o.Id), Is.EquivalentTo(submitted.Where(o => o.DateCreated >= since).Select(o => o.Id)));
            Assert.That(byName, Is.Not.Empty.And.All.Matches<Order>(o => o!.Customer!.LastName == "Lovelace"));
            Assert.That(sorted.Select(o => o.Total), Is.Ordered.Descending);
            Assert.That(sorted, Has.Count.EqualTo(submitted.Count));
            Assert.That(
                carts,
                Has.Count.EqualTo(all.Count - submitted.Count).And.All.Matches<Order>(o => o!.Status == OrderStatus.InProgress)
            );
        });
        Assert.That((await Find(new() { OrderId = one.Id })).Single().Id, Is.EqualTo(one.Id));
        Assert.That((await Find(new() { AppOrderId = one.AppOrderId })).Single().Id, Is.EqualTo(one.Id));
        Assert.That(
            await Find(new() { Status = OrderStatus.Refunded }),
            Is.Not.Empty.And.All.Matches<Order>(o => o!.Status == OrderStatus.Refunded)
        );
        Assert.That(await Find(new() { Total = -1 }), Is.Empty);
        List<Bag> bags = await _violet.Orders.SearchBagsAll(new() { MerchantId = 10002, BagStatus = BagStatus.Shipped }).ToListAsync();
        Assert.That(bags, Is.Not.Empty.And.All.Matches<Bag>(b => b!.MerchantId == 10002 && b.Status == BagStatus.Shipped));
        Assert.That(bags[0].DateLastModified, Is.Not.Null);
    }

    [Test]
    public async Task Searches_are_refused_as_documented()
    {
        VioletNotFoundException missing = (
            await Assert.ThrowsAsync<VioletNotFoundException>(() => _violet.Orders.SearchAsync(new() { OrderId = 1 }))
        )!;
        VioletNotFoundException unknown = (await Assert.ThrowsAsync<VioletNotFoundException>(() => _violet.Orders.GetAsync(1)))!;
        VioletBadRequestException sort = (
            await Assert.ThrowsAsync<VioletBadRequestException>(() => _violet.Orders.SearchBagsAsync(new() { SortBy = "colour" }))
        )!;
        VioletBadRequestException empty = (
            await Assert.ThrowsAsync<VioletBadRequestException>(() => _violet.SendAsync(HttpMethod.Post, "orders/search"))
        )!;
        Assert.That((missing.Code, unknown.Code, sort.Code, empty.Code), Is.EqualTo(((int?)4216, (int?)4216, (int?)1001, (int?)9910)));
        Assert.That(sort.ApiMessage, Is.EqualTo("Invalid sorting property."));
        Assert.That((await _violet.Orders.GetAsync(74001)).Id, Is.EqualTo(74001));
    }

    [Test]
    public async Task Health_reports_come_in_every_state()
    {
        List<ConnectionHealth> reports = await _violet.Connections.SearchHealthAll(new()).ToListAsync();
        IReadOnlyList<ConnectionHealth> everyone = await _violet.Connections.ListHealthAsync(excludePublic: false);
        ConnectionHealthPage page = await _violet.Connections.SearchHealthAsync(new(), size: 50);
        ConnectionHealth built = await _violet.Connections.BuildHealthAsync(10001, new() { IncludeConnection = true });
        List<ConnectionHealth> failed = await _violet.Connections.SearchHealthAll(new() { Status = HealthPartStatus.Error }).ToListAsync();
        List<ConnectionHealth> shopify = await _violet
            .Connections.SearchHealthAll(
                new()
                {
                    Platforms = [Platform.Shopify],
                    SortBy = ConnectionHealthSortBy.MerchantName,
                    SortDirection = ConnectionHealthSortDirection.Descending,
                }
            )
            .ToListAsync();
        Assert.Multiple(() =>
        {
            Assert.That(reports, Has.Count.EqualTo(13));
            Assert.That(everyone, Has.Count.EqualTo(14));
            Assert.That((page.Last, page.Number, page.TotalPages), Is.EqualTo(((bool?)false, (int?)1, (int?)1)));
            Assert.That(reports.Count(r => r.Connection?.Results?.IsConnected == false), Is.EqualTo(1));
            Assert.That(reports.Count(r => r.SyncStatus?.Results?.Status == ProductSyncStatus.InProgress), Is.EqualTo(1));
            Assert.That(reports.Count(r => r.MerchantStatus == MerchantStatus.Disabled), Is.EqualTo(1));
            Assert.That(reports.Count(r => r.OffersPublished?.Status.Raw == "THROTTLED"), Is.EqualTo(1));
            Assert.That(failed.Single().Connection!.Error!.Code, Is.EqualTo(9000));
            Assert.That(shopify.Select(r => r.MerchantName), Is.Ordered.Descending.And.Not.Empty);
            Assert.That(
                (built.Connection, built.SyncStatus, built.PayoutAccount),
                Is.EqualTo((built.Connection, (SyncStatus?)null, (PayoutAccountStatus?)null))
            );
            Assert.That(built.Connection, Is.Not.Null);
        });
        Assert.That((await _violet.Connections.GetHealthAsync(10010)).MerchantName, Is.EqualTo("Juniper Skincare"));
    }

    [Test]
    public async Task A_resync_moves_the_date_and_refuses_what_it_cannot_reach()
    {
        Offer before = await _violet.Offers.GetAsync(20001);
        Offer after = await _violet.Sync.ResyncOfferAsync(20001);
        Offer disconnected = (await _violet.Offers.ListByMerchantAsync(10010)).Content[0];
        VioletApiException refused = (await Assert.CatchAsync<VioletApiException>(() => _violet.Sync.ResyncOfferAsync(disconnected.Id)))!;
        VioletNotFoundException unknown = (await Assert.ThrowsAsync<VioletNotFoundException>(() => _violet.Sync.ResyncOfferAsync(1)))!;

        Assert.That(
            after.DateLastModified,
            Is.GreaterThan(before.DateLastModified!.Value).And.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1))
        );
        Assert.That((refused.StatusCode, refused.Code, unknown.Code), Is.EqualTo((401, (int?)7118, (int?)2004)));
        Assert.That(_server.Requests.Count(r => r.Operation == "Auth_Login"), Is.EqualTo(1), "7118 is no expired token");
    }

    [TestCase(10001, true, TestName = "A_relay_list_is_walked_by_cursor")]
    [TestCase(10003, false, TestName = "A_relay_list_is_walked_by_page")]
    public async Task Relay(long merchantId, bool byCursor)
    {
        List<Offer> offers = await _violet.Relay.ListOffersAll(merchantId).ToListAsync();
        List<RelayCustomer> customers = await _violet.Relay.ListCustomersAll(merchantId).ToListAsync();
        List<Order> orders = await _violet.Relay.ListOrdersAll(merchantId).ToListAsync();
        List<Collection> collections = await _violet.Relay.ListCollectionsAll(merchantId).ToListAsync();
        List<Offer> collected = await _violet.Relay.ListCollectionOffersAll(merchantId, collections[0].ExternalId!).ToListAsync();
        OfferPage first = await _violet.Relay.ListOffersAsync(merchantId, size: 20);

        Assert.That(first.NextPageCursor is not null, Is.EqualTo(byCursor));
        Assert.That((offers.Count, customers.Count, collections.Count, collected.Count), Is.EqualTo((30, 45, 3, 10)));
        Assert.That(orders, Is.Not.Empty.And.All.Matches<Order>(o => o!.Bags.Count == 1 && o.Bags[0].MerchantId == merchantId));
    }

    [Test]
    public async Task A_listing_that_says_0_pages_is_walked_to_its_end()
    {
        List<Offer> offers = await _violet.Offers.ListByMerchantAll(10001).ToListAsync();
        Assert.That(offers, Has.Count.EqualTo(30));
    }

    [Test]
    public async Task A_second_transfer_of_the_same_bag_is_refused_in_the_shape_of_transfers()
    {
        await _violet.Orders.TransferBagFundsAsync(74001, 148002);
        VioletConflictException refused = (
            await Assert.ThrowsAsync<VioletConflictException>(() => _violet.Orders.TransferBagFundsAsync(74001, 148002))
        )!;
        Assert.That(
            (refused.Code, refused.Slug, refused.ApiMessage),
            Is.EqualTo(((int?)4461, "transfer_already_processed", "All transfers for this entity have already been processed."))
        );
    }

    [Test]
    public async Task Rutter_tells_the_state_of_every_connection()
    {
        RutterClient rutter = _server.Rutter();
        var states = new List<ConnectionStatus>();
        foreach (string token in _server.RutterAccessTokens)
            states.Add((await rutter.Connections.GetStatusAsync(token)).Status!);
        ConnectionListResponse any = await rutter.Connections.ListAsync(ConnectionFilter.Any);
        RotateTokenResponse rotated = await rutter.Connections.RotateTokenAsync(_server.RutterAccessTokens[0]);
        VioletApiException gone = (
            await Assert.CatchAsync<VioletApiException>(() => rutter.Connections.GetStatusAsync(_server.RutterAccessTokens[0]))
        )!;

        Assert.That(any.Connections, Has.Count.EqualTo(_server.RutterAccessTokens.Count));
        Assert.That(states.Count(s => s.IsHealthy == true), Is.EqualTo(2));
        Assert.That(states.Count(s => s.IsReady == false && s.LastSyncCompletedAt is null), Is.EqualTo(1));
        Assert.That(states.Count(s => s.NeedsUpdateStatus!.NeedsUpdate == true), Is.EqualTo(1));
        Assert.That(
            states.Where(s => s.DisabledStatus!.IsDisabled == true).Select(s => s.DisabledStatus!.DisabledReason.Raw),
            Is.EqualTo((string[])["SHOP_IS_LOCKED", "FAILED TO AUTHENTICATE", "UNKNOWN", "SHOP_MOVED_TO_THE_MOON"])
        );
        Assert.That(gone.ErrorType, Is.EqualTo("CONNECTION_ERROR"));
        Assert.That((await rutter.Connections.GetAsync(rotated.NewAccessToken!)).Connection!.StoreUniqueId, Is.EqualTo("store-1"));
    }
}
