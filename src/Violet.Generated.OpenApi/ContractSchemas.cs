using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Violet.Generated.OpenApi;

/// <summary>Puts schemas of the contract into the document of an app.</summary>
/// <param name="prefix">What the names of the schemas begin with there.</param>
internal sealed class ContractSchemas(string prefix)
{
    /// <summary>A mark on the schemas that are ours, which is not written.</summary>
    private const string Mark = "violet-schema";

    public string? NameOf(Type type) => PlainSchemas.NameOf(type) is { } name ? prefix + name : null;

    /// <summary>An open enum as a text; null for any other type.</summary>
    public static OpenApiSchema? TextOf(Type type) =>
        PlainSchemas.ValuesOf(type) is { } values ? new OpenApiSchema { Type = JsonSchemaType.String, Description = values } : null;

    /// <param name="name">The name in the document.</param>
    /// <param name="document">What its references are to.</param>
    public OpenApiSchema Of(string name, OpenApiDocument document)
    {
        JsonObject plain = PlainSchemas.Of(name[prefix.Length..], prefix);
        OpenApiSchema schema = OpenApiModelFactory.Parse<OpenApiSchema>(
            plain.ToJsonString(),
            OpenApiSpecVersion.OpenApi3_0,
            document,
            out _,
            OpenApiConstants.Json
        )!;
        schema.Metadata = new Dictionary<string, object> { [Mark] = true };
        return schema;
    }

    /// <summary>Makes a schema of the app's generator that of a model.</summary>
    public static void Fill(OpenApiSchema schema, OpenApiSchema model)
    {
        schema.Type = model.Type;
        schema.Description = model.Description;
        schema.Properties = model.Properties;
        schema.Required = model.Required;
        schema.AllOf = model.AllOf;
        schema.Example = model.Example;
        schema.Deprecated = model.Deprecated;
        (schema.Metadata ??= new Dictionary<string, object>())[Mark] = true;
    }

    /// <summary>Adds schemas, and those that they refer to.</summary>
    /// <exception cref="InvalidOperationException">The app has a schema of that name for something else.</exception>
    public void Add(IReadOnlyCollection<string> names, OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        var left = new Queue<string>(names);
        var seen = new HashSet<string>(names, StringComparer.Ordinal);
        while (left.TryDequeue(out string? name))
        {
            if (!document.Components.Schemas.ContainsKey(name))
                document.AddComponent(name, Of(name, document));
            else if (!IsIn(document, name))
                throw Taken(name);
            foreach (string further in ReferencesOf(PlainSchemas.Of(name[prefix.Length..], prefix)).Where(seen.Add))
                left.Enqueue(further);
        }
    }

    /// <summary>Whether a name in a document is that of a model.</summary>
    public bool IsOurs(string name) => name.StartsWith(prefix, StringComparison.Ordinal) && PlainSchemas.Contains(name[prefix.Length..]);

    /// <summary>Whether the document has the model's schema under the name, and not one of the app's own.</summary>
    public static bool IsIn(OpenApiDocument document, string name) =>
        document.Components?.Schemas?.TryGetValue(name, out IOpenApiSchema? schema) == true
        && (schema as OpenApiSchema)?.Metadata?.ContainsKey(Mark) == true;

    public static InvalidOperationException Taken(string name) =>
        new(
            $"The app has a schema '{name}' of its own, and a model of Violet's or Rutter's is called so too. Let the models' names begin "
                + "with a prefix: AddVioletSchemas(prefix: \"Violet\")."
        );

    private static IEnumerable<string> ReferencesOf(JsonNode? node) =>
        node switch
        {
            JsonObject fields when fields["$ref"] is JsonValue reference => [reference.GetValue<string>()[PlainSchemas.Pointer.Length..]],
            JsonObject fields => fields.SelectMany(field => ReferencesOf(field.Value)),
            JsonArray items => items.SelectMany(ReferencesOf),
            _ => [],
        };
}
