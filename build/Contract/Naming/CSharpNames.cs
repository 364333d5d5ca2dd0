using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>
/// Decides how one API's contract is said in C#, and writes it into the bundle for the templates, which only print: `x-csharp` on the root
/// and on every operation, schema and property. What depends on an operation stands on the operation: the templates do not see what stands
/// beside a shared parameter's `$ref`. No key in it is named `type` or `properties`, or NSwag would take it for a schema.
/// </summary>
public static class CSharpNames
{
    internal const string Extension = "x-csharp";

    /// <summary>Annotates one bundled OpenAPI document in place.</summary>
    public static void Apply(JsonObject document, ApiInfo api)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(api);
        var bundle = new ApiDocument(document);
        var index = new DocIndex(bundle, api);
        var models = new ModelNames(bundle, api, index);
        foreach ((string name, JsonObject schema) in bundle.Schemas)
        {
            if (schema.ContainsKey("enum"))
                EnumNames.Apply(name, schema, index);
            else
                models.Apply(name, schema);
        }
        new ClientNames(bundle, api, index).Apply();
    }

    /// <summary>Takes the names out again: nobody but the templates needs them.</summary>
    public static void Remove(JsonNode document)
    {
        if (document is JsonObject node)
            node.Remove(Extension);
        IEnumerable<JsonNode?> children = document switch
        {
            JsonObject map => map.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (JsonNode child in children.OfType<JsonNode>())
            Remove(child);
    }

    internal static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> node) => new([.. items.Select(node)]);
}
