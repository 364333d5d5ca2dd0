using System.Text.Json.Nodes;
using Violet.Contract.Naming;

namespace Violet.Contract.Tests.Naming;

/// <summary>A small API with its names in it, and what the templates print of its parts.</summary>
internal sealed class SmallApi
{
    private readonly JsonObject _document;

    /// <param name="schemas">JSON of components/schemas.</param>
    /// <param name="operation">JSON of GET /things/{id}, which is Things_Get unless it says so; null for none.</param>
    /// <param name="prefix">Prefix of its clients.</param>
    public SmallApi(string schemas = "{}", string? operation = null, string prefix = "")
    {
        _document = new JsonObject
        {
            ["tags"] = JsonNode.Parse("""[{ "name": "Things", "description": "What there is, with `Thing`." }]"""),
            ["paths"] = new JsonObject(),
            ["components"] = new JsonObject { ["schemas"] = JsonNode.Parse(schemas) },
        };
        if (operation is not null)
        {
            JsonObject node = JsonNode.Parse(operation)!.AsObject();
            node.TryAdd("operationId", "Things_Get");
            node.TryAdd("responses", new JsonObject());
            string verb = node["x-verb"]?.ToString() ?? "get";
            _document["paths"]!["/things/{id}"] = new JsonObject { [verb] = node };
        }
        CSharpNames.Apply(_document, new ApiInfo("small", "Small.Api", "Small", prefix));
    }

    public JsonObject Root => Names(_document);

    public JsonObject Operation => Names(_document["paths"]!["/things/{id}"]!.AsObject().Single().Value!);

    public JsonObject Schema(string name) => Names(_document["components"]!["schemas"]![name]!);

    public JsonObject Property(string schema, string name) => Names(_document["components"]!["schemas"]![schema]!["properties"]![name]!);

    public static JsonObject Answer(string schema) =>
        new() { ["200"] = JsonNode.Parse($$"""{ "description": "It.", "content": { "application/json": { "schema": {{schema}} } } }""") };

    private static JsonObject Names(JsonNode node) => node["x-csharp"]!.AsObject();
}

internal static class NameExtensions
{
    public static string? Text(this JsonNode? node, string key) => node?[key]?.ToString();

    /// <summary>One value of each item of a list.</summary>
    public static IEnumerable<string?> All(this JsonNode node, string list, string key) =>
        node[list]!.AsArray().Select(item => item.Text(key));
}
