using System.Diagnostics;
using System.Net;
using Violet.Generated.Tests;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>The inbox beside the queue in memory, in one run. Figures are printed, counts are checked.</summary>
[Category("Load"), RunsInCI]
public class FiguresTests
{
    private const int Events = 2_000;
    private static readonly int s_senders = int.Parse(
        Environment.GetEnvironmentVariable("VIOLET_INBOX_SENDERS") ?? "16",
        System.Globalization.CultureInfo.InvariantCulture
    );

    [Test]
    public async Task Accepting_and_handling_beside_the_queue_in_memory()
    {
        double memory = await MeasureAsync("memory", null);
        await using (TestDatabase sqlite = await TestDatabase.CreateAsync(TestDatabase.Sqlite))
            await PrintShareAsync(memory, await MeasureAsync(sqlite.Kind, sqlite));
        PostgresServer.RequireInstalled();
        await using TestDatabase postgres = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await PrintShareAsync(memory, await MeasureAsync(postgres.Kind, postgres));
    }

    private static Task PrintShareAsync(double memory, double inbox) =>
        TestContext.Progress.WriteLineAsync($"  that is {inbox / memory:0.00} of the queue in memory");

    private static async Task<double> MeasureAsync(string name, TestDatabase? database)
    {
        int handled = 0;
        var all = new TaskCompletionSource();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (_, _, ct) =>
                    {
                        await Task.Delay(200, ct);
                        if (Interlocked.Increment(ref handled) == Events)
                            all.SetResult();
                    }
                ),
            services => database?.AddTo(services),
            options => (options.Capacity, options.Concurrency) = (2 * Events, 200)
        );
        for (int i = 0; i < 50; i++)
            await app.SendAsync("OFFER_UPDATED", "{}", eventId: -i - 1); // warm up

        double[] times = new double[Events];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, s_senders)
                .Select(sender =>
                    Task.Run(async () =>
                    {
                        for (int i = sender; i < Events; i += s_senders)
                        {
                            long start = Stopwatch.GetTimestamp();
                            HttpStatusCode answer = await app.SendAsync(body: WebhookApp.OrderOf(i), eventId: i);
                            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                            Assert.That(answer, Is.EqualTo(HttpStatusCode.OK));
                        }
                    })
                )
        );
        double accepted = Events / clock.Elapsed.TotalSeconds;
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        double handledPerSecond = Events / clock.Elapsed.TotalSeconds;
        await app.StopAsync();

        Array.Sort(times);
        await TestContext.Progress.WriteLineAsync(
            $"Webhooks in {name}, {s_senders} senders, handlers of 200 ms: {accepted:0} accepted per second, answer p50 {times[Events / 2]:0.0} ms, p99 "
                + $"{times[Events * 99 / 100]:0.0} ms; {handledPerSecond:0} handled per second"
        );
        if (database is not null)
            Assert.That(await database.CountAsync(InboxState.Done), Is.EqualTo(Events + 50));
        return accepted;
    }
}
