using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.AspNetCore;

using Handler = Func<IServiceProvider, VioletModel?, VioletWebhookEvent, CancellationToken, Task>;

/// <summary>What is to happen with Violet's webhooks, by what they carry.</summary>
/// <remarks>
/// Handlers do not hold up the answer to the sender, and run in a DI scope per attempt: the overloads with a service take it from there.
/// When one throws, all handlers of that event
/// run again later, so they must bear it; so must they when Violet sends an event twice and the cache that tells duplicates was down.
/// Events may arrive out of order. A handler that never ends
/// blocks its place: heed the cancellation token, which ends when the shutdown runs out of time.
/// </remarks>
public sealed partial class VioletWebhookHandlers : WebhookHandlers
{
    private readonly Dictionary<Type, List<Handler>> _byPayload = [];
    private readonly List<Handler> _unknown = [];

    internal VioletWebhookHandlers()
        : base(TimeSpan.FromHours(25)) // Violet tries for 24 hours
    { }

    internal override string Api => "Violet";

    internal override string SignatureHeader => "X-Violet-Hmac";

    internal override string SecretSetting => "Violet:AppSecret";

    /// <summary>Handles order events, Relay's among them: the whole order, with the bag that caused it named by the headers.</summary>
    /// <param name="handler">Given the order, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnOrder(Func<Order, VioletWebhookEvent, CancellationToken, Task> handler) => On(handler);

    /// <summary>Handles order events, Relay's among them: the whole order, with the bag that caused it named by the headers, with a
    /// service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the order, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnOrder<TService>(Func<TService, Order, VioletWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull => On(handler);

    /// <summary>Handles offer events, Relay's among them.</summary>
    /// <param name="handler">Given the offer, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnOffer(Func<Offer, VioletWebhookEvent, CancellationToken, Task> handler) => On(handler);

    /// <summary>Handles offer events, Relay's among them, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the offer, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnOffer<TService>(Func<TService, Offer, VioletWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull => On(handler);

    /// <summary>Handles merchant events.</summary>
    /// <param name="handler">Given the merchant, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnMerchant(Func<Merchant, VioletWebhookEvent, CancellationToken, Task> handler) => On(handler);

    /// <summary>Handles merchant events, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the merchant, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnMerchant<TService>(Func<TService, Merchant, VioletWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull => On(handler);

    /// <summary>Handles collection events.</summary>
    /// <param name="handler">Given the collection, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnCollection(Func<Collection, VioletWebhookEvent, CancellationToken, Task> handler) => On(handler);

    /// <summary>Handles collection events, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the collection, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnCollection<TService>(Func<TService, Collection, VioletWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull => On(handler);

    /// <summary>Handles events of product and collection syncs.</summary>
    /// <param name="handler">Given the sync record, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnSync(Func<ProductSync, VioletWebhookEvent, CancellationToken, Task> handler) => On(handler);

    /// <summary>Handles events of product and collection syncs, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the sync record, the event and a token that ends when the shutdown runs out of
    /// time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnSync<TService>(Func<TService, ProductSync, VioletWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull => On(handler);

    /// <summary>Handles events of merchants' payout accounts.</summary>
    /// <param name="handler">Given the payout account, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnPayoutAccount(Func<PayoutAccount, VioletWebhookEvent, CancellationToken, Task> handler) => On(handler);

    /// <summary>Handles events of merchants' payout accounts, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the payout account, the event and a token that ends when the shutdown runs out of
    /// time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnPayoutAccount<TService>(
        Func<TService, PayoutAccount, VioletWebhookEvent, CancellationToken, Task> handler
    )
        where TService : notnull => On(handler);

    /// <summary>Handles events of payment transactions, disputes among them.</summary>
    /// <param name="handler">Given the payment transaction, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnPaymentTransaction(Func<PaymentTransaction, VioletWebhookEvent, CancellationToken, Task> handler) =>
        On(handler);

    /// <summary>Handles events of payment transactions, disputes among them, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the payment transaction, the event and a token that ends when the shutdown runs out of
    /// time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnPaymentTransaction<TService>(
        Func<TService, PaymentTransaction, VioletWebhookEvent, CancellationToken, Task> handler
    )
        where TService : notnull => On(handler);

    /// <summary>Handles events of transfers.</summary>
    /// <param name="handler">Given the transfer, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnTransfer(Func<PayoutTransfer, VioletWebhookEvent, CancellationToken, Task> handler) => On(handler);

    /// <summary>Handles events of transfers, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the transfer, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnTransfer<TService>(Func<TService, PayoutTransfer, VioletWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull => On(handler);

    /// <summary>
    /// Handles every event that no other handler takes: unknown topics, topics that have no handler of their own, and bodies that cannot be
    /// read as the model of their topic (then
    /// <see cref="VioletWebhookEvent.ReadPayload"/> throws, and <see cref="VioletWebhookEvent.ReadText"/> shows what came). Without this
    /// handler, the former are dropped, and the latter count as failed.
    /// </summary>
    /// <param name="handler">Given the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnUnknown(Func<VioletWebhookEvent, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _unknown.Add((_, _, e, ct) => handler(e, ct));
        return this;
    }

    /// <summary>Handles every event that no other handler takes, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public VioletWebhookHandlers OnUnknown<TService>(Func<TService, VioletWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        Services.Add(typeof(TService));
        _unknown.Add((services, _, e, ct) => handler(services.GetRequiredService<TService>(), e, ct));
        return this;
    }

    internal override IEnumerable<string?> CurrentSecrets(IServiceProvider services) =>
        [services.GetRequiredService<IOptionsMonitor<VioletOptions>>().Get(ClientName).AppSecret, .. Secrets];

    internal override bool IsSigned(ReadOnlySpan<byte> body, string signature, string?[] secrets) =>
        VioletWebhook.Verify(body, signature, secrets);

    internal override (IReadOnlyDictionary<string, string> Headers, string? EventId) Describe(IHeaderDictionary headers)
    {
        var known = new VioletWebhookHeaders(headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())));
        return (known.All, known.All.GetValueOrDefault("X-Violet-Event-Id"));
    }

    internal override string Describe(WebhookDelivery delivery) => Parse(delivery).ToString();

    internal override async Task RunAsync(
        WebhookDelivery delivery,
        IServiceProvider services,
        ILogger logger,
        Activity? activity,
        CancellationToken cancellationToken
    )
    {
        VioletWebhookEvent e = Parse(delivery);
        WebhookTelemetry.Topic(activity, e.Topic);
        VioletModel? payload = null;
        if (e.PayloadType is { } type && _byPayload.TryGetValue(type, out List<Handler>? handlers))
        {
            try
            {
                payload = e.ReadPayload();
            }
            catch (VioletJsonException unreadable) when (_unknown.Count > 0)
            {
                LogUnreadable(logger, e.ToString(), type.Name, unreadable);
                handlers = _unknown;
            }
        }
        else
        {
            handlers = _unknown;
        }

        foreach (Handler handler in handlers)
            await handler(services, payload, e, cancellationToken).ConfigureAwait(false);
    }

    private static VioletWebhookEvent Parse(WebhookDelivery delivery) =>
        VioletWebhook.Parse(delivery.Body, new VioletWebhookHeaders(delivery.Headers));

    private VioletWebhookHandlers On<TPayload>(Func<TPayload, VioletWebhookEvent, CancellationToken, Task> handler)
        where TPayload : VioletModel
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(typeof(TPayload), (_, payload, e, ct) => handler((TPayload)payload!, e, ct));
    }

    private VioletWebhookHandlers On<TService, TPayload>(Func<TService, TPayload, VioletWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull
        where TPayload : VioletModel
    {
        ArgumentNullException.ThrowIfNull(handler);
        Services.Add(typeof(TService));
        return Add(
            typeof(TPayload),
            (services, payload, e, ct) => handler(services.GetRequiredService<TService>(), (TPayload)payload!, e, ct)
        );
    }

    private VioletWebhookHandlers Add(Type payload, Handler handler)
    {
        if (!_byPayload.TryGetValue(payload, out List<Handler>? handlers))
            _byPayload.Add(payload, handlers = []);
        handlers.Add(handler);
        return this;
    }

    [LoggerMessage(11, LogLevel.Warning, "{Webhook} cannot be read as {Model}, so OnUnknown gets it.")]
    private static partial void LogUnreadable(ILogger logger, string webhook, string model, Exception error);
}
