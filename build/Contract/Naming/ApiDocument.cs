using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>One bundled OpenAPI document: its parts, with references followed.</summary>
internal sealed class ApiDocument(JsonObject root)
{
    private const string SchemaPointer = "#/components/schemas/";

    public JsonObject Root => root;

    public IEnumerable<(string Name, JsonObject Schema)> Schemas => Members(root["components"]?["schemas"]);

    public IEnumerable<(string Name, string? Description)> Tags =>
        ((JsonArray?)root["tags"] ?? []).OfType<JsonObject>().Select(tag => (Text(tag, "name") ?? "", Text(tag, "description")));

    public IEnumerable<(string Path, string Verb, JsonObject Operation)> Operations =>
        from path in Members(root["paths"])
        from verb in Members(path.Item)
        where verb.Item.ContainsKey("operationId")
        select (path.Name, verb.Name, verb.Item);

    /// <summary>What a node refers to, or the node itself.</summary>
    public JsonObject Follow(JsonNode node)
    {
        JsonObject at = node.AsObject();
        while (Text(at, "$ref") is { } pointer)
        {
            JsonNode? target = root;
            foreach (string step in pointer.TrimStart('#').Split('/').Skip(1))
                target = target?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
            at = target?.AsObject() ?? throw new InvalidOperationException($"The bundle has nothing at '{pointer}'.");
        }
        return at;
    }

    /// <summary>The schema's name, when the node refers to a named one.</summary>
    public static string? NameOf(JsonNode? node) =>
        Text(node as JsonObject, "$ref") is { } pointer && pointer.StartsWith(SchemaPointer, StringComparison.Ordinal)
            ? pointer[SchemaPointer.Length..]
            : null;

    public static JsonObject ReferenceTo(string schemaName) => new() { ["$ref"] = SchemaPointer + schemaName };

    public JsonObject? Find(string schemaName) => root["components"]?["schemas"]?[schemaName] as JsonObject;

    /// <summary>The properties of a schema as its class declares them: not those of the class that it inherits from.</summary>
    public static IEnumerable<(string Name, JsonObject Property)> OwnProperties(JsonObject schema) =>
        OwnParts(schema).SelectMany(part => Members(part["properties"]));

    /// <summary>The properties of a schema with those that it inherits.</summary>
    public IEnumerable<(string Name, JsonObject Property)> AllProperties(JsonObject schema) =>
        (BaseOf(schema) is { } name && Find(name) is { } parent ? AllProperties(parent) : []).Concat(OwnProperties(schema));

    public static bool Requires(JsonObject schema, string property) =>
        OwnParts(schema).Any(part => part["required"] is JsonArray names && names.Any(name => name?.GetValue<string>() == property));

    /// <summary>The name of the schema that the class of this one inherits from.</summary>
    public static string? BaseOf(JsonObject schema) =>
        ((JsonArray?)schema["allOf"] ?? []).Select(NameOf).FirstOrDefault(name => name is not null);

    public IEnumerable<JsonObject> ParametersOf(JsonObject operation) =>
        ((JsonArray?)operation["parameters"] ?? []).Select(parameter => Follow(parameter!));

    public JsonObject? BodyOf(JsonObject operation) => operation["requestBody"] is { } body ? Follow(body) : null;

    /// <summary>The answers of an operation that succeeded, in the order of the contract.</summary>
    public IEnumerable<(string Status, JsonObject Response)> SuccessesOf(JsonObject operation) =>
        Members(operation["responses"])
            .Where(response => response.Name.StartsWith('2'))
            .Select(response => (response.Name, Follow(response.Item)));

    /// <summary>The JSON schema of a body, as it is written: a reference is not followed.</summary>
    public static JsonObject? JsonSchemaOf(JsonObject? body) => body?["content"]?["application/json"]?["schema"] as JsonObject;

    public static string? Text(JsonObject? node, string key) =>
        node?[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static bool Flag(JsonObject? node, string key) => node?[key] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(item => item!.ToString());

    public static IEnumerable<(string Name, JsonObject Item)> Members(JsonNode? map) =>
        from member in map as JsonObject ?? []
        where member.Value is JsonObject
        select (member.Key, member.Value.AsObject());

    private static IEnumerable<JsonObject> OwnParts(JsonObject schema) =>
        ((JsonArray?)schema["allOf"] ?? []).OfType<JsonObject>().Where(part => NameOf(part) is null).Prepend(schema);
}
