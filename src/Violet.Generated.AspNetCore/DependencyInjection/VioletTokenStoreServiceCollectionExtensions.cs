using Microsoft.AspNetCore.DataProtection;
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
    /// Lets all Violet clients of this container share their tokens through the registered <see cref="IDistributedCache"/> (see
    /// <see cref="DistributedCacheTokenStore"/>). Options that have a
    /// store of their own keep it.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="protect">
    /// Whether the tokens are encrypted with ASP.NET Core Data Protection, whose keys all machines must share then
    /// (<c>AddDataProtection().PersistKeysTo...</c> and the same
    /// <c>SetApplicationName</c>): one with other keys logs in for itself. Otherwise they are stored as they are, so keep the cache as safe
    /// as a password.
    /// </param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddVioletDistributedTokenStore(this IServiceCollection services, bool protect = false)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (protect)
            services.AddDataProtection();
        services.TryAddSingleton<IVioletTokenStore>(provider => new DistributedCacheTokenStore(
            provider.GetService<IDistributedCache>()
                ?? throw new InvalidOperationException(
                    "To share tokens, register an IDistributedCache, such as AddStackExchangeRedisCache(...)."
                ),
            provider.GetService<TimeProvider>(),
            protect
                ? provider.GetRequiredService<IDataProtectionProvider>().CreateProtector(typeof(DistributedCacheTokenStore).FullName!)
                : null
        ));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<VioletOptions>, UseTokenStore>());
        return services;
    }

    private sealed class UseTokenStore(IVioletTokenStore store) : IPostConfigureOptions<VioletOptions>
    {
        public void PostConfigure(string? name, VioletOptions options) => options.TokenStore ??= store;
    }
}
