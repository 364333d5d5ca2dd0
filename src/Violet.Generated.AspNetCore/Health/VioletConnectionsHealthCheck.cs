using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Violet.Generated.AspNetCore;

/// <summary>
/// The state of all merchants' connections. Reading it costs one call per page of merchants, so it is kept for a while; probes that come
/// while it is read wait for the same reading, and
/// one that gives up does not end it for the others.
/// </summary>
internal sealed class VioletConnectionsHealthCheck(IVioletClient violet, TimeProvider time, TimeSpan cacheDuration) : IHealthCheck
{
    private static readonly TimeSpan s_failureDuration = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private Task<Report>? _report; // under the lock

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Report report = await GetReport().WaitAsync(cancellationToken).ConfigureAwait(false);
        HealthStatus status = report.Status == HealthStatus.Unhealthy ? context.Registration.FailureStatus : report.Status;
        return new HealthCheckResult(status, report.Description, report.Error, report.Data);
    }

    private Task<Report> GetReport()
    {
        lock (_gate)
        {
            if (_report is { } report && (!report.IsCompleted || IsFresh(report.Result)))
                return report;
            // the reading is nobody's own: not in the first probe's trace, nor with its values
            using AsyncFlowControl flow = ExecutionContext.SuppressFlow();
            return _report = Task.Run(ReadAsync);
        }
    }

    private bool IsFresh(Report report)
    {
        TimeSpan duration = report.Error is not null && s_failureDuration < cacheDuration ? s_failureDuration : cacheDuration;
        return time.GetElapsedTime(report.MadeAt) < duration;
    }

    private async Task<Report> ReadAsync()
    {
        try
        {
            var data = new SortedDictionary<string, object>(StringComparer.Ordinal);
            var counts = new SortedDictionary<ConnectionState, int>();
            HealthStatus worst = HealthStatus.Healthy;
            await foreach (
                ConnectionHealth merchant in violet.Connections.SearchHealthAll(new ConnectionHealthSearchRequest()).ConfigureAwait(false)
            )
            {
                ConnectionState state = merchant.State;
                counts[state] = counts.GetValueOrDefault(state) + 1;
                worst = Worse(worst, StatusOf(merchant));
                data[$"merchant {merchant.MerchantId}"] = merchant.StateReason is { } reason ? $"{state}: {reason}" : state.ToString();
            }

            string description =
                counts.Count == 0
                    ? "No merchant is connected."
                    : "Merchants: " + string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")) + ".";
            return new Report(worst, description, data, null, time.GetTimestamp());
        }
        catch (Exception e)
        {
            return new Report(
                HealthStatus.Unhealthy,
                "The connections could not be read from Violet.",
                new Dictionary<string, object>(),
                e,
                time.GetTimestamp()
            );
        }
    }

    /// <summary>No orders, orders but something to do, or nothing to do: a first sync that runs is no trouble.</summary>
    private static HealthStatus StatusOf(ConnectionHealth merchant) =>
        merchant.CanTakeOrders == false ? HealthStatus.Unhealthy
        : merchant.State is ConnectionState.Healthy or ConnectionState.Syncing ? HealthStatus.Healthy
        : HealthStatus.Degraded;

    private static HealthStatus Worse(HealthStatus left, HealthStatus right) => left < right ? left : right;

    private sealed record Report(
        HealthStatus Status,
        string Description,
        IReadOnlyDictionary<string, object> Data,
        Exception? Error,
        long MadeAt
    );
}
