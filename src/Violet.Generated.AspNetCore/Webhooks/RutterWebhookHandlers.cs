using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Violet.Generated.Rutter;
using Handler = System.Func<
    System.IServiceProvider,
    Violet.Generated.Rutter.RutterWebhookEvent,
    System.Threading.CancellationToken,
    System.Threading.Tasks.Task
>;

namespace Violet.Generated.AspNetCore;

/// <summary>What is to happen with Rutter's webhooks, by their code.</summary>
/// <remarks>
/// Handlers do not hold up the response to the sender, and run in a DI scope per attempt; when one throws, all handlers of that event run
/// again later. Rutter gives an event no id, and two
/// events of a connection may have the same body. So by default none is taken for a duplicate, and handlers must bear one; with
/// <see cref="WebhookHandlers.DuplicateWindow"/>, a body that was
/// accepted within that time is dropped. A body that is not JSON is tried again like one whose handler threw, then given up.
/// </remarks>
public sealed class RutterWebhookHandlers : WebhookHandlers
{
    private static readonly Dictionary<string, string> s_noHeaders = [];

    private readonly Dictionary<RutterWebhookCode, List<Handler>> _byCode = [];
    private readonly List<Handler> _unknown = [];

    internal RutterWebhookHandlers()
        : base(TimeSpan.Zero) { }

    internal override string Api => "Rutter";

    internal override string SignatureHeader => RutterWebhook.SignatureHeader;

    internal override string SecretSetting => "Rutter:ClientSecret";

    /// <summary>Handles the events with a code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="handler">Given the event and a token that ends when the shutdown runs out of time. The event's access token is a
    /// credential.</param>
    /// <returns>These handlers.</returns>
    public RutterWebhookHandlers On(RutterWebhookCode code, Func<RutterWebhookEvent, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(code, (_, e, ct) => handler(e, ct));
    }

    /// <summary>Handles the events with a code, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="code">The code.</param>
    /// <param name="handler">Given the service, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public RutterWebhookHandlers On<TService>(RutterWebhookCode code, Func<TService, RutterWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        Services.Add(typeof(TService));
        return Add(code, (services, e, ct) => handler(services.GetRequiredService<TService>(), e, ct));
    }

    /// <summary>Handles every event that no other handler takes: unknown codes, and codes that have no handler of their own.</summary>
    /// <param name="handler">Given the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public RutterWebhookHandlers OnUnknown(Func<RutterWebhookEvent, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _unknown.Add((_, e, ct) => handler(e, ct));
        return this;
    }

    /// <summary>Handles every event that no other handler takes, with a service.</summary>
    /// <typeparam name="TService">The service, from the scope of this attempt.</typeparam>
    /// <param name="handler">Given the service, the event and a token that ends when the shutdown runs out of time.</param>
    /// <returns>These handlers.</returns>
    public RutterWebhookHandlers OnUnknown<TService>(Func<TService, RutterWebhookEvent, CancellationToken, Task> handler)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        Services.Add(typeof(TService));
        _unknown.Add((services, e, ct) => handler(services.GetRequiredService<TService>(), e, ct));
        return this;
    }

    internal override IEnumerable<string?> CurrentSecrets(IServiceProvider services) =>
        [services.GetRequiredService<IOptionsMonitor<RutterOptions>>().Get(ClientName).ClientSecret, .. Secrets];

    internal override bool IsSignature(string signature) => RutterWebhook.IsSignature(signature);

    internal override bool IsSigned(ReadOnlySpan<byte> body, string signature, string?[] secrets) =>
        RutterWebhook.Verify(body, signature, secrets);

    internal override (IReadOnlyDictionary<string, string> Headers, string? EventId) Describe(IHeaderDictionary headers) =>
        (s_noHeaders, "");

    internal override string? EntityOf(IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) =>
        TopLevelField.Read(body.Span, "connection_id"u8) is { } id ? $"Connection {id}" : null;

    internal override string Describe(WebhookDelivery delivery) => "Rutter's event";

    internal override async Task RunAsync(
        WebhookDelivery delivery,
        IServiceProvider services,
        ILogger logger,
        Activity? activity,
        CancellationToken cancellationToken
    )
    {
        RutterWebhookEvent e = RutterWebhook.Parse(delivery.Body.Span);
        WebhookTelemetry.Topic(activity, e.Code);
        List<Handler> handlers = e.Code.Value is { } code && _byCode.TryGetValue(code, out List<Handler>? own) ? own : _unknown;
        foreach (Handler handler in handlers)
            await handler(services, e, cancellationToken).ConfigureAwait(false);
    }

    private RutterWebhookHandlers Add(RutterWebhookCode code, Handler handler)
    {
        if (!_byCode.TryGetValue(code, out List<Handler>? handlers))
            _byCode.Add(code, handlers = []);
        handlers.Add(handler);
        return this;
    }
}
