using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Violet.Generated.EntityFrameworkCore;

internal sealed class InboxHealthCheck(InboxTable table, TimeProvider time) : IHealthCheck
{
    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, the inbox cannot be read.")]
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            int waiting = await table.CountAsync(InboxState.Waiting, cancellationToken).ConfigureAwait(false);
            int failed = await table.CountAsync(InboxState.Failed, cancellationToken).ConfigureAwait(false);
            DateTimeOffset? oldest = await table.OldestAsync(cancellationToken).ConfigureAwait(false);
            double age = oldest is { } time1 ? Math.Max(0, Math.Round((time.GetUtcNow() - time1).TotalSeconds)) : 0;
            return new HealthCheckResult(
                failed > 0 ? HealthStatus.Degraded : HealthStatus.Healthy,
                $"Webhooks: {waiting} waiting, {failed} failed.",
                null,
                new Dictionary<string, object>
                {
                    ["waiting"] = waiting,
                    ["failed"] = failed,
                    ["oldest waiting, seconds"] = age,
                }
            );
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The inbox of webhooks cannot be read.", e);
        }
    }
}
