namespace Violet.Generated.Tests.Paging;

/// <summary>
/// Thousands of walks over a list that changes between any two requests, by single items and by bursts: added at the top, removed
/// anywhere, no more at once than a walk can see.
/// </summary>
public class ShiftingWalksTests
{
    private const int WalksEach = 1000;

    /// <summary>In the course of so many requests the data moves up by two pages at most.</summary>
    private const int RequestsToCatchUp = 8;

    [Test]
    public async Task Walks_over_shifting_data_lose_nothing_that_stayed_and_double_nothing(
        [Values(0, 0.3)] double additions,
        [Values(0, 0.3)] double removals,
        [Values] bool prefetch
    )
    {
        int delivered = 0,
            requests = 0,
            added = 0,
            removed = 0,
            passedOver = 0;
        for (int seed = 0; seed < WalksEach; seed++)
        {
            var random = new Random(seed);
            int size = random.Next(3, 25);
            var listing = new FakeListing(random.Next(1, 15 * size));
            var stayed = new HashSet<long>(listing.Ids);
            long newest = 1_000_000;
            var justRemoved = new Queue<int>();
            listing.OnRequest = (request, _) =>
            {
                if (request == 1)
                    return Task.CompletedTask;
                if (random.NextDouble() < additions)
                {
                    int count = random.Next(1, Math.Max(2, size / 2));
                    added += count;
                    for (int i = 0; i < count; i++)
                        listing.Ids.Insert(0, ++newest);
                }

                if (random.NextDouble() < removals && listing.Ids.Count > 0)
                {
                    int at = random.Next(listing.Ids.Count),
                        most = random.Next(10) == 0 ? 2 * size : 2;
                    int count = Math.Min(Math.Min(random.Next(1, most + 1), (2 * size) - justRemoved.Sum()), listing.Ids.Count - at);
                    justRemoved.Enqueue(count);
                    if (justRemoved.Count > RequestsToCatchUp)
                        justRemoved.Dequeue();
                    removed += count;
                    stayed.ExceptWith(listing.Ids.GetRange(at, count));
                    listing.Ids.RemoveRange(at, count);
                }

                return Task.CompletedTask;
            };

            long[] ids = (await listing.ListAll(prefetch).AsPages(pageSize: size).AllAsync()).Ids();

            Assert.That(ids, Is.Unique, $"seed {seed}");
            Assert.That(stayed.Except(ids), Is.Empty, $"seed {seed}");
            delivered += ids.Length;
            requests += listing.Asked.Count;
            passedOver += listing.Asked.Count - listing.Asked.Distinct().Count();
        }

        await TestContext.Out.WriteLineAsync(
            $"{WalksEach} walks: {delivered} items in {requests} requests, {passedOver} of them for pages read before; "
                + $"{added} added and {removed} removed on the way"
        );
    }

    /// <summary>Orders of a shop that is at work: one is removed with every request, or with every second or third.</summary>
    [Test]
    public async Task Steady_removals_lose_none_of_1234_items(
        [Values(1, 2, 3)] int every,
        [Values(0, 0.5, 0.99)] double place,
        [Values(3, 20, 100)] int size,
        [Values] bool prefetch
    )
    {
        var listing = new FakeListing(1234);
        var stayed = new HashSet<long>(listing.Ids);
        listing.OnRequest = (request, _) =>
        {
            if (request > 1 && request % every == 0 && listing.Ids.Count > 0)
            {
                int at = (int)(place * listing.Ids.Count);
                stayed.Remove(listing.Ids[at]);
                listing.Ids.RemoveAt(at);
            }

            return Task.CompletedTask;
        };

        long[] ids = (await listing.ListAll(prefetch).AsPages(pageSize: size).AllAsync()).Ids();

        await TestContext.Out.WriteLineAsync(
            $"{1234 - stayed.Count} of 1,234 removed in {listing.Asked.Count} requests; {stayed.Except(ids).Count()} lost"
        );
        Assert.That(stayed.Except(ids), Is.Empty);
        Assert.That(ids, Is.Unique);
        Assert.That(listing.Asked, Has.Count.LessThan(18 * ((1234 / size) + 1)), "a page is not read again and again");
    }

    [Test]
    public async Task A_burst_of_additions_between_two_pages_doubles_none_of_1234_items(
        [Values(2, 3, 7, 62)] int request,
        [Values(100, 900)] int burst,
        [Values] bool prefetch
    )
    {
        var listing = new FakeListing(1234);
        listing.OnRequest = (at, _) =>
        {
            if (at == request)
                listing.Ids.InsertRange(0, Enumerable.Range(10_001, burst).Select(id => (long)id));
            return Task.CompletedTask;
        };

        long[] ids = (await listing.ListAll(prefetch).AsPages(pageSize: 20).AllAsync()).Ids();

        await TestContext.Out.WriteLineAsync($"{ids.Length - ids.Distinct().Count()} of {ids.Length} items twice");
        Assert.That(ids, Is.Unique);
        Assert.That(Reading.UpTo(1234).Except(ids), Is.Empty);
    }

    [Test]
    public async Task A_burst_of_removals_loses_nothing_and_doubles_nothing()
    {
        for (int seed = 0; seed < WalksEach; seed++)
        {
            var random = new Random(seed);
            var listing = new FakeListing(60);
            int when = random.Next(2, 15),
                count = random.Next(10, 40);
            var stayed = new HashSet<long>(listing.Ids.Skip(count));
            listing.OnRequest = (request, _) =>
            {
                if (request == when)
                    listing.Ids.RemoveRange(0, count);
                return Task.CompletedTask;
            };

            long[] ids = (await listing.ListAll().AsPages().AllAsync()).Ids();

            Assert.That(ids, Is.Unique, $"seed {seed}");
            Assert.That(stayed.Except(ids), Is.Empty, $"seed {seed}");
        }
    }
}
