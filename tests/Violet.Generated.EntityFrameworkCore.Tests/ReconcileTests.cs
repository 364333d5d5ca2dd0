using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>What never arrived is found in Violet's own log.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.Postgres)]
internal sealed class ReconcileTests(string kind)
{
    private static readonly DateTimeOffset s_longAgo = DateTimeOffset.UtcNow.AddDays(-20);

    [Test]
    public async Task What_the_inbox_does_not_have_is_put_into_it_in_the_order_in_which_it_happened_and_once()
    {
        var log = new EventLog();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        await using WebhookApp app = await StartAsync(database, log, handled);
        await app.SendAsync(eventId: 1, body: """{"id":1,"status":"COMPLETED"}""");
        await handled.WaitForAsync(1);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        log.Add(1, """{ "status": "COMPLETED", "id": 1 }""", "SUCCEEDED");
        log.Add(3, """{"id":3,"status":"COMPLETED"}""", at: now.AddMinutes(-1));
        log.Add(2, """{"id":3,"status":"ACCEPTED"}""", at: now.AddMinutes(-2));
        log.Add(4, """{"id":4}""", "SUCCEEDED"); // answered 200 by somebody else than this app
        log.Add(5, """{"id":5}""", "IN_PROGRESS"); // comes by itself
        log.Add(6, """{"id":6}""", address: "https://staging.example.com/webhooks/violet");
        log.Add(7, """{"id":7}""", at: now.AddDays(-25));

        IVioletInbox inbox = app.Services.GetRequiredService<IVioletInbox>();
        InboxReconciliation first = await inbox.ReconcileAsync(s_longAgo, new Uri(EventLog.Address));
        await handled.WaitForAsync(3);
        InboxReconciliation second = await inbox.ReconcileAsync(s_longAgo, new Uri(EventLog.Address));
        await app.StopAsync();

        Assert.That((first.Read, first.Added), Is.EqualTo((4, 3)));
        Assert.That((second.Read, second.Added), Is.EqualTo((4, 0)));
        long[] effects = await database.EffectsAsync();
        Assert.That(effects, Is.EquivalentTo(new[] { 1, 2, 3, 4 }));
        Assert.That(effects.Where(id => id is 2 or 3), Is.EqualTo(new[] { 2, 3 }));
    }

    [Test]
    public async Task A_forged_event_id_hides_no_missed_event()
    {
        var log = new EventLog();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        await using WebhookApp app = await StartAsync(database, log, handled);
        // an old signed body of the same order, sent again under the ids of events to come
        await app.SendAsync(eventId: 11, body: """{"id":1,"status":"IN_PROGRESS"}""");
        await app.SendAsync(eventId: 12, body: """{"id":9,"status":"IN_PROGRESS"}""");
        await handled.WaitForAsync(2);
        log.Add(11, """{"id":1,"status":"COMPLETED"}""", "FAILED");
        log.Add(12, """{"id":2,"status":"COMPLETED"}""", "SUCCEEDED");

        InboxReconciliation result = await app
            .Services.GetRequiredService<IVioletInbox>()
            .ReconcileAsync(s_longAgo, new Uri(EventLog.Address));
        await handled.WaitForAsync(2);

        Assert.That(result.Added, Is.EqualTo(2));
    }

    [Test]
    public async Task A_copy_that_was_sent_on_request_is_the_event_itself()
    {
        var log = new EventLog();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        await using WebhookApp app = await StartAsync(database, log, handled);
        await app.SendAsync(eventId: 21, body: """{"id":1,"status":"COMPLETED"}""");
        await handled.WaitForAsync(1);
        log.Add(21, """{"id":1,"status":"COMPLETED"}""", "SUCCEEDED");
        log.Add(22, """{"id":1,"status":"COMPLETED"}""", "FAILED", source: 21); // the copy did not arrive, the first one had
        log.Add(23, """{"id":2,"status":"COMPLETED"}""", "FAILED");
        log.Add(24, """{"id":2,"status":"COMPLETED"}""", "FAILED", source: 23); // neither did

        IVioletInbox inbox = app.Services.GetRequiredService<IVioletInbox>();
        InboxReconciliation first = await inbox.ReconcileAsync(s_longAgo, new Uri(EventLog.Address));
        await handled.WaitForAsync(1);
        InboxReconciliation second = await inbox.ReconcileAsync(s_longAgo, new Uri(EventLog.Address));

        Assert.That((first.Added, second.Added), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task It_runs_when_the_host_has_started_as_far_back_as_the_inbox_goes()
    {
        var log = new EventLog();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        await using (WebhookApp before = await StartAsync(database, log, handled))
        {
            await before.SendAsync(eventId: 1, body: """{"id":1}""");
            await handled.WaitForAsync(1);
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        log.Add(2, """{"id":2}""", at: now.AddSeconds(2));
        log.Add(3, """{"id":3}""", at: now.AddDays(-1)); // from before the inbox was in use
        await using WebhookApp app = await StartAsync(database, log, handled, reconcile: true);
        await app.Log.WaitForAsync("1 of 1 webhooks in Violet's log had never arrived");
        await Handlers.WaitForEffectsAsync(database, 2);

        Assert.That(await database.EffectsAsync(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Without_an_address_it_says_what_is_missing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using WebhookApp app = await StartAsync(database, new EventLog(), new Recorder());

        await Assert.ThatAsync(
            () => app.Services.GetRequiredService<IVioletInbox>().ReconcileAsync(s_longAgo),
            Throws.InvalidOperationException.With.Message.Contains("hooks.PublicAddress")
        );
    }

    private static Task<WebhookApp> StartAsync(TestDatabase database, EventLog log, Recorder handled, bool reconcile = false) =>
        WebhookApp.StartAsync(
            hooks =>
            {
                hooks.On<ShopContext, Order>((shop, order, e, ct) => Handlers.CountAsync(shop, order, e, handled, ct));
                if (reconcile)
                    hooks.PublicAddress = new Uri(EventLog.Address);
            },
            services =>
            {
                log.AddTo(services);
                database.AddTo(services, options => options.Reconcile = reconcile);
            }
        );
}
