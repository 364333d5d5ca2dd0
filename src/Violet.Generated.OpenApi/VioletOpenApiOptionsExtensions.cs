using Microsoft.AspNetCore.OpenApi;
using Violet.Generated.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The models in the app's own OpenAPI document.</summary>
public static class VioletOpenApiOptionsExtensions
{
    /// <summary>
    /// Describes the models of Violet and Rutter in the app's OpenAPI document, as the contract does: those that the app's endpoints take
    /// or return, and those that they hold. Without it they have no properties there. Open enums are texts, whose known values stand in the
    /// description.
    /// </summary>
    /// <param name="options">The options of the document.</param>
    /// <param name="prefix">What the names of the schemas begin with, for apps that have types of the same names; empty for
    /// nothing.</param>
    /// <returns>The options.</returns>
    public static OpenApiOptions AddVioletSchemas(this OpenApiOptions options, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(prefix);
        var models = new ModelSchemas(new ContractSchemas(prefix), options.CreateSchemaReferenceId);
        options.CreateSchemaReferenceId = models.NameOf;
        options.AddSchemaTransformer(models);
        options.AddDocumentTransformer(models);
        return options;
    }
}
