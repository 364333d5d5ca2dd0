using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Violet.Generated.AspNetCore;
using Violet.Generated.EntityFrameworkCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the inbox.</summary>
public static class VioletInboxExtensions
{
    /// <summary>
    /// Keeps accepted webhooks in the database of a DbContext, in place of memory. What handlers write through that context, and only
    /// that, is committed together with the event's end: exactly once.
    /// </summary>
    /// <typeparam name="TContext">A context that is registered (<c>AddDbContext</c>), with <c>modelBuilder.AddVioletInbox()</c> in its
    /// <c>OnModelCreating</c>.</typeparam>
    /// <param name="builder">What <c>AddVioletWebhooks()</c> gives.</param>
    /// <param name="configure">Sets the options; null for the usual ones.</param>
    /// <returns>The builder.</returns>
    public static VioletWebhooksBuilder AddInbox<TContext>(this VioletWebhooksBuilder builder, Action<InboxOptions>? configure = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services
            .AddOptions<InboxOptions>()
            .Configure(configure ?? (static _ => { }))
            .Validate(
                static o => o.LeaseTime > TimeSpan.Zero && o.MaxPollInterval > TimeSpan.Zero && o.Retention > TimeSpan.Zero,
                "InboxOptions: LeaseTime, MaxPollInterval and Retention must be above zero."
            )
            .ValidateOnStart();
        services.ConfigureDbContext<TContext>(
            static (provider, options) => options.AddInterceptors(provider.GetRequiredService<HandlerTransactions>())
        );
        services.TryAddSingleton<HandlerTransactions>();
        services.TryAddSingleton(static provider => new InboxDatabase(
            provider.GetRequiredService<IServiceScopeFactory>(),
            typeof(TContext)
        ));
        services.TryAddSingleton<InboxAcceptance>();
        services.TryAddSingleton<InboxLeases>();
        services.TryAddSingleton<InboxEndings>();
        services.TryAddSingleton<InboxTable>();
        services.TryAddSingleton<InboxGauge>();
        services.TryAddSingleton<WakeUp>();
        services.TryAddSingleton<HandlerRunner>();
        services.TryAddSingleton<InboxHandling>();
        services.TryAddSingleton<InboxPump>();
        services.TryAddSingleton<InboxRetention>();
        services.TryAddSingleton<InboxQueue>();
        services.TryAddSingleton<InboxReconciler>();
        services.TryAddSingleton<IVioletInbox, VioletInbox>();
        services.Replace(ServiceDescriptor.Singleton<IWebhookQueue>(static provider => provider.GetRequiredService<InboxQueue>()));
        services.TryAddSingleton<InboxService>();
        services.AddHostedService(static provider => provider.GetRequiredService<InboxService>());
        services.AddHostedService<ReconcilingService>();
        return builder;
    }
}
