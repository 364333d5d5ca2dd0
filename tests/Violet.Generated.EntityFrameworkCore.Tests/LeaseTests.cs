using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>Who may handle what, and until when.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.Postgres)]
internal sealed class LeaseTests(string kind)
{
    [Test]
    public async Task Events_of_an_entity_run_one_at_a_time_in_their_order_and_those_of_others_beside_them_on_all_machines()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        var running = new System.Collections.Concurrent.ConcurrentDictionary<long, bool>();
        int overlaps = 0;
        async Task HandleAsync(ShopContext shop, Order order, VioletWebhookEvent e, CancellationToken ct)
        {
            if (!running.TryAdd(order.Id, true))
                Interlocked.Increment(ref overlaps);
            await Task.Yield();
            running.TryRemove(order.Id, out _);
            await Handlers.CountAsync(shop, order, e, handled, ct);
        }

        void AddInbox(IServiceCollection services) =>
            database.AddTo(services, options => options.MaxPollInterval = TimeSpan.FromMilliseconds(50));
        await using WebhookApp one = await WebhookApp.StartAsync(hooks => hooks.On<ShopContext, Order>(HandleAsync), AddInbox);
        await using WebhookApp two = await WebhookApp.StartAsync(hooks => hooks.On<ShopContext, Order>(HandleAsync), AddInbox);

        for (long id = 1; id <= 60; id++)
            await (id % 2 == 0 ? one : two).SendAsync(eventId: id, body: WebhookApp.OrderOf(id % 5));
        await handled.WaitForAsync(60);
        await one.StopAsync();
        await two.StopAsync();

        long[] effects = await database.EffectsAsync();
        Assert.That(effects, Is.EquivalentTo(Enumerable.Range(1, 60)));
        for (long entity = 0; entity < 5; entity++)
            Assert.That(effects.Where(id => id % 5 == entity), Is.Ordered);
        Assert.That(overlaps, Is.Zero);
    }

    [Test]
    public async Task What_a_dead_process_held_is_taken_over_when_its_stamp_stood_still_for_the_lease_time()
    {
        var time = new TestTime();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await AddLeftoverAsync(database, stamp: 5);
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<ShopContext, Order>((shop, order, e, ct) => Handlers.CountAsync(shop, order, e, handled, ct)),
            services => database.AddTo(services.AddSingleton<TimeProvider>(time))
        );

        // half a lease time: the stamp moves; from then on it stands still
        await PassAsync(time, TimeSpan.FromSeconds(16));
        await SetStampAsync(database, 6);
        await PassAsync(time, TimeSpan.FromSeconds(25));
        Assert.That(handled.All, Is.Empty);
        await PassAsync(time, TimeSpan.FromSeconds(40));
        await handled.WaitForAsync(1);
        await app.StopAsync();

        InboxEvent row = (await database.EventsAsync()).Single();
        Assert.That((row.State, row.Attempts), Is.EqualTo((InboxState.Done, 1)), "what was cut off counts as an attempt");
    }

    [Test]
    public async Task An_idle_process_looks_ever_less_often()
    {
        var time = new TestTime();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services => database.AddTo(services.AddSingleton<TimeProvider>(time))
        );

        var pauses = new List<double>();
        while (pauses.Count < 6)
        {
            double pause = (await time.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15))).TotalSeconds;
            if (pause != 7.5) // the timer of the signs of life, which an idle process does not give
                pauses.Add(pause);
        }

        Assert.That(pauses, Is.EqualTo(new[] { 1, 2, 4, 8, 15, 15 }));
    }

    [Test]
    public async Task A_process_that_hung_for_longer_than_its_lease_undoes_what_its_handler_wrote()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var started = new Recorder();
        var wake = new TaskCompletionSource();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<ShopContext, Order>(
                    async (shop, order, e, ct) =>
                    {
                        await started.Add("started");
                        await wake.Task;
                        await Handlers.CountAsync(shop, order, e, new Recorder(), CancellationToken.None);
                    }
                ),
            services => database.AddTo(services)
        );
        await app.SendAsync(eventId: 7);
        await started.WaitForAsync(1);

        await using (ShopContext context = database.NewContext())
        {
            await context.Set<InboxWorker>().ExecuteDeleteAsync();
            await context.Set<InboxEvent>().ExecuteUpdateAsync(set => set.SetProperty(e => e.Owner, "another"));
        }

        wake.SetResult();
        await app.Log.WaitForAsync("taken over by another process");
        await app.StopAsync();

        Assert.That(await database.EffectsAsync(), Is.Empty);
        Assert.That((await database.EventsAsync()).Single().Owner, Is.EqualTo("another"));
    }

    [Test]
    public async Task Clocks_ten_minutes_apart_change_nothing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        int failures = 0;
        async Task HandleAsync(ShopContext shop, Order order, VioletWebhookEvent e, CancellationToken ct)
        {
            await Handlers.CountAsync(shop, order, e, new Recorder(), ct);
            if (e.Headers.EventId % 5 == 0 && Interlocked.Increment(ref failures) % 2 == 1)
                throw new InvalidOperationException("once");
        }

        Task<WebhookApp> StartAsync(TimeSpan ahead) =>
            WebhookApp.StartAsync(
                hooks => hooks.On<ShopContext, Order>(HandleAsync),
                services =>
                    database.AddTo(
                        services.AddSingleton<TimeProvider>(new ShiftedTime(ahead)),
                        options => options.MaxPollInterval = TimeSpan.FromMilliseconds(50)
                    ),
                options => options.RetryDelay = TimeSpan.FromMilliseconds(20)
            );
        await using WebhookApp early = await StartAsync(TimeSpan.FromMinutes(-5));
        await using WebhookApp late = await StartAsync(TimeSpan.FromMinutes(5));
        for (long id = 1; id <= 40; id++)
            await (id % 2 == 0 ? early : late).SendAsync(eventId: id, body: WebhookApp.OrderOf(id % 4));
        await Handlers.WaitForEffectsAsync(database, 40);

        Assert.That(await database.EffectsAsync(), Is.EquivalentTo(Enumerable.Range(1, 40)));
    }

    [Test]
    public async Task A_shutdown_gives_back_what_it_does_not_finish()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var started = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (_, _, ct) =>
                    {
                        await started.Add("started");
                        await Task.Delay(Timeout.Infinite, ct);
                    }
                ),
            services => database.AddTo(services)
        );
        await app.SendAsync(eventId: 1);
        await app.SendAsync(eventId: 2, body: WebhookApp.OrderOf(2));
        await started.WaitForAsync(2);

        await app.StopAsync(new CancellationToken(true));

        InboxEvent[] rows = await database.EventsAsync();
        Assert.That(
            rows.Select(row => (row.State, row.Owner, row.Lease)),
            Is.All.EqualTo((InboxState.Waiting, (string?)null, (string?)null))
        );
        await using ShopContext context = database.NewContext();
        Assert.That(await context.Set<InboxWorker>().CountAsync(), Is.Zero);
    }

    [Test]
    public async Task An_event_that_became_visible_late_waits_for_the_one_of_its_entity_that_runs()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using ShopContext context = database.NewContext();
        foreach (long id in new long[] { 4, 5 })
            context.Add(Row($"k{id}", id: id));
        await context.SaveChangesAsync();
        await context
            .Set<InboxEvent>()
            .Where(e => e.Id == 5)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Lease, e => e.Entity).SetProperty(e => e.Owner, "other"));

        Assert.That(InboxLeases.Candidates(context, ["/webhooks/violet"], 10), Is.Empty);
        Assert.That(
            async () =>
                await context
                    .Set<InboxEvent>()
                    .Where(e => e.Id == 4 && e.Owner == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(e => e.Lease, e => e.Entity)),
            Throws.InstanceOf<System.Data.Common.DbException>()
        );
    }

    private static InboxEvent Row(string key, long id = 0) =>
        new()
        {
            Id = id,
            Key = key,
            Endpoint = "/webhooks/violet",
            Entity = "/webhooks/violet Order 42",
            EventId = "7",
            Headers = """{"X-Violet-Topic":"ORDER_UPDATED","X-Violet-Event-Id":"7"}""",
            Body = """{"id":42}"""u8.ToArray(),
        };

    private static async Task AddLeftoverAsync(TestDatabase database, long stamp)
    {
        await using ShopContext context = database.NewContext();
        InboxEvent row = Row("key");
        (row.Owner, row.Lease) = ("dead", row.Entity);
        context.Add(row);
        context.Add(new InboxWorker { Id = "dead", Stamp = stamp });
        await context.SaveChangesAsync();
    }

    private static async Task SetStampAsync(TestDatabase database, long stamp)
    {
        await using ShopContext context = database.NewContext();
        await context.Set<InboxWorker>().Where(w => w.Id == "dead").ExecuteUpdateAsync(set => set.SetProperty(w => w.Stamp, stamp));
    }

    /// <summary>Lets the pump's pauses pass, one after the other, for so long.</summary>
    private static async Task PassAsync(TestTime time, TimeSpan span)
    {
        long start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < span)
            await time.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
    }
}
