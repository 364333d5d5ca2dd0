using Violet.Generated.Runtime.Paging;

namespace Violet.Generated.Tests.Paging;

/// <summary>Items come and go on the server while a walk is under way.</summary>
public class ShiftingDataTests
{
    [Test]
    public async Task An_item_added_at_the_top_doubles_nothing()
    {
        FakeListing listing = Shifting(10, (2, ids => ids.Insert(0, 100)));

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(10)));
    }

    [Test]
    public async Task A_whole_page_added_at_the_top_is_passed_over()
    {
        FakeListing listing = Shifting(10, (2, ids => ids.InsertRange(0, [100, 101, 102])));

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(10)));
    }

    [Test]
    public async Task An_item_that_moved_up_into_a_page_already_read_is_delivered_before_the_next_ones()
    {
        FakeListing listing = Shifting(10, (2, ids => ids.Remove(1)));

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(10)));
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1, 2, 1, 2, 3 }));
    }

    [Test]
    public async Task An_item_that_moved_up_out_of_the_last_page_is_delivered()
    {
        FakeListing listing = Shifting(4, (2, ids => ids.Remove(1)));

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(4)), "page 2 is empty now, and the end");
    }

    [Test]
    public async Task Items_that_moved_up_by_more_than_a_page_are_delivered()
    {
        FakeListing listing = Shifting(15, (4, ids => ids.RemoveRange(0, 4)));

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(15)));
        Assert.That(
            listing.Asked,
            Is.EqualTo(new[] { 1, 2, 3, 4, 3, 2, 3, 4 }),
            "back to a page that begins with an old item, on from there, and then page 4 is the last"
        );
    }

    [Test]
    public async Task A_removal_further_down_costs_two_requests_and_changes_nothing()
    {
        FakeListing listing = Shifting(12, (2, ids => ids.Remove(12)));

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(11)));
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1, 2, 1, 2, 3, 4 }));
    }

    [Test]
    public async Task What_moves_while_the_walk_reads_back_is_not_missed()
    {
        // 4 moves up into page 1, and before page 1 is read again, down into page 2 and out of sight of the first answer for it.
        FakeListing listing = Shifting(12, (2, ids => ids.Remove(1)), (3, ids => ids.InsertRange(0, [100, 101])));

        Assert.That(await listing.ListAll().IdsAsync(), Is.SupersetOf(Reading.UpTo(12)).And.Unique);
    }

    [Test]
    public async Task Totals_that_fall_with_every_request_do_not_hold_up_the_walk()
    {
        var listing = new FakeListing(12) { OnAnswer = (page, answer) => answer.TotalPages = 4 };
        int total = 1000;
        listing.OnAnswer += (_, answer) => answer.TotalElements = --total;

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(12)));
        Assert.That(listing.Asked, Has.Count.LessThan(110));
    }

    [Test]
    public async Task A_total_of_zero_is_no_fall()
    {
        var listing = new FakeListing(9) { OnAnswer = (page, answer) => answer.TotalElements = page == 1 ? 9 : 0 };

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(9)));
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task A_listing_without_keys_is_not_read_back_because_all_of_it_would_come_twice()
    {
        FakeListing listing = Shifting(9, (2, ids => ids.Remove(9)));
        AsyncPageable<Item> all = PageWalk<Item, ItemPage>.Numbered<long>(PagingOptions.Default, listing.FetchAsync, key: null);

        Assert.That(await all.IdsAsync(), Is.EqualTo(Reading.UpTo(8)));
    }

    [Test]
    public async Task A_resumed_walk_does_not_read_back_beyond_its_start()
    {
        var listing = new FakeListing(12);
        string? token = (await listing.ListAll(prefetch: false).AsPages().AllAsync())[0].ResumeToken;
        listing.Asked.Clear();
        listing.OnRequest = (request, _) =>
        {
            if (request == 2)
            {
                listing.Ids.RemoveRange(3, 4);
            }

            return Task.CompletedTask;
        };

        await listing.ListAll().AsPages(token).AllAsync();

        Assert.That(listing.Asked, Has.None.EqualTo(1), "the resumed walk does not know its items");
    }

    [Test]
    public async Task An_error_while_reading_back_loses_nothing()
    {
        // Page 2 shows that the total fell, page 1 is read again and has item 4, then page 2 fails.
        FakeListing listing = Shifting(10, (2, ids => ids.Remove(1)), (4, _ => throw new VioletException("no")));
        var got = new List<long>();

        VioletException? error = await Assert.CatchAsync<VioletException>(async () =>
        {
            await foreach (Item item in listing.ListAll())
            {
                got.Add(item.Id);
            }
        });
        Assert.That(got, Is.EqualTo(Reading.UpTo(7)), "what was found comes before the error, the first response for page 2 too");

        got.AddRange((await listing.ListAll().AsPages(error!.ResumeToken).AllAsync()).Ids());
        Assert.That(got.Distinct(), Is.EqualTo(Reading.UpTo(10)), "page 2 may come twice");
    }

    [Test]
    public async Task What_a_response_held_is_delivered_though_it_is_gone_from_its_page_when_that_is_read_again()
    {
        // Each request removes the first item, so 5 to 7 are on page 2 when it is first read, and further up ever after.
        var listing = new FakeListing(30);
        listing.OnRequest = (request, _) =>
        {
            if (request > 1)
                listing.Ids.RemoveAt(0);
            return Task.CompletedTask;
        };

        List<long> ids = await listing.ListAll().IdsAsync();

        Assert.That(ids, Is.EqualTo(Reading.UpTo(30)));
    }

    [Test]
    public async Task Steady_additions_of_a_whole_page_are_no_loop_as_long_as_the_total_grows()
    {
        var listing = new FakeListing(12);
        listing.OnRequest = (request, _) =>
        {
            if (request is > 1 and <= 12)
                listing.Ids.InsertRange(0, Enumerable.Range(0, 3).Select(i => (long)((request * 1000) + i)));
            return Task.CompletedTask;
        };

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(12)));
    }

    [Test]
    public async Task A_page_that_never_goes_on_is_an_error_in_the_end_though_the_total_grows()
    {
        long total = 6;
        AsyncPageable<Item> all = PageWalk<Item, ItemPage>.Numbered(
            PagingOptions.Default,
            (_, _, _) =>
            {
                var page = ItemPage.Of(1, 2);
                (page.TotalElements, page.TotalPages) = (total += 2, 1_000_000);
                return Task.FromResult(page);
            },
            item => item.Id
        );

        VioletException? error = await Assert.ThrowsAsync<VioletException>(() => all.IdsAsync());

        Assert.That(error!.PageNumber, Is.LessThan(25));
    }

    [Test]
    public async Task A_cancellation_while_reading_back_ends_the_walk_at_once()
    {
        using var cancel = new System.Threading.CancellationTokenSource();
        FakeListing listing = Shifting(10, (2, ids => ids.Remove(1)), (4, _ => throw Cancelled()));
        await using IAsyncEnumerator<Page<Item>> pages = listing.ListAll(prefetch: false).AsPages().GetAsyncEnumerator(cancel.Token);
        await pages.MoveNextAsync();

        OperationCanceledException? error = await Assert.CatchAsync<OperationCanceledException>(() => pages.MoveNextAsync().AsTask());

        Assert.That(error!.CancellationToken, Is.EqualTo(cancel.Token));

        OperationCanceledException Cancelled()
        {
            cancel.Cancel();
            return new OperationCanceledException();
        }
    }

    [Test]
    public async Task An_error_of_the_page_read_again_continues_with_that_page()
    {
        FakeListing listing = Shifting(10, (2, ids => ids.Remove(1)), (3, _ => throw new VioletException("no")));

        VioletException? error = await Assert.ThrowsAsync<VioletException>(() => listing.ListAll().IdsAsync());

        Assert.That(error!.PageNumber, Is.EqualTo(1), "item 4 is there now: its page twice is better than an item never");
    }

    /// <summary>Additions at the top and removals anywhere, between any two requests, some walks with more, some with less.</summary>
    [TestCase(0.05, 3)]
    [TestCase(0.1, 3)]
    [TestCase(0.1, 5)]
    [TestCase(0.2, 10)]
    public async Task Random_walks_lose_nothing_that_stayed_and_double_nothing(double rate, int size)
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var listing = new FakeListing(20 * size);
            var stayed = new HashSet<long>(listing.Ids);
            long newest = 10_000L;
            listing.OnRequest = (request, _) =>
            {
                while (request > 1 && random.NextDouble() < rate)
                {
                    listing.Ids.Insert(0, newest++);
                }

                while (request > 1 && random.NextDouble() < rate)
                {
                    int at = random.Next(listing.Ids.Count);
                    stayed.Remove(listing.Ids[at]);
                    listing.Ids.RemoveAt(at);
                }

                return Task.CompletedTask;
            };

            long[] ids = (await listing.ListAll(prefetch: seed % 2 == 0).AsPages(pageSize: size).AllAsync()).Ids();

            Assert.That(ids, Is.Unique, $"seed {seed}");
            Assert.That(stayed.Except(ids), Is.Empty, $"seed {seed}");
        }
    }

    /// <summary>Pages side by side are served in any order; additions alone or removals alone are still seen.</summary>
    [Test]
    public async Task Random_walks_side_by_side_lose_nothing_and_double_nothing([Values(2, 5)] int concurrency, [Values] bool additions)
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var listing = new FakeListing(100);
            var gate = new Gate(listing);
            var stayed = new HashSet<long>(listing.Ids);
            long newest = 10_000L;
            var got = new List<long>();
            await using IAsyncEnumerator<Page<Item>> pages = listing
                .ListAll(concurrency: concurrency)
                .AsPages(pageSize: 5)
                .GetAsyncEnumerator();
            while (true)
            {
                Task<bool> move = pages.MoveNextAsync().AsTask();
                while (!move.IsCompleted)
                {
                    if (random.Next(8) == 0 && additions)
                    {
                        listing.Ids.Insert(0, newest++);
                    }
                    else if (random.Next(8) == 0 && !additions)
                    {
                        int at = random.Next(listing.Ids.Count);
                        stayed.Remove(listing.Ids[at]);
                        listing.Ids.RemoveAt(at);
                    }

                    gate.Release(gate.Held.ElementAt(random.Next(gate.Held.Count)));
                }

                if (!await move)
                {
                    break;
                }

                got.AddRange(pages.Current.Ids());
            }

            Assert.That(got, Is.Unique, $"seed {seed}");
            Assert.That(stayed.Except(got), Is.Empty, $"seed {seed}");
        }
    }

    /// <summary>A listing that changes just before it answers the given requests.</summary>
    private static FakeListing Shifting(int count, params (int Request, Action<List<long>> Change)[] changes)
    {
        var listing = new FakeListing(count);
        listing.OnRequest = (request, _) =>
        {
            foreach ((int _, Action<List<long>>? change) in changes.Where(change => change.Request == request))
            {
                change(listing.Ids);
            }

            return Task.CompletedTask;
        };
        return listing;
    }
}
