using System.Diagnostics;
using System.Net;
using Violet.Generated.Tests;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

[Category("Load"), RunsInCI]
public class WebhookLoadTests
{
    /// <summary>How many are accepted per second while every handler is slow, and how long an answer takes. Figures are printed, counts are
    /// checked.</summary>
    [Test]
    public async Task Slow_handlers_do_not_slow_the_answers()
    {
        const int Events = 2_500;
        const int Deliveries = 2 * Events; // every event twice
        const int Senders = 16;
        int handled = 0;
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (_, _, ct) =>
                    {
                        await Task.Delay(200, ct);
                        Interlocked.Increment(ref handled);
                    }
                ),
            options: options => (options.Capacity, options.Concurrency) = (Deliveries, 200)
        );
        for (int i = 0; i < 50; i++)
            await app.SendAsync("OFFER_UPDATED", "{}", eventId: -i - 1); // warm up

        double[] times = new double[Deliveries];
        int accepted = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, Senders)
                .Select(sender =>
                    Task.Run(async () =>
                    {
                        for (int i = sender; i < Deliveries; i += Senders)
                        {
                            long start = Stopwatch.GetTimestamp();
                            HttpStatusCode answer = await app.SendAsync(body: WebhookApp.OrderOf(i / 2), eventId: i / 2);
                            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                            if (answer == HttpStatusCode.OK)
                                Interlocked.Increment(ref accepted);
                        }
                    })
                )
        );
        double seconds = clock.Elapsed.TotalSeconds;
        await app.StopAsync();

        Array.Sort(times);
        await TestContext.Progress.WriteLineAsync(
            $"Webhooks with {Senders} senders in the same process and handlers that take 200 ms: {Deliveries / seconds:0} "
                + $"answered 200 per second, answer p50 {times[Deliveries / 2]:0.0} ms, "
                + $"p99 {times[Deliveries * 99 / 100]:0.0} ms; {Deliveries} sent, {Deliveries - Events} of them duplicates, "
                + $"{Deliveries - handled} dropped, {handled} handled."
        );
        Assert.That(accepted, Is.EqualTo(Deliveries));
        Assert.That(handled, Is.EqualTo(Events));
    }
}
