using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Violet.Generated.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what webhook endpoints need.</summary>
public static class VioletWebhookServiceCollectionExtensions
{
    /// <summary>Registers the queue and the worker of webhooks, for Violet's and Rutter's endpoints alike.</summary>
    /// <remarks>
    /// Duplicates are told by <see cref="IDistributedCache"/>. Without one of yours (Redis, SQL Server) it is in memory: then they are told
    /// within this process only, and not
    /// after a restart. Two machines that receive the same event at the same moment may both handle it. For a queue of your own, register
    /// an <see cref="IWebhookQueue"/>; the package Violet.Generated.EntityFrameworkCore has one in your database, <c>.AddInbox()</c>.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options of the queue in memory; null for the usual ones.</param>
    /// <returns>A builder, for what other packages add.</returns>
    public static VioletWebhooksBuilder AddVioletWebhooks(this IServiceCollection services, Action<WebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services
            .AddOptions<WebhookOptions>()
            .Configure(configure ?? (static _ => { }))
            .Validate(
                static o =>
                    o.Capacity > 0 && o.Concurrency > 0 && o.MaxAttempts > 0 && o.MaxUnsignedBytes > 0 && o.RetryDelay >= TimeSpan.Zero,
                "WebhookOptions: Capacity, Concurrency, MaxAttempts and MaxUnsignedBytes must be above zero, RetryDelay not below."
            )
            .ValidateOnStart();
        services.AddDistributedMemoryCache();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new WebhookDispatcher(
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<IDistributedCache>(),
            provider.GetRequiredService<IOptions<WebhookOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WebhookDispatcher>>()
        ));
        services.TryAddSingleton<MemoryWebhookQueue>();
        services.TryAddSingleton<IWebhookQueue>(static provider => provider.GetRequiredService<MemoryWebhookQueue>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHostedService, MemoryWebhookQueue>(static provider =>
                provider.GetRequiredService<MemoryWebhookQueue>()
            )
        );
        services.AddHostedService<WebhookSubscriber>();
        return new VioletWebhooksBuilder(services);
    }
}
