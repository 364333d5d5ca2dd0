namespace Violet.Generated.Tests.Paging;

/// <summary>
/// Thousands of walks over a list that changes between any two requests, by single items and by bursts: added at the top, removed anywhere.
/// Not more at once than design
/// says can be seen: what moves down by less than a page, and up by no more than three.
/// </summary>
public class ShiftingWalksTests
{
    private const int WalksEach = 1000;

    /// <summary>In the course of so many requests the data moves up by two pages at most, so that it is not three before the walk has read
    /// back.</summary>
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

    /// <summary>More than three pages of removals at a time are more than a walk can see; it must end all the same, and double
    /// nothing.</summary>
    [Test]
    public async Task What_cannot_be_seen_doubles_nothing()
    {
        int lost = 0;
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
            lost += stayed.Except(ids).Count();
        }

        await TestContext.Out.WriteLineAsync($"{WalksEach} walks with a burst of 10 to 39 removals at pages of 3: {lost} items not seen");
    }
}
