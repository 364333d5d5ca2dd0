using System.Text;
using System.Text.Json;

namespace Violet.Contract.Learning;

/// <summary>What was sent and what came back, once.</summary>
/// <param name="Schema">The schema of a body that stands alone, as <see cref="Response"/>; null for an exchange.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">The address with its query.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="Request">The body that was sent; null for none, and for one that is no JSON.</param>
/// <param name="Response">The body that came back; likewise.</param>
internal sealed record Capture(string? Schema, string Method, string Url, int Status, JsonElement? Request, JsonElement? Response)
{
    /// <summary>Deeper bodies are no answers of these APIs, and recursion over them must end.</summary>
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64, AllowTrailingCommas = true };

    /// <summary>Reads HAR files, bodies and folders of both, one exchange at a time: what was given before is gone then.</summary>
    /// <param name="paths">The files and folders.</param>
    /// <param name="schema">The schema of the bodies; null where their files are named by it: <c>OrderPage.json</c>,
    /// <c>OrderPage-2.json</c>.</param>
    /// <param name="skip">Is told what cannot be read.</param>
    public static IEnumerable<Capture> Read(IEnumerable<string> paths, string? schema, Action<string> skip)
    {
        foreach (string file in paths.SelectMany(FilesOf))
        {
            using JsonDocument? document = Parse(File.ReadAllBytes(file), file, skip);
            if (document is null)
                continue;
            if (Get(Get(document.RootElement, "log"), "entries") is not { ValueKind: JsonValueKind.Array } entries)
            {
                string named = Path.GetFileNameWithoutExtension(file).Split('-', '.')[0];
                yield return new Capture(schema ?? named, "", "", 200, null, document.RootElement);
                continue;
            }
            foreach (JsonElement entry in entries.EnumerateArray())
            {
                JsonElement? request = Get(entry, "request");
                JsonElement? response = Get(entry, "response");
                using JsonDocument? sent = ParseText(Get(request, "postData"), file, skip);
                using JsonDocument? received = ParseText(Get(response, "content"), file, skip);
                JsonElement? status = Get(response, "status");
                yield return new Capture(
                    null,
                    TextOf(Get(request, "method")) ?? "",
                    TextOf(Get(request, "url")) ?? "",
                    status is { ValueKind: JsonValueKind.Number } && status.Value.TryGetInt32(out int number) ? number : 0,
                    sent?.RootElement,
                    received?.RootElement
                );
            }
        }
    }

    private static IEnumerable<string> FilesOf(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".json" or ".har")
                .Order(StringComparer.Ordinal)
            : [path];

    private static JsonDocument? ParseText(JsonElement? content, string file, Action<string> skip)
    {
        if (TextOf(Get(content, "text")) is not { Length: > 0 } text)
            return null;
        bool isEncoded = TextOf(Get(content, "encoding")) == "base64";
        byte[] bytes = new byte[text.Length];
        if (isEncoded && Convert.TryFromBase64String(text, bytes, out int length))
            return Parse(bytes.AsMemory(0, length), file, skip);
        return Parse(Encoding.UTF8.GetBytes(text), file, skip);
    }

    /// <summary>Says that it is no JSON and not why: the parser's words hold pieces of it.</summary>
    private static JsonDocument? Parse(ReadOnlyMemory<byte> json, string file, Action<string> skip)
    {
        ReadOnlyMemory<byte> body = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            return JsonDocument.Parse(body, s_options);
        }
        catch (JsonException)
        {
            skip($"{file}: a body is no JSON, or nested deeper than {s_options.MaxDepth} levels");
            return null;
        }
    }

    private static JsonElement? Get(JsonElement? owner, string name) =>
        owner is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? TextOf(JsonElement? value) => value is { ValueKind: JsonValueKind.String } ? value.Value.GetString() : null;
}
