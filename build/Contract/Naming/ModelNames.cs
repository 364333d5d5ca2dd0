using System.Text;
using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>The class of an object schema, and its properties.</summary>
internal sealed class ModelNames(ApiDocument document, ApiInfo api, DocIndex index)
{
    private const string Items = "content";

    private readonly HashSet<string> _parents = [.. document.Schemas.Select(s => ApiDocument.BaseOf(s.Schema)).OfType<string>()];
    private readonly HashSet<string> _envelopes =
    [
        .. document.Schemas.Where(s => ItemOf(document, s.Schema) is not null).Select(s => ApiDocument.BaseOf(s.Schema)).OfType<string>(),
    ];

    private readonly ShownParts _shown = new(document);

    /// <summary>The C# name of a property.</summary>
    public static string NameOf(string wireName, JsonObject property) =>
        ApiDocument.Text(property, "x-originalName") ?? Words.Pascal(wireName);

    /// <summary>What a request requires is enforced, what an answer has is not.</summary>
    public static bool IsRequest(string schemaName) => schemaName.EndsWith("Request", StringComparison.Ordinal);

    public void Apply(string className, JsonObject schema)
    {
        var scope = new ModelScope(index, className, schema);
        string? parent = ApiDocument.BaseOf(schema);
        string? item = ItemOf(document, schema);
        var model = new JsonObject
        {
            ["docs"] = new DocText(scope).Xml(ApiDocument.Text(schema, "description")),
            ["modifiers"] = _parents.Contains(className) ? "public partial" : "public sealed partial",
            ["bases"] = (parent ?? "VioletModel") + (item is null ? "" : $", IPage<{item}>"),
            ["inherits"] = parent is not null,
            ["request"] = IsRequest(className),
            ["fields"] = ApiDocument.OwnProperties(schema).Count(),
            ["shown"] = CSharpNames.List(
                item is null ? _shown.Of(schema) : ["ModelText.Page(_content?.Count, Number, TotalPages, TotalElements)"],
                part => JsonValue.Create(part)
            ),
        };
        if (item is not null)
            model["items"] = new JsonObject { ["field"] = Words.Field(NameOf(Items, [])), ["wire"] = Items };
        schema[CSharpNames.Extension] = model;
        HashSet<string> names = [.. document.AllProperties(schema).Select(p => NameOf(p.Name, p.Property))];
        foreach ((string wireName, JsonObject property) in ApiDocument.OwnProperties(schema))
        {
            bool required = ApiDocument.Requires(schema, wireName);
            JsonObject named = Property(wireName, property, IsRequest(className), required, names, new DocText(scope.In(property)));
            bool isOfPage = _envelopes.Contains(className) || (item is not null && wireName == Items);
            bool isPage = ItemOf(document, document.Follow(property)) is not null;
            // What does not fit is passed over elsewhere; here it would end a walk as if there were no more, or make one thing of two.
            named["strict"] = !IsRequest(className) && (required || isOfPage || isPage);
            property[CSharpNames.Extension] = named;
            if (named["limit"] is not null || ApiDocument.Flag(named, "checked"))
                model["measured"] = true;
        }
    }

    /// <summary>The C# type of the items, when the schema is a page.</summary>
    private static string? ItemOf(ApiDocument document, JsonObject schema) =>
        ApiDocument.BaseOf(schema) is not null
        && ApiDocument.OwnProperties(schema).FirstOrDefault(p => p.Name == Items).Property is { } content
        && CSharpType.Of(document, content) is { Shape: "list" } list
            ? list.Element
            : null;

    private JsonObject Property(string wireName, JsonObject property, bool inRequest, bool required, HashSet<string> names, DocText docs)
    {
        var type = CSharpType.Of(document, property);
        string name = NameOf(wireName, property);
        // An answer without what it should have reads as 0; of a request, null says that it was not set.
        bool hasZero = type is { Shape: "one", Kind: ValueKind.Number } && required && !inRequest;
        IEnumerable<string> aliases = ApiDocument.Texts(property["x-aliases"]);
        string missing = type switch
        {
            { Shape: "list" or "map" } => "RequestCheck.IsUnset({0})",
            { Shape: "token" } => "{0}.IsUnset",
            { Kind: ValueKind.Enum } => "{0}.Raw is null",
            _ => "{0} is null",
        };
        return new JsonObject
        {
            ["name"] = name,
            ["field"] = Words.Field(name),
            ["docs"] = docs.Xml(ApiDocument.Text(property, "description")),
            ["obsolete"] = ApiDocument.Flag(property, "deprecated"),
            ["shape"] = type.Shape,
            ["declared"] = type switch
            {
                { Shape: "list" } => $"IList<{type.Element}>",
                { Shape: "map" } => $"IDictionary<string, {type.Element}>",
                { Kind: ValueKind.Enum } => type.Element,
                _ => hasZero ? type.Name : type.Name + "?",
            },
            ["element"] = type.Element,
            ["wire"] = Words.Literal(wireName),
            ["names"] = CSharpNames.List(
                aliases.Prepend(wireName),
                n => new JsonObject { ["literal"] = Words.Literal(n), ["bytes"] = Encoding.UTF8.GetByteCount(n) }
            ),
            // Of several names the one that carries a value counts, whichever comes last.
            ["aliased"] = aliases.Any(),
            // A property that is named like its item's type would hide the type.
            ["reader"] = type.Kind == ValueKind.Model && names.Contains(type.Name) ? $"{api.Namespace}.{type.Reader}" : type.Reader,
            ["fallback"] = hasZero ? " ?? default" : "",
            ["writer"] = type.Writer,
            ["write"] =
                ApiDocument.Flag(property, "x-secret") ? "SecretField"
                : type.Codec == "DateTime" && inRequest ? "SecondsField"
                : "Field",
            ["value"] = type is { Shape: "one", Kind: ValueKind.Enum } ? $"{type.Name}Json.Text({Words.Field(name)})" : Words.Field(name),
            ["missing"] = inRequest && required ? string.Format(null, missing, Words.Field(name)) : null,
            ["limit"] = inRequest && type is { Shape: "one", Codec: "String" } ? property["maxLength"]?.DeepClone() : null,
            ["checked"] = inRequest && type.Kind == ValueKind.Model,
        };
    }
}
