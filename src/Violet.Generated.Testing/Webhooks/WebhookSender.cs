using System.Text.Json.Nodes;
using Violet.Generated.Rutter;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>
/// Sends webhooks as Violet and Rutter do, signed with the server's secrets, to the app under test: on request, and when calls to the API
/// change a bag, sync an offer or collections, or simulate an event. Events of orders are events of a bag, each together with
/// ORDER_UPDATED.
/// </summary>
/// <example>
/// <code>
/// server.Webhooks.Target = new Uri("http://127.0.0.1:5000/webhooks/violet");
/// await server.Webhooks.ChangeBagAsync(orderId, bagId, WebhookEventType.OrderShipped);
/// </code>
/// </example>
public sealed class WebhookSender : IDisposable
{
    private readonly VioletApi _violet;
    private readonly RutterApi _rutter;
    private readonly TimeProvider _time;
    private readonly WebhookTransport _transport;
    private readonly VioletEvents _events;
    private readonly object _gate = new();
    private Task _underWay = Task.CompletedTask;
    private Uri? _target;
    private Uri? _rutterTarget;

    internal WebhookSender(VioletApi violet, RutterApi rutter, TimeProvider time)
    {
        _violet = violet;
        _rutter = rutter;
        _time = time;
        _transport = new WebhookTransport(time);
        _events = new VioletEvents(_transport, () => SignsWrongly ? "wrong" : Accounts.AppSecret);
        violet.OfferSynced = offer =>
            SendLater(() => SendEntityAsync(WebhookEventType.OfferUpdated, offer, new() { MerchantId = offer.Number("merchant_id") }));
        violet.CollectionsSynced = merchant => SendLater(() => _events.SendCollectionSyncAsync(Target, merchant.Id()));
        violet.Simulated = (topic, entity) => SendLater(() => SendEntityAsync(new OpenEnum<WebhookEventType>(topic), entity, new()));
        violet.BagChanged = (order, bagId, topic) => SendLater(() => SendPairAsync(new OpenEnum<WebhookEventType>(topic), order, bagId));
    }

    /// <summary>Where Violet's webhooks go: an address on the loopback interface, or one relative to <see cref="Client"/>'s; null for
    /// nowhere.</summary>
    /// <exception cref="ArgumentException">The address is of another machine.</exception>
    public Uri? Target
    {
        get => _target;
        set => _target = Loopback(value);
    }

    /// <summary>Where Rutter's webhooks go; as <see cref="Target"/>.</summary>
    /// <exception cref="ArgumentException">The address is of another machine.</exception>
    public Uri? RutterTarget
    {
        get => _rutterTarget;
        set => _rutterTarget = Loopback(value);
    }

    /// <summary>What sends them, for an app without an address: <c>server.Webhooks.Client = factory.CreateClient()</c> of a
    /// WebApplicationFactory, or an HttpClient on any handler. Null for a client of the sender's own. It is not disposed.</summary>
    public HttpClient? Client
    {
        get => _transport.Client;
        set => _transport.Client = value;
    }

    /// <summary>How often every event is sent, whatever the answer: 2 makes duplicates.</summary>
    public int Copies
    {
        get => _transport.Copies;
        set => _transport.Copies = value;
    }

    /// <summary>How often a copy is tried, without a wait, until it is answered 2xx.</summary>
    public int MaxAttempts
    {
        get => _transport.MaxAttempts;
        set => _transport.MaxAttempts = value;
    }

    /// <summary>Whether the signatures are wrong.</summary>
    public bool SignsWrongly { get; set; }

    /// <summary>How long an event takes to be sent, by the server's clock.</summary>
    public TimeSpan Delay
    {
        get => _transport.Delay;
        set => _transport.Delay = value;
    }

    /// <summary>All attempts that have ended.</summary>
    public IReadOnlyList<WebhookAttempt> Attempts => _transport.Attempts;

    /// <summary>
    /// Gives an order another status, and its bags the status, the payment and the refunds that go with it, at the API too, and sends for
    /// each bag ORDER_UPDATED and, where there is one, the event of that status.
    /// </summary>
    /// <param name="orderId">The order.</param>
    /// <param name="status">Its new status.</param>
    /// <returns>The attempts to deliver the events.</returns>
    /// <exception cref="ArgumentException">There is no such order.</exception>
    public async Task<IReadOnlyList<WebhookAttempt>> ChangeOrderAsync(long orderId, OpenEnum<OrderStatus> status)
    {
        JsonObject order =
            _violet.Entity(
                store => store.Order(orderId),
                (store, order) => OrderChange.SetStatus(store, order, status.ToString(), _time.GetUtcNow())
            ) ?? throw NoSuch("order", orderId);
        var attempts = new List<WebhookAttempt>();
        foreach (JsonObject bag in order.List("bags"))
        {
            attempts.AddRange(
                await SendPairAsync(new OpenEnum<WebhookEventType>($"ORDER_{status.Raw}"), order, bag.Id()).ConfigureAwait(false)
            );
        }

        return attempts;
    }

    /// <summary>Lets something happen to a bag, at the API too, and sends its event together with ORDER_UPDATED.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="bagId">Its bag.</param>
    /// <param name="happening">What: <see cref="WebhookEventType.OrderAccepted"/>, OrderShipped (with tracking), OrderDelivered,
    /// OrderFailed, OrderCanceled, OrderRefunded or OrderReturned.</param>
    /// <returns>The attempts to deliver both events.</returns>
    /// <exception cref="ArgumentException">There is no such order or bag, or this does not happen to bags.</exception>
    public async Task<IReadOnlyList<WebhookAttempt>> ChangeBagAsync(long orderId, long bagId, OpenEnum<WebhookEventType> happening)
    {
        bool isThere = false;
        JsonObject order =
            _violet.Entity(
                store => store.Order(orderId),
                (store, order) => isThere = BagChange.Apply(store, order, bagId, happening.ToString(), _time.GetUtcNow())
            ) ?? throw NoSuch("order", orderId);
        return isThere ? await SendPairAsync(happening, order, bagId).ConfigureAwait(false) : throw NoSuch("bag", bagId);
    }

    /// <summary>Sends an event about an order, with the order as it is.</summary>
    /// <param name="topic">What happened, such as <see cref="WebhookEventType.OrderShipped"/>.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="bagId">The bag that caused it; null for the first.</param>
    /// <returns>The attempts to deliver it.</returns>
    /// <exception cref="ArgumentException">There is no such order.</exception>
    public Task<IReadOnlyList<WebhookAttempt>> SendOrderAsync(OpenEnum<WebhookEventType> topic, long orderId, long? bagId = null)
    {
        JsonObject order = _violet.Entity(store => store.Order(orderId)) ?? throw NoSuch("order", orderId);
        return SendEntityAsync(topic, order, new() { BagId = bagId });
    }

    /// <summary>Sends an event about an offer, with the offer as it is.</summary>
    /// <param name="topic">What happened, such as <see cref="WebhookEventType.OfferUpdated"/>.</param>
    /// <param name="offerId">The offer.</param>
    /// <returns>The attempts to deliver it.</returns>
    /// <exception cref="ArgumentException">There is no such offer.</exception>
    public Task<IReadOnlyList<WebhookAttempt>> SendOfferAsync(OpenEnum<WebhookEventType> topic, long offerId)
    {
        JsonObject offer = _violet.Entity(store => store.Offer(offerId)) ?? throw NoSuch("offer", offerId);
        return SendEntityAsync(topic, offer, new() { MerchantId = offer.Number("merchant_id") });
    }

    /// <summary>Sends an event about a merchant.</summary>
    /// <param name="topic">What happened, such as <see cref="WebhookEventType.MerchantDisconnected"/>.</param>
    /// <param name="merchantId">The merchant.</param>
    /// <param name="reason">The header <c>X-Violet-Reason</c>.</param>
    /// <returns>The attempts to deliver it.</returns>
    /// <exception cref="ArgumentException">There is no such merchant.</exception>
    public Task<IReadOnlyList<WebhookAttempt>> SendMerchantAsync(OpenEnum<WebhookEventType> topic, long merchantId, string? reason = null)
    {
        JsonObject merchant = _violet.Entity(store => store.Merchant(merchantId)?.Json) ?? throw NoSuch("merchant", merchantId);
        return SendEntityAsync(topic, merchant, new() { MerchantId = merchantId, Reason = reason });
    }

    /// <summary>A merchant comes through Connect: it is connected from now on, and its events come in their order: MERCHANT_CONNECTED,
    /// PRODUCT_SYNC_STARTED, OFFER_ADDED for each offer, PRODUCT_SYNC_COMPLETED, and where collections are synced COLLECTION_SYNC_STARTED
    /// and COLLECTION_SYNC_COMPLETED.</summary>
    /// <param name="merchantId">The merchant; 10010 is one that is not connected.</param>
    /// <param name="connectState">What the Connect link carried, for the header <c>X-Violet-Connect-State</c>.</param>
    /// <param name="syncsCollections">Whether the flag sync_collections is on for the merchant; null leaves it as it is, which is off at
    /// first.</param>
    /// <returns>The attempts to deliver the events.</returns>
    /// <exception cref="ArgumentException">There is no such merchant.</exception>
    public async Task<IReadOnlyList<WebhookAttempt>> ConnectMerchantAsync(
        long merchantId,
        string? connectState = null,
        bool? syncsCollections = null
    )
    {
        JsonObject[] offers = [];
        bool hasCollections = false;
        JsonObject merchant =
            _violet.Entity(
                store => store.Connect(merchantId, _time.GetUtcNow()),
                (store, _) =>
                {
                    offers = [.. store.Offers.Where(o => o.Number("merchant_id") == merchantId).Select(o => (JsonObject)o.DeepClone())];
                    JsonObject flags = store.Setup(merchantId).Flags;
                    flags["sync_collections"] = hasCollections = syncsCollections ?? flags.Flag("sync_collections");
                }
            ) ?? throw NoSuch("merchant", merchantId);
        var about = new EventHeaders { MerchantId = merchantId };
        var attempts = new List<WebhookAttempt>();
        async Task Send(WebhookEventType topic, JsonObject body, EventHeaders headers) =>
            attempts.AddRange(await SendEntityAsync(topic, body, headers).ConfigureAwait(false));

        await Send(WebhookEventType.MerchantConnected, merchant, about with { ConnectState = connectState }).ConfigureAwait(false);
        await Send(WebhookEventType.ProductSyncStarted, VioletEvents.Sync(merchantId, "IN_PROGRESS", offers.Length, 0), about)
            .ConfigureAwait(false);
        foreach (JsonObject offer in offers)
            await Send(WebhookEventType.OfferAdded, offer, about).ConfigureAwait(false);
        await Send(WebhookEventType.ProductSyncCompleted, VioletEvents.Sync(merchantId, "COMPLETED", offers.Length, offers.Length), about)
            .ConfigureAwait(false);
        if (hasCollections)
            attempts.AddRange(await _events.SendCollectionSyncAsync(Target, merchantId).ConfigureAwait(false));
        return attempts;
    }

    /// <summary>Sends an event with a body of your own.</summary>
    /// <param name="topic">What happened; it may be a topic that is not known: <c>new
    /// OpenEnum&lt;WebhookEventType&gt;("OF_TOMORROW")</c>.</param>
    /// <param name="body">The JSON to send.</param>
    /// <returns>The attempts to deliver it.</returns>
    public Task<IReadOnlyList<WebhookAttempt>> SendAsync(OpenEnum<WebhookEventType> topic, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return _events.SendAsync(Target, topic, System.Text.Encoding.UTF8.GetBytes(body), []);
    }

    /// <summary>Sends one of Rutter's events about a connection.</summary>
    /// <param name="code">What happened, such as <see cref="RutterWebhookCode.ConnectionDisabled"/>.</param>
    /// <param name="accessToken">The connection's access token.</param>
    /// <returns>The attempts to deliver it.</returns>
    /// <exception cref="ArgumentException">No connection has this access token.</exception>
    public Task<IReadOnlyList<WebhookAttempt>> SendRutterAsync(OpenEnum<RutterWebhookCode> code, string accessToken)
    {
        ArgumentNullException.ThrowIfNull(accessToken);
        var body = new JsonObject
        {
            ["type"] = "CONNECTION",
            ["code"] = code.Raw,
            ["connection_id"] =
                _rutter.ConnectionId(accessToken)
                ?? throw new ArgumentException("No connection has this access token.", nameof(accessToken)),
            ["access_token"] = accessToken,
        };
        byte[] bytes = Wire.Write(body, nulls: true);
        string signature = RutterWebhook.Sign(bytes, SignsWrongly ? "wrong" : RutterApi.ClientSecret);
        return _transport.DeliverAsync(RutterTarget, null, code.ToString(), bytes, [(RutterWebhook.SignatureHeader, signature)]);
    }

    /// <summary>Waits for the events that calls to the API have caused so far.</summary>
    /// <returns>A task that ends when all of them were tried.</returns>
    public Task FlushAsync()
    {
        lock (_gate)
            return _underWay;
    }

    /// <summary>Ends what is under way.</summary>
    public void Dispose() => _transport.Dispose();

    private static Uri? Loopback(Uri? target) =>
        target is null or { IsAbsoluteUri: false } or { IsLoopback: true }
            ? target
            : throw new ArgumentException("The test server sends to the loopback interface only.", nameof(target));

    private static ArgumentException NoSuch(string kind, long id) => new($"The test server has no {kind} {id}.", nameof(id));

    /// <summary>Sends what a call has caused, after the call and in the order of the calls; nothing where nobody listens.</summary>
    private void SendLater(Func<Task> send)
    {
        if (Target is null)
            return;
        lock (_gate)
            _underWay = SendAfterAsync(_underWay);

        async Task SendAfterAsync(Task before)
        {
            await Task.Yield();
            await before.ConfigureAwait(false);
            await send().ConfigureAwait(false);
        }
    }

    private Task<IReadOnlyList<WebhookAttempt>> SendPairAsync(OpenEnum<WebhookEventType> topic, JsonObject order, long bagId) =>
        _events.SendPairAsync(Target, topic, order, bagId);

    private Task<IReadOnlyList<WebhookAttempt>> SendEntityAsync(OpenEnum<WebhookEventType> topic, JsonObject entity, EventHeaders about) =>
        _events.SendAsync(Target, topic, entity, about);
}
