using System.Text.RegularExpressions;
using Violet.Contract.Reading;
using Violet.Contract.Rules;
using Violet.Contract.Rules.Schemas;

namespace Violet.Contract.Learning;

/// <summary>Says in YAML what was observed. What the contract says of the same name elsewhere goes before what the samples
/// suggest.</summary>
internal sealed partial class SchemaGuess(ContractApi api, YamlEdits edits)
{
    public const string ToDo = "TODO";

    private readonly Dictionary<string, string> _made = [];
    private readonly HashSet<string> _taken =
    [
        .. api.Documents.SelectMany(document => document.Value["components"]?["schemas"].Values() ?? []).Select(schema => schema.Key),
    ];
    private readonly ILookup<string, Node> _byName = api
        .Documents.SelectMany(document => document.Value["components"]?["schemas"].Values() ?? [])
        .SelectMany(schema => schema["properties"].Values().Concat(schema["allOf"].Items().SelectMany(part => part["properties"].Values())))
        .ToLookup(property => property.Key);

    /// <summary>A property in one line: <c>{ type: integer, format: int64, description: TODO }</c>.</summary>
    /// <param name="owner">The schema that gets it.</param>
    /// <param name="ownerName">The schema's name.</param>
    /// <param name="key">Its wire name.</param>
    /// <param name="observed">Its values.</param>
    /// <param name="taken">The C# names of the schema's other properties; the property's own is added.</param>
    public string Property(Node owner, string ownerName, string key, Observed observed, HashSet<string> taken)
    {
        Node? model = ModelFor(owner, ownerName, key, observed);
        string type = model is null ? TypeOf(owner, ownerName, key, observed) : Copy(model, owner.Place.File);
        string plain = NodeExtensions.ToPascalCase(key);
        string name = model?["x-originalName"]?.Text ?? plain;
        // A name that is taken gets a number: GiftValue, GiftValue2.
        for (int i = 1; name == ownerName || PropertiesHaveNames.Taken.Contains(name) || !taken.Add(name); i++)
            name = i == 1 ? plain + "Value" : $"{plain}Value{i}";
        string original = name != plain || !WireName().IsMatch(key) ? $"x-originalName: {name}, " : "";
        string secret = model?["x-secret"] is not null ? "x-secret: true, " : "";
        return $"{{ {type}{original}{secret}description: {ToDo} }}";
    }

    /// <summary>The type of a parameter in one line.</summary>
    public static string Parameter(string key, Observed observed) => $"{{ {Scalar(key, observed).TrimEnd(' ', ',')} }}";

    /// <summary>The C# names of a schema's properties.</summary>
    public HashSet<string> NamesOf(Node schema) =>
        [.. api.PropertiesOf(schema).Select(property => property["x-originalName"]?.Text ?? NodeExtensions.ToPascalCase(property.Key))];

    /// <summary>The property of the same name that most schemas have, among those that hold what was observed.</summary>
    private Node? ModelFor(Node owner, string ownerName, string key, Observed observed) =>
        _byName[key]
            .Where(property => Accepts(property, observed, 0))
            .Where(property =>
                api.Follow(property["items"] ?? property) is not { } target
                || !target.IsObject()
                || IsRequest(target.SchemaName()) == IsRequest(ownerName)
            )
            .GroupBy(property => Copy(property, owner.Place.File))
            .OrderByDescending(group => group.Count())
            .FirstOrDefault()
            ?.First();

    private bool Accepts(Node? property, Observed observed, int depth)
    {
        if (api.Follow(property) is not { } schema || observed.IsMixed || depth > 6)
            return false;
        if (schema["enum"] is ListNode values)
        {
            HashSet<string> texts = [.. values.Children.Select(value => NodeExtensions.Normalise(value.Text ?? ""))];
            return observed.Values.Count > 0 && observed.Values.Keys.All(value => texts.Contains(NodeExtensions.Normalise(value)));
        }
        return (schema["type"]?.Text ?? (schema.IsObject() ? "object" : null)) switch
        {
            "string" => observed.Texts > 0 && observed.Dates == observed.Texts == (schema["format"] is not null),
            "integer" => observed.Integers > 0 && observed.Fractions == 0 && !(observed.IsBeyondInt32 && schema["format"]?.Text == "int32"),
            "number" => observed.Integers + observed.Fractions > 0,
            "boolean" => observed.Flags > 0,
            "array" => observed.Lists > 0 && (observed.Items is null || Accepts(schema["items"], observed.Items, depth + 1)),
            "object" when schema.IsMap() => observed.IsMap,
            "object" => observed.Objects > 0
                && !observed.IsMap
                && observed.Fields.Count > 0
                && observed.Fields.All(field =>
                    api.PropertiesOf(schema).FirstOrDefault(property => property.Key == field.Key) is { } known
                    && (field.Value.IsMixed || api.Follow(known)?["type"] is null || Accepts(known, field.Value, depth + 1))
                ),
            _ => false,
        };
    }

    /// <summary>The type of a property as it is written, for a schema in that file.</summary>
    private static string Copy(Node property, string file)
    {
        if (property is MapNode { Reference: { } reference })
            return $"$ref: '{Redirect(reference, property, file)}', ";
        string items =
            property["items"] is not MapNode item ? ""
            : item.Children.Count == 0 ? "items: {}, "
            : $"items: {{ {Copy(item, file).TrimEnd(' ', ',')} }}, ";
        string values = property["additionalProperties"] is MapNode value
            ? $"additionalProperties: {{ {Copy(value, file).TrimEnd(' ', ',')} }}, "
            : "";
        string format = property["format"]?.Text is { } given ? $"format: {given}, " : "";
        return property["type"]?.Text is { } type ? $"type: {type}, {format}{items}{values}" : "";
    }

    private static string Redirect(string reference, Node standsIn, string file)
    {
        string target = Reference.Parse(reference, standsIn.Place.File).File;
        string pointer = reference[reference.IndexOf('#', StringComparison.Ordinal)..];
        return (target == file ? "" : Path.GetRelativePath(Path.GetDirectoryName(file)!, target).Replace('\\', '/')) + pointer;
    }

    private string TypeOf(Node owner, string ownerName, string key, Observed observed)
    {
        if (observed.IsMixed)
            return "";
        string Refer(string name) => $"$ref: '#/components/schemas/{name}', ";
        if (observed.Objects > 0 && observed.IsMap)
        {
            bool isPrimitive = observed.Items is { IsMixed: false, Objects: 0, Lists: 0 };
            return isPrimitive ? $"type: object, additionalProperties: {Parameter(key, observed.Items!)}, " : "";
        }
        if (observed.Objects > 0)
            return observed.Fields.Count > 0 ? Refer(MakeSchema(owner, ownerName, key, observed)) : "";
        if (observed.Lists == 0)
            return IsEnum(key, observed) ? Refer(MakeEnum(owner, ownerName, key, observed)) : Scalar(key, observed);
        string item = observed.Items is { IsMixed: false, Lists: 0, IsMap: false } items
            ? TypeOf(owner, ownerName, Singular(key), items).TrimEnd(' ', ',')
            : "";
        return item.Length == 0 ? "type: array, items: {}, " : $"type: array, items: {{ {item} }}, ";
    }

    private static string Scalar(string key, Observed observed) =>
        observed.IsMixed ? ""
        : observed.Texts > 0
            ? observed.Dates == observed.Texts ? "type: string, format: date-time, "
                : "type: string, "
        : observed.Flags > 0 ? "type: boolean, "
        : observed.Fractions > 0 ? "type: number, format: double, "
        : !observed.IsBeyondInt32 && CountName().IsMatch(key) ? "type: integer, format: int32, "
        : "type: integer, format: int64, ";

    private static bool IsEnum(string key, Observed observed) => observed.IsEnum && !Discretion.IsPersonal(key);

    private string MakeEnum(Node owner, string ownerName, string key, Observed observed)
    {
        string values = string.Join(", ", observed.Values.Keys.Order(StringComparer.Ordinal).Select(Quote));
        string[] lines = ["  type: string", $"  description: {ToDo}", $"  enum: [{values}]"];
        return Make(owner, [ownerName + NodeExtensions.ToPascalCase(key)], lines);
    }

    private string MakeSchema(Node owner, string ownerName, string key, Observed observed)
    {
        string suffix = IsRequest(ownerName) ? "Request" : "";
        string stem = suffix.Length > 0 ? ownerName[..^suffix.Length] : ownerName;
        string plain = NodeExtensions.ToPascalCase(key);
        string name = Free([plain + suffix, stem + plain + suffix]);
        HashSet<string> names = [];
        string[] properties =
        [
            .. observed.Fields.Select(field => $"    {field.Key}: {Property(owner, name, field.Key, field.Value, names)}"),
        ];
        return Make(owner, [name], ["  type: object", $"  description: {ToDo}", "  properties:", .. properties]);
    }

    /// <summary>Adds a schema to the file of its owner, unless one that says the same was made before.</summary>
    private string Make(Node owner, string[] candidates, string[] lines)
    {
        string text = owner.Place.File + string.Join('\n', lines);
        if (_made.TryGetValue(text, out string? made))
            return made;
        string name = Free(candidates);
        _made.Add(text, name);
        _taken.Add(name);
        Node document = owner;
        while (document.Parent is { } parent)
            document = parent;
        edits.Add(document["components"]!["schemas"]!, name, "", lines);
        return name;
    }

    private string Free(string[] candidates)
    {
        IEnumerable<string> numbered = Enumerable.Range(2, 1000).Select(number => candidates[^1] + number);
        return candidates.Concat(numbered).First(name => !_taken.Contains(name) && !TypeNamesAreFree.Taken.Contains(name));
    }

    /// <summary>What other readers of YAML take for true or false stands in quotes.</summary>
    public static string Quote(string value) =>
        value.ToUpperInvariant() is "NO" or "YES" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL" ? $"'{value}'" : value;

    private static bool IsRequest(string? name) => name?.EndsWith("Request", StringComparison.Ordinal) == true;

    private static string Singular(string key) =>
        key.EndsWith("ies", StringComparison.Ordinal) ? key[..^3] + "y"
        : key.EndsWith("sses", StringComparison.Ordinal) ? key[..^2]
        : key.EndsWith('s') && !key.EndsWith("ss", StringComparison.Ordinal) && key.Length > 3 ? key[..^1]
        : key;

    [GeneratedRegex(
        "count|quantity|page|size|number|days|hours|minutes|seconds|month|year|order$|position|version|status|code|total_elements|attempts"
    )]
    private static partial Regex CountName();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*\z")]
    private static partial Regex WireName();
}
