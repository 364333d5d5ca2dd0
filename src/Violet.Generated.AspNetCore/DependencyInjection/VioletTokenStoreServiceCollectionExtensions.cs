using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Violet.Generated;
using Violet.Generated.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the store of tokens that a fleet shares.</summary>
public static class VioletTokenStoreServiceCollectionExtensions
{
    /// <summary>
    /// Lets all Violet clients of this container share their tokens through the registered <see cref="IDistributedCache"/> (see <see cref="DistributedCacheTokenStore"/>). Options that have a
    /// store of their own keep it.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddVioletDistributedTokenStore(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IVioletTokenStore>(static provider => new DistributedCacheTokenStore(
            provider.GetService<IDistributedCache>() ?? throw new InvalidOperationException("To share tokens, register an IDistributedCache, such as AddStackExchangeRedisCache(...)."),
            provider.GetService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<VioletOptions>, UseTokenStore>());
        return services;
    }

    private sealed class UseTokenStore(IVioletTokenStore store) : IPostConfigureOptions<VioletOptions>
    {
        public void PostConfigure(string? name, VioletOptions options) => options.TokenStore ??= store;
    }
}
