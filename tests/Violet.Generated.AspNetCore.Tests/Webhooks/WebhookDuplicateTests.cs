using System.Net;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

public class WebhookDuplicateTests
{
    [Test]
    public async Task A_duplicate_is_answered_200_and_handled_once()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks.On<Order>((_, e, _) => handled.Add($"{e.Headers.EventId}"))
        );

        foreach (long id in new long[] { 1, 1, 2, 1, 2 })
            Assert.That(await app.SendAsync(eventId: id), Is.EqualTo(HttpStatusCode.OK));

        await app.StopAsync();
        Assert.That(handled.All, Is.EquivalentTo(new[] { "1", "2" }));
    }

    [Test]
    public async Task Duplicates_that_arrive_at_the_same_time_are_handled_once()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks.On<Order>((_, e, _) => handled.Add($"{e.Headers.EventId}"))
        );

        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => app.SendAsync(eventId: i % 5))));

        await app.StopAsync();
        Assert.That(answers, Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(handled.All, Is.EquivalentTo(new[] { "0", "1", "2", "3", "4" }));
    }

    [Test]
    public async Task Two_machines_with_one_cache_handle_an_event_once()
    {
        using ServiceProvider provider = new ServiceCollection().AddDistributedMemoryCache().BuildServiceProvider();
        IDistributedCache cache = provider.GetRequiredService<IDistributedCache>();
        var handled = new Recorder();
        await using WebhookApp one = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => handled.Add("one")),
            services => services.AddSingleton(cache)
        );
        await using WebhookApp two = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => handled.Add("two")),
            services => services.AddSingleton(cache)
        );

        Assert.That(await one.SendAsync(eventId: 7), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await two.SendAsync(eventId: 7), Is.EqualTo(HttpStatusCode.OK));

        await one.StopAsync();
        await two.StopAsync();
        Assert.That(handled.All, Is.EqualTo(new[] { "one" }));
    }

    [Test]
    public async Task An_event_id_of_another_body_does_not_hide_an_event()
    {
        // Headers are not signed: somebody could send an old body again under ids of the future.
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks => hooks.On<Order>((order, _, _) => handled.Add($"{order.Id}")));

        Assert.That(await app.SendAsync(body: """{"id":1}""", eventId: 7), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await app.SendAsync(body: """{"id":2}""", eventId: 7), Is.EqualTo(HttpStatusCode.OK));

        Assert.That(await handled.WaitForAsync(2), Is.EquivalentTo(new[] { "1", "2" }));
    }

    [Test]
    public async Task An_accepted_event_is_known_for_longer_than_Violet_tries()
    {
        var cache = new RecordingCache();
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { }, services => services.AddSingleton<IDistributedCache>(cache));

        await app.SendAsync();

        Assert.That(cache.Entries.Single().AbsoluteExpirationRelativeToNow, Is.EqualTo(TimeSpan.FromHours(25)));
    }

    [TestCase(0, 3)]
    [TestCase(60, 2)]
    public async Task A_body_of_Rutters_that_was_accepted_is_dropped_within_the_window_that_was_asked_for(int minutes, int expected)
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            rutter: hooks =>
            {
                hooks.OnUnknown((e, _) => handled.Add(e.Code.Raw!));
                if (minutes > 0)
                    hooks.DuplicateWindow = TimeSpan.FromMinutes(minutes);
            }
        );

        foreach (string code in new[] { "ONE", "ONE", "TWO" })
            Assert.That(await app.SendRutterAsync($$"""{"type":"CONNECTION","code":"{{code}}"}"""), Is.EqualTo(HttpStatusCode.OK));
        await app.StopAsync();

        Assert.That(handled.All, Has.Count.EqualTo(expected).And.Contains("ONE").And.Contains("TWO"));
    }

    private sealed class RecordingCache : BrokenCache
    {
        public List<DistributedCacheEntryOptions> Entries { get; } = [];

        public override Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Entries.Add(options);
            return Task.CompletedTask;
        }
    }
}
