using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>How texts stand in the table.</summary>
internal static class InboxText
{
    /// <summary>What every database can have an index on.</summary>
    public const int MaxKey = 200;

    /// <summary>The text itself, or its hash where it is too long for an index, or has characters that not every database takes.</summary>
    public static string Key(string text) =>
        text.Length <= MaxKey && !text.Any(static c => char.IsControl(c) || char.IsSurrogate(c))
            ? text
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Headers(IReadOnlyDictionary<string, string> headers) => JsonSerializer.Serialize(headers);

    public static IReadOnlyDictionary<string, string> Headers(string json) =>
        new Dictionary<string, string>(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!, StringComparer.OrdinalIgnoreCase);

    public static string? EventId(IReadOnlyDictionary<string, string> headers) =>
        headers.GetValueOrDefault("X-Violet-Event-Id-Source") is { Length: > 0 } source ? Key(source)
        : headers.GetValueOrDefault("X-Violet-Event-Id") is { Length: > 0 } id ? Key(id)
        : null;

    public static WebhookDelivery Delivery(InboxEvent e) =>
        new(e.Endpoint, e.Key, Headers(e.Headers), e.Body, e.Entity == e.Key ? null : e.Entity);
}
