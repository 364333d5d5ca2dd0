namespace Violet.Generated.Tests.Paging;

/// <summary>Numbered pages side by side.</summary>
public class ConcurrencyTests
{
    [Test]
    public async Task Pages_are_delivered_in_order_however_their_answers_come([Values(2, 3, 8)] int concurrency)
    {
        var listing = new FakeListing(100);
        var gate = new Gate(listing);
        var random = new Random(concurrency);

        Task<List<long>> reading = listing.ListAll(concurrency: concurrency).IdsAsync();
        while (!reading.IsCompleted)
        {
            gate.Release(gate.Held.ElementAt(random.Next(gate.Held.Count)));
        }

        Assert.That(await reading, Is.EqualTo(Reading.UpTo(100)));
        Assert.That(listing.MostRunning, Is.EqualTo(concurrency));
        Assert.That(listing.Asked, Is.EqualTo(Enumerable.Range(1, 34)), "each page once, none beyond the end");
    }

    [Test]
    public async Task With_concurrency_is_the_same_listing_side_by_side()
    {
        var listing = new FakeListing(30);
        var gate = new Gate(listing);
        await using IAsyncEnumerator<Page<Item>> pages = listing.ListAll().WithConcurrency(4).AsPages().GetAsyncEnumerator();
        ValueTask<bool> first = pages.MoveNextAsync();

        Assert.That(gate.Held, Is.EqualTo(new[] { 1 }), "nobody knows yet whether there is more");
        gate.Release(1);
        await first;

        Assert.That(gate.Held, Is.EquivalentTo(new[] { 2, 3, 4, 5 }));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void At_least_one_page_must_be_under_way(int pages)
    {
        Assert.That(() => new FakeListing(3).ListAll().WithConcurrency(pages), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => AsyncPageable<Item>.FromPages([]).WithConcurrency(pages), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task No_more_than_that_many_pages_wait_for_a_slow_caller()
    {
        var listing = new FakeListing(90);
        await using IAsyncEnumerator<Page<Item>> pages = listing.ListAll(concurrency: 4).AsPages().GetAsyncEnumerator();

        await pages.MoveNextAsync();
        await pages.MoveNextAsync();

        Assert.That(listing.Asked, Is.EqualTo(Enumerable.Range(1, 6)));
    }

    [Test]
    public async Task Without_totals_pages_beyond_the_end_are_dropped()
    {
        var listing = new FakeListing(7) { OnAnswer = (_, answer) => answer.TotalPages = 0 };
        var gate = new Gate(listing);
        Task<List<Page<Item>>> reading = listing.ListAll(concurrency: 4).AsPages().AllAsync();
        gate.Release(1);
        gate.Fail(4, new VioletException("there is no page 4"));
        gate.Release(3);
        gate.Release(2);

        List<Page<Item>> pages = await reading;

        Assert.That(pages.Ids(), Is.EqualTo(Reading.UpTo(7)));
        Assert.That(pages[^1].ResumeToken, Is.Null);
        Assert.That(listing.Running, Is.Zero);
    }

    [Test]
    public async Task A_list_that_got_shorter_ends_early_and_cleanly()
    {
        var listing = new FakeListing(30);
        var gate = new Gate(listing);
        Task<List<long>> reading = listing.ListAll(concurrency: 4).IdsAsync();
        gate.Release(1);

        listing.Ids.RemoveRange(6, 24);
        gate.Release(2); // the total fell, so page 1 and page 2 are read again
        gate.Release(1);
        gate.Release(2);

        Assert.That(reading.IsCompleted, Is.True);
        Assert.That(await reading, Is.EqualTo(Reading.UpTo(6)));
        Assert.That(listing.Running, Is.Zero);
    }

    [Test]
    public async Task When_one_page_fails_the_pages_before_it_are_delivered_and_resuming_gives_the_rest()
    {
        var listing = new FakeListing(18);
        var gate = new Gate(listing);
        var got = new List<long>();
        Task reading = ReadAsync();
        gate.Release(1);

        gate.Fail(4, new VioletException("no"));
        gate.Release(3);
        Assert.That(got, Is.EqualTo(Reading.UpTo(3)));
        gate.Release(2);

        VioletException? error = await Assert.CatchAsync<VioletException>(() => reading);
        Assert.That(got, Is.EqualTo(Reading.UpTo(9)));
        Assert.That(error!.PageNumber, Is.EqualTo(4));
        Assert.That(listing.Running, Is.Zero, "pages 5 and 6 are not wanted any more");

        listing.OnRequest = (_, _) => Task.CompletedTask;
        got.AddRange((await listing.ListAll(concurrency: 4).AsPages(error.ResumeToken).AllAsync()).Ids());
        Assert.That(got, Is.EqualTo(Reading.UpTo(18)));

        async Task ReadAsync()
        {
            await foreach (Item item in listing.ListAll(concurrency: 4))
            {
                got.Add(item.Id);
            }
        }
    }

    [Test]
    public async Task One_exception_object_for_several_pages_names_the_first_of_them()
    {
        var shared = new VioletException("login failed");
        var listing = new FakeListing(30) { OnRequest = (request, _) => request > 2 ? throw shared : Task.CompletedTask };

        await Assert.ThrowsAsync<VioletException>(() => listing.ListAll(concurrency: 4).IdsAsync());

        Assert.That(shared.PageNumber, Is.EqualTo(3));
    }

    [Test]
    public async Task After_every_page_exactly_the_rest_comes()
    {
        AsyncPageable<Item> all = new FakeListing(22).ListAll(concurrency: 3);
        List<Page<Item>> pages = await all.AsPages().AllAsync();

        for (int k = 1; k < pages.Count; k++)
        {
            Assert.That((await all.AsPages(pages[k - 1].ResumeToken).AllAsync()).Ids(), Is.EqualTo(pages.Skip(k).Ids()), $"after page {k}");
        }
    }
}
