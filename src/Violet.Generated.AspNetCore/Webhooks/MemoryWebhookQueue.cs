using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.AspNetCore;

/// <summary>
/// Keeps accepted webhooks in memory and runs their handlers. A webhook counts against the capacity from its acceptance until it is handled or given up, also while it waits
/// for its next attempt; so the channel itself needs no bound, and a repeat always finds room.
/// </summary>
internal sealed partial class MemoryWebhookQueue(WebhookDispatcher dispatcher, IOptions<WebhookOptions> options, TimeProvider time, ILogger<MemoryWebhookQueue> logger)
    : IWebhookQueue, IHostedService, IDisposable
{
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_lastTime = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly WebhookOptions _options = options.Value;
    private readonly Channel<Item> _ready = System.Threading.Channels.Channel.CreateUnbounded<Item>();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new(); // ends the waits for repeats
    private readonly CancellationTokenSource _outOfTime = new(); // ends the handlers
    private int _pending; // under the lock
    private bool _isStopping; // under the lock

    public ValueTask<bool> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isStopping || _pending >= _options.Capacity) return new(false);
            _pending++;
        }

        WebhookTelemetry.Pending(dispatcher.ApiOf(delivery), 1);
        _ready.Writer.TryWrite(new Item(delivery));
        return new(true);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < _options.Concurrency; i++) _ = Task.Run(WorkAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Handles what was accepted, without waiting between attempts; when the host's shutdown time runs out, gives up the rest, each with a line in the log.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_pending == 0) _drained.TrySetResult();
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await _drained.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await _outOfTime.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(_drained.Task, Task.Delay(s_lastTime, CancellationToken.None)).ConfigureAwait(false);
        }

        _ready.Writer.TryComplete();
    }

    public void Dispose() => _ready.Writer.TryComplete();

    private async Task WorkAsync()
    {
        await foreach (Item item in _ready.Reader.ReadAllAsync().ConfigureAwait(false)) await HandleAsync(item).ConfigureAwait(false);
    }

    /// <summary>Never throws: nobody would see it, and the worker would be gone.</summary>
    private async Task HandleAsync(Item item)
    {
        item.Attempts++;
        try
        {
            _outOfTime.Token.ThrowIfCancellationRequested();
            await dispatcher.DispatchAsync(item.Delivery, _outOfTime.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (item.Attempts < _options.MaxAttempts && !_outOfTime.IsCancellationRequested)
            {
                TimeSpan delay = DelayAfter(item.Attempts);
                LogFailure(logger, dispatcher.Describe(item.Delivery), item.Attempts, _options.MaxAttempts, delay.TotalSeconds, e);
                _ = RepeatAsync(item, delay);
                return;
            }

            LogGivenUp(logger, dispatcher.Describe(item.Delivery), item.Attempts, e);
            WebhookTelemetry.GivenUp(dispatcher.ApiOf(item.Delivery));
            await dispatcher.ForgetAsync(item.Delivery).ConfigureAwait(false);
        }

        WebhookTelemetry.Pending(dispatcher.ApiOf(item.Delivery), -1);
        lock (_gate)
        {
            if (--_pending == 0 && _isStopping) _drained.TrySetResult();
        }
    }

    private async Task RepeatAsync(Item item, TimeSpan delay)
    {
        await Task.Delay(delay, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ready.Writer.TryWrite(item);
    }

    private TimeSpan DelayAfter(int attempts)
    {
        double ticks = Math.Min(_options.RetryDelay.Ticks * Math.Pow(2, attempts - 1), s_longestDelay.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (0.9 + (Random.Shared.NextDouble() * 0.2))));
    }

    [LoggerMessage(1, LogLevel.Warning, "The handler of {Webhook} failed in attempt {Attempt} of {MaxAttempts}; the next one is in {Seconds:0.0} s.")]
    private static partial void LogFailure(ILogger logger, string webhook, int attempt, int maxAttempts, double seconds, Exception error);

    [LoggerMessage(2, LogLevel.Error, "{Webhook} was given up after attempt {Attempt}. The sender was told 200, so have it sent again if it matters.")]
    private static partial void LogGivenUp(ILogger logger, string webhook, int attempt, Exception error);

    private sealed class Item(WebhookDelivery delivery)
    {
        public WebhookDelivery Delivery => delivery;

        public int Attempts { get; set; }
    }
}
