using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.AspNetCore;

/// <summary>What both APIs' webhook endpoints have: secrets, limits, and the treatment of duplicates.</summary>
public abstract class WebhookHandlers
{
    private protected WebhookHandlers(TimeSpan duplicateWindow) => DuplicateWindow = duplicateWindow;

    /// <summary>
    /// Further secrets whose signatures count, for the time while one is being replaced. The secret of the client's options counts in any
    /// case, as it is at the time of each request.
    /// </summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>The name of the client whose options hold the secret; empty for the client without a name.</summary>
    public string ClientName { get; set; } = "";

    /// <summary>
    /// The name of this endpoint, by which a <see cref="WebhookDelivery"/> finds its handlers again; null for the pattern that it is mapped
    /// with. To be set where that pattern is mapped twice,
    /// as in two route groups.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The largest body that is read, in bytes (4 MiB); above that the response is 413.</summary>
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// For how long an event that was accepted is known, so that it is not handled twice; zero for not at all. An event is known by its id
    /// together with its body: headers are not signed, so by
    /// the id alone an old body could be sent again under the ids of events to come, which would then be dropped.
    /// </summary>
    public TimeSpan DuplicateWindow { get; set; }

    /// <summary>What the handlers take from their scope.</summary>
    internal HashSet<Type> Services { get; } = [];

    internal abstract string Api { get; }

    internal abstract string SignatureHeader { get; }

    internal abstract string SecretSetting { get; }

    /// <summary>Says what else is missing when the endpoint is mapped.</summary>
    /// <exception cref="InvalidOperationException">Something is.</exception>
    internal virtual void Check(IServiceProvider services) { }

    /// <summary>The secrets as they are now.</summary>
    internal abstract IEnumerable<string?> CurrentSecrets(IServiceProvider services);

    /// <summary>Whether a text has the form of a signature.</summary>
    internal abstract bool IsSignature(string signature);

    internal abstract bool IsSigned(ReadOnlySpan<byte> body, string signature, string?[] secrets);

    /// <summary>What is kept of the headers, and what tells this event from others, if anything does.</summary>
    internal abstract (IReadOnlyDictionary<string, string> Headers, string? EventId) Describe(IHeaderDictionary headers);

    /// <summary>What the event is about, by kind and id; null when it names none.</summary>
    internal abstract string? EntityOf(IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body);

    /// <summary>A few words about a delivery that are safe to log.</summary>
    internal abstract string Describe(WebhookDelivery delivery);

    /// <summary>What a queue gets of a request.</summary>
    internal WebhookDelivery CreateDelivery(string name, IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        (IReadOnlyDictionary<string, string> known, string? eventId) = Describe(headers);
        return new WebhookDelivery(
            name,
            DuplicateWindow > TimeSpan.Zero && eventId is not null ? IdOf(name, eventId, body.Span) : null,
            known,
            body,
            EntityOf(known, body) is { } entity ? $"{name} {entity}" : null,
            eventId is "" ? DuplicateWindow : null
        );
    }

    /// <summary>
    /// The same for every delivery of one event. The body counts too: headers are not signed, and with a key of the event id alone, one who
    /// has seen a signed body could send it again under the ids of events to come, which would then be dropped.
    /// </summary>
    private static string IdOf(string name, string eventId, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{eventId}\n"));
        hash.AppendData(body);
        return "violet-webhook-" + Convert.ToHexString(hash.GetHashAndReset());
    }

    internal abstract Task RunAsync(
        WebhookDelivery delivery,
        IServiceProvider services,
        ILogger logger,
        Activity? activity,
        CancellationToken cancellationToken
    );
}
