using System.Text.Json.Nodes;

namespace Violet.Generated.Tests.Rules;

/// <summary>The bundled documents that the code was generated from.</summary>
internal static class Contract
{
    public static IReadOnlyList<(string Namespace, JsonNode Document)> Documents { get; } =
    [
        .. from name in typeof(Contract).Assembly.GetManifestResourceNames()
        where name.EndsWith(".json", StringComparison.Ordinal)
        let document = Load(name)
        select (document["x-api"]!["namespace"]!.GetValue<string>(), document),
    ];

    public static IEnumerable<(Type? Type, string Name, JsonObject Schema)> Schemas =>
        from document in Documents
        from schema in document.Document["components"]!["schemas"]!.AsObject()
        select (
            typeof(VioletModel).Assembly.GetType($"{document.Namespace}.{schema.Key}"),
            $"{document.Namespace}.{schema.Key}",
            schema.Value!.AsObject()
        );

    public static bool IsEnum(JsonObject schema) => schema.ContainsKey("enum");

    /// <summary>The properties of an object, those that it takes over from another schema left out.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Properties(JsonObject schema) =>
        Parts(schema)
            .SelectMany(part => part["properties"]?.AsObject() ?? [])
            .Select(property => KeyValuePair.Create(property.Key, property.Value!.AsObject()));

    public static IEnumerable<string> Required(JsonObject schema) => Parts(schema).SelectMany(part => Texts(part["required"]));

    public static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(item => item!.GetValue<string>()) ?? [];

    private static IEnumerable<JsonObject> Parts(JsonObject schema) =>
        schema["allOf"] is JsonArray all ? all.Select(part => part!.AsObject()).Where(part => !part.ContainsKey("$ref")) : [schema];

    private static JsonNode Load(string name)
    {
        using Stream stream =
            typeof(Contract).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{name} is not embedded in the tests.");
        return JsonNode.Parse(stream)!;
    }
}
