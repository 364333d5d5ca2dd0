using System.Text.Json.Serialization;

namespace Violet.Generated.AspNetCore;

/// <summary>
/// A webhook whose signature was right: what an <see cref="IWebhookQueue"/> keeps and <see cref="WebhookDispatcher"/> hands to the
/// handlers. It can be serialised with System.Text.Json.
/// A body holds customers' data, and Rutter's an access token.
/// </summary>
public sealed class WebhookDelivery
{
    /// <summary>Makes a delivery, for instance from what a queue has kept.</summary>
    /// <param name="endpoint">See <see cref="Endpoint"/>.</param>
    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="headers">See <see cref="Headers"/>.</param>
    /// <param name="body">See <see cref="Body"/>.</param>
    /// <param name="entityKey">See <see cref="EntityKey"/>.</param>
    /// <param name="duplicateWindow">See <see cref="DuplicateWindow"/>.</param>
    [JsonConstructor]
    public WebhookDelivery(
        string endpoint,
        string? id,
        IReadOnlyDictionary<string, string> headers,
        ReadOnlyMemory<byte> body,
        string? entityKey = null,
        TimeSpan? duplicateWindow = null
    )
    {
        Endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint));
        Id = id;
        Headers = headers ?? throw new ArgumentNullException(nameof(headers));
        Body = body;
        EntityKey = entityKey;
        DuplicateWindow = duplicateWindow;
    }

    /// <summary>The name of the endpoint (<see cref="WebhookHandlers.Name"/>, its pattern unless set), which leads to the
    /// handlers.</summary>
    public string Endpoint { get; }

    /// <summary>The same for every delivery of one event, and safe as a key; null when duplicates cannot be told.</summary>
    public string? Id { get; }

    /// <summary>The API's own headers (<c>X-Violet-...</c>).</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The bytes of the body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>
    /// What the event is about: the endpoint with the kind and the id of the entity (the order's for order events, the connection's for
    /// Rutter's). Events with the same key should be handled one after the other, in the order in which they were accepted, or an older
    /// one may overwrite what a newer one brought; one that fails holds back those behind it until it is handled or given up. Null when the
    /// event names no entity: then there is no order.
    /// </summary>
    public string? EntityKey { get; }

    /// <summary>
    /// For how long after its acceptance another delivery with the same <see cref="Id"/> is a duplicate, and after which it is an event of
    /// its own: Rutter's events have no id, so their body alone is compared. Null when it is one however late it comes.
    /// </summary>
    public TimeSpan? DuplicateWindow { get; }
}
