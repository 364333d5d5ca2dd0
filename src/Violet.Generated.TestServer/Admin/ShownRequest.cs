using System.Text.Json;
using System.Text.Json.Nodes;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Admin;

/// <summary>A request as it is shown: without headers, and with stars for what the contract calls a secret.</summary>
internal static class ShownRequest
{
    private const string Stars = "***";
    private static readonly Lazy<HashSet<string>> s_secrets = new(() => [.. new[] { "violet.json", "rutter.json" }.SelectMany(SecretsOf)]);

    public static JsonObject Of(RecordedRequest request) =>
        new()
        {
            ["operation"] = request.Operation,
            ["method"] = request.Method,
            ["path"] = request.Path,
            ["query"] = string.Join('&', request.Query.Split('&').Select(HideValue)),
            ["body"] = request.Body is { } body ? HideValues(body) : null,
            ["status"] = request.Status,
            ["is_struck"] = request.IsStruck,
        };

    private static string HideValue(string parameter)
    {
        string name = parameter.Split('=')[0];
        return IsSecret(Uri.UnescapeDataString(name)) ? $"{name}={Stars}" : parameter;
    }

    private static JsonNode? HideValues(string body)
    {
        try
        {
            var json = JsonNode.Parse(body);
            Hide(json);
            return json;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return "(no JSON, or too long to be shown)"; // where nobody knows what is a secret
        }
    }

    private static void Hide(JsonNode? node)
    {
        foreach (JsonNode? item in node as JsonArray ?? [])
            Hide(item);
        foreach ((string name, JsonNode? value) in (node as JsonObject ?? []).ToArray())
        {
            if (IsSecret(name))
                node![name] = Stars;
            else
                Hide(value);
        }
    }

    private static bool IsSecret(string name) => s_secrets.Value.Contains(Normalized(name));

    private static string Normalized(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The names of all parameters and properties that are secrets, their other names included.</summary>
    private static List<string> SecretsOf(string bundle)
    {
        using Stream stream = typeof(VioletTestServer).Assembly.GetManifestResourceStream(bundle)!;
        var names = new List<string>();
        Collect("", JsonNode.Parse(stream));
        return names;

        void Collect(string key, JsonNode? node)
        {
            foreach (JsonNode? item in node as JsonArray ?? [])
                Collect("", item);
            if (node is not JsonObject map)
                return;
            if (map["x-secret"] is not null)
            {
                IEnumerable<JsonNode?> others = map["x-aliases"] as JsonArray ?? [];
                names.AddRange(others.Select(other => (string)other!).Append((string?)map["name"] ?? key).Select(Normalized));
            }
            foreach ((string name, JsonNode? value) in map)
                Collect(name, value);
        }
    }
}
