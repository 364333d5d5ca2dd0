using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Which events the server sends, and about which bag.</summary>
public class WebhookSenderTests : CheckoutScene
{
    private Inbox _inbox = null!;

    [SetUp]
    public void Listen()
    {
        _inbox = new Inbox();
        Server.Webhooks.Client = new HttpClient(_inbox) { BaseAddress = new Uri("http://localhost") };
        Server.Webhooks.Target = new Uri("webhooks/violet", UriKind.Relative);
    }

    [TearDown]
    public void Close()
    {
        Server.Webhooks.Client!.Dispose();
        _inbox.Dispose();
    }

    [Test]
    public async Task Each_accepted_bag_has_a_pair_of_its_own()
    {
        Order order = await Submitted(Tote, Beanie);
        await Server.Webhooks.FlushAsync();

        Assert.That(
            _inbox.Seen,
            Is.EqualTo(
                order.Bags.SelectMany(bag =>
                    (string[])
                        [
                            $"ORDER_UPDATED order {order.Id} bag {bag.Id} merchant {bag.MerchantId}",
                            $"ORDER_ACCEPTED order {order.Id} bag {bag.Id} merchant {bag.MerchantId}",
                        ]
                )
            )
        );
    }

    [Test]
    public async Task A_rejected_bag_of_a_placed_order_failed()
    {
        Order order = await Submit(await ReadyCart(TestSkus.RefusedAtSubmit, Beanie));
        await Server.Webhooks.FlushAsync();
        Assert.That(
            _inbox.Seen.Where(e => !e.StartsWith("ORDER_UPDATED", StringComparison.Ordinal)).Select(e => e.Split(" merchant")[0]),
            Is.EqualTo(
                (string[])
                    [$"ORDER_FAILED order {order.Id} bag {order.Bags[0].Id}", $"ORDER_ACCEPTED order {order.Id} bag {order.Bags[1].Id}"]
            )
        );
    }

    [Test]
    public async Task Refunds_and_cancellations_are_told_of_their_bag()
    {
        Order order = await Submitted(Tote, Beanie);
        await Server.Webhooks.FlushAsync();
        _inbox.Seen.Clear();

        await Violet.Orders.RefundAsync(order.Id, order.Bags[1].Id, new RefundBagRequest());
        await Violet.Orders.CancelBagAsync(order.Id, order.Bags[0].Id, new CancelOrderRequest());
        await Server.Webhooks.FlushAsync();

        Assert.That(
            _inbox.Seen.Select(e => e.Split(" merchant")[0]),
            Is.EqualTo(
                (string[])
                    [
                        $"ORDER_UPDATED order {order.Id} bag {order.Bags[1].Id}",
                        $"ORDER_REFUNDED order {order.Id} bag {order.Bags[1].Id}",
                        $"ORDER_UPDATED order {order.Id} bag {order.Bags[0].Id}",
                        $"ORDER_CANCELED order {order.Id} bag {order.Bags[0].Id}",
                    ]
            )
        );
    }

    [Test]
    public async Task What_happens_to_a_bag_at_its_shop_is_seen_at_the_API_too()
    {
        Order order = await Submitted(Tote, Beanie);
        long bag = order.Bags[1].Id;

        await Server.Webhooks.ChangeBagAsync(order.Id, bag, WebhookEventType.OrderShipped);
        Bag shipped = (await Violet.Orders.GetAsync(order.Id)).Bags[1];
        await Server.Webhooks.ChangeBagAsync(order.Id, bag, WebhookEventType.OrderDelivered);
        Bag delivered = (await Violet.Orders.GetAsync(order.Id)).Bags[1];
        IReadOnlyList<WebhookAttempt> refunded = await Server.Webhooks.ChangeBagAsync(order.Id, bag, WebhookEventType.OrderRefunded);
        Order after = await Violet.Orders.GetAsync(order.Id);

        Assert.That(
            (shipped.Status.Raw, shipped.FulfillmentStatus.Raw, shipped.Fulfillments.Single().TrackingNumber),
            Is.EqualTo(("COMPLETED", "SHIPPED", shipped.Fulfillments[0].TrackingNumber)).And.Not.Null
        );
        Assert.That(delivered.FulfillmentStatus == FulfillmentStatus.Delivered);
        Assert.That(refunded.Select(a => (a.Topic, a.Status)), Is.EqualTo(new[] { ("ORDER_UPDATED", 200), ("ORDER_REFUNDED", 200) }));
        Assert.That(States(after), Is.EqualTo((string[])["ACCEPTED PAID", "REFUNDED REFUNDED", "PARTIALLY_REFUNDED CAPTURED"]));
        Assert.That((await Violet.Orders.ListBagRefundsAsync(order.Id, bag)).Single().Amount, Is.EqualTo(after.Bags[1].Total));
        await Assert.ThrowsAsync<ArgumentException>(() => Server.Webhooks.ChangeBagAsync(order.Id, 1, WebhookEventType.OrderShipped));
        await Assert.ThrowsAsync<ArgumentException>(() => Server.Webhooks.ChangeBagAsync(order.Id, bag, WebhookEventType.OfferAdded));
    }

    [Test]
    public async Task A_merchant_that_connects_comes_with_its_offers_in_order()
    {
        const long Merchant = 10010;
        IReadOnlyList<WebhookAttempt> attempts = await Server.Webhooks.ConnectMerchantAsync(Merchant, "state-7");

        string[] topics = [.. attempts.Select(a => a.Topic)];
        Assert.That(
            topics[..2].Append(topics[^1]),
            Is.EqualTo((string[])["MERCHANT_CONNECTED", "PRODUCT_SYNC_STARTED", "PRODUCT_SYNC_COMPLETED"])
        );
        Assert.That(topics[2..^1], Has.Length.EqualTo(30).And.All.EqualTo("OFFER_ADDED"));
        Assert.That(_inbox.States, Is.EqualTo((string[])["state-7"]), "with the first alone");
        Sku sku = (await Violet.Offers.ListByMerchantAsync(Merchant)).Content[0].Skus[0];
        Assert.That((await Cart(sku.Id)).Bags.Single().MerchantId, Is.EqualTo(Merchant), "it can be bought from now on");
    }

    [Test]
    public async Task Collections_are_synced_after_the_products_where_their_flag_is_on()
    {
        IReadOnlyList<WebhookAttempt> first = await Server.Webhooks.ConnectMerchantAsync(10010, syncsCollections: true);
        IReadOnlyList<WebhookAttempt> again = await Server.Webhooks.ConnectMerchantAsync(10010);

        Assert.That(
            first.Select(a => a.Topic).Where(t => t != "OFFER_ADDED"),
            Is.EqualTo(
                (string[])
                    [
                        "MERCHANT_CONNECTED",
                        "PRODUCT_SYNC_STARTED",
                        "PRODUCT_SYNC_COMPLETED",
                        "COLLECTION_SYNC_STARTED",
                        "COLLECTION_SYNC_COMPLETED",
                    ]
            )
        );
        Assert.That(again.Select(a => a.Topic), Is.EqualTo(first.Select(a => a.Topic)), "the flag stays");
        Assert.That((await Violet.Merchants.GetConfigurationAsync(10010)).GlobalFeatureFlags["sync_collections"]);
    }

    [Test]
    public async Task The_flag_syncs_the_collections_of_a_connected_merchant_at_once()
    {
        await Violet.Merchants.SetFeatureFlagAsync(Alpine, "sync_metadata", new FeatureFlagRequest { Enabled = true });
        await Violet.Merchants.SetFeatureFlagAsync(Alpine, "sync_collections", new FeatureFlagRequest { Enabled = true });
        await Violet.Merchants.SetFeatureFlagAsync(Alpine, "sync_collections", new FeatureFlagRequest { Enabled = false });
        await Server.Webhooks.FlushAsync();

        Assert.That(
            _inbox.Seen,
            Is.EqualTo(
                (string[])
                    [$"COLLECTION_SYNC_STARTED order  bag  merchant {Alpine}", $"COLLECTION_SYNC_COMPLETED order  bag  merchant {Alpine}"]
            )
        );
    }

    [Test]
    public async Task An_attempt_without_an_answer_says_why()
    {
        Server.Webhooks.Client = null;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Webhooks.SendAsync(WebhookEventType.OrderUpdated, "{}"));
        Server.Webhooks.Target = new Uri("http://127.0.0.1:9");
        WebhookAttempt attempt = (await Server.Webhooks.SendAsync(WebhookEventType.OrderUpdated, "{}")).Single();
        Assert.That((attempt.Status, string.IsNullOrEmpty(attempt.Failure)), Is.EqualTo((0, false)));
        Server.Webhooks.Client = new HttpClient();
    }

    /// <summary>An app without an address, as a WebApplicationFactory makes one.</summary>
    private sealed class Inbox : HttpMessageHandler
    {
        public List<string> Seen { get; } = [];

        public List<string> States { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            string Header(string name) => request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : "";
            Assert.That(Header("X-Violet-Hmac"), Is.EqualTo(VioletWebhook.Sign(body, "test-app-secret")));
            Seen.Add(
                $"{Header("X-Violet-Topic")} order {Header("X-Violet-Order-Id")} bag {Header("X-Violet-Bag-Id")} "
                    + $"merchant {Header("X-Violet-Merchant-Id")}"
            );
            if (Header("X-Violet-Connect-State") is { Length: > 0 } state)
                States.Add(state);
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK);
        }
    }
}
