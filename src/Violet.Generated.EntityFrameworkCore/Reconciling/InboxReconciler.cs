using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>
/// Compares the inbox with Violet's log. An event id alone proves nothing, since headers are not signed: a row with the id of a missed
/// event may hold an older body. So what Violet could not deliver is compared by its body, as JSON: the log does not keep the bytes.
/// </summary>
internal sealed class InboxReconciler(
    InboxDatabase database,
    InboxAcceptance acceptance,
    WebhookDispatcher dispatcher,
    IServiceProvider services,
    WakeUp wakeUp
)
{
    private const int BatchSize = 100;

    /// <summary>Whether there is an endpoint whose address is known.</summary>
    public bool HasAddress => dispatcher.Endpoints.Values.OfType<VioletWebhookHandlers>().Any(hooks => hooks.PublicAddress is not null);

    public async Task<InboxReconciliation> RunAsync(DateTimeOffset since, Uri? address, CancellationToken cancellationToken)
    {
        int read = 0;
        int added = 0;
        foreach ((string name, VioletWebhookHandlers hooks, Uri at) in Endpoints(address))
        {
            IVioletClient violet = ClientOf(hooks);
            var request = new WebhookEventSearchRequest { AfterDate = since, WebhookRemoteEndpoints = [at.AbsoluteUri] };
            var missing = new List<WebhookEvent>();
            var batch = new List<WebhookEvent>();
            await foreach (
                WebhookEvent e in violet.WebhookEvents.SearchAll(request).WithCancellation(cancellationToken).ConfigureAwait(false)
            )
            {
                if (!IsOf(e, at, since))
                    continue;
                read++;
                batch.Add(e);
                if (batch.Count < BatchSize)
                    continue;
                missing.AddRange(await MissingAsync(violet, batch, cancellationToken).ConfigureAwait(false));
                batch.Clear();
            }

            missing.AddRange(await MissingAsync(violet, batch, cancellationToken).ConfigureAwait(false));
            foreach (WebhookEvent e in missing.OrderBy(e => e.DateCreated).ThenBy(e => e.Id))
            {
                if (await AddAsync(violet, name, e, cancellationToken).ConfigureAwait(false))
                    added++;
            }
        }

        return new InboxReconciliation(read, added);
    }

    private IEnumerable<(string Name, VioletWebhookHandlers Hooks, Uri Address)> Endpoints(Uri? address)
    {
        (string Name, VioletWebhookHandlers Hooks)[] all =
        [
            .. dispatcher
                .Endpoints.Where(endpoint => endpoint.Value is VioletWebhookHandlers)
                .Select(endpoint => (endpoint.Key, (VioletWebhookHandlers)endpoint.Value)),
        ];
        if (address is null)
        {
            return all.Any(endpoint => endpoint.Hooks.PublicAddress is not null)
                ? all.Where(endpoint => endpoint.Hooks.PublicAddress is not null)
                    .Select(endpoint => (endpoint.Name, endpoint.Hooks, endpoint.Hooks.PublicAddress!))
                : throw new InvalidOperationException(
                    "Violet's log is asked by the address that its webhooks go to: set hooks.PublicAddress, or pass the address."
                );
        }

        return all.Length == 1
            ? [(all[0].Name, all[0].Hooks, address)]
            : throw new InvalidOperationException(
                $"The app has {all.Length} endpoints for Violet's webhooks: set hooks.PublicAddress of each instead of passing an address."
            );
    }

    private IVioletClient ClientOf(VioletWebhookHandlers hooks) =>
        hooks.ClientName.Length == 0
            ? services.GetRequiredService<IVioletClient>()
            : services.GetRequiredKeyedService<IVioletClient>(hooks.ClientName);

    /// <summary>Whatever Violet's filters do. What it still tries to send comes by itself.</summary>
    private static bool IsOf(WebhookEvent e, Uri address, DateTimeOffset since) =>
        (e.DateCreated is null || e.DateCreated >= since)
        && e.WebhookId is not null
        && Uri.TryCreate(e.RemoteEndpoint, UriKind.Absolute, out Uri? sentTo)
        && sentTo == address
        && e.Status.Value is not (WebhookEventStatus.Created or WebhookEventStatus.InProgress);

    private async Task<IReadOnlyList<WebhookEvent>> MissingAsync(
        IVioletClient violet,
        IReadOnlyList<WebhookEvent> batch,
        CancellationToken cancellationToken
    )
    {
        string[] ids = [.. batch.Select(IdOf)];
        List<Known> known = await database
            .UseAsync(
                (context, token) =>
                    InboxDatabase
                        .Events(context)
                        .Where(e => ids.Contains(e.EventId!))
                        .Select(e => new Known(e.EventId!, e.Entity, e.Headers))
                        .ToListAsync(token),
                cancellationToken
            )
            .ConfigureAwait(false);
        ILookup<string, Known> byId = known.ToLookup(e => e.EventId, StringComparer.Ordinal);
        var missing = new List<WebhookEvent>();
        foreach (WebhookEvent e in batch)
        {
            IEnumerable<Known> rows = byId[IdOf(e)];
            bool isThere =
                e.Status == WebhookEventStatus.Succeeded
                    ? rows.Any(row => row.IsAbout(e))
                    : rows.Any() && await HasBodyAsync(violet, e, IdOf(e), cancellationToken).ConfigureAwait(false);
            if (!isThere)
                missing.Add(e);
        }

        return missing;
    }

    private async Task<bool> AddAsync(IVioletClient violet, string endpoint, WebhookEvent e, CancellationToken cancellationToken)
    {
        WebhookEventHeaders sent = await violet
            .WebhookEvents.GetHeadersAsync(e.WebhookId!.Value, e.Id, cancellationToken)
            .ConfigureAwait(false);
        var headers = new Dictionary<string, string>(sent.Headers, StringComparer.OrdinalIgnoreCase)
        {
            ["X-Violet-Event-Id"] = IdOf(e),
            ["X-Violet-Webhook-Id"] = e.WebhookId.Value.ToString(CultureInfo.InvariantCulture),
        };
        if (e.EventType.Raw is { } topic)
            headers["X-Violet-Topic"] = topic;
        if (e.EntityId is { } entity)
            headers["X-Violet-Entity-Id"] = entity.ToString(CultureInfo.InvariantCulture);
        // A copy that was sent on request: the inbox may have the first one, or another copy.
        string first = InboxText.EventId(headers)!;
        if (first != IdOf(e) && await HasBodyAsync(violet, e, first, cancellationToken).ConfigureAwait(false))
            return false;
        WebhookEventBody body = await violet.WebhookEvents.GetBodyAsync(e.WebhookId.Value, e.Id, cancellationToken).ConfigureAwait(false);
        if (body.Body is null)
            return false;
        WebhookDelivery delivery = dispatcher.CreateDelivery(endpoint, headers, Bytes(body.Body));
        WebhookAcceptance[] results = await acceptance.AcceptAsync([delivery], cancellationToken).ConfigureAwait(false);
        wakeUp.Set();
        return results[0] == WebhookAcceptance.Accepted;
    }

    /// <summary>Whether a row with this event id has the body that the log has.</summary>
    private async Task<bool> HasBodyAsync(IVioletClient violet, WebhookEvent e, string eventId, CancellationToken cancellationToken)
    {
        List<byte[]> bodies = await database
            .UseAsync(
                (context, token) =>
                    InboxDatabase.Events(context).Where(row => row.EventId == eventId).Select(row => row.Body).ToListAsync(token),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (bodies.Count == 0)
            return false;
        WebhookEventBody sent = await violet.WebhookEvents.GetBodyAsync(e.WebhookId!.Value, e.Id, cancellationToken).ConfigureAwait(false);
        JToken? expected = sent.Body is null ? null : Parse(Bytes(sent.Body));
        // An empty body is one that was purged.
        return expected is null || bodies.Any(body => body.Length == 0 || JToken.DeepEquals(Parse(body), expected));
    }

    private static string IdOf(WebhookEvent e) => e.Id.ToString(CultureInfo.InvariantCulture);

    private static byte[] Bytes(JToken body) =>
        Encoding.UTF8.GetBytes(body.Type == JTokenType.String ? (string)body! : body.ToString(Formatting.None));

    private static JToken? Parse(byte[] body)
    {
        try
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body), Encoding.UTF8))
            {
                DateParseHandling = DateParseHandling.None,
            };
            return JToken.ReadFrom(reader);
        }
        catch (JsonException)
        {
            return null; // what is no JSON equals nothing in the log
        }
    }

    private sealed record Known(string EventId, string Entity, string Headers)
    {
        /// <summary>Whether the row, whose entity is named by its signed body, can be this event.</summary>
        public bool IsAbout(WebhookEvent e) =>
            Headers.Length <= 2 // purged
            || (
                InboxText.Headers(Headers).GetValueOrDefault("X-Violet-Topic") is { } topic
                && new OpenEnum<WebhookEventType>(topic) == e.EventType
                && (e.EntityId is not { } id || !HasNumber(out string? number) || number == id.ToString(CultureInfo.InvariantCulture))
            );

        private bool HasNumber(out string? number)
        {
            number = Entity[(Entity.LastIndexOf(' ') + 1)..];
            return Entity.Contains(' ', StringComparison.Ordinal)
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        }
    }
}
