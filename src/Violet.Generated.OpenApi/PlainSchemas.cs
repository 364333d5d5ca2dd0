using System.Text.Json.Nodes;

namespace Violet.Generated.OpenApi;

/// <summary>The schemas of the contract that the client was generated from, as plain OpenAPI: models by the names of their classes, and
/// open enums as texts.</summary>
internal static class PlainSchemas
{
    public const string Pointer = "#/components/schemas/";

    private static readonly Dictionary<string, JsonObject> s_contract = Read("violet.json")
        .Concat(Read("rutter.json"))
        .ToDictionary(schema => schema.Key, schema => (JsonObject)schema.Value!, StringComparer.Ordinal);

    /// <summary>The name of a model's schema; null for any other type.</summary>
    public static string? NameOf(Type type) =>
        type.IsSubclassOf(typeof(VioletModel)) && s_contract.ContainsKey(type.Name) ? type.Name : null;

    /// <summary>The known values of an open enum, in words; null for any other type.</summary>
    public static string? ValuesOf(Type type) =>
        type.IsConstructedGenericType
        && type.GetGenericTypeDefinition() == typeof(OpenEnum<>)
        && s_contract.TryGetValue(type.GenericTypeArguments[0].Name, out JsonObject? schema)
            ? Values(schema)
            : null;

    public static bool Contains(string name) => s_contract.TryGetValue(name, out JsonObject? schema) && !IsEnum(schema);

    /// <summary>A schema, whose references have a prefix before the names of the schemas.</summary>
    public static JsonObject Of(string name, string prefix) => Plain(s_contract[name], prefix);

    private static JsonObject Plain(JsonObject schema, string prefix)
    {
        if (schema["$ref"] is { } reference)
            return PlainReference(schema, reference.GetValue<string>()[Pointer.Length..], prefix);
        var plain = new JsonObject();
        foreach ((string key, JsonNode? value) in schema.Where(field => !field.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            plain[key] = key switch
            {
                "properties" => new JsonObject(
                    value!.AsObject().Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Plain(p.Value!.AsObject(), prefix)))
                ),
                "items" => Plain(value!.AsObject(), prefix),
                "additionalProperties" when value is JsonObject values => Plain(values, prefix),
                "allOf" => new JsonArray([.. value!.AsArray().Select(part => Plain(part!.AsObject(), prefix))]),
                _ => value?.DeepClone(),
            };
        }

        return plain;
    }

    /// <summary>What stands beside a reference is not read in OpenAPI 3.0; beside an `allOf` it is.</summary>
    private static JsonObject PlainReference(JsonObject schema, string name, string prefix)
    {
        string? description = schema["description"]?.GetValue<string>();
        JsonObject target = s_contract[name];
        if (IsEnum(target))
            return new JsonObject { ["type"] = "string", ["description"] = $"{description} {Values(target)}".TrimStart() };
        var reference = new JsonObject { ["$ref"] = Pointer + prefix + name };
        return description is null ? reference : new JsonObject { ["allOf"] = new JsonArray(reference), ["description"] = description };
    }

    private static bool IsEnum(JsonObject schema) => schema.ContainsKey("enum");

    private static string Values(JsonObject schema) =>
        $"Known values: {string.Join(", ", schema["enum"]!.AsArray().Select(value => value!.GetValue<string>()))}. Others may come.";

    private static JsonObject Read(string api)
    {
        using Stream document = typeof(PlainSchemas).Assembly.GetManifestResourceStream(api)!;
        return JsonNode.Parse(document)!["components"]!["schemas"]!.AsObject();
    }
}
