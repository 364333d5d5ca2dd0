using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Deletes handled events that are older than the retention time, once an hour.</summary>
internal sealed partial class InboxRetention(
    InboxTable table,
    IOptions<InboxOptions> options,
    TimeProvider time,
    ILogger<InboxRetention> logger
)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    [SuppressMessage("Design", "CA1031", Justification = "The database may be away; there is another hour.")]
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            do
            {
                try
                {
                    int deleted = await table.DeleteDoneAsync(time.GetUtcNow() - options.Value.Retention, stopping).ConfigureAwait(false);
                    if (deleted > 0)
                        LogDeleted(logger, deleted);
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    LogFailure(logger, e);
                }
            } while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the end
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Events} handled webhooks were older than the retention time and are deleted from the inbox.")]
    private static partial void LogDeleted(ILogger logger, int events);

    [LoggerMessage(2, LogLevel.Warning, "Old webhooks could not be deleted from the inbox; the next attempt is in an hour.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
