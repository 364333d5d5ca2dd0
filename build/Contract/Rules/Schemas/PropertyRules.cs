using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Schemas;

/// <summary>Properties have C# names: PascalCase, each once, and none that is taken.</summary>
internal sealed partial class PropertiesHaveNames() : Rule("VIOLET016", OpenApi30.Schema)
{
    /// <summary>Members that the templates or .NET give every model.</summary>
    internal static readonly HashSet<string> Taken =
    [
        "Extra",
        "Read",
        "ReadProperty",
        "WriteProperties",
        "FirstMissing",
        "FirstTooLong",
        "ShownParts",
        "WriteTo",
        "FieldCount",
        "Equals",
        "GetHashCode",
        "GetType",
        "ToString",
        "MemberwiseClone",
        "Finalize",
    ];

    public override void Check(Visit visit)
    {
        if (visit.SchemaName is not { } className)
            return;
        var names = new Dictionary<string, string>();
        foreach (Node property in visit.Api.PropertiesOf(visit.Node))
        {
            string wire = property.Key;
            Node? given = property["x-originalName"];
            string name = given is null ? NodeExtensions.ToPascalCase(wire) : given.Text ?? "";
            string? problem =
                given is not null && !NodeExtensions.IsPascalCase(name) ? $"x-originalName '{name}' of a property must be PascalCase."
                : given is null && !PlainName().IsMatch(wire) ? $"Property '{wire}' needs x-originalName, its C# name in PascalCase."
                : name == className ? $"Property '{wire}' would be named like its class {className}: give it an x-originalName."
                : Taken.Contains(name)
                    ? $"Property '{wire}' would hide the member {name} that every model has: give it another x-originalName."
                : names.TryGetValue(name, out string? other)
                    ? $"'{other}' and '{wire}' are both {name} in C#: use x-aliases, or an x-originalName."
                : null;
            if (problem is not null)
                visit.Report(given?.Place ?? property.KeyPlace, problem);
            names[name] = wire;
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*\z")]
    private static partial Regex PlainName();
}

/// <summary>x-aliases are other wire names of a property, each of which means that property only.</summary>
internal sealed class AliasesAreUseful() : Rule("VIOLET017", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        if (!visit.IsWritten())
            return;
        HashSet<string> taken = [.. visit.Api.PropertiesOf(visit.Node).Select(property => property.Key)];
        foreach (Node property in visit["properties"].Values())
        {
            if (property["x-aliases"] is not { } aliases)
                continue;
            if (aliases is not ListNode || aliases.Children.Any(alias => alias.IsBlank()))
            {
                visit.Report(aliases.Place, "x-aliases is a list of other wire names, such as [isConnected].");
                continue;
            }
            foreach (Node alias in aliases.Children.Where(alias => !taken.Add(alias.Text!)))
                visit.Report(alias.Place, $"Alias '{alias.Text}' of '{property.Key}' is a name or alias of this schema already.");
        }
    }
}

/// <summary>What is required exists.</summary>
internal sealed class RequiredPropertiesExist() : Rule("OAS-no-required-schema-properties-undefined", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        if (visit["required"] is not ListNode required)
            return;
        // A part of an allOf may require what another part has.
        Node owner = visit.Node.Parent is { Key: "allOf", Parent: { } whole } ? whole : visit.Node;
        string[] names = [.. visit.Api.PropertiesOf(owner).Select(property => property.Key)];
        foreach (Node name in required.Children.Where(name => name.Text is not null && !names.Contains(name.Text)))
        {
            visit.Report(
                name.Place,
                $"'{name.Text}' is required, but the schema has no such property.{Spelling.DidYouMean(name.Text!, names)}"
            );
        }
    }
}

/// <summary>Lists have items, objects have properties.</summary>
internal sealed class TypesMatchTheirKeys() : Rule("OAS-no-schema-type-mismatch", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        string? type = visit["type"]?.Text;
        foreach (
            (string key, string belongsTo) in new[] { ("items", "array"), ("properties", "object"), ("additionalProperties", "object") }
        )
        {
            if (type is not null && type != belongsTo && visit[key] is { } value)
                visit.Report(value.KeyPlace, $"'{key}' belongs to type: {belongsTo}, not to type: {type}.");
        }
    }
}
