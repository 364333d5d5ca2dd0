using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>What names mean in one place of the contract; the answers are XML: a link to the C# name.</summary>
/// <param name="index">The names of the whole document.</param>
/// <param name="own">The schema of the value that is described, when there is one.</param>
internal abstract class DocScope(DocIndex index, JsonNode? own)
{
    /// <summary>What a wire name or an operationId means; null when that is not certain.</summary>
    public virtual string? Find(string name) => FindOwnValue(name) ?? FindNear(name) ?? index.FindOperation(name) ?? index.FindValue(name);

    /// <summary>What such a name means where nothing but its underscore says that it is one.</summary>
    public virtual string? FindBare(string name) => Find(name);

    /// <summary>What the name of a schema means, or Schema.property.</summary>
    public string? FindSchema(string name) => index.FindSchema(name);

    /// <summary>The value of the enum that is described here.</summary>
    public string? FindOwnValue(string value) => own is null ? null : index.FindValue(value, [own]);

    protected abstract string? FindNear(string name);
}

/// <summary>In the tags and other texts that belong to no place.</summary>
internal sealed class RootScope(DocIndex index) : DocScope(index, null)
{
    protected override string? FindNear(string name) => null;
}

/// <summary>In an enum schema.</summary>
internal sealed class EnumScope(DocIndex index, JsonNode reference) : DocScope(index, reference)
{
    protected override string? FindNear(string name) => null;
}

/// <summary>In an object schema, or in one of its properties.</summary>
internal sealed class ModelScope(DocIndex index, string schemaName, JsonObject schema, JsonObject? property = null)
    : DocScope(index, property)
{
    private readonly DocIndex _index = index;

    public ModelScope In(JsonObject property) => new(_index, schemaName, schema, property);

    protected override string? FindNear(string name) =>
        _index.FindProperty(schemaName, name, isInside: true, except: property)
        ?? _index.FindValue(name, _index.Document.AllProperties(schema).Select(p => p.Property));
}

/// <summary>In an operation, or in one of its parameters.</summary>
/// <param name="index">The names of the whole document.</param>
/// <param name="operation">The operation.</param>
/// <param name="parameters">The parameters that the C# method has.</param>
/// <param name="own">The parameter that is described.</param>
internal sealed class OperationScope(
    DocIndex index,
    JsonObject operation,
    IReadOnlyList<MethodParameter> parameters,
    MethodParameter? own = null
) : DocScope(index, own?.Schema)
{
    private readonly DocIndex _index = index;

    public OperationScope In(MethodParameter parameter) => new(_index, operation, parameters, parameter);

    /// <summary>A parameter's text often lists the texts that it takes, and these stay as they go over the wire.</summary>
    public override string? FindBare(string name) => own is null ? Find(name) : FindOwnValue(name) ?? FindParameter(name);

    protected override string? FindNear(string name)
    {
        if (FindParameter(name) is { } parameter)
            return parameter;
        if (name == "id")
            return null; // of what, only the sentence tells
        string[] models = [.. Models().Distinct()];
        return models.Select(model => _index.FindProperty(model, name)).FirstOrDefault(found => found is not null)
            ?? _index.FindValue(
                name,
                models.SelectMany(m => _index.Document.AllProperties(_index.Document.Find(m)!)).Select(p => p.Property)
            );
    }

    /// <summary>Not the one that is described: its own name in its text is meant as it goes over the wire.</summary>
    private string? FindParameter(string name) =>
        parameters.FirstOrDefault(p => p.Wire == name && p.Name != own?.Name) is { } parameter
            ? $"<paramref name=\"{parameter.Name}\"/>"
            : null;

    /// <summary>The models that the operation takes and gives, and those that its lists hold.</summary>
    private IEnumerable<string> Models()
    {
        ApiDocument document = _index.Document;
        IEnumerable<JsonObject?> bodies = document.SuccessesOf(operation).Select(s => s.Response).Prepend(document.BodyOf(operation)!);
        foreach (JsonObject schema in bodies.Select(ApiDocument.JsonSchemaOf).OfType<JsonObject>())
        {
            var type = CSharpType.Of(document, schema);
            if (type.Kind != ValueKind.Model)
                continue;
            yield return type.Name;
            JsonObject? content = document.AllProperties(document.Find(type.Name)!).FirstOrDefault(p => p.Name == "content").Property;
            if (content is not null && CSharpType.Of(document, content) is { Kind: ValueKind.Model } item)
                yield return item.Name;
        }
    }
}
