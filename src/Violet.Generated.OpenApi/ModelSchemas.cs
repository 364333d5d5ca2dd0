using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Violet.Generated.OpenApi;

/// <summary>
/// Describes models wherever the generator of ASP.NET Core comes upon one. It does so when the document is done: before, the generator
/// writes references that it is given out, or ends with an error.
/// </summary>
/// <param name="schemas">The schemas of the contract.</param>
/// <param name="nameOfOthers">Names the schemas of other types.</param>
internal sealed class ModelSchemas(ContractSchemas schemas, Func<JsonTypeInfo, string?> nameOfOthers)
    : IOpenApiSchemaTransformer,
        IOpenApiDocumentTransformer
{
    private readonly ConditionalWeakTable<OpenApiDocument, ConcurrentQueue<(OpenApiSchema Schema, JsonTypeInfo Type)>> _found = [];

    /// <summary>Names that the app's own types have in common with models. Of two schemas of a name the generator keeps the
    /// first.</summary>
    private readonly ConcurrentDictionary<string, Type> _taken = new();

    /// <summary>The name of a type's schema; null where the schema stands in place.</summary>
    public string? NameOf(JsonTypeInfo type)
    {
        if (ContractSchemas.TextOf(type.Type) is not null)
            return null;
        if (schemas.NameOf(type.Type) is { } model)
            return model;
        string? name = nameOfOthers(type);
        if (name is not null && schemas.IsOurs(name))
            _taken[name] = type.Type;
        return name;
    }

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        JsonTypeInfo type = context.JsonTypeInfo;
        if (ContractSchemas.TextOf(type.Type) is { } text)
            (schema.Type, schema.Description) = (text.Type, text.Description);
        else if (schemas.NameOf(type.Type) is not null || type.ElementType is not null)
            _found.GetOrAdd(context.Document!, static _ => []).Enqueue((schema, type));
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (!_found.TryGetValue(document, out ConcurrentQueue<(OpenApiSchema Schema, JsonTypeInfo Type)>? found))
            return Task.CompletedTask;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((OpenApiSchema schema, JsonTypeInfo type) in found)
            Describe(schema, type, document, names);
        schemas.Add(names, document);
        return _taken.Keys.FirstOrDefault(name => ContractSchemas.IsIn(document, name)) is { } taken
            ? throw ContractSchemas.Taken(taken)
            : Task.CompletedTask;
    }

    private void Describe(OpenApiSchema schema, JsonTypeInfo type, OpenApiDocument document, HashSet<string> names)
    {
        if (schemas.NameOf(type.Type) is { } name)
        {
            names.Add(name);
            if (document.Components?.Schemas?.Values.Contains(schema) == true)
                ContractSchemas.Fill(schema, schemas.Of(name, document));
            else
                schema.AllOf = [new OpenApiSchemaReference(name, document)];
        }
        else if (type.ElementType is { } element && SchemaOf(type.Options.GetTypeInfo(element), document, names) is { } inner)
        {
            if (type.Kind == JsonTypeInfoKind.Dictionary)
                schema.AdditionalProperties = inner;
            else
                schema.Items = inner;
        }
    }

    /// <summary>What a collection holds: the generator leaves it out when a converter writes it.</summary>
    private IOpenApiSchema? SchemaOf(JsonTypeInfo type, OpenApiDocument document, HashSet<string> names)
    {
        if (ContractSchemas.TextOf(type.Type) is { } text)
            return text;
        if (schemas.NameOf(type.Type) is { } name)
        {
            names.Add(name);
            return new OpenApiSchemaReference(name, document);
        }

        if (type.ElementType is not { } element || SchemaOf(type.Options.GetTypeInfo(element), document, names) is not { } inner)
            return null;
        return type.Kind == JsonTypeInfoKind.Dictionary
            ? new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = inner }
            : new OpenApiSchema { Type = JsonSchemaType.Array, Items = inner };
    }
}
