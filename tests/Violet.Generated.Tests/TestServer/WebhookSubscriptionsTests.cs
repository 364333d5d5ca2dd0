using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>The webhooks that an app has at Violet, and EnsureAsync against them.</summary>
public class WebhookSubscriptionsTests : CheckoutScene
{
    private static readonly Uri s_own = new("https://shop.example.com/webhooks");
    private static readonly Uri s_staging = new("https://staging.example.com/webhooks");
    private static readonly WebhookEventType[] s_topics = [WebhookEventType.OrderShipped, WebhookEventType.OrderUpdated];

    private Task<Webhook> Create(WebhookEventType topic, Uri address, WebhookStatus status = WebhookStatus.Active) =>
        Violet.Webhooks.CreateAsync(
            new WebhookRequest
            {
                Event = topic,
                RemoteEndpoint = address.AbsoluteUri,
                Status = status,
            }
        );

    private async Task<string[]> All() =>
        [.. (await Violet.Webhooks.ListAsync()).Select(w => $"{w.Event.Raw} {new Uri(w.RemoteEndpoint!).Host} {w.Status.Raw}")];

    [Test]
    public async Task A_webhook_is_created_read_changed_and_deleted()
    {
        Webhook made = await Create(WebhookEventType.OrderShipped, s_own);
        Assert.That((made.AppId, made.Status.Raw, made.DateCreated), Is.EqualTo(((long?)Server.AppId, "ACTIVE", made.DateCreated)));
        Assert.That((await Violet.Webhooks.GetAsync(made.Id)).RemoteEndpoint, Is.EqualTo(s_own.AbsoluteUri));

        Webhook changed = await Violet.Webhooks.UpdateAsync(
            made.Id,
            new WebhookRequest
            {
                Event = WebhookEventType.OfferAdded,
                RemoteEndpoint = s_staging.AbsoluteUri,
                Status = WebhookStatus.Inactive,
            }
        );

        Assert.That(changed.Id, Is.EqualTo(made.Id));
        Assert.That(await All(), Is.EqualTo((string[])["OFFER_ADDED staging.example.com INACTIVE"]));
        Assert.That(await Violet.Webhooks.ListAsync(WebhookEventType.OrderShipped), Is.Empty);
        await Violet.Webhooks.SetStatusAsync(WebhookStatus.Active, $"{made.Id}");
        Assert.That((await Violet.Webhooks.GetAsync(made.Id, extended: true)).EventsCount, Is.EqualTo(0));
        await Violet.Webhooks.DeleteAsync(made.Id);
        await Refused(404, 1001, "webhook_not_found", () => Violet.Webhooks.GetAsync(made.Id));
        await Refused(404, 1001, "webhook_not_found", () => Violet.Webhooks.DeleteAsync(made.Id));
    }

    [Test]
    public async Task What_Violet_does_not_send_or_reach_is_refused()
    {
        await Refused(400, 9001, "invalid_parameter", () => Create(WebhookEventType.OrderShipped, new Uri("http://shop.example.com")));
        await Refused(
            400,
            9001,
            "invalid_parameter",
            () =>
                Violet.Webhooks.CreateAsync(
                    new WebhookRequest { Event = new OpenEnum<WebhookEventType>("ORDER_CANCELLED"), RemoteEndpoint = s_own.AbsoluteUri }
                )
        );
        await Refused(
            400,
            9001,
            "invalid_parameter",
            () =>
                Violet.Webhooks.CreateAsync(
                    new WebhookRequest { Event = new OpenEnum<WebhookEventType>("BAG_SHIPPED"), RemoteEndpoint = s_own.AbsoluteUri }
                )
        );
        Assert.That(await All(), Is.Empty);
    }

    [Test]
    public async Task Every_app_has_its_own()
    {
        Webhook mine = await Create(WebhookEventType.OrderShipped, s_own);
        var options = new VioletOptions();
        Server.AddAccount().Configure(options);
        using var other = new VioletClient(options);

        await other.Webhooks.CreateAsync(new WebhookRequest { Event = WebhookEventType.OrderShipped, RemoteEndpoint = s_own.AbsoluteUri });
        Assert.That((await other.Webhooks.ListAsync()).Select(w => w.AppId), Is.EqualTo((long?[])[options.AppId]));
        await Refused(404, 1001, "webhook_not_found", () => other.Webhooks.DeleteAsync(mine.Id));
        await other.Webhooks.DeleteAllAsync();

        Assert.That(await All(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Ensuring_creates_what_is_missing_switches_on_what_is_off_and_does_nothing_the_second_time()
    {
        await Create(WebhookEventType.OrderShipped, s_own, WebhookStatus.Disabled);
        await Create(WebhookEventType.OrderUpdated, s_staging, WebhookStatus.Disabled);
        await Create(WebhookEventType.OfferAdded, s_own, WebhookStatus.Inactive);

        string first = (await Violet.Webhooks.EnsureAsync(s_own, s_topics)).ToString(),
            second = (await Violet.Webhooks.EnsureAsync(s_own, s_topics)).ToString();

        Assert.That(first, Is.EqualTo("1 created, 1 switched on, 0 repointed, 0 deleted"));
        Assert.That(second, Is.EqualTo("0 created, 0 switched on, 0 repointed, 0 deleted"));
        Assert.That(
            await All(),
            Is.EqualTo(
                (string[])
                    [
                        "ORDER_SHIPPED shop.example.com ACTIVE",
                        "ORDER_UPDATED staging.example.com DISABLED",
                        "OFFER_ADDED shop.example.com INACTIVE",
                        "ORDER_UPDATED shop.example.com ACTIVE",
                    ]
            )
        );
        Assert.That(Server.CountRequests("Webhooks.Delete*"), Is.Zero);
    }

    [Test]
    public async Task Ensuring_repoints_only_from_the_address_that_is_named_and_deletes_only_when_asked()
    {
        var before = new Uri("https://tunnel.example.com/webhooks");
        await Create(WebhookEventType.OrderShipped, before);
        await Create(WebhookEventType.OrderUpdated, s_staging);
        await Create(WebhookEventType.OfferAdded, s_own);

        string moved = (await Violet.Webhooks.EnsureAsync(s_own, s_topics, movedFrom: before)).ToString(),
            tidied = (await Violet.Webhooks.EnsureAsync(s_own, s_topics, deletesOthers: true)).ToString();

        Assert.That(moved, Is.EqualTo("1 created, 0 switched on, 1 repointed, 0 deleted"));
        Assert.That(tidied, Is.EqualTo("0 created, 0 switched on, 0 repointed, 1 deleted"));
        Assert.That(
            await All(),
            Is.EqualTo(
                (string[])
                    [
                        "ORDER_SHIPPED shop.example.com ACTIVE",
                        "ORDER_UPDATED staging.example.com ACTIVE",
                        "ORDER_UPDATED shop.example.com ACTIVE",
                    ]
            )
        );
    }

    [Test]
    public async Task Two_instances_that_start_at_once_create_no_double()
    {
        var start = new StartTogether();
        VioletClient[] instances =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(_ =>
                {
                    var options = new VioletOptions();
                    Server.Configure(options);
                    return new VioletClient(options, new HttpClient(new Gate(start)));
                }),
        ];

        await Task.WhenAll(instances.Select(i => i.Webhooks.EnsureAsync(s_own, s_topics)));

        Assert.That(Server.CountRequests("Webhooks.Create"), Is.EqualTo(4), "Both found nothing and created both.");
        Assert.That(
            await All(),
            Is.EquivalentTo((string[])["ORDER_SHIPPED shop.example.com ACTIVE", "ORDER_UPDATED shop.example.com ACTIVE"])
        );
        foreach (VioletClient instance in instances)
            instance.Dispose();
    }

    [Test]
    public async Task A_simulated_event_carries_the_real_entity()
    {
        Webhook hook = await Create(WebhookEventType.OrderShipped, s_own);
        Server.Webhooks.Target = new Uri("http://127.0.0.1:9"); // nobody is there; what is sent counts
        await Violet.Webhooks.SimulateAsync(hook.Id, new SimulateWebhookRequest { OrderId = 74001 });
        await Server.Webhooks.FlushAsync();

        Assert.That(Server.Webhooks.Attempts.Single().Topic, Is.EqualTo("ORDER_SHIPPED"));
        await Refused(
            404,
            4216,
            "order_not_found",
            () => Violet.Webhooks.SimulateAsync(hook.Id, new SimulateWebhookRequest { OrderId = 1 })
        );
    }

    private sealed class StartTogether
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = 2;

        public Task WaitAsync()
        {
            if (Interlocked.Decrement(ref _missing) == 0)
                _all.SetResult();
            return _all.Task;
        }
    }

    /// <summary>Holds the first list of each instance until both have one.</summary>
    private sealed class Gate(StartTogether start) : DelegatingHandler(new SocketsHttpHandler())
    {
        private bool _hasListed;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (
                !_hasListed
                && request.Method == HttpMethod.Get
                && request.RequestUri!.AbsolutePath.EndsWith("/events/webhooks", StringComparison.Ordinal)
            )
            {
                _hasListed = true;
                await start.WaitAsync();
            }

            return response;
        }
    }
}
