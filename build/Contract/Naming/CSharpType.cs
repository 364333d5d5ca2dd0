using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>What a schema is in C#.</summary>
/// <param name="Shape">How many values: one, list or map; or token for a value of any form.</param>
/// <param name="Kind">What one of the values is.</param>
/// <param name="Name">The C# type of one value: long, Order; of an enum the enum itself.</param>
/// <param name="Codec">Name of its methods in JsonRead and JsonWrite.</param>
internal sealed record CSharpType(string Shape, ValueKind Kind, string Name, string Codec)
{
    /// <summary>The C# type of one value as models hold it.</summary>
    public string Element => Kind == ValueKind.Enum ? $"OpenEnum<{Name}>" : Name;

    public bool IsPlain => Kind is ValueKind.Number or ValueKind.Text;

    /// <summary>What reads one value.</summary>
    public string Reader =>
        Kind switch
        {
            ValueKind.Model => Name + ".Read",
            ValueKind.Enum => Name + "Json.Read",
            // In a list or map, a value that is null is none.
            ValueKind.Number when Shape != "one" => $"JsonRead.{Codec}Item",
            _ => "JsonRead." + Codec,
        };

    /// <summary>What writes one value of a list or map.</summary>
    public string Writer => Kind == ValueKind.Enum ? Name + "Json.Write" : "JsonWrite." + Codec;

    public static CSharpType Of(ApiDocument document, JsonNode schema)
    {
        JsonObject target = document.Follow(schema);
        if (target["items"] is { } items)
            return Of(document, items) with { Shape = "list" };
        if (target["additionalProperties"] is JsonObject values)
            return Of(document, values) with { Shape = "map" };
        if (ApiDocument.NameOf(schema) is { } name)
        {
            if (target.ContainsKey("enum"))
                return new("one", ValueKind.Enum, name, "String");
            if (target.ContainsKey("properties") || target.ContainsKey("allOf"))
                return new("one", ValueKind.Model, name, "Model");
        }
        return (ApiDocument.Text(target, "type"), ApiDocument.Text(target, "format")) switch
        {
            ("integer", "int32") => new("one", ValueKind.Number, "int", "Int32"),
            ("integer", _) => new("one", ValueKind.Number, "long", "Int64"),
            ("number", _) => new("one", ValueKind.Number, "double", "Double"),
            ("boolean", _) => new("one", ValueKind.Number, "bool", "Boolean"),
            ("string", "date-time") => new("one", ValueKind.Number, "DateTimeOffset", "DateTime"),
            ("string", _) => new("one", ValueKind.Text, "string", "String"),
            _ => new("token", ValueKind.Any, "JToken", "Token"),
        };
    }
}

internal enum ValueKind
{
    /// <summary>A C# struct: a number, a boolean, a date-time.</summary>
    Number,
    Text,
    Enum,
    Model,

    /// <summary>JSON of any form.</summary>
    Any,
}
