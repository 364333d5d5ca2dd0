using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>What becomes of events whose handlers fail.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.Postgres)]
internal sealed class FailureTests(string kind)
{
    [Test]
    public async Task A_poison_event_ends_as_failed_beside_a_thousand_good_ones_and_can_be_run_again()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        bool isMended = false;
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<ShopContext, Order>(
                    (shop, order, e, ct) =>
                        e.Headers.EventId == 13 && !isMended
                            ? throw new FormatException("private@example.org")
                            : Handlers.CountAsync(shop, order, e, handled, ct)
                ),
            services =>
            {
                database.AddTo(services);
                services.AddHealthChecks().AddVioletInbox();
            },
            options => (options.MaxAttempts, options.RetryDelay, options.Concurrency) = (3, TimeSpan.FromMilliseconds(5), 8)
        );
        IVioletInbox inbox = app.Services.GetRequiredService<IVioletInbox>();

        await Parallel.ForEachAsync(
            Enumerable.Range(1, 1_001),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (id, _) => await app.SendUntilAcceptedAsync(eventId: id, body: WebhookApp.OrderOf(id))
        );
        await handled.WaitForAsync(1_000);
        await app.Log.WaitForAsync("was given up after attempt 3");

        FailedWebhook failed = (await inbox.FailedAsync()).Single();
        Assert.That(
            (failed.EventId, failed.Topic, failed.EntityKey, failed.Attempts, failed.Error),
            Is.EqualTo(("13", "ORDER_UPDATED", "/webhooks/violet Order 13", 3, "System.FormatException"))
        );
        Assert.That((await inbox.FindAsync(failed.Id))!.Body.ToArray(), Is.EqualTo("""{"id":13,"status":"COMPLETED"}"""u8.ToArray()));
        Assert.That((await HealthAsync(app)).Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That((await HealthAsync(app)).Data["failed"], Is.EqualTo(1));

        isMended = true;
        Assert.That(await inbox.RetryAsync(failed.Id), Is.True);
        await handled.WaitForAsync(1);
        await app.StopAsync();
        Assert.That(await database.EffectsAsync(), Is.EquivalentTo(Enumerable.Range(1, 1_001)));
        Assert.That(await inbox.RetryAsync(failed.Id), Is.False, "it has not failed any more");
        Assert.That(await inbox.FindAsync(12345), Is.Null);
    }

    [Test]
    public async Task What_waits_and_what_failed_is_a_metric()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => throw new InvalidOperationException("always")),
            services => database.AddTo(services),
            options => options.MaxAttempts = 1
        );
        await app.SendAsync();
        await app.Log.WaitForAsync("was given up after attempt 1");

        await app.Services.GetRequiredService<InboxGauge>().ReadAsync(CancellationToken.None);
        var values = new Dictionary<string, int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("violet.inbox.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.That(values, Is.EquivalentTo(new Dictionary<string, int> { ["violet.inbox.waiting"] = 0, ["violet.inbox.failed"] = 1 }));
    }

    [Test]
    public async Task A_purged_event_loses_its_data_and_is_still_a_duplicate()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => throw new InvalidOperationException("always")),
            services => database.AddTo(services),
            options => options.MaxAttempts = 1
        );
        IVioletInbox inbox = app.Services.GetRequiredService<IVioletInbox>();
        await app.SendAsync(eventId: 7);
        await app.Log.WaitForAsync("was given up after attempt 1");

        Assert.That(await inbox.PurgeAsync(TimeSpan.FromHours(1)), Is.Zero);
        Assert.That(await inbox.PurgeAsync(TimeSpan.Zero), Is.EqualTo(1));
        await app.SendAsync(eventId: 7);
        await app.StopAsync();

        InboxEvent row = (await database.EventsAsync()).Single();
        Assert.That((row.State, row.Headers, row.Body.Length), Is.EqualTo((InboxState.Done, "{}", 0)));
        Assert.That(await inbox.FailedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_handler_that_hangs_holds_up_its_entity_and_nobody_else()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var started = new Recorder();
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<ShopContext, Order>(
                    async (shop, order, e, ct) =>
                    {
                        if (order.Id == 1)
                        {
                            await started.Add("hangs");
                            await Task.Delay(Timeout.Infinite, CancellationToken.None);
                        }

                        await Handlers.CountAsync(shop, order, e, handled, ct);
                    }
                ),
            services => database.AddTo(services),
            options => options.Concurrency = 2
        );
        await app.SendAsync(eventId: 1, body: WebhookApp.OrderOf(1));
        await app.SendAsync(eventId: 2, body: WebhookApp.OrderOf(1));
        await started.WaitForAsync(1);
        for (long id = 3; id <= 30; id++)
            await app.SendAsync(eventId: id, body: WebhookApp.OrderOf(id));
        await handled.WaitForAsync(28);

        await app.StopAsync(new CancellationToken(true));
        Assert.That(await database.EffectsAsync(), Is.EquivalentTo(Enumerable.Range(3, 28)));
        Assert.That((await database.EventsAsync()).Count(e => e is { State: InboxState.Waiting, Owner: null }), Is.EqualTo(2));
    }

    [Test]
    public async Task Handled_events_go_after_the_retention_time_and_failed_ones_stay()
    {
        var time = new TestTime();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using (ShopContext context = database.NewContext())
        {
            long now = time.GetUtcNow().ToUnixTimeMilliseconds();
            for (int i = 0; i < 2_100; i++)
                context.Add(Ended($"old {i}", InboxState.Done, now - (31L * 24 * 3600 * 1000)));
            context.Add(Ended("young", InboxState.Done, now - (29L * 24 * 3600 * 1000)));
            context.Add(Ended("failed", InboxState.Failed, now - (90L * 24 * 3600 * 1000)));
            await context.SaveChangesAsync();
        }

        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services => database.AddTo(services.AddSingleton<TimeProvider>(time))
        );
        await app.Log.WaitForAsync("2100 handled webhooks");

        Assert.That((await database.EventsAsync()).Select(e => e.Key), Is.EquivalentTo(new[] { "young", "failed" }));
    }

    private static InboxEvent Ended(string key, int state, long endedAt) =>
        new()
        {
            Key = key,
            Endpoint = "/webhooks/violet",
            Entity = key,
            Headers = "{}",
            State = state,
            EndedAt = endedAt,
        };

    private static async Task<HealthReportEntry> HealthAsync(WebhookApp app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["violet-inbox"];
}
