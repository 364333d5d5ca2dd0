using System.Globalization;
using Violet.Generated.Tests;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>
/// Two processes over one database, of which one is killed again and again. VIOLET_INBOX_EVENTS and VIOLET_INBOX_KILLS make it longer: the
/// long run is of 5,000 events and 10 kills.
/// </summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.Postgres)]
[Category("Load"), RunsInCI]
internal sealed class KillTests(string kind)
{
    private const int Entities = 200;
    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(2);
    private static readonly int s_events = Setting("VIOLET_INBOX_EVENTS", 500);
    private static readonly int s_kills = Setting("VIOLET_INBOX_KILLS", 3);

    [Test]
    public async Task Every_event_has_its_effect_once_and_in_order_though_a_process_is_killed_again_and_again()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        using WorkerProcess victim = await WorkerProcess.StartAsync(database, s_leaseTime);
        using WorkerProcess survivor = await WorkerProcess.StartAsync(database, s_leaseTime);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(20));
        (long Event, bool IsDuplicate)[] deliveries =
        [
            .. Enumerable.Range(1, s_events).Select(i => ((long)i, false)),
            .. Enumerable.Range(0, s_events * 3 / 10).Select(_ => (Random.Shared.NextInt64(1, s_events + 1), true)),
        ];
        Random.Shared.Shuffle(deliveries);

        // As Violet does: again, until the answer is 200.
        int sent = 0;
        int refused = 0;
        var sending = Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(sender =>
                    Task.Run(async () =>
                    {
                        for (int i = sender; i < deliveries.Length; i += 8)
                        {
                            for (
                                WorkerProcess to = Any();
                                !await to.SendAsync(deliveries[i].Event, deliveries[i].Event % Entities);
                                to = Any()
                            )
                            {
                                Interlocked.Increment(ref refused);
                                patience.Token.ThrowIfCancellationRequested();
                            }

                            Interlocked.Increment(ref sent);
                        }
                    })
                )
        );
        for (int kill = 1; kill <= s_kills; kill++)
        {
            // at moments spread over the run, each at random within its part
            double part = (kill - 1 + Random.Shared.NextDouble()) / s_kills;
            while (sent < deliveries.Length * part)
                await Task.Delay(5, patience.Token);
            await victim.KillAsync();
            await victim.StartAsync();
        }

        await sending;
        while (await database.CountAsync(InboxState.Waiting) > 0)
            await Task.Delay(50, patience.Token);

        InboxEvent[] events = await database.EventsAsync();
        long[] effects = await database.EffectsAsync();
        await TestContext.Progress.WriteLineAsync(
            $"Kills on {kind}: {s_events} events, {deliveries.Length - s_events} duplicates, {s_kills} kills, {refused} deliveries "
                + $"without a 200, {events.Sum(e => e.Attempts)} attempts cut off, {effects.Length} effects."
        );
        Assert.That(effects, Is.EquivalentTo(Enumerable.Range(1, s_events)), "each once");
        Assert.That(events.Select(e => e.State), Is.All.EqualTo(InboxState.Done));
        foreach (IGrouping<long, long> ofEntity in effects.GroupBy(id => id % Entities))
        {
            IEnumerable<long> accepted = events.Select(e => long.Parse(e.EventId!, CultureInfo.InvariantCulture));
            Assert.That(ofEntity, Is.EqualTo(accepted.Where(id => id % Entities == ofEntity.Key)), "in the order of acceptance");
        }

        WorkerProcess Any() => Random.Shared.Next(2) == 0 ? victim : survivor;
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : usual;
}
