using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>The parameters of an operation's method, in the order of its signature: those that must be given first.</summary>
internal static class ParameterNames
{
    public static IEnumerable<JsonObject> Of(ApiDocument document, JsonObject operation)
    {
        IEnumerable<JsonObject> all = document.ParametersOf(operation).Select(p => Parameter(document, p));
        if (document.BodyOf(operation) is { } body) all = all.Append(Body(document, body));
        return all.OrderBy(p => p["default"] is not null);
    }

    public static JsonObject CancellationToken() => new()
    {
        ["name"] = "cancellationToken",
        ["declared"] = "CancellationToken",
        ["default"] = "default",
        ["docs"] = "Stops the call, also while the answer is being read.",
    };

    /// <summary>A copy whose description is the text of a doc comment.</summary>
    public static JsonObject Documented(JsonObject parameter, DocText docs)
    {
        JsonObject documented = parameter.DeepClone().AsObject();
        documented["docs"] = docs.Xml(ApiDocument.Text(parameter, "docs"));
        return documented;
    }

    private static JsonObject Parameter(ApiDocument document, JsonObject parameter)
    {
        string wire = ApiDocument.Text(parameter, "name")!;
        string name = ApiDocument.Text(parameter, "x-originalName") ?? wire;
        string? option = ApiDocument.Text(parameter, "x-from-options");
        bool optional = option is not null || !ApiDocument.Flag(parameter, "required");
        string send = ApiDocument.Text(parameter, "in") switch { "header" => "Header", "path" => "Path", _ => "Query" };
        string? description = ApiDocument.Text(parameter, "description");
        return new JsonObject
        {
            ["name"] = name,
            ["wire"] = Words.Literal(wire),
            ["declared"] = TypeOf(CSharpType.Of(document, parameter["schema"]!), optional),
            ["default"] = !optional ? null : document.Follow(parameter["schema"]!).ContainsKey("enum") ? "default" : "null",
            ["docs"] = option is null ? description : description + " Left out: taken from the options.",
            ["send"] = ApiDocument.Flag(parameter, "x-secret") ? "Secret" + send : send,
            ["value"] = option is null ? name : $"{name} ?? _transport.{option}",
        };
    }

    private static JsonObject Body(ApiDocument document, JsonObject body)
    {
        bool optional = !ApiDocument.Flag(body, "required");
        return new JsonObject
        {
            ["name"] = "request",
            ["declared"] = TypeOf(CSharpType.Of(document, ApiDocument.JsonSchemaOf(body)!), optional),
            ["default"] = optional ? "null" : null,
            ["docs"] = ApiDocument.Text(body, "description") ?? "What to send.",
            ["send"] = "Body",
            ["value"] = "request",
        };
    }

    private static string TypeOf(CSharpType type, bool optional) => type switch
    {
        { Shape: "list" } => $"IEnumerable<{type.Element}>",
        { Shape: "map" } => $"IDictionary<string, {type.Element}>",
        { Kind: ValueKind.Enum } => type.Element, // its default means absent
        _ => type.Element,
    } + (optional && type is not { Shape: "one", Kind: ValueKind.Enum } ? "?" : "");
}
