using Microsoft.Extensions.Diagnostics.HealthChecks;
using Violet.Generated.EntityFrameworkCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A health check of the inbox.</summary>
public static class VioletInboxHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the inbox: unhealthy when its table cannot be read, degraded when it holds webhooks that failed, healthy otherwise.
    /// Its data are the numbers of those that wait and that failed, and the age of the oldest that waits.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What is reported for unhealthy; null for Unhealthy.</param>
    /// <param name="tags">Tags to filter endpoints by.</param>
    /// <param name="timeout">How long a probe waits.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddVioletInbox(
        this IHealthChecksBuilder builder,
        string name = "violet-inbox",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.Add(
            new HealthCheckRegistration(
                name,
                static provider => ActivatorUtilities.CreateInstance<InboxHealthCheck>(provider),
                failureStatus,
                tags,
                timeout
            )
        );
    }
}
