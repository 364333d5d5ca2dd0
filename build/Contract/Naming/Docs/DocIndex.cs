using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>The names of one document that its texts may mean, and links to what they are in C#.</summary>
internal sealed class DocIndex
{
    private readonly ApiInfo _api;
    private readonly Dictionary<string, OperationId> _operations;
    private readonly ILookup<string, string> _values;

    public DocIndex(ApiDocument document, ApiInfo api)
    {
        Document = document;
        _api = api;
        _operations = document.Operations.Select(o => OperationId.Of(o.Operation)).ToDictionary(id => $"{id.Section}_{id.Verb}");
        _values = document
            .Schemas.Where(s => s.Schema.ContainsKey("enum"))
            .SelectMany(s => EnumNames.MembersOf(s.Schema).Select(m => (m.Value, Cref: $"{s.Name}.{m.Member}")))
            .ToLookup(v => v.Value, v => v.Cref);
    }

    public ApiDocument Document { get; }

    public string? FindOperation(string operationId) =>
        _operations.TryGetValue(operationId, out OperationId id) ? See($"I{_api.Prefix}{id.Section}Client.{id.Verb}Async") : null;

    /// <summary>The member that a value is in the only enum which has it.</summary>
    public string? FindValue(string value) => value.Contains('_', StringComparison.Ordinal) ? Only(_values[value]) : null;

    /// <summary>The member that a value is in the only one of some schemas which has it; references are as they are written.</summary>
    public string? FindValue(string value, IEnumerable<JsonNode> schemas)
    {
        IEnumerable<string> enums = schemas
            .Select(s => CSharpType.Of(Document, s))
            .Where(t => t.Kind == ValueKind.Enum)
            .Select(t => t.Name + ".")
            .Distinct();
        return Only(enums.SelectMany(name => _values[value].Where(cref => cref.StartsWith(name, StringComparison.Ordinal))));
    }

    /// <summary>A property by a wire name.</summary>
    /// <param name="schemaName">The schema that may have it.</param>
    /// <param name="wireName">Its name. An alias is no name: who names one means the wire.</param>
    /// <param name="isInside">Whether the text stands in that schema's own class.</param>
    /// <param name="except">The property that is described: its own name in its text is meant as it goes over the wire.</param>
    public string? FindProperty(string schemaName, string wireName, bool isInside = false, JsonObject? except = null)
    {
        JsonObject schema = Document.Find(schemaName)!;
        (_, JsonObject? property) = ApiDocument.OwnProperties(schema).FirstOrDefault(p => p.Name == wireName);
        if (property is null)
            return ApiDocument.BaseOf(schema) is { } parent ? FindProperty(parent, wireName) : null;
        if (property == except)
            return null;
        string name = ModelNames.NameOf(wireName, property);
        return See(isInside ? name : $"{schemaName}.{name}");
    }

    public string? FindSchema(string name)
    {
        if (name.Split('.') is [var schemaName, var member] && Document.Find(schemaName) is not null)
        {
            return FindProperty(schemaName, member)
                ?? Only(_values[member].Where(cref => cref.StartsWith(schemaName + ".", StringComparison.Ordinal)));
        }

        return Document.Find(name) is null ? null : See(name);
    }

    private static string? Only(IEnumerable<string> crefs) => crefs.Take(2).ToList() is [var only] ? See(only) : null;

    private static string See(string cref) => $"<see cref=\"{cref}\"/>";
}
