namespace Violet.Generated.Tests.Webhooks;

/// <summary>What EnsureAsync changes, and what it leaves alone.</summary>
public class WebhookSubscriptionTests
{
    private const WebhookEventType Shipped = WebhookEventType.OrderShipped;
    private const WebhookEventType Updated = WebhookEventType.OrderUpdated;
    private const WebhookEventType Offers = WebhookEventType.OfferUpdated;

    private static readonly Uri s_own = new("https://shop.example.com/webhooks");
    private static readonly Uri s_staging = new("https://staging.example.com/webhooks");

    [Test]
    public async Task What_is_missing_is_created_what_is_off_is_switched_on_and_nothing_else_is_touched()
    {
        var webhooks = new FakeWebhooks();
        webhooks.Add(Shipped, s_own, WebhookStatus.Disabled);
        webhooks.Add(Updated, s_own);
        webhooks.Add(Offers, s_staging, WebhookStatus.Disabled);
        webhooks.Add(WebhookEventType.MerchantConnected, s_own, WebhookStatus.Inactive);

        WebhookChanges changes = await webhooks.EnsureAsync(s_own, [Shipped, Updated, Offers, Shipped]);

        Assert.That(changes.ToString(), Is.EqualTo("1 created, 1 switched on, 0 repointed, 0 deleted"));
        Assert.That((changes.Created[0].Event.Value, changes.SwitchedOn[0].Id), Is.EqualTo(((WebhookEventType?)Offers, 1L)));
        Assert.That(
            webhooks.All,
            Is.EqualTo(
                new[]
                {
                    "1 ORDER_SHIPPED https://shop.example.com/webhooks ACTIVE",
                    "2 ORDER_UPDATED https://shop.example.com/webhooks ACTIVE",
                    "3 OFFER_UPDATED https://staging.example.com/webhooks DISABLED",
                    "4 MERCHANT_CONNECTED https://shop.example.com/webhooks INACTIVE",
                    "5 OFFER_UPDATED https://shop.example.com/webhooks ACTIVE",
                }
            )
        );
    }

    [TestCase("5")]
    [TestCase("""{"id":"x"}""")]
    [TestCase("""{"id":1,"event":{},"remote_endpoint":"https://shop.example.com/webhooks"}""")]
    [TestCase("""{"id":1,"event":"ORDER_SHIPPED","remote_endpoint":{}}""")]
    public async Task Nothing_is_created_where_one_that_is_there_cannot_be_read(string webhook)
    {
        using var http = new Transport.Http(Transport.Http.Answer(200, $"[{webhook}]"));
        using VioletClient violet = http.Violet();

        await Assert.CatchAsync<VioletJsonException>(() => http.RunAsync(violet.Webhooks.EnsureAsync(s_own, [Shipped])));

        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_second_time_it_only_looks()
    {
        var webhooks = new FakeWebhooks();
        await webhooks.EnsureAsync(s_own, VioletWebhook.SubscribableTopics);
        int calls = webhooks.Changes;

        WebhookChanges changes = await webhooks.EnsureAsync(
            new Uri("https://SHOP.example.com:443/webhooks"),
            VioletWebhook.SubscribableTopics,
            deletesOthers: true
        );

        Assert.That((calls, webhooks.Changes), Is.EqualTo((48, 48)));
        Assert.That(changes.ToString(), Is.EqualTo("0 created, 0 switched on, 0 repointed, 0 deleted"));
    }

    [Test]
    public async Task Only_webhooks_of_the_address_that_is_named_are_repointed()
    {
        var before = new Uri("https://tunnel-1.example.com/webhooks");
        var webhooks = new FakeWebhooks();
        webhooks.Add(Shipped, before, WebhookStatus.Disabled);
        webhooks.Add(Offers, before);
        webhooks.Add(Updated, s_staging);

        WebhookChanges changes = await webhooks.EnsureAsync(s_own, [Shipped, Updated], movedFrom: before);

        Assert.That(changes.ToString(), Is.EqualTo("1 created, 0 switched on, 1 repointed, 0 deleted"));
        Assert.That(
            webhooks.All,
            Is.EqualTo(
                new[]
                {
                    "1 ORDER_SHIPPED https://shop.example.com/webhooks ACTIVE",
                    "2 OFFER_UPDATED https://tunnel-1.example.com/webhooks ACTIVE",
                    "3 ORDER_UPDATED https://staging.example.com/webhooks ACTIVE",
                    "4 ORDER_UPDATED https://shop.example.com/webhooks ACTIVE",
                }
            )
        );
    }

    [Test]
    public async Task Others_and_doubles_at_the_address_are_deleted_only_when_asked_for()
    {
        var webhooks = new FakeWebhooks();
        webhooks.Add(Shipped, s_own, WebhookStatus.Disabled);
        webhooks.Add(Shipped, s_own);
        webhooks.Add(Shipped, s_own);
        webhooks.Add(Offers, s_own);
        webhooks.Add(Offers, s_staging);

        Assert.That((await webhooks.EnsureAsync(s_own, [Shipped])).ToString(), Does.StartWith("0 created, 0 switched on, 0 repointed, 0"));
        Assert.That(webhooks.All, Has.Length.EqualTo(5));
        WebhookChanges changes = await webhooks.EnsureAsync(s_own, [Shipped], deletesOthers: true);

        Assert.That(changes.Deleted.Select(webhook => webhook.Id), Is.EqualTo(new[] { 1, 3, 4 }));
        Assert.That(
            webhooks.All,
            Is.EqualTo(
                new[]
                {
                    "2 ORDER_SHIPPED https://shop.example.com/webhooks ACTIVE",
                    "5 OFFER_UPDATED https://staging.example.com/webhooks ACTIVE",
                }
            )
        );
    }

    [Test]
    public async Task Two_machines_that_start_at_once_make_no_double()
    {
        var webhooks = new FakeWebhooks { ListsThatWait = 2 };

        WebhookChanges[] changes = await Task.WhenAll(
            webhooks.EnsureAsync(s_own, [Shipped, Updated]),
            webhooks.EnsureAsync(s_own, [Updated, Shipped])
        );

        Assert.That(webhooks.Changes, Is.EqualTo(6), "both found nothing, made two each, and took two away again");
        Assert.That(webhooks.All.Select(webhook => webhook.Split(' ')[1]), Is.EquivalentTo(new[] { "ORDER_SHIPPED", "ORDER_UPDATED" }));
        Assert.That(changes.Sum(change => change.Created.Count), Is.EqualTo(2));
    }

    [TestCase("http://shop.example.com/webhooks")]
    [TestCase("/webhooks")]
    public async Task An_address_that_Violet_cannot_send_to_is_refused(string address) =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            new FakeWebhooks().EnsureAsync(new Uri(address, UriKind.RelativeOrAbsolute), [Shipped])
        );

    [Test]
    public void Topics_that_can_be_subscribed_are_those_that_the_API_took()
    {
        Assert.That(VioletWebhook.SubscribableTopics, Has.Count.EqualTo(48).And.Unique);
        Assert.That(
            VioletWebhook.SubscribableTopics,
            Has.Member(WebhookEventType.OfferCreated).And.No.Member(WebhookEventType.RelayOrderUpdated)
        );
    }

    private sealed class FakeWebhooks : IWebhooksClient
    {
        private readonly List<Webhook> _all = [];
        private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _lastId;
        private int _lists;

        /// <summary>So many lists are answered together, with what there is at first.</summary>
        public int ListsThatWait { get; init; }

        public int Changes { get; private set; }

        public string[] All => [.. _all.Select(w => $"{w.Id} {w.Event.Raw} {w.RemoteEndpoint} {w.Status.Raw}")];

        public void Add(WebhookEventType topic, Uri address, WebhookStatus status = WebhookStatus.Active) =>
            _all.Add(
                new Webhook
                {
                    Id = ++_lastId,
                    Event = topic,
                    RemoteEndpoint = address.AbsoluteUri,
                    Status = status,
                }
            );

        public async Task<IReadOnlyList<Webhook>> ListAsync(
            OpenEnum<WebhookEventType> eventType = default,
            bool? extended = default,
            CancellationToken cancellationToken = default
        )
        {
            Webhook[] now;
            lock (_all)
                now = [.. _all];
            int number = Interlocked.Increment(ref _lists);
            if (number == ListsThatWait)
                _listed.SetResult();
            if (number <= ListsThatWait)
                await _listed.Task;
            return now;
        }

        public Task<Webhook> CreateAsync(WebhookRequest request, CancellationToken cancellationToken = default)
        {
            lock (_all)
            {
                Changes++;
                Add(request.Event.Value!.Value, new Uri(request.RemoteEndpoint!), request.Status.Value!.Value);
                return Task.FromResult(_all[^1]);
            }
        }

        public Task<Webhook> UpdateAsync(long webhookId, WebhookRequest request, CancellationToken cancellationToken = default)
        {
            lock (_all)
            {
                Changes++;
                Webhook webhook = _all.Single(w => w.Id == webhookId);
                (webhook.Event, webhook.RemoteEndpoint, webhook.Status) = (request.Event, request.RemoteEndpoint, request.Status);
                return Task.FromResult(webhook);
            }
        }

        public Task DeleteAsync(long webhookId, CancellationToken cancellationToken = default)
        {
            lock (_all)
            {
                Changes++;
                _all.RemoveAll(w => w.Id == webhookId);
            }

            return Task.CompletedTask;
        }

        public Task<Webhook> GetAsync(long webhookId, bool? extended = default, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task DeleteAllAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SetStatusAsync(
            OpenEnum<WebhookStatus> status,
            string? webhookIds = default,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public Task SimulateAsync(
            long webhookId,
            SimulateWebhookRequest request,
            long? appId = default,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }
}
