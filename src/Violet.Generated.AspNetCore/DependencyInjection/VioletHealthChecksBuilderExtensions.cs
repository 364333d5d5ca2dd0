using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Violet.Generated;
using Violet.Generated.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of the connections behind a Violet client.</summary>
public static class VioletHealthChecksBuilderExtensions
{
    private static readonly TimeSpan s_cacheDuration = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Adds a check of all merchants' connections: unhealthy when one cannot take orders (<see cref="ConnectionHealth.CanTakeOrders"/>) or
    /// Violet cannot be read, degraded when one is Incomplete or Unknown or its check failed at Violet, healthy otherwise
    /// (<see cref="ConnectionState"/>). Its data names each merchant by id, with state and reason.
    /// </summary>
    /// <remarks>
    /// A merchant who has to sign in again does not make this app unfit: keep the check out of the endpoints by which an orchestrator
    /// restarts it or takes traffic from it, by
    /// <paramref name="tags"/>, or set <paramref name="failureStatus"/> to Degraded.
    /// </remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What is reported for unhealthy; null for Unhealthy.</param>
    /// <param name="tags">Tags to filter endpoints by.</param>
    /// <param name="timeout">How long a probe waits.</param>
    /// <param name="cacheDuration">For how long a reading is used; null for five minutes. A failure to read is kept for 30 seconds at
    /// most.</param>
    /// <param name="clientName">The name of the client; null for the one without a name.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddVioletConnections(
        this IHealthChecksBuilder builder,
        string name = "violet-connections",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null,
        TimeSpan? cacheDuration = null,
        string? clientName = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.TryAddSingleton(TimeProvider.System);
        // One per container and check: it holds the reading.
        builder.Services.AddKeyedSingleton(
            name,
            (provider, _) =>
                new VioletConnectionsHealthCheck(
                    clientName is null or ""
                        ? provider.GetRequiredService<IVioletClient>()
                        : provider.GetRequiredKeyedService<IVioletClient>(clientName),
                    provider.GetRequiredService<TimeProvider>(),
                    cacheDuration ?? s_cacheDuration
                )
        );
        return builder.Add(
            new HealthCheckRegistration(
                name,
                provider => provider.GetRequiredKeyedService<VioletConnectionsHealthCheck>(name),
                failureStatus,
                tags,
                timeout
            )
        );
    }
}
