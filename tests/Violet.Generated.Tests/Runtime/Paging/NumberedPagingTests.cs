using Violet.Generated.Runtime.Paging;

namespace Violet.Generated.Tests.Paging;

/// <summary>Where numbered listings begin and end, and which items of them are delivered.</summary>
public class NumberedPagingTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(10)]
    public async Task Every_item_is_delivered_once_and_in_order(int count)
    {
        var listing = new FakeListing(count);

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(count)));
        Assert.That(listing.Asked, Is.EqualTo(Enumerable.Range(1, Math.Max(1, (count + 2) / 3))));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(null)]
    public async Task The_number_in_the_answer_is_not_believed(int? number)
    {
        var listing = new FakeListing(10) { OnAnswer = (_, answer) => answer.Number = number };

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(10)));
    }

    [Test]
    public async Task Ends_at_total_pages_though_the_only_page_says_last_false()
    {
        var listing = new FakeListing(2) { OnAnswer = (_, answer) => answer.Last = false };

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(2)));
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Ends_at_last_true_before_total_pages()
    {
        var listing = new FakeListing(9) { OnAnswer = (page, answer) => answer.Last = page == 2 };

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(6)));
    }

    [Test]
    public async Task An_empty_page_before_total_pages_is_passed_over()
    {
        var listing = new FakeListing(9) { OnAnswer = (page, answer) => answer.Content = page == 2 ? [] : answer.Content };

        List<Page<Item>> pages = await listing.ListAll().AsPages().AllAsync();

        Assert.That(pages.Select(Reading.Ids), Is.EqualTo(new[] { new long[] { 1, 2, 3 }, [7, 8, 9] }));
    }

    [TestCase(0)]
    [TestCase(null)]
    public async Task Without_totals_a_full_page_is_followed_by_another_though_it_says_last_true(int? totals)
    {
        FakeListing listing = WithoutTotals(6, totals);

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(6)));
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1, 2, 3 }), "the empty page 3 is the end");
    }

    [TestCase(0)]
    [TestCase(null)]
    public async Task Without_totals_a_page_shorter_than_its_size_is_the_end(int? totals)
    {
        FakeListing listing = WithoutTotals(5, totals);

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(5)));
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task Without_totals_the_size_that_counts_is_that_of_the_answer_and_not_the_one_asked_for()
    {
        FakeListing listing = WithoutTotals(250, 0);
        AsyncPageable<Item> all = PageWalk<Item, ItemPage>.Numbered(
            PagingOptions.Default,
            (page, _, cancellationToken) => listing.FetchAsync(page, 100, cancellationToken),
            item => item.Id
        );

        Assert.That((await all.AsPages(pageSize: 500).AllAsync()).Ids(), Has.Length.EqualTo(250));
    }

    [TestCase(0)]
    [TestCase(null)]
    public async Task Without_totals_and_size_only_an_empty_page_is_the_end(int? size)
    {
        FakeListing listing = WithoutTotals(4, 0);
        Action<int, ItemPage> spoil = listing.OnAnswer;
        listing.OnAnswer = (page, answer) =>
        {
            spoil(page, answer);
            answer.Size = size;
        };

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(4)));
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task An_empty_listing_has_one_empty_page_with_its_totals()
    {
        List<Page<Item>> pages = await new FakeListing(0).ListAll().AsPages().AllAsync();

        Assert.That(pages, Has.Count.EqualTo(1));
        Assert.That(pages[0].Items, Is.Empty);
        Assert.That(pages[0].ResumeToken, Is.Null);
        Assert.That(pages[0].TotalElements, Is.Zero);
    }

    [Test]
    public async Task Pages_carry_the_totals_of_their_answer()
    {
        List<Page<Item>> pages = await new FakeListing(7).ListAll().AsPages().AllAsync();

        Assert.That(pages.Select(page => (page.TotalElements, page.TotalPages)), Is.All.EqualTo(((long?)7, (int?)3)));
    }

    [Test]
    public async Task The_page_size_is_passed_on()
    {
        var listing = new FakeListing(10);

        List<Page<Item>> pages = await listing.ListAll().AsPages(pageSize: 4).AllAsync();

        Assert.That(listing.Sizes, Is.All.EqualTo(4));
        Assert.That(pages.Select(page => page.Items.Count), Is.EqualTo(new[] { 4, 4, 2 }));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void A_page_size_below_one_is_refused_before_any_request(int size)
    {
        var listing = new FakeListing(3);

        Assert.That(
            () => listing.ListAll().AsPages(pageSize: size),
            Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("pageSize")
        );
        Assert.That(listing.Asked, Is.Empty);
    }

    [Test]
    public async Task Cursors_in_the_answers_of_a_numbered_listing_mean_nothing()
    {
        var listing = new FakeListing(7) { OnAnswer = (_, answer) => answer.NextPageCursor = "always" };

        Assert.That(await listing.ListAll().IdsAsync(), Is.EqualTo(Reading.UpTo(7)));
    }

    [Test]
    public async Task The_keys_of_the_last_thousand_items_are_known([Values(1, 20, 400)] int size)
    {
        long[] ids = Reading.UpTo(1000 + (4 * size));
        List<ItemPage> pages = [.. ids.Chunk(size).Select(page => ItemPage.Of(page))];
        long first = ids[ids.Length - 1000];
        pages.Add(ItemPage.Of(first, 9999));

        Assert.That(await Pages([.. pages]).IdsAsync(), Is.EqualTo(ids.Append(9999)));
    }

    [Test]
    public async Task The_keys_of_three_pages_are_known_however_large_they_are()
    {
        ItemPage[] pages = [.. Reading.UpTo(6000).Chunk(1500).Select(page => ItemPage.Of(page)), ItemPage.Of(1501, 3, 6001)];

        Assert.That((await Pages(pages).IdsAsync()).Skip(6000), Is.EqualTo(new[] { 3, 6001 }), "page 5 does not know page 1 any more");
    }

    [Test]
    public async Task A_walk_does_not_keep_the_keys_of_all_its_items()
    {
        var keys = new Violet.Generated.Runtime.Paging.SeenKeys<Item, long>(item => item.Id);
        for (long id = 1; id <= 100_000; id += 20)
        {
            keys.BeginPage();
            keys.TakeNew([.. Enumerable.Range(0, 20).Select(i => new Item(id + i))], []);
        }

        keys.BeginPage();
        Assert.That(keys.IsCovered(new Item(100_000 - 999)), Is.True);
        Assert.That(keys.IsCovered(new Item(100_000 - 1020)), Is.False);
    }

    [Test]
    public async Task Items_without_a_key_are_never_doubles()
    {
        AsyncPageable<Item> all = Pages(ItemPage.Of(0, 0), ItemPage.Of(0, 0), ItemPage.Of(0, 0));

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 0 }));
    }

    [Test]
    public async Task Items_with_a_null_key_and_null_items_are_never_doubles()
    {
        AsyncPageable<Item> nullKeys = Pages(_ => (string?)null, ItemPage.Of(1), ItemPage.Of(1));
        AsyncPageable<Item> nullItems = Pages(new ItemPage { Content = [null!, null!] });

        Assert.That(await nullKeys.IdsAsync(), Is.EqualTo(new[] { 1, 1 }));
        Assert.That((await nullItems.AsPages().AllAsync())[0].Items, Is.EqualTo(new Item?[] { null, null }));
    }

    [Test]
    public async Task A_listing_without_keys_delivers_everything_it_gets()
    {
        AsyncPageable<Item> all = Pages<long>(null, ItemPage.Of(1, 2), ItemPage.Of(1, 2), ItemPage.Of(1, 2));

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1, 2, 1, 2, 1, 2 }));
    }

    [Test]
    public async Task One_page_of_nothing_but_doubles_is_skipped()
    {
        AsyncPageable<Item> all = Pages(ItemPage.Of(1, 2), ItemPage.Of(2, 1), ItemPage.Of(3, 4), ItemPage.Of(3, 4), ItemPage.Of(5, 6));

        List<Page<Item>> pages = await all.AsPages().AllAsync();

        Assert.That(pages.Select(Reading.Ids), Is.EqualTo(new[] { new long[] { 1, 2 }, [3, 4], [5, 6] }));
    }

    [Test]
    public async Task A_service_that_repeats_page_one_for_ever_is_an_error()
    {
        int asked = 0;
        AsyncPageable<Item> all = PageWalk<Item, ItemPage>.Numbered(
            PagingOptions.Default,
            (_, _, _) => Task.FromResult(asked++ < 100 ? ItemPage.Of(1, 2) : new ItemPage()),
            item => item.Id
        );
        var got = new List<long>();

        VioletException? error = await Assert.CatchAsync<VioletException>(async () =>
        {
            await foreach (Item item in all)
            {
                got.Add(item.Id);
            }
        });

        Assert.That(got, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(error!.Message, Does.Contain("Page 3"));
        Assert.That(error.PageNumber, Is.EqualTo(3));
        Assert.That(error.ResumeToken, Is.Null, "there is nowhere to go on");
    }

    [Test]
    public async Task The_second_page_of_doubles_is_an_error_even_when_it_is_the_last()
    {
        AsyncPageable<Item> all = Pages(ItemPage.Of(1, 2), ItemPage.Of(1, 2), ItemPage.Of(1, 2));

        await Assert.ThrowsAsync<VioletException>(() => all.IdsAsync(), "pages 2 and 3 hold items that nobody ever sees");
    }

    [Test]
    public async Task A_listing_can_be_read_twice()
    {
        AsyncPageable<Item> all = new FakeListing(7).ListAll();

        List<long> first = await all.IdsAsync();
        List<long> second = await all.IdsAsync();

        Assert.That(second, Is.EqualTo(first));
    }

    private static FakeListing WithoutTotals(int count, int? totals) =>
        new(count)
        {
            OnAnswer = (_, answer) =>
            {
                answer.TotalPages = totals;
                answer.TotalElements = totals;
                answer.Last = true;
            },
        };

    private static AsyncPageable<Item> Pages(params ItemPage[] pages) => Pages<long>(item => item.Id, pages);

    private static AsyncPageable<Item> Pages<TKey>(Func<Item, TKey>? key, params ItemPage[] pages) =>
        PageWalk<Item, ItemPage>.Numbered(
            PagingOptions.Default,
            (page, _, _) =>
            {
                pages[page - 1].TotalPages = pages.Length;
                return Task.FromResult(pages[page - 1]);
            },
            key
        );
}
