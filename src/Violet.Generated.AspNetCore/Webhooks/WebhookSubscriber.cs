using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.AspNetCore;

/// <summary>Once the host has started, sees to it that Violet sends what the endpoints with a public address have handlers for.</summary>
internal sealed partial class WebhookSubscriber(
    WebhookDispatcher dispatcher,
    IServiceProvider services,
    TimeProvider time,
    ILogger<WebhookSubscriber> logger
) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Not before the server listens: Violet may send as soon as it is asked to.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // or the calls would be a part of the trace in which the host starts
        using AsyncFlowControl flow = ExecutionContext.SuppressFlow();
        _work = Task.Run(
            () =>
                Task.WhenAll(
                    dispatcher.Endpoints.Values.OfType<VioletWebhookHandlers>().Select(hooks => EnsureAsync(hooks, _stopping.Token))
                ),
            CancellationToken.None
        );
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

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
