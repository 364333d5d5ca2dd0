using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Violet.Generated;
using Violet.Generated.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The models in the app's own OpenAPI document.</summary>
public static class VioletSwaggerGenOptionsExtensions
{
    /// <summary>
    /// Describes the models of Violet and Rutter in the app's OpenAPI document, as the contract does: those that the app's endpoints take
    /// or return, and those that they hold. Without it they have names there that are not those of their JSON. Open enums are texts, whose
    /// known values stand in the description.
    /// </summary>
    /// <param name="options">The options of the generator.</param>
    /// <param name="prefix">What the names of the schemas begin with, for apps that have types of the same names; empty for
    /// nothing.</param>
    public static void AddVioletSchemas(this SwaggerGenOptions options, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(prefix);
        var schemas = new ContractSchemas(prefix);
        IDictionary<Type, Func<IOpenApiSchema>> mappings = options.SchemaGeneratorOptions.CustomTypeMappings;
        foreach (Type type in typeof(VioletModel).Assembly.GetExportedTypes())
        {
            if (schemas.NameOf(type) is { } name)
                mappings[type] = () => new OpenApiSchemaReference(name);
            else if (type.IsEnum && typeof(OpenEnum<>).MakeGenericType(type) is var open && ContractSchemas.TextOf(open) is not null)
                mappings[open] = () => ContractSchemas.TextOf(open)!;
        }

        options.AddDocumentFilterInstance(new ReferencedSchemas(schemas));
    }

    private sealed class ReferencedSchemas(ContractSchemas schemas) : IDocumentFilter
    {
        public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
        {
            var found = new References();
            new OpenApiWalker(found).Walk(swaggerDoc);
            schemas.Add([.. found.Names.Where(schemas.IsOurs)], swaggerDoc);
        }
    }

    private sealed class References : OpenApiVisitorBase
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public override void Visit(IOpenApiReferenceHolder referenceHolder)
        {
            if (referenceHolder is OpenApiSchemaReference { Reference.Id: { } name })
                Names.Add(name);
        }
    }
}
