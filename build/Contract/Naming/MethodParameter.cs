using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>One parameter of an operation's method.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Declared">Its C# type.</param>
internal sealed record MethodParameter(string Name, string Declared)
{
    /// <summary>Its default; null when it must be given.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the API must have it, from the caller or from the options.</summary>
    public bool IsRequired { get; init; }

    public string? Description { get; init; }

    /// <summary>Its name on the wire; null of a body.</summary>
    public string? Wire { get; init; }

    /// <summary>The method of ApiRequest that sends it; null when it is not sent.</summary>
    public string? Send { get; init; }

    /// <summary>The property of the options that it is taken from when it is left out.</summary>
    public string? Option { get; init; }

    /// <summary>Its schema; null when the contract has none.</summary>
    public JsonObject? Schema { get; init; }

    public static MethodParameter CancellationToken { get; } =
        new("cancellationToken", "CancellationToken")
        {
            Default = "default",
            Description = "Stops the call, also while the answer is being read.",
        };

    /// <summary>The parameters in the order of the signature: those that must be given come first, then those that the API must
    /// have.</summary>
    public static IReadOnlyList<MethodParameter> ListOf(ApiDocument document, JsonObject operation)
    {
        IEnumerable<MethodParameter> all = document.ParametersOf(operation).Select(p => Of(document, p));
        if (document.BodyOf(operation) is { } body)
            all = all.Append(OfBody(document, body));
        return [.. all.OrderBy(p => p.Default is not null).ThenByDescending(p => p.IsRequired)];
    }

    public JsonObject ToJson(OperationScope scope) =>
        new()
        {
            ["name"] = Name,
            ["declared"] = Declared,
            ["default"] = Default,
            ["docs"] = new DocText(scope.In(this)).Xml(Description),
            ["send"] = Send,
            ["wire"] = Wire is null ? null : Words.Literal(Wire),
            ["value"] = Option is null ? Name : $"{Name} ?? _slot.Current.FromOptions(\"{Option}\")",
        };

    private static MethodParameter Of(ApiDocument document, JsonObject parameter)
    {
        string wire = ApiDocument.Text(parameter, "name")!;
        JsonObject schema = parameter["schema"]!.AsObject();
        string? option = ApiDocument.Text(parameter, "x-from-options");
        bool optional = option is not null || !ApiDocument.Flag(parameter, "required");
        string? description = ApiDocument.Text(parameter, "description");
        var type = CSharpType.Of(document, schema);
        return new(ApiDocument.Text(parameter, "x-originalName") ?? wire, TypeOf(type, optional))
        {
            // The default of an open enum means absent.
            Default =
                !optional ? null
                : type is { Shape: "one", Kind: ValueKind.Enum } ? "default"
                : "null",
            IsRequired = ApiDocument.Flag(parameter, "required"),
            Description = option is null ? description : description + " Left out: taken from the options.",
            Wire = wire,
            Send = ApiDocument.Text(parameter, "in") switch
            {
                "header" => "Header",
                "path" => "Path",
                _ => ApiDocument.Flag(parameter, "x-secret") ? "SecretQuery" : "Query",
            },
            Option = option,
            Schema = schema,
        };
    }

    private static MethodParameter OfBody(ApiDocument document, JsonObject body)
    {
        bool optional = !ApiDocument.Flag(body, "required");
        JsonObject schema = ApiDocument.JsonSchemaOf(body)!;
        return new("request", TypeOf(CSharpType.Of(document, schema), optional))
        {
            Default = optional ? "null" : null,
            IsRequired = !optional,
            Description = ApiDocument.Text(body, "description") ?? "What to send.",
            Send = "Body",
            Schema = schema,
        };
    }

    private static string TypeOf(CSharpType type, bool optional)
    {
        if (type is { Shape: "one", Kind: ValueKind.Enum })
            return type.Element;
        string declared = type.Shape switch
        {
            "list" => $"IEnumerable<{type.Element}>",
            "map" => $"IDictionary<string, {type.Element}>",
            _ => type.Element,
        };
        return optional ? declared + "?" : declared;
    }
}
