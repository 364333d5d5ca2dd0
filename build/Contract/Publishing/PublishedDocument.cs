using System.Text.Json.Nodes;

namespace Violet.Contract.Publishing;

/// <summary>
/// Makes the document that is published of the bundle: plain OpenAPI 3.0 for other programs, languages and mock servers. openapi/README.md
/// says what differs.
/// </summary>
internal static class PublishedDocument
{
    /// <summary>Extensions that say how C# names things. The others tell of the API, and stay.</summary>
    private static readonly string[] s_namesInCSharp = ["x-api", "x-originalName", "x-enumNames", "x-from-options"];

    public static JsonObject Of(JsonObject bundle, string version)
    {
        var document = (JsonObject)bundle.DeepClone();
        foreach (JsonObject node in Objects(document))
        {
            foreach (string extension in s_namesInCSharp)
                node.Remove(extension);
        }
        var info = (JsonObject)document["info"]!;
        info["x-api-version"] = info["version"]!.DeepClone();
        info["version"] = version;
        foreach ((_, _, JsonObject operation) in Operations(document))
            operation.TryAdd("description", operation["summary"]!.DeepClone());
        Refusals.BecomeResponses(document);
        new Examples(document).Add();
        WrapReferences(document);
        return document;
    }

    /// <summary>All operations, by their paths.</summary>
    public static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where method.Value is JsonObject fields && fields.ContainsKey("operationId")
        select (path.Key, method.Key, (JsonObject)method.Value!);

    /// <summary>The object itself, or what it refers to.</summary>
    public static JsonObject Resolve(JsonObject document, JsonNode node) =>
        node["$ref"] is { } reference
            ? (JsonObject)reference.GetValue<string>().Split('/').Skip(1).Aggregate((JsonNode)document, (place, key) => place[key]!)
            : (JsonObject)node;

    /// <summary>OpenAPI 3.0 reads nothing that stands beside a `$ref`; beside an `allOf` it does.</summary>
    private static void WrapReferences(JsonObject document)
    {
        foreach (JsonObject node in Objects(document).Where(node => node.Count > 1 && node["$ref"] is JsonValue))
        {
            JsonNode reference = node["$ref"]!;
            node.Remove("$ref");
            node.Insert(0, "allOf", new JsonArray(new JsonObject { ["$ref"] = reference }));
        }
    }

    /// <summary>All objects in a tree, itself included.</summary>
    public static List<JsonObject> Objects(JsonNode? root)
    {
        var found = new List<JsonObject>();
        Add(root);
        return found;

        void Add(JsonNode? node)
        {
            if (node is JsonObject map)
                found.Add(map);
            foreach (JsonNode? child in node is JsonObject values ? values.Select(value => value.Value) : node as JsonArray ?? [])
                Add(child);
        }
    }
}
