using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Compares the inbox with Violet's log when the host has started, and every hour.</summary>
internal sealed partial class ReconcilingService(
    InboxReconciler reconciler,
    InboxTable table,
    IOptions<InboxOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ReconcilingService> logger
) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_logTime = TimeSpan.FromDays(30);

    [SuppressMessage("Design", "CA1031", Justification = "Violet or the database may be away; there is another hour.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Reconcile)
            return;
        var started = new TaskCompletionSource();
        using CancellationTokenRegistration whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(s_interval, time);
        do
        {
            try
            {
                if (await SinceAsync(stoppingToken).ConfigureAwait(false) is not { } since)
                    continue;
                InboxReconciliation result = await reconciler.RunAsync(since, null, stoppingToken).ConfigureAwait(false);
                if (result.Added > 0)
                    LogAdded(logger, result.Added, result.Read);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(logger, e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>Since the inbox has its oldest event, or events from before it was in use would be handled again; null while it is
    /// empty.</summary>
    private async Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? oldest = await table.FirstAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan reach = options.Value.Retention < s_logTime ? options.Value.Retention : s_logTime;
        DateTimeOffset limit = time.GetUtcNow() - reach;
        return oldest < limit ? limit : oldest;
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Added} of {Read} webhooks in Violet's log had never arrived; they are in the inbox now and will be handled."
    )]
    private static partial void LogAdded(ILogger logger, int added, int read);

    [LoggerMessage(2, LogLevel.Warning, "The inbox could not be compared with Violet's log of webhooks; the next attempt is in an hour.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
