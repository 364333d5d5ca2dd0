using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>Writes what the templates print into the document, as vendor extensions.</summary>
public static class CSharpNames
{
    /// <summary>Annotates one bundled OpenAPI document in place.</summary>
    public static void Apply(JsonObject document, ApiInfo api)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(api);
        // NSwag reads x-enumNames itself and so hides it from the templates: x-has-enum-names tells them that the names are ours.
        foreach ((_, JsonNode? schema) in document["components"]?["schemas"] as JsonObject ?? [])
            if (schema?["x-enumNames"] is not null)
                schema["x-has-enum-names"] = true;
    }
}
