using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Handler = System.Func<
    System.IServiceProvider,
    Violet.Generated.VioletModel?,
    Violet.Generated.VioletWebhookEvent,
    System.Threading.CancellationToken,
    System.Threading.Tasks.Task
>;

namespace Violet.Generated.AspNetCore;

/// <summary>What is to happen with Violet's webhooks, by what they carry.</summary>
/// <remarks>
/// Handlers do not hold up the response to the sender, and run in a DI scope per attempt: the overloads with a service take it from there.
/// When one throws, all handlers of that event
/// run again later, so they must bear it; so must they when Violet sends an event twice and the cache that tells duplicates was down.
/// Events of one entity are handled in the order in which they were accepted, but may arrive in another than they happened in. A handler
/// that never ends blocks its place, and all events of its entity: heed the cancellation token, which ends when the shutdown runs out of
/// time.
/// </remarks>
public sealed partial class VioletWebhookHandlers : WebhookHandlers
{
    private static readonly Type[] s_payloads =
    [
        .. Enum.GetValues<WebhookEventType>().Select(VioletWebhook.PayloadTypeOf).OfType<Type>().Distinct(),
    ];

    private readonly Dictionary<Type, List<Handler>> _byPayload = [];
    private readonly List<Handler> _unknown = [];
    private Uri? _publicAddress;

    internal VioletWebhookHandlers()
        : base(TimeSpan.FromHours(25)) // Violet tries for 24 hours
    { }

    /// <summary>
    /// The address by which Violet reaches this endpoint, such as <c>https://shop.example.com/webhooks/violet</c>. When it is set, the host
    /// sees to it at each start that Violet sends what <c>On</c> has handlers for
    /// (<see cref="WebhookSubscriptions.EnsureAsync"/>, by the client of <see cref="WebhookHandlers.ClientName"/>); a failure is logged,
    /// and tried again while the host runs. Null, the usual, for not at all: then you make the webhooks yourself.
    /// </summary>
    /// <exception cref="ArgumentException">The address is not absolute, or not https.</exception>
    public Uri? PublicAddress
    {
        get => _publicAddress;
        set =>
            _publicAddress = value is null or { IsAbsoluteUri: true, Scheme: "https" }
                ? value
                : throw new ArgumentException("Violet sends webhooks to absolute https addresses only.", nameof(value));
    }

    /// <summary>The <see cref="PublicAddress"/> of before, whose webhooks are to be pointed to the new one; null for none.</summary>
    public Uri? MovedFrom { get; set; }

    internal override string Api => "Violet";

    internal override string SignatureHeader => "X-Violet-Hmac";

    internal override string SecretSetting => "Violet:AppSecret";

    /// <summary>Handles the events whose body is a model: <c>hooks.On&lt;Order&gt;((order, e, ct) => ...)</c> takes every ORDER
    /// event.</summary>
    /// <typeparam name="TPayload">The model (<see cref="VioletWebhook.PayloadTypeOf"/> says which topics carry it).</typeparam>
    /// <param name="handler">Given the model, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    /// <exception cref="ArgumentException">No topic carries that model.</exception>
    public VioletWebhookHandlers On<TPayload>(Func<TPayload, VioletWebhookEvent, CancellationToken, Task> handler)
        where TPayload : VioletModel
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(typeof(TPayload), (_, payload, e, ct) => handler((TPayload)payload!, e, ct));
    }

    /// <summary>Handles the events whose body is a model, with a service:
    /// <c>hooks.On&lt;OrderBook, Order&gt;((book, order, e, ct) => ...)</c>.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <typeparam name="TPayload">The model (<see cref="VioletWebhook.PayloadTypeOf"/> says which topics carry it).</typeparam>
    /// <param name="handler">Given the service, the model, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    /// <exception cref="ArgumentException">No topic carries that model.</exception>
    public VioletWebhookHandlers On<TService, TPayload>(Func<TService, TPayload, VioletWebhookEvent, CancellationToken, Task> handler)
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

    /// <summary>What Violet is asked to send: all that has a handler and can be had. OnUnknown asks for nothing.</summary>
    internal IEnumerable<WebhookEventType> SubscribedTopics =>
        VioletWebhook.SubscribableTopics.Where(topic => _byPayload.ContainsKey(VioletWebhook.PayloadTypeOf(topic)!));

    internal IVioletClient ClientOf(IServiceProvider services) =>
        ClientName.Length == 0 ? services.GetRequiredService<IVioletClient>() : services.GetRequiredKeyedService<IVioletClient>(ClientName);

    internal override void Check(IServiceProvider services)
    {
        if (PublicAddress is null)
            return;
        if (!SubscribedTopics.Any())
        {
            throw new InvalidOperationException(
                "hooks.PublicAddress has webhooks made for the events that hooks.On<...>(...) handles, and there is none: OnUnknown makes none."
            );
        }

        if (ClientName.Length == 0 && services.GetService<IServiceProviderIsService>()?.IsService(typeof(IVioletClient)) == false)
            throw new InvalidOperationException("hooks.PublicAddress needs the client: call builder.Services.AddViolet(...).");
    }

    internal override IEnumerable<string?> CurrentSecrets(IServiceProvider services) =>
        [services.GetRequiredService<IOptionsMonitor<VioletOptions>>().Get(ClientName).AppSecret, .. Secrets];

    internal override bool IsSignature(string signature) => VioletWebhook.IsSignature(signature);

    internal override bool IsSigned(ReadOnlySpan<byte> body, string signature, string?[] secrets) =>
        VioletWebhook.Verify(body, signature, secrets);

    internal override (IReadOnlyDictionary<string, string> Headers, string? EventId) Describe(IHeaderDictionary headers)
    {
        var known = new VioletWebhookHeaders(headers);
        return (known.All, known.All.GetValueOrDefault("X-Violet-Event-Id"));
    }

    /// <summary>The body is the entity, and is signed: so its own id counts, and the headers' only where it has none.</summary>
    internal override string? EntityOf(IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        VioletWebhookEvent e = VioletWebhook.Parse(body, new VioletWebhookHeaders(headers));
        if (e.PayloadType is not { } type)
            return null;
        string? id =
            TopLevelField.Read(body.Span, "id"u8)
            ?? ((type == typeof(Order) ? e.Headers.OrderId : null) ?? e.Headers.EntityId)?.ToString(CultureInfo.InvariantCulture);
        return id is null ? null : $"{type.Name} {id}";
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

    private VioletWebhookHandlers Add(Type payload, Handler handler)
    {
        if (!s_payloads.Contains(payload))
        {
            throw new ArgumentException(
                $"No webhook carries {payload.Name}. Those that one does: {string.Join(", ", s_payloads.Select(type => type.Name))}."
            );
        }

        if (!_byPayload.TryGetValue(payload, out List<Handler>? handlers))
            _byPayload.Add(payload, handlers = []);
        handlers.Add(handler);
        return this;
    }

    [LoggerMessage(11, LogLevel.Warning, "{Webhook} cannot be read as {Model}, so OnUnknown gets it.")]
    private static partial void LogUnreadable(ILogger logger, string webhook, string model, Exception error);
}
