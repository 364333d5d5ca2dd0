using System.Diagnostics;
using System.Globalization;
using System.Net;
using Violet.Generated.Tests;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>The inbox beside the queue in memory, in one run. Figures are printed, counts are checked.</summary>
/// <remarks>With the usual 2,000 events much of it is the compiler's time: VIOLET_INBOX_EVENTS=20000 tells of a warm process.</remarks>
[Category("Load"), RunsInCI]
public class FiguresTests
{
    private static readonly int s_events = Setting("VIOLET_INBOX_EVENTS", 2_000);
    private static readonly int s_senders = Setting("VIOLET_INBOX_SENDERS", 16);

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

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

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
                        if (Interlocked.Increment(ref handled) == s_events)
                            all.SetResult();
                    }
                ),
            services => database?.AddTo(services),
            options => (options.Capacity, options.Concurrency) = (2 * s_events, 200)
        );
        for (int i = 0; i < 50; i++)
            await app.SendAsync("OFFER_UPDATED", "{}", eventId: -i - 1); // warm up

        double[] times = new double[s_events];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, s_senders)
                .Select(sender =>
                    Task.Run(async () =>
                    {
                        for (int i = sender; i < s_events; i += s_senders)
                        {
                            long start = Stopwatch.GetTimestamp();
                            HttpStatusCode answer = await app.SendAsync(body: WebhookApp.OrderOf(i), eventId: i);
                            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                            Assert.That(answer, Is.EqualTo(HttpStatusCode.OK));
                        }
                    })
                )
        );
        double accepted = s_events / clock.Elapsed.TotalSeconds;
        await all.Task.WaitAsync(TimeSpan.FromMinutes(5));
        double handledPerSecond = s_events / clock.Elapsed.TotalSeconds;
        await app.StopAsync();

        Array.Sort(times);
        await TestContext.Progress.WriteLineAsync(
            $"Webhooks in {name}, {s_senders} senders, handlers of 200 ms: {accepted:0} accepted per second, answer p50 {times[s_events / 2]:0.0} ms, p99 "
                + $"{times[s_events * 99 / 100]:0.0} ms; {handledPerSecond:0} handled per second"
        );
        if (database is not null)
            Assert.That(await database.CountAsync(InboxState.Done), Is.EqualTo(s_events + 50));
        return accepted;
    }
}
