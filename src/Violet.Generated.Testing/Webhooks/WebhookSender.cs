using System.Globalization;
using System.Text.Json.Nodes;
using Violet.Generated.Rutter;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>
/// Sends webhooks as Violet and Rutter do, signed with the server's secrets, to an address on the loopback interface: on request, and when
/// an offer is synced again or an order changes.
/// </summary>
/// <example>
/// <code>
/// server.Webhooks.Target = new Uri("http://127.0.0.1:5000/webhooks/violet");
/// await server.Webhooks.ChangeOrderAsync(orderId, OrderStatus.Canceled);     // ORDER_UPDATED and ORDER_CANCELED
/// </code>
/// </example>
public sealed class WebhookSender : IDisposable
{
    private const long WebhookId = 7001;

    // as long as Violet waits
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };
    private readonly VioletApi _violet;
    private readonly RutterApi _rutter;
    private readonly TimeProvider _time;
    private readonly List<WebhookAttempt> _attempts = [];
    private readonly List<Task> _underWay = [];
    private Uri? _target;
    private Uri? _rutterTarget;
    private long _lastEventId = 500_000;

    internal WebhookSender(VioletApi violet, RutterApi rutter, TimeProvider time)
    {
        _violet = violet;
        _rutter = rutter;
        _time = time;
        violet.OfferSynced = offer =>
        {
            if (Target is null)
                return;
            Task<IReadOnlyList<WebhookAttempt>> sending = Task.Run(() =>
                SendEntityAsync(WebhookEventType.OfferUpdated, offer, offer.Number("merchant_id"))
            );
            lock (_underWay)
                _underWay.Add(sending);
        };
    }

    /// <summary>Where Violet's webhooks go; null for nowhere.</summary>
    public Uri? Target
    {
        get => _target;
        set => _target = Loopback(value);
    }

    /// <summary>Where Rutter's webhooks go; null for nowhere.</summary>
    public Uri? RutterTarget
    {
        get => _rutterTarget;
        set => _rutterTarget = Loopback(value);
    }

    /// <summary>How often every event is sent, whatever the answer: 2 makes duplicates.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>How often a copy is tried, without a wait, until it is answered 2xx.</summary>
    public int MaxAttempts { get; set; } = 1;

    /// <summary>Whether the signatures are wrong.</summary>
    public bool SignsWrongly { get; set; }

    /// <summary>How long an event takes to be sent, by the server's clock.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>All attempts that have ended.</summary>
    public IReadOnlyList<WebhookAttempt> Attempts
    {
        get
        {
            lock (_attempts)
                return [.. _attempts];
        }
    }

    /// <summary>
    /// Gives an order another status, and its bags the status, the payment and the refunds that go with it, at the API too, and sends
    /// ORDER_UPDATED and, where there is one, the event of that status.
    /// </summary>
    /// <param name="orderId">The order.</param>
    /// <param name="status">Its new status.</param>
    /// <returns>The attempts to deliver both events.</returns>
    /// <exception cref="ArgumentException">There is no such order.</exception>
    public async Task<IReadOnlyList<WebhookAttempt>> ChangeOrderAsync(long orderId, OpenEnum<OrderStatus> status)
    {
        JsonObject order =
            _violet.Entity(
                store => store.Order(orderId),
                (store, order) => OrderChange.SetStatus(store, order, status.ToString(), _time.GetUtcNow())
            ) ?? throw NoSuch("order", orderId);
        IReadOnlyList<WebhookAttempt> updated = await SendEntityAsync(WebhookEventType.OrderUpdated, order, null).ConfigureAwait(false);
        var specific = new OpenEnum<WebhookEventType>($"ORDER_{status.Raw}");
        return specific.IsKnown ? [.. updated, .. await SendEntityAsync(specific, order, null).ConfigureAwait(false)] : updated;
    }

    /// <summary>Sends an event about an order, with the order as it is.</summary>
    /// <param name="topic">What happened, such as <see cref="WebhookEventType.OrderShipped"/>.</param>
    /// <param name="orderId">The order.</param>
    /// <returns>The attempts to deliver it.</returns>
    /// <exception cref="ArgumentException">There is no such order.</exception>
    public Task<IReadOnlyList<WebhookAttempt>> SendOrderAsync(OpenEnum<WebhookEventType> topic, long orderId) =>
        SendEntityAsync(topic, _violet.Entity(store => store.Order(orderId)) ?? throw NoSuch("order", orderId), null);

    /// <summary>Sends an event about an offer, with the offer as it is.</summary>
    /// <param name="topic">What happened, such as <see cref="WebhookEventType.OfferUpdated"/>.</param>
    /// <param name="offerId">The offer.</param>
    /// <returns>The attempts to deliver it.</returns>
    /// <exception cref="ArgumentException">There is no such offer.</exception>
    public Task<IReadOnlyList<WebhookAttempt>> SendOfferAsync(OpenEnum<WebhookEventType> topic, long offerId)
    {
        JsonObject offer = _violet.Entity(store => store.Offer(offerId)) ?? throw NoSuch("offer", offerId);
        return SendEntityAsync(topic, offer, offer.Number("merchant_id"));
    }

    /// <summary>Sends an event about a merchant.</summary>
    /// <param name="topic">What happened, such as <see cref="WebhookEventType.MerchantDisconnected"/>.</param>
    /// <param name="merchantId">The merchant.</param>
    /// <param name="reason">The header <c>X-Violet-Reason</c>.</param>
    /// <returns>The attempts to deliver it.</returns>
    /// <exception cref="ArgumentException">There is no such merchant.</exception>
    public Task<IReadOnlyList<WebhookAttempt>> SendMerchantAsync(
        OpenEnum<WebhookEventType> topic,
        long merchantId,
        string? reason = null
    ) =>
        SendEntityAsync(
            topic,
            _violet.Entity(store => store.Merchant(merchantId)?.Json) ?? throw NoSuch("merchant", merchantId),
            merchantId,
            reason
        );

    /// <summary>Sends an event with a body of your own.</summary>
    /// <param name="topic">What happened; it may be a topic that is not known: <c>new
    /// OpenEnum&lt;WebhookEventType&gt;("OF_TOMORROW")</c>.</param>
    /// <param name="body">The JSON to send.</param>
    /// <returns>The attempts to deliver it.</returns>
    public Task<IReadOnlyList<WebhookAttempt>> SendAsync(OpenEnum<WebhookEventType> topic, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return SendVioletAsync(topic, System.Text.Encoding.UTF8.GetBytes(body), []);
    }

    /// <summary>Sends one of Rutter's events about a connection.</summary>
    /// <param name="code">What happened, such as <see cref="RutterWebhookCode.ConnectionDisabled"/>.</param>
    /// <param name="accessToken">The connection's access token.</param>
    /// <returns>The attempts to deliver it.</returns>
    public async Task<IReadOnlyList<WebhookAttempt>> SendRutterAsync(OpenEnum<RutterWebhookCode> code, string accessToken)
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
        return await DeliverAsync(RutterTarget, null, code.ToString(), bytes, [(RutterWebhook.SignatureHeader, signature)])
            .ConfigureAwait(false);
    }

    /// <summary>Waits for the events that calls to the API have caused so far.</summary>
    /// <returns>A task that ends when all of them were tried.</returns>
    public Task FlushAsync()
    {
        lock (_underWay)
            return Task.WhenAll(_underWay.ToArray());
    }

    /// <summary>Ends what is under way.</summary>
    public void Dispose() => _client.Dispose();

    private static Uri? Loopback(Uri? target) =>
        target is null or { IsAbsoluteUri: true, IsLoopback: true }
            ? target
            : throw new ArgumentException("The test server sends to the loopback interface only.", nameof(target));

    private static ArgumentException NoSuch(string kind, long id) => new($"The test server has no {kind} {id}.", nameof(id));

    private Task<IReadOnlyList<WebhookAttempt>> SendEntityAsync(
        OpenEnum<WebhookEventType> topic,
        JsonObject entity,
        long? merchantId,
        string? reason = null
    )
    {
        bool isOrder = entity["bags"] is JsonArray;
        JsonObject? bag = entity.List("bags").FirstOrDefault();
        return SendVioletAsync(
            topic,
            Wire.Write(entity, nulls: false),
            [
                ("X-Violet-Entity-Id", Text(entity.Id())),
                ("X-Violet-Entity-External-Id", entity.Text("external_id")),
                ("X-Violet-Merchant-Id", Text(merchantId ?? bag.Number("merchant_id"))),
                ("X-Violet-Order-Id", isOrder ? Text(entity.Id()) : ""),
                ("X-Violet-Bag-Id", bag is not null ? Text(bag.Id()) : ""),
                ("X-Violet-Reason", reason ?? ""),
            ]
        );
    }

    private Task<IReadOnlyList<WebhookAttempt>> SendVioletAsync(
        OpenEnum<WebhookEventType> topic,
        byte[] body,
        (string Name, string Value)[] headers
    )
    {
        long eventId = Interlocked.Increment(ref _lastEventId);
        string signature = VioletWebhook.Sign(body, SignsWrongly ? "wrong" : Accounts.AppSecret);
        return DeliverAsync(
            Target,
            eventId,
            topic.ToString(),
            body,
            [
                .. headers,
                ("X-Violet-Hmac", signature),
                ("X-Violet-Topic", topic.ToString()),
                ("X-Violet-Event-Id", Text(eventId)),
                ("X-Violet-Webhook-Id", Text(WebhookId)),
                ("X-Violet-Entity-Length", Text(body.Length)),
            ]
        );
    }

    private async Task<IReadOnlyList<WebhookAttempt>> DeliverAsync(
        Uri? target,
        long? eventId,
        string topic,
        byte[] body,
        (string Name, string Value)[] headers
    )
    {
        if (target is null)
            throw new InvalidOperationException("Set Target (or RutterTarget) first: it says where webhooks are sent.");
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, _time).ConfigureAwait(false);
        var attempts = new List<WebhookAttempt>();
        for (int copy = 0; copy < Copies; copy++)
        {
            for (int attempt = 0; attempt < MaxAttempts; attempt++)
            {
                int status = await PostAsync(target, body, headers).ConfigureAwait(false);
                var ended = new WebhookAttempt(eventId, topic, status);
                attempts.Add(ended);
                lock (_attempts)
                    _attempts.Add(ended);
                if (status is >= 200 and < 300)
                    break;
            }
        }

        return attempts;
    }

    private async Task<int> PostAsync(Uri target, byte[] body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
        };
        foreach ((string name, string value) in headers)
        {
            if (value.Length > 0)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request).ConfigureAwait(false);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
