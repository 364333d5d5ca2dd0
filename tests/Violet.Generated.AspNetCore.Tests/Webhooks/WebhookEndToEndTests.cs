using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>The test server sends, as it does for users' tests, and an app receives.</summary>
public class WebhookEndToEndTests
{
    private VioletTestServer _server = null!;
    private VioletClient _violet = null!;

    [SetUp]
    public async Task StartServer()
    {
        _server = await VioletTestServer.StartAsync();
        var options = new VioletOptions();
        _server.Configure(options);
        _violet = new VioletClient(options);
    }

    [TearDown]
    public async Task StopServer()
    {
        _violet.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_changed_order_arrives_as_ORDER_UPDATED_and_its_own_event_and_the_API_shows_it_too()
    {
        long id = (await _violet.Orders.ListAsync()).Content[0].Id;
        var handled = new Recorder();
        await using WebhookApp app = await StartAppAsync(hooks =>
            hooks.On<Order>(
                (order, e, _) =>
                    handled.Add($"{e.Topic.Raw} {order.Id} {order.Status.Raw} {e.Headers.OrderId} {e.Headers.BagId == order.Bags[0].Id}")
            )
        );

        IReadOnlyList<WebhookAttempt> attempts = await _server.Webhooks.ChangeOrderAsync(id, OrderStatus.Canceled);

        Assert.That(attempts.Select(a => (a.Topic, a.Status)), Is.EqualTo(new[] { ("ORDER_UPDATED", 200), ("ORDER_CANCELED", 200) }));
        Assert.That(
            await handled.WaitForAsync(2),
            Is.EquivalentTo(new[] { $"ORDER_UPDATED {id} CANCELED {id} True", $"ORDER_CANCELED {id} CANCELED {id} True" })
        );
        Assert.That((await _violet.Orders.GetAsync(id)).Status == OrderStatus.Canceled);
    }

    [TestCase(74252, OrderStatus.Completed, "COMPLETED PAID", 0)] // two bags
    [TestCase(74256, OrderStatus.Canceled, "CANCELED VOIDED", 0)]
    [TestCase(74242, OrderStatus.Canceled, "CANCELED REFUNDED", 1)] // paid before
    [TestCase(74242, OrderStatus.Refunded, "REFUNDED REFUNDED", 1)]
    public async Task The_bags_of_a_changed_order_agree_with_it(long id, OrderStatus status, string expected, int refunds)
    {
        var handled = new Recorder();
        await using WebhookApp app = await StartAppAsync(hooks => hooks.On<Order>((order, _, _) => handled.Add(Bags(order))));

        await _server.Webhooks.ChangeOrderAsync(id, status);

        Order changed = await _violet.Orders.GetAsync(id);
        Assert.That(changed.Bags.Select(bag => $"{bag.Status.Raw} {bag.FinancialStatus.Raw}").Distinct(), Is.EqualTo(new[] { expected }));
        Assert.That(
            changed.Bags.SelectMany(bag => bag.Skus).Select(sku => sku.Status.Raw).Distinct().Single(),
            Is.EqualTo(status == OrderStatus.Completed ? "DELIVERED" : $"{changed.Status.Raw}")
        );
        Assert.That(await handled.WaitForAsync(2), Is.All.EqualTo(Bags(changed)));
        IReadOnlyList<Refund> given = await _violet.Orders.ListRefundsAsync(id);
        Assert.That(given, Has.Count.EqualTo(refunds));
        Assert.That(given.Sum(refund => refund.Amount), Is.EqualTo(refunds * changed.Total));

        static string Bags(Order order) =>
            string.Join(
                ", ",
                order.Bags.Select(bag =>
                    $"{bag.Id} {bag.Status.Raw} {bag.BagStatus.Raw} {bag.FulfillmentStatus.Raw} {bag.FinancialStatus.Raw}"
                )
            );
    }

    [Test]
    public async Task A_resync_through_the_API_arrives_as_OFFER_UPDATED()
    {
        long id = (await _violet.Offers.SearchAsync(new OfferSearchRequest { MerchantId = await ConnectedMerchantAsync() })).Content[0].Id;
        var handled = new Recorder();
        await using WebhookApp app = await StartAppAsync(hooks =>
            hooks.On<Offer>(
                (offer, e, _) => handled.Add($"{e.Topic.Raw} {offer.Id} {e.Headers.EntityId} {e.Headers.EntityLength == e.Body.Length}")
            )
        );

        await _violet.Sync.ResyncOfferAsync(id);
        await _server.Webhooks.FlushAsync();

        Assert.That(await handled.WaitForAsync(1), Is.EqualTo(new[] { $"OFFER_UPDATED {id} {id} True" }));
    }

    [Test]
    public async Task Merchant_events_and_unknown_topics_arrive()
    {
        long id = await ConnectedMerchantAsync();
        var handled = new Recorder();
        await using WebhookApp app = await StartAppAsync(hooks =>
            hooks
                .On<Merchant>((merchant, e, _) => handled.Add($"{e.Topic.Raw} {merchant.Id} {e.Headers.MerchantId} {e.Headers.Reason}"))
                .OnUnknown((e, _) => handled.Add($"{e.Topic.Raw} {e.ReadJson()["a"]}"))
        );

        await _server.Webhooks.SendMerchantAsync(WebhookEventType.MerchantDisabled, id, "APP_UNINSTALLED");
        await _server.Webhooks.SendAsync(new OpenEnum<WebhookEventType>("OF_TOMORROW"), "{\"a\":1}");

        Assert.That(
            await handled.WaitForAsync(2),
            Is.EquivalentTo(new[] { $"MERCHANT_DISABLED {id} {id} APP_UNINSTALLED", "OF_TOMORROW 1" })
        );
    }

    [Test]
    public async Task Duplicates_are_sent_and_dropped()
    {
        var handled = new Recorder();
        await using WebhookApp app = await StartAppAsync(hooks => hooks.On<Merchant>((merchant, _, _) => handled.Add($"{merchant.Id}")));
        _server.Webhooks.Copies = 3;

        await _server.Webhooks.SendMerchantAsync(WebhookEventType.MerchantComplete, await ConnectedMerchantAsync());
        await app.StopAsync();

        Assert.That(_server.Webhooks.Attempts.Select(a => a.Status), Is.EqualTo(new[] { 200, 200, 200 }));
        Assert.That(handled.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Wrong_signatures_are_refused()
    {
        var handled = new Recorder();
        await using WebhookApp app = await StartAppAsync(hooks => hooks.OnUnknown((_, _) => handled.Add("unknown")));
        _server.Webhooks.SignsWrongly = true;
        _server.Webhooks.MaxAttempts = 2;

        IReadOnlyList<WebhookAttempt> attempts = await _server.Webhooks.SendAsync(WebhookEventType.OrderUpdated, "{}");
        await app.StopAsync();

        Assert.That(attempts.Select(a => a.Status), Is.EqualTo(new[] { 401, 401 }));
        Assert.That(handled.All, Is.Empty);
    }

    [Test]
    public async Task Delays_go_by_the_servers_clock()
    {
        var time = new TestTime();
        await using VioletTestServer server = await VioletTestServer.StartAsync(new VioletTestServerOptions { Time = time });
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
        {
            hooks.Secrets.Add(server.AppSecret);
            hooks.OnUnknown((_, _) => handled.Add("unknown"));
        });
        server.Webhooks.Target = app.Address("/webhooks/violet");
        server.Webhooks.Delay = TimeSpan.FromMinutes(15);

        Task<IReadOnlyList<WebhookAttempt>> sending = server.Webhooks.SendAsync(WebhookEventType.OrderUpdated, "{}");
        Assert.That(server.Webhooks.Attempts, Is.Empty);
        await time.PassAsync(TimeSpan.FromMinutes(15));
        await sending.WaitAsync(WebhookApp.Patience);

        Assert.That(await handled.WaitForAsync(1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Rutters_events_arrive()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            rutter: hooks =>
            {
                hooks.Secrets.Add(_server.RutterClientSecret);
                hooks.On(RutterWebhookCode.ConnectionDisabled, (e, _) => handled.Add($"{e.Code.Raw} {e.AccessToken}"));
            }
        );
        _server.Webhooks.RutterTarget = app.Address("/webhooks/rutter");

        IReadOnlyList<WebhookAttempt> attempts = await _server.Webhooks.SendRutterAsync(
            RutterWebhookCode.ConnectionDisabled,
            _server.RutterAccessTokens[0]
        );

        Assert.That(attempts.Single().Status, Is.EqualTo(200));
        Assert.That(await handled.WaitForAsync(1), Is.EqualTo(new[] { $"CONNECTION_DISABLED {_server.RutterAccessTokens[0]}" }));
    }

    [Test]
    public async Task The_test_server_sends_to_the_loopback_interface_only()
    {
        Assert.Throws<ArgumentException>(() => _server.Webhooks.Target = new Uri("https://example.org/webhooks"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _server.Webhooks.SendAsync(WebhookEventType.OrderUpdated, "{}"));
    }

    private async Task<WebhookApp> StartAppAsync(Action<VioletWebhookHandlers> configure)
    {
        WebhookApp app = await WebhookApp.StartAsync(hooks =>
        {
            hooks.Secrets.Add(_server.AppSecret);
            configure(hooks);
        });
        _server.Webhooks.Target = app.Address("/webhooks/violet");
        return app;
    }

    private async Task<long> ConnectedMerchantAsync()
    {
        await foreach (ConnectionHealth merchant in _violet.Connections.SearchHealthAll(new ConnectionHealthSearchRequest()))
        {
            if (merchant.State == ConnectionState.Healthy)
                return merchant.MerchantId;
        }

        throw new InvalidOperationException("No merchant is healthy.");
    }
}
