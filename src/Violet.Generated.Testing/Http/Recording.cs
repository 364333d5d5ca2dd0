using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.Http;

/// <summary>Writes exchanges down, each as a HAR file of its own: a server that is killed leaves whole files.</summary>
internal sealed class Recording
{
    private readonly string _folder;
    private int _count;

    public Recording(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    public Task WriteAsync(string url, RecordedRequest request, int status, byte[] body, CancellationToken cancellationToken)
    {
        var entry = new JsonObject
        {
            ["request"] = new JsonObject
            {
                ["method"] = request.Method,
                ["url"] = url,
                ["postData"] = request.Body is { } sent ? Content(sent) : null,
            },
            ["response"] = new JsonObject { ["status"] = status, ["content"] = Content(Encoding.UTF8.GetString(body)) },
        };
        var file = new JsonObject
        {
            ["log"] = new JsonObject
            {
                ["version"] = "1.2",
                ["creator"] = new JsonObject { ["name"] = "Violet.Generated.Testing", ["version"] = "1" },
                ["entries"] = new JsonArray(entry),
            },
        };
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"{Interlocked.Increment(ref _count):000000}-{request.Operation ?? "unknown"}.har"
        );
        return File.WriteAllTextAsync(Path.Combine(_folder, name), file.ToJsonString(), cancellationToken);
    }

    private static JsonObject Content(string text) => new() { ["mimeType"] = "application/json", ["text"] = text };
}
