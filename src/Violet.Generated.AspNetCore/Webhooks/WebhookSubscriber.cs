using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.AspNetCore;

/// <summary>Once the host has started, sees to it that Violet sends what the endpoints with a public address have handlers for.</summary>
internal sealed partial class WebhookSubscriber(
    WebhookDispatcher dispatcher,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<WebhookSubscriber> logger
) : BackgroundService
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before: Violet may send as soon as it is asked to.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (lifetime.ApplicationStarted.Register(() => started.TrySetResult()))
        using (stoppingToken.Register(() => started.TrySetCanceled(stoppingToken)))
            await started.Task.ConfigureAwait(false);
        await Task.WhenAll(dispatcher.Endpoints.OfType<VioletWebhookHandlers>().Select(hooks => EnsureAsync(hooks, stoppingToken)))
            .ConfigureAwait(false);
    }

    private async Task EnsureAsync(VioletWebhookHandlers hooks, CancellationToken stoppingToken)
    {
        if (hooks.PublicAddress is not { } address)
            return;
        string shown = $"{address.Scheme}://{address.Authority}{address.AbsolutePath}"; // a query may hold a secret
        for (TimeSpan wait = s_firstWait; ; wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait)
        {
            try
            {
                WebhookChanges changes = await hooks
                    .ClientOf(services)
                    .Webhooks.EnsureAsync(address, hooks.SubscribedTopics, hooks.MovedFrom, cancellationToken: stoppingToken)
                    .ConfigureAwait(false);
                LogEnsured(logger, shown, changes);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(logger, shown, wait.TotalMinutes, e);
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Violet: the webhooks to {Address} are as they should be: {Changes}.")]
    private static partial void LogEnsured(ILogger logger, string address, WebhookChanges changes);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Violet: it could not be ensured that webhooks are sent to {Address}, so events may be missing; the next attempt is in {Minutes} min."
    )]
    private static partial void LogFailure(ILogger logger, string address, double minutes, Exception error);
}
