using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Primitives;

namespace Violet.Generated;

/// <summary>What the headers of a webhook say. They are not signed (see <see cref="VioletWebhook"/>), and any of them may be
/// absent.</summary>
public sealed class VioletWebhookHeaders
{
    private const string Prefix = "X-Violet-";

    private readonly Dictionary<string, string> _all = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the headers that start with <c>X-Violet-</c>, and no others.</summary>
    /// <param name="headers">All headers of the delivery; of one that stands there twice the first counts.</param>
    [OverloadResolutionPriority(1)] // or a list of new("name", "value") could be any of the three
    public VioletWebhookHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (KeyValuePair<string, string> header in headers ?? throw new ArgumentNullException(nameof(headers)))
        {
            if (header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !_all.ContainsKey(header.Key))
                _all.Add(header.Key, header.Value);
        }

        Topic = new OpenEnum<WebhookEventType>(Text("Topic"));
    }

    /// <summary>Takes the headers that start with <c>X-Violet-</c> of a request in ASP.NET Core: <c>request.Headers</c>.</summary>
    /// <param name="headers">All headers of the delivery; of one that stands there twice the first counts.</param>
    public VioletWebhookHeaders(IEnumerable<KeyValuePair<string, StringValues>> headers)
        : this((headers ?? throw new ArgumentNullException(nameof(headers))).Select(header => First(header.Key, header.Value))) { }

    /// <summary>Takes the headers that start with <c>X-Violet-</c> of an <see cref="System.Net.Http.HttpRequestMessage"/>.</summary>
    /// <param name="headers">All headers of the delivery; of one that stands there twice the first counts.</param>
    public VioletWebhookHeaders(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
        : this((headers ?? throw new ArgumentNullException(nameof(headers))).Select(header => First(header.Key, header.Value))) { }

    /// <summary>What happened. A topic that this version does not know keeps its text.</summary>
    public OpenEnum<WebhookEventType> Topic { get; }

    /// <summary>The id of the event; the same on every attempt to deliver it.</summary>
    public long? EventId => Number("Event-Id");

    /// <summary>The id of the event that this one repeats, when it was sent again on request.</summary>
    public long? EventIdSource => Number("Event-Id-Source");

    /// <summary>The id of the webhook that sends it.</summary>
    public long? WebhookId => Number("Webhook-Id");

    /// <summary>The merchant concerned.</summary>
    public long? MerchantId => Number("Merchant-Id");

    /// <summary>The order concerned.</summary>
    public long? OrderId => Number("Order-Id");

    /// <summary>The bag that caused an order event; the body is the whole order.</summary>
    public long? BagId => Number("Bag-Id");

    /// <summary>The id of what the body is.</summary>
    public long? EntityId => Number("Entity-Id");

    /// <summary>The id of that in the shop, 64 characters at most.</summary>
    public string? EntityExternalId => Text("Entity-External-Id");

    /// <summary>The length of the body in bytes, as Violet counts it.</summary>
    public long? EntityLength => Number("Entity-Length");

    /// <summary>Why a merchant was enabled or disabled, such as <c>APP_INSTALLED_ON_PLATFORM</c>.</summary>
    public string? Reason => Text("Reason");

    /// <summary>What the app has put into the link by which a merchant connects (<c>?state=</c>), on MERCHANT_CONNECTED.</summary>
    public string? ConnectState => Text("Connect-State");

    /// <summary>The signature of the body.</summary>
    public string? Signature => Text("Hmac");

    /// <summary>All headers that start with <c>X-Violet-</c>, by name; case does not matter.</summary>
    public IReadOnlyDictionary<string, string> All => _all;

    private static KeyValuePair<string, string> First(string name, IEnumerable<string?> values) => new(name, values.FirstOrDefault() ?? "");

    private string? Text(string name) => _all.TryGetValue(Prefix + name, out string? text) && text.Length > 0 ? text : null;

    private long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;
}
