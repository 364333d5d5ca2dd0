using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Violet.Generated.EntityFrameworkCore.Tests;

[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.Postgres)]
internal sealed class InboxTests(string kind)
{
    [Test]
    public async Task An_accepted_event_is_handled_and_its_end_is_committed_with_what_the_handler_wrote()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<ShopContext, Order>((shop, order, e, ct) => Handlers.CountAsync(shop, order, e, handled, ct)),
            services => database.AddTo(services)
        );

        Assert.That(await app.SendAsync(eventId: 7), Is.EqualTo(HttpStatusCode.OK));
        await handled.WaitForAsync(1);
        await app.StopAsync();

        Assert.That(await database.EffectsAsync(), Is.EqualTo(new[] { 7 }));
        Assert.That((await database.EventsAsync()).Select(e => e.State), Is.EqualTo(new[] { InboxState.Done }));
    }

    [Test]
    public async Task A_duplicate_is_answered_200_and_handled_once()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<ShopContext, Order>((shop, order, e, ct) => Handlers.CountAsync(shop, order, e, handled, ct)),
            services => database.AddTo(services)
        );

        HttpStatusCode[] answers = await Task.WhenAll(
            new long[] { 1, 1, 2, 1, 2, 3 }.Select(id => app.SendAsync(eventId: id, body: WebhookApp.OrderOf(id)))
        );
        await handled.WaitForAsync(3);
        await app.StopAsync();

        Assert.That(answers, Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(await database.EffectsAsync(), Is.EquivalentTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task What_a_handler_wrote_before_it_failed_is_undone()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        int attempts = 0;
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<ShopContext, Order>(
                    async (shop, order, e, ct) =>
                    {
                        await Handlers.CountAsync(shop, order, e, new Recorder(), ct);
                        await shop.Effects.ExecuteUpdateAsync(set => set.SetProperty(x => x.OrderId, x => x.OrderId + 1), ct);
                        if (Interlocked.Increment(ref attempts) < 3)
                            throw new InvalidOperationException("not yet");
                        await handled.Add("done");
                    }
                ),
            services => database.AddTo(services),
            options => options.RetryDelay = TimeSpan.FromMilliseconds(10)
        );

        await app.SendAsync(eventId: 7);
        await handled.WaitForAsync(1);
        await app.StopAsync();

        InboxEvent row = (await database.EventsAsync()).Single();
        Assert.That(await database.EffectsAsync(), Is.EqualTo(new[] { 7 }));
        Assert.That((row.State, row.Attempts, row.Error), Is.EqualTo((InboxState.Done, 2, (string?)null)));
    }

    [Test]
    public async Task What_a_process_left_is_handled_by_the_next_one()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var started = new Recorder();
        await using (
            WebhookApp first = await WebhookApp.StartAsync(
                hooks =>
                    hooks.On<Order>(
                        async (_, _, ct) =>
                        {
                            await started.Add("started");
                            await Task.Delay(Timeout.Infinite, ct);
                        }
                    ),
                services => database.AddTo(services)
            )
        )
        {
            foreach (long id in new long[] { 1, 2, 3 })
                await first.SendAsync(eventId: id);
            await started.WaitForAsync(1);
        }

        var handled = new Recorder();
        await using WebhookApp second = await WebhookApp.StartAsync(
            hooks => hooks.On<ShopContext, Order>((shop, order, e, ct) => Handlers.CountAsync(shop, order, e, handled, ct)),
            services => database.AddTo(services)
        );
        await handled.WaitForAsync(3);
        await second.StopAsync();

        Assert.That(await database.EffectsAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
    }
}
