namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What <see cref="VioletWebhookServiceCollectionExtensions.AddVioletWebhooks"/> gives, for packages that add to it.</summary>
public sealed class VioletWebhooksBuilder
{
    internal VioletWebhooksBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the app.</summary>
    public IServiceCollection Services { get; }
}
