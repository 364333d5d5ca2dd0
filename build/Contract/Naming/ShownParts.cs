using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>What ToString of a model shows: of a page its counts; else the id (where there is none, the first number that is the id of
/// another thing), the type and the status. Other texts may be a person's.</summary>
internal sealed class ShownParts(ApiDocument document)
{
    private static readonly string[] s_enums = ["type", "status", "state"];

    /// <summary>The parts in C#, each a text.</summary>
    public IEnumerable<string> Of(JsonObject schema) =>
        from name in s_enums.Prepend(IdOf(schema))
        from property in ApiDocument.OwnProperties(schema)
        where property.Name == name
        let part = Part(name, property.Property)
        where part is not null
        select part;

    private string? IdOf(JsonObject schema)
    {
        (string Name, JsonObject Property)[] properties = [.. document.AllProperties(schema)];
        return properties.Any(p => p.Name == "id")
            ? "id"
            : properties.FirstOrDefault(p => p.Name.EndsWith("_id", StringComparison.Ordinal) && IsNumber(TypeOf(p.Property))).Name;
    }

    private string? Part(string name, JsonObject property)
    {
        string field = Words.Field(ModelNames.NameOf(name, property));
        return TypeOf(property) switch
        {
            _ when ApiDocument.Flag(property, "x-secret") => null,
            { Shape: "one", Kind: ValueKind.Enum } => $"ModelText.Known({field})",
            var type when name == "id" && (IsNumber(type) || type is { Shape: "one", Codec: "String" }) => $"ModelText.Id({field})",
            var type when IsNumber(type) && name.EndsWith("_id", StringComparison.Ordinal) =>
                $"ModelText.Id(\"{Words.Literal(name)}\", {field})",
            _ => null,
        };
    }

    private CSharpType TypeOf(JsonObject property) => CSharpType.Of(document, property);

    private static bool IsNumber(CSharpType type) => type is { Shape: "one", Codec: "Int64" or "Int32" };
}
