using System.Net;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>What a graceful shutdown does with the webhooks in memory.</summary>
public class WebhookShutdownTests
{
    [Test]
    public async Task It_handles_all_that_was_accepted_and_does_not_wait_long_for_repeats()
    {
        var time = new TestTime();
        var started = new Recorder();
        var gate = new TaskCompletionSource();
        var handled = new Recorder();
        int failures = 0;
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks
                    .On<Order>(
                        async (_, _, _) =>
                        {
                            await started.Add("order");
                            await gate.Task;
                            await handled.Add("order");
                        }
                    )
                    .On<Offer>(
                        (_, _, _) =>
                            Interlocked.Increment(ref failures) == 1 ? throw new InvalidOperationException("once") : handled.Add("offer")
                    ),
            services => services.AddSingleton<TimeProvider>(time),
            options => options.Concurrency = 2
        );

        await app.SendAsync("OFFER_UPDATED", "{}");
        for (int i = 0; i < 10; i++)
            await app.SendAsync(body: WebhookApp.OrderOf(i));
        await started.WaitForAsync(2);
        Task stopping = app.StopAsync();
        Assert.That(stopping.IsCompleted, Is.False);
        gate.SetResult();
        await stopping.WaitAsync(WebhookApp.Patience);

        Assert.That(handled.All, Has.Count.EqualTo(11).And.Contains("offer"));
    }

    [Test]
    public async Task Out_of_time_it_cancels_the_handlers_and_names_every_lost_event()
    {
        var started = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (_, _, ct) =>
                    {
                        await started.Add("order");
                        await Task.Delay(Timeout.Infinite, ct);
                    }
                ),
            options: options => options.Concurrency = 1
        );

        await app.SendAsync(eventId: 1);
        await app.SendAsync(eventId: 2);
        await started.WaitForAsync(1);
        await app.StopAsync(new CancellationToken(canceled: true)).ContinueWith(static _ => { }, TaskScheduler.Default);

        Assert.That(app.Log.Text, Does.Contain("ORDER_UPDATED (event 1) was given up").And.Contain("ORDER_UPDATED (event 2) was given up"));
    }

    [Test]
    public async Task It_repeats_a_failed_handler_every_second_beyond_the_usual_attempts()
    {
        var time = new TestTime();
        DateTimeOffset recovery = DateTimeOffset.MaxValue;
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    (_, _, _) =>
                        time.GetUtcNow() < recovery ? throw new InvalidOperationException("the database is down") : handled.Add("order")
                ),
            services => services.AddSingleton<TimeProvider>(time),
            options => (options.MaxAttempts, options.RetryDelay) = (3, TimeSpan.FromMinutes(1))
        );

        await app.SendAsync();
        await app.Log.WaitForAsync("failed in attempt 1");
        recovery = time.GetUtcNow() + TimeSpan.FromSeconds(3);
        Task stopping = app.StopAsync();
        for (int i = 0; i < 3; i++)
            await time.PassAsync(TimeSpan.FromSeconds(1), atMost: TimeSpan.FromSeconds(1));
        await stopping.WaitAsync(WebhookApp.Patience);

        Assert.That(handled.All, Has.Count.EqualTo(1));
        Assert.That(
            app.Log.Lines.Where(line => line.Text.Contains("during the shutdown", StringComparison.Ordinal)).Select(line => line.Text),
            Has.Exactly(3).Items.And.All.Contains("the next one is in 1.0 s")
        );
        Assert.That(app.Log.Text, Does.Not.Contain("given up"));
    }

    [Test]
    public async Task Short_waits_stay_as_they_are_until_the_attempts_are_used_up()
    {
        var time = new TestTime();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => throw new InvalidOperationException("the database is down")),
            services => services.AddSingleton<TimeProvider>(time),
            options => (options.MaxAttempts, options.RetryDelay) = (3, TimeSpan.FromSeconds(0.1))
        );

        await app.SendAsync();
        await app.Log.WaitForAsync("failed in attempt 1");
        using var shutdown = new CancellationTokenSource();
        Task stopping = app.StopAsync(shutdown.Token);
        TimeSpan[] waits =
        [
            await time.PassAsync(TimeSpan.FromSeconds(0.17), TimeSpan.FromSeconds(1)),
            await time.PassAsync(TimeSpan.FromSeconds(0.17), TimeSpan.FromSeconds(1)),
        ];
        await app.Log.WaitForAsync("failed in attempt 4, during the shutdown");
        await shutdown.CancelAsync();
        await stopping.ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(WebhookApp.Patience);

        Assert.That(waits.Select(wait => wait.TotalSeconds), Is.EqualTo(new[] { 0.2, 1.0 }).Within(11).Percent);
        Assert.That(app.Log.Text, Does.Contain("was given up after attempt 4").And.Contain("the database is down"));
    }

    [Test]
    public async Task Out_of_time_it_names_and_forgets_every_lost_event_though_a_handler_ignores_its_token()
    {
        using ServiceProvider provider = new ServiceCollection().AddDistributedMemoryCache().BuildServiceProvider();
        IDistributedCache cache = provider.GetRequiredService<IDistributedCache>();
        var started = new Recorder();
        var never = new TaskCompletionSource();
        using var metrics = new TestMetrics();
        await using (
            WebhookApp app = await WebhookApp.StartAsync(
                hooks =>
                    hooks.On<Order>(
                        async (_, e, _) =>
                        {
                            await started.Add($"{e.Headers.EventId}");
                            await never.Task;
                        }
                    ),
                services => services.AddSingleton(cache),
                options => options.Concurrency = 1
            )
        )
        {
            for (long id = 1; id <= 5; id++)
                Assert.That(await app.SendAsync(eventId: id), Is.EqualTo(HttpStatusCode.OK));
            await started.WaitForAsync(1);
            Task stopping = app.StopAsync(new CancellationToken(canceled: true)).ContinueWith(static _ => { }, TaskScheduler.Default);
            try
            {
                await app.Log.WaitForAsync("was given up", 4); // at once: only the one that is being handled may still end by itself
            }
            finally
            {
                await stopping.WaitAsync(WebhookApp.Patience);
                never.SetResult();
            }

            foreach (int id in Enumerable.Range(1, 5))
            {
                Assert.That(
                    app.Log.Lines.Where(line => line.Text.Contains($"(event {id}) was given up", StringComparison.Ordinal)),
                    Has.Exactly(1).Items
                );
            }

            Assert.That(metrics.Sum("violet.webhook.given_up"), Is.EqualTo(5));
        }

        var handled = new Recorder();
        await using WebhookApp next = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, e, _) => handled.Add($"{e.Headers.EventId}")),
            services => services.AddSingleton(cache)
        );
        for (long id = 1; id <= 5; id++)
            Assert.That(await next.SendAsync(eventId: id), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await handled.WaitForAsync(5), Is.EquivalentTo(new[] { "1", "2", "3", "4", "5" }));
    }

    [Test]
    public async Task A_delivery_during_the_stop_is_not_taken_over()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { });
        await app.StopAsync();

        var delivery = new WebhookDelivery("/webhooks/violet", null, new Dictionary<string, string>(), default);
        WebhookOutcome outcome = await app
            .Services.GetRequiredService<WebhookDispatcher>()
            .AcceptAsync(delivery, TimeSpan.Zero, app.Services.GetRequiredService<IWebhookQueue>());

        Assert.That(outcome, Is.EqualTo(WebhookOutcome.QueueFull)); // 503
    }

    [Test]
    public async Task A_logger_that_throws_costs_no_event_and_no_worker()
    {
        var handled = new Recorder();
        int attempts = 0;
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks
                    .On<Order>((_, _, _) => ++attempts < 2 ? throw new InvalidOperationException("once") : handled.Add("order"))
                    .On<Offer>((_, _, _) => throw new InvalidOperationException("always"))
                    .On<Merchant>((_, _, _) => handled.Add("merchant")),
            services => services.AddLogging(logging => logging.AddProvider(new BrokenLog())),
            options => (options.MaxAttempts, options.RetryDelay, options.Concurrency, options.Capacity) = (2, TimeSpan.Zero, 1, 1)
        );

        await app.SendUntilAcceptedAsync("ORDER_UPDATED", "{}", 1);
        await handled.WaitForAsync(1);
        await app.SendUntilAcceptedAsync("OFFER_UPDATED", "{}", 2);
        await app.SendUntilAcceptedAsync("MERCHANT_CONNECTED", "{}", 3);
        await handled.WaitForAsync(1);
        await app.SendUntilAcceptedAsync("OFFER_UPDATED", "{}", 2); // it was forgotten, or it would be a duplicate
        await app.Log.WaitForAsync("was given up", 2);
    }

    private sealed class BrokenLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName.Contains(nameof(MemoryWebhookQueue), StringComparison.Ordinal)
                ? this
                : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => throw new IOException("the disk is full");

        public void Dispose() { }
    }
}
