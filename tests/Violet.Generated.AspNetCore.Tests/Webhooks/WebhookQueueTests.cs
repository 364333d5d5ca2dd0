using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

public class WebhookQueueTests
{
    [Test]
    public async Task The_answer_does_not_wait_for_the_handlers()
    {
        var gate = new TaskCompletionSource();
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks.On<Order>(
                async (_, _, _) =>
                {
                    await gate.Task;
                    await handled.Add("order");
                }
            )
        );

        for (int i = 0; i < 20; i++)
            Assert.That(await app.SendAsync(), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(handled.All, Is.Empty);
        gate.SetResult();

        Assert.That(await handled.WaitForAsync(20), Has.Count.EqualTo(20));
    }

    [Test]
    public async Task A_full_queue_is_503_and_the_event_is_accepted_when_it_is_sent_again()
    {
        var gate = new TaskCompletionSource();
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (_, e, _) =>
                    {
                        await gate.Task;
                        await handled.Add($"{e.Headers.EventId}");
                    }
                ),
            options: o => (o.Capacity, o.Concurrency) = (3, 1)
        );

        for (long id = 1; id <= 3; id++)
            Assert.That(await app.SendAsync(eventId: id), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await app.SendAsync(eventId: 4), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        gate.SetResult();
        await handled.WaitForAsync(3);
        await app.SendUntilAcceptedAsync(eventId: 4); // the last one's place is free a moment after its handler

        await handled.WaitForAsync(1);
        Assert.That(handled.All, Is.EqualTo(new[] { "1", "2", "3", "4" }));
        Assert.That(app.Log.Text, Does.Contain("queue is full"));
    }

    [Test]
    public async Task A_failed_handler_is_repeated_with_growing_waits_and_logged_without_the_payload()
    {
        var time = new TestTime();
        var handled = new Recorder();
        int attempts = 0;
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    (_, _, _) => ++attempts < 4 ? throw new InvalidOperationException("the database is down") : handled.Add("order")
                ),
            services => services.AddSingleton<TimeProvider>(time),
            options => options.RetryDelay = TimeSpan.FromMinutes(1)
        );

        await app.SendAsync(eventId: 81);
        TimeSpan[] waits =
        [
            await time.PassAsync(TimeSpan.FromSeconds(30)),
            await time.PassAsync(TimeSpan.FromSeconds(30)),
            await time.PassAsync(TimeSpan.FromSeconds(30)),
        ];
        await handled.WaitForAsync(1);

        Assert.That(waits.Select(wait => wait.TotalMinutes), Is.EqualTo(new[] { 1.0, 2.0, 4.0 }).Within(11).Percent);
        Assert.That(
            app.Log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text),
            Has.Exactly(3)
                .Items.And.All.Contains("ORDER_UPDATED (event 81)")
                .And.All.Contains("the database is down")
                .And.None.Contains("private@example.org")
        );
    }

    [Test]
    public async Task Waits_grow_to_five_minutes()
    {
        var time = new TestTime();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => throw new InvalidOperationException("always")),
            services => services.AddSingleton<TimeProvider>(time),
            options => options.RetryDelay = TimeSpan.FromMinutes(2)
        );

        await app.SendAsync();
        var waits = new List<double>();
        for (int i = 0; i < 4; i++)
            waits.Add((await time.PassAsync(TimeSpan.FromSeconds(30))).TotalMinutes);

        Assert.That(waits, Is.EqualTo(new[] { 2.0, 4.0, 5.0, 5.0 }).Within(11).Percent);
    }

    [Test]
    public async Task A_handler_that_waits_for_its_repeat_does_not_hold_up_the_others()
    {
        var time = new TestTime();
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => throw new InvalidOperationException()).On<Offer>((_, _, _) => handled.Add("offer")),
            services => services.AddSingleton<TimeProvider>(time),
            options => options.Concurrency = 1
        );

        await app.SendAsync("ORDER_UPDATED");
        await app.SendAsync("OFFER_UPDATED", "{}");

        await handled.WaitForAsync(1); // though the clock stands still
    }

    [Test]
    public async Task An_event_that_was_given_up_is_forgotten_and_so_handled_again_when_it_is_sent_again()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (_, _, _) =>
                    {
                        await handled.Add("attempt");
                        throw new InvalidOperationException("always");
                    }
                ),
            options: options => (options.MaxAttempts, options.RetryDelay, options.Capacity) = (3, TimeSpan.Zero, 1)
        );

        await app.SendAsync(eventId: 81);
        await handled.WaitForAsync(3);
        await app.SendUntilAcceptedAsync("OFFER_UPDATED", "{}"); // the only place is free again: it was given up
        await app.SendUntilAcceptedAsync(eventId: 81);
        await handled.WaitForAsync(3);

        Assert.That(
            app.Log.Lines.Where(line => line.Level == LogLevel.Error).Select(line => line.Text),
            Has.Some.Contains("ORDER_UPDATED (event 81) was given up after attempt 3")
        );
    }

    [Test]
    public async Task A_handler_that_fails_before_its_event_is_marked_does_not_leave_the_mark_behind()
    {
        using ServiceProvider provider = new ServiceCollection().AddDistributedMemoryCache().BuildServiceProvider();
        var cache = new SlowCache(provider.GetRequiredService<IDistributedCache>());
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (_, _, _) =>
                    {
                        await handled.Add("attempt");
                        throw new InvalidOperationException("always");
                    }
                ),
            services => services.AddSingleton<IDistributedCache>(cache),
            options => options.MaxAttempts = 1
        );

        Task<HttpStatusCode> first = app.SendAsync(eventId: 81);
        await handled.WaitForAsync(1); // queued, handled and failed, while the mark is still being written
        cache.Write.SetResult();
        Assert.That(await first, Is.EqualTo(HttpStatusCode.OK));
        await cache.Removed.Task.WaitAsync(WebhookApp.Patience);

        Assert.That(await app.SendAsync(eventId: 81), Is.EqualTo(HttpStatusCode.OK));
        await handled.WaitForAsync(1);
    }

    [Test]
    public async Task A_cache_that_is_down_costs_no_event()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => handled.Add("order")),
            services => services.AddSingleton<IDistributedCache>(new BrokenCache())
        );

        Assert.That(await app.SendAsync(eventId: 1), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await app.SendAsync(eventId: 1), Is.EqualTo(HttpStatusCode.OK));

        await handled.WaitForAsync(2); // twice is better than never
        Assert.That(app.Log.Text, Does.Contain("a duplicate may be handled twice"));
    }

    [Test]
    public async Task Handlers_get_services_from_a_scope_of_their_own()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks
                    .On<Scoped, Order>((service, _, _, _) => handled.Add($"{service.Id}"))
                    .OnUnknown<Scoped>((service, _, _) => handled.Add($"{service.Id}")),
            services => services.AddScoped<Scoped>()
        );

        await app.SendAsync();
        await app.SendAsync();
        await app.SendAsync("OF_TOMORROW");

        Assert.That((await handled.WaitForAsync(3)).Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_queue_of_the_users_takes_the_events_and_the_dispatcher_runs_the_handlers()
    {
        var queue = new KeepingQueue();
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    (order, e, _) =>
                        order.Id == 13 ? throw new InvalidOperationException("13") : handled.Add($"{order.Id} of {e.Headers.EventId}")
                ),
            services => services.AddSingleton<IWebhookQueue>(queue)
        );
        WebhookDispatcher dispatcher = app.Services.GetRequiredService<WebhookDispatcher>();

        Assert.That(await app.SendAsync(eventId: 81), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(handled.All, Is.Empty);
        WebhookDelivery kept = JsonSerializer.Deserialize<WebhookDelivery>(JsonSerializer.Serialize(queue.Kept.Single()))!;
        await dispatcher.DispatchAsync(kept);
        Assert.That(handled.All, Is.EqualTo(new[] { "42 of 81" }));

        Assert.That(await app.SendAsync(eventId: 81), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(queue.Kept, Has.Count.EqualTo(1), "a duplicate");
        await dispatcher.ForgetAsync(kept);
        Assert.That(await app.SendAsync(eventId: 81), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(queue.Kept, Has.Count.EqualTo(2), "forgotten");

        Assert.That(await app.SendAsync(body: """{"id":13}"""), Is.EqualTo(HttpStatusCode.OK));
        await Assert.ThrowsAsync<InvalidOperationException>(() => dispatcher.DispatchAsync(queue.Kept[^1]));
    }

    [Test]
    public async Task A_queue_of_the_users_that_fails_is_503_and_leaves_no_mark()
    {
        var queue = new KeepingQueue { Fails = true };
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => Task.CompletedTask),
            services => services.AddSingleton<IWebhookQueue>(queue)
        );

        Assert.That(await app.SendAsync(eventId: 81), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        queue.Fails = false;
        Assert.That(await app.SendAsync(eventId: 81), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(queue.Kept, Has.Count.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Of_two_deliveries_of_an_event_at_the_same_time_one_goes_to_the_queue_and_the_other_shares_its_fate(bool hasRoom)
    {
        var queue = new KeepingQueue { Gate = new TaskCompletionSource<bool>() };
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { });
        WebhookDispatcher dispatcher = app.Services.GetRequiredService<WebhookDispatcher>();
        var delivery = new WebhookDelivery("/webhooks/violet", "event", new Dictionary<string, string>(), default);

        Task<WebhookOutcome> first = dispatcher.AcceptAsync(delivery, TimeSpan.FromHours(1), queue);
        Task<WebhookOutcome> second = dispatcher.AcceptAsync(delivery, TimeSpan.FromHours(1), queue);
        await queue.WasAsked.Task.WaitAsync(WebhookApp.Patience);
        Assert.That((queue.Asked, first.IsCompleted, second.IsCompleted), Is.EqualTo((1, false, false)));
        queue.Gate.SetResult(hasRoom);

        Assert.That(
            (await first, await second),
            Is.EqualTo(hasRoom ? (WebhookOutcome.Accepted, WebhookOutcome.Duplicate) : (WebhookOutcome.QueueFull, WebhookOutcome.QueueFull))
        );
        Assert.That((queue.Asked, queue.Kept.Count), Is.EqualTo((1, hasRoom ? 1 : 0)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_queue_or_a_cache_that_never_answers_or_blocks_its_thread_does_not_keep_the_sender_waiting(bool blocks)
    {
        using var end = new ManualResetEventSlim(!blocks);
        var time = new TestTime();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => Task.CompletedTask),
            services =>
                services
                    .AddSingleton<TimeProvider>(time)
                    .AddSingleton<IWebhookQueue>(new SilentQueue(end))
                    .AddSingleton<IDistributedCache>(new SilentCache(end))
        );
        long start = time.GetTimestamp();

        Task<HttpStatusCode> answer = app.SendAsync();
        var atMost = TimeSpan.FromSeconds(9); // more is the body's
        await time.PassAsync(TimeSpan.FromSeconds(1), atMost); // the cache
        await time.PassAsync(TimeSpan.FromSeconds(1), atMost); // the queue

        Assert.That(await answer, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(time.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(10)));
        end.Set();
    }

    private sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed class KeepingQueue : IWebhookQueue
    {
        public List<WebhookDelivery> Kept { get; } = [];

        public bool Fails { get; set; }

        /// <summary>Says what the queue answers, once it is set.</summary>
        public TaskCompletionSource<bool>? Gate { get; set; }

        public int Asked { get; private set; }

        public TaskCompletionSource WasAsked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<WebhookAcceptance> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
        {
            if (Fails)
                throw new InvalidOperationException("the broker is down");
            Asked++;
            WasAsked.TrySetResult();
            if (Gate is { } gate && !await gate.Task)
                return WebhookAcceptance.Refused;
            Kept.Add(delivery);
            return WebhookAcceptance.Accepted;
        }
    }

    private sealed class SilentQueue(ManualResetEventSlim end) : IWebhookQueue
    {
        public ValueTask<WebhookAcceptance> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
        {
            end.Wait(CancellationToken.None);
            return new(new TaskCompletionSource<WebhookAcceptance>().Task);
        }
    }

    private sealed class SilentCache(ManualResetEventSlim end) : BrokenCache
    {
        public override Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            end.Wait(CancellationToken.None);
            return new TaskCompletionSource<byte[]?>().Task;
        }
    }

    private sealed class SlowCache(IDistributedCache inner) : BrokenCache
    {
        public TaskCompletionSource Write { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Removed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task<byte[]?> GetAsync(string key, CancellationToken token = default) => inner.GetAsync(key, token);

        public override async Task SetAsync(
            string key,
            byte[] value,
            DistributedCacheEntryOptions options,
            CancellationToken token = default
        )
        {
            await Write.Task;
            await inner.SetAsync(key, value, options, token);
        }

        public override async Task RemoveAsync(string key, CancellationToken token = default)
        {
            await inner.RemoveAsync(key, token);
            Removed.TrySetResult();
        }
    }
}
