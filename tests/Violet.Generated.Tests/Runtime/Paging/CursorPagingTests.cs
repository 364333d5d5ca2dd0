using Violet.Generated.Runtime.Paging;

namespace Violet.Generated.Tests.Paging;

/// <summary>Relay's listings, which go by cursor on some platforms and by number on others.</summary>
public class CursorPagingTests
{
    private readonly List<(int? Page, int? Size, string? Cursor)> _asked = [];

    [SetUp]
    public void Forget() => _asked.Clear();

    [TestCase(null)]
    [TestCase("")]
    public async Task Follows_the_cursors_until_there_is_none(string? none)
    {
        AsyncPageable<Item> all = ByCursor(("", 1, "a"), ("a", 2, "b"), ("b", 3, none));

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(_asked, Is.EqualTo(new (int?, int?, string?)[] { (null, null, null), (null, null, "a"), (null, null, "b") }));
    }

    [Test]
    public async Task The_page_size_goes_with_every_request()
    {
        await ByCursor(("", 1, "a"), ("a", 2, null)).AsPages(pageSize: 50).AllAsync();

        Assert.That(_asked, Is.EqualTo(new (int?, int?, string?)[] { (null, 50, null), (null, 50, "a") }));
    }

    [Test]
    public async Task A_cursor_counts_more_than_last_totals_and_an_empty_page()
    {
        AsyncPageable<Item> all = Listing(
            (_, cursor) =>
                cursor switch
                {
                    null => new ItemPage
                    {
                        Content = [new Item(1)],
                        NextPageCursor = "a",
                        Last = true,
                        TotalPages = 1,
                        TotalElements = 1,
                        Size = 20,
                    },
                    "a" => new ItemPage
                    {
                        NextPageCursor = "b",
                        Last = true,
                        TotalPages = 1,
                        TotalElements = 1,
                        Size = 20,
                    },
                    _ => ItemPage.Of(2),
                }
        );

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task After_a_cursor_none_is_the_end_whatever_the_rest_says()
    {
        AsyncPageable<Item> all = Listing(
            (_, cursor) =>
                cursor is null
                    ? new ItemPage { Content = [new Item(1)], NextPageCursor = "a" }
                    : new ItemPage
                    {
                        Content = [new Item(2)],
                        Last = false,
                        TotalPages = 9,
                        Size = 1,
                    }
        );

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(_asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_platform_that_gives_no_cursor_is_read_by_number()
    {
        var listing = new FakeListing(7);

        Assert.That(await ByNumber(listing).IdsAsync(), Is.EqualTo(Reading.UpTo(7)));
        Assert.That(_asked, Is.EqualTo(new (int?, int?, string?)[] { (null, null, null), (2, null, null), (3, null, null) }));
    }

    [Test]
    public async Task On_a_platform_read_by_number_the_page_before_is_read_again_when_the_total_falls()
    {
        var listing = new FakeListing(7);
        listing.OnRequest = (request, _) =>
        {
            if (request == 2)
            {
                listing.Ids.Remove(1);
            }

            return Task.CompletedTask;
        };

        Assert.That(await ByNumber(listing).IdsAsync(), Is.EqualTo(Reading.UpTo(7)), "4 moved up into page 1");
    }

    [Test]
    public async Task Along_cursors_a_falling_total_means_nothing()
    {
        AsyncPageable<Item> all = Listing(
            (_, cursor) =>
                cursor switch
                {
                    null => new ItemPage
                    {
                        Content = [new Item(1)],
                        NextPageCursor = "a",
                        TotalElements = 3,
                    },
                    "a" => new ItemPage
                    {
                        Content = [new Item(2)],
                        NextPageCursor = "b",
                        TotalElements = 2,
                    },
                    _ => new ItemPage { Content = [new Item(3)], TotalElements = 1 },
                }
        );

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(_asked.Select(request => request.Cursor), Is.EqualTo(new[] { null, "a", "b" }));
    }

    [Test]
    public async Task A_short_first_page_without_cursor_is_the_end()
    {
        AsyncPageable<Item> all = Listing((_, _) => new ItemPage { Content = [new Item(1)], Size = 20 });

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1 }));
        Assert.That(_asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_first_page_that_names_neither_cursor_totals_nor_size_is_believed_to_be_the_last()
    {
        AsyncPageable<Item> all = Listing((_, _) => new ItemPage { Content = [new Item(1)], Last = true });

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1 }));
        Assert.That(_asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_full_first_page_without_cursor_and_totals_is_not_believed_to_be_the_last()
    {
        AsyncPageable<Item> all = Listing(
            (page, _) =>
                new ItemPage
                {
                    Content = page is null ? [new Item(1), new Item(2)] : [new Item(3)],
                    Last = true,
                    Size = 2,
                }
        );

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task A_platform_that_answers_page_two_with_page_one_knows_no_numbers_and_has_ended()
    {
        AsyncPageable<Item> all = Listing(
            (_, _) =>
                new ItemPage
                {
                    Content = [new Item(1), new Item(2)],
                    Last = false,
                    TotalPages = 0,
                    Size = 2,
                }
        );

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(_asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_platform_that_counts_its_pages_but_repeats_the_first_is_an_error()
    {
        AsyncPageable<Item> all = Listing(
            (_, _) =>
                new ItemPage
                {
                    Content = [new Item(1), new Item(2)],
                    TotalPages = 5,
                    Size = 2,
                }
        );

        await Assert.ThrowsAsync<VioletException>(() => all.IdsAsync());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_repeated_cursor_is_an_error_after_the_page_that_names_it(bool prefetch)
    {
        AsyncPageable<Item> all = ByCursor(prefetch, ("", 1, "a"), ("a", 2, "b"), ("b", 3, "a"));
        var got = new List<long>();

        VioletException? error = await Assert.CatchAsync<VioletException>(async () =>
        {
            await foreach (Item item in all)
            {
                got.Add(item.Id);
            }
        });

        Assert.That(got, Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(_asked, Has.Count.EqualTo(3), "it is not followed");
        Assert.That(error!.Message, Does.Contain("cursor"));
        Assert.That(error.PageNumber, Is.EqualTo(4));
    }

    [Test]
    public async Task A_cursor_that_names_itself_is_an_error_in_a_resumed_walk_too()
    {
        string token = new PagePosition(2, null, "a").ToToken();
        AsyncPageable<Item> all = ByCursor(("a", 2, "a"));

        await Assert.ThrowsAsync<VioletException>(() => all.AsPages(token).AllAsync());
        Assert.That(_asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_next_page_is_fetched_while_the_current_one_is_used()
    {
        await using IAsyncEnumerator<Page<Item>> pages = ByCursor(("", 1, "a"), ("a", 2, "b"), ("b", 3, null))
            .AsPages()
            .GetAsyncEnumerator();

        await pages.MoveNextAsync();

        Assert.That(_asked.Select(request => request.Cursor), Is.EqualTo(new[] { null, "a" }));
    }

    [Test]
    public async Task Concurrency_changes_nothing()
    {
        await using IAsyncEnumerator<Page<Item>> pages = ByCursor(("", 1, "a"), ("a", 2, "b"), ("b", 3, null))
            .WithConcurrency(8)
            .AsPages()
            .GetAsyncEnumerator();

        await pages.MoveNextAsync();

        Assert.That(_asked, Has.Count.EqualTo(2));
    }

    private AsyncPageable<Item> ByNumber(FakeListing listing) =>
        PageWalk<Item, ItemPage>.Cursor(
            PagingOptions.Default,
            (page, size, cursor, cancellationToken) =>
            {
                _asked.Add((page, size, cursor));
                return listing.FetchAsync(page ?? 1, size, cancellationToken);
            },
            item => item.Id
        );

    private AsyncPageable<Item> ByCursor(params (string Cursor, long Id, string? Next)[] pages) => ByCursor(true, pages);

    private AsyncPageable<Item> ByCursor(bool prefetch, params (string Cursor, long Id, string? Next)[] pages) =>
        Listing(
            (_, cursor) =>
            {
                (string _, long id, string? next) = pages.Single(page => page.Cursor == (cursor ?? ""));
                return new ItemPage { Content = [new Item(id)], NextPageCursor = next };
            },
            prefetch
        );

    private AsyncPageable<Item> Listing(Func<int?, string?, ItemPage> answer, bool prefetch = true) =>
        PageWalk<Item, ItemPage>.Cursor(
            new PagingOptions(prefetch),
            (page, size, cursor, _) =>
            {
                _asked.Add((page, size, cursor));
                Assert.That(_asked, Has.Count.LessThan(100), "the walk does not end");
                return Task.FromResult(answer(page, cursor));
            },
            item => item.Id
        );
}
