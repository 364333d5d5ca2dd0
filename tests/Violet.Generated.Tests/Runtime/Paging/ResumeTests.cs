using System.Globalization;
using System.Text;
using Violet.Generated.Runtime.Paging;

namespace Violet.Generated.Tests.Paging;

/// <summary>Resuming after page k gives exactly the rest.</summary>
public class ResumeTests
{
    [Test]
    public async Task After_every_page_of_a_numbered_listing_exactly_the_rest_comes([Values(null, 4)] int? size, [Values] bool sizeAgain)
    {
        AsyncPageable<Item> all = new FakeListing(22).ListAll();
        List<Page<Item>> pages = await all.AsPages(pageSize: size).AllAsync();

        for (int k = 1; k < pages.Count; k++)
        {
            List<Page<Item>> rest = await all.AsPages(pages[k - 1].ResumeToken, sizeAgain ? size : null).AllAsync();

            Assert.That(rest.Select(Reading.Ids), Is.EqualTo(pages.Skip(k).Select(Reading.Ids)), $"after page {k}");
        }
    }

    [Test]
    public async Task After_every_page_of_a_cursor_listing_exactly_the_rest_comes([Values(null, 4)] int? size)
    {
        AsyncPageable<Item> all = ByCursor("é:/+ ", 9);
        List<Page<Item>> pages = await all.AsPages(pageSize: size).AllAsync();
        Assert.That(pages, Has.Count.EqualTo(9));

        for (int k = 1; k < pages.Count; k++)
        {
            Assert.That((await all.AsPages(pages[k - 1].ResumeToken).AllAsync()).Ids(), Is.EqualTo(pages.Skip(k).Ids()), $"after page {k}");
        }
    }

    [Test]
    public async Task After_every_page_of_a_cursor_listing_that_goes_by_number_exactly_the_rest_comes()
    {
        var listing = new FakeListing(10);
        AsyncPageable<Item> all = PageWalk<Item, ItemPage>.Cursor(
            PagingOptions.Default,
            (page, size, _, cancellationToken) => listing.FetchAsync(page ?? 1, size, cancellationToken),
            item => item.Id
        );
        List<Page<Item>> pages = await all.AsPages().AllAsync();

        for (int k = 1; k < pages.Count; k++)
        {
            Assert.That((await all.AsPages(pages[k - 1].ResumeToken).AllAsync()).Ids(), Is.EqualTo(pages.Skip(k).Ids()), $"after page {k}");
        }
    }

    [Test]
    public async Task A_resumed_walk_gives_the_same_tokens_as_one_from_the_start()
    {
        AsyncPageable<Item> all = new FakeListing(10).ListAll();
        List<Page<Item>> pages = await all.AsPages().AllAsync();

        List<Page<Item>> rest = await all.AsPages(pages[0].ResumeToken).AllAsync();

        Assert.That(rest.Select(page => page.ResumeToken), Is.EqualTo(pages.Skip(1).Select(page => page.ResumeToken)));
    }

    [TestCase(6)]
    [TestCase(7)]
    public async Task Only_the_last_page_has_no_token(int count)
    {
        List<Page<Item>> pages = await new FakeListing(count).ListAll().AsPages().AllAsync();

        Assert.That(pages.Select(page => page.ResumeToken is null), Is.EqualTo(pages.Select(page => page == pages[^1])));
    }

    [Test]
    public async Task The_last_page_has_no_token_even_where_the_end_shows_only_after_it()
    {
        var listing = new FakeListing(6) { OnAnswer = (_, answer) => answer.TotalPages = null };

        List<Page<Item>> pages = await listing.ListAll().AsPages().AllAsync();

        Assert.That(
            pages.Select(page => (page.Items.Count, page.ResumeToken is null)),
            Is.EqualTo(new[] { (3, false), (3, false), (0, true) })
        );
    }

    [Test]
    public async Task An_error_carries_the_token_that_continues_with_its_page()
    {
        var listing = new FakeListing(10);
        bool fails = true;
        listing.OnRequest = (_, _) => fails && listing.Asked[^1] == 3 ? throw new VioletException("no") : Task.CompletedTask;
        var got = new List<long>();

        VioletException? error = await Assert.CatchAsync<VioletException>(async () =>
        {
            await foreach (Item item in listing.ListAll())
            {
                got.Add(item.Id);
            }
        });
        fails = false;
        List<Page<Item>> rest = await listing.ListAll().AsPages(error!.ResumeToken).AllAsync();

        Assert.That(error.PageNumber, Is.EqualTo(3));
        Assert.That(got.Concat(rest.Ids()), Is.EqualTo(Reading.UpTo(10)));
    }

    [Test]
    public async Task An_error_on_the_first_page_carries_the_token_that_starts_anew()
    {
        var listing = new FakeListing(4) { OnRequest = (_, _) => throw new VioletException("no") };
        VioletException? error = await Assert.ThrowsAsync<VioletException>(() => listing.ListAll().AsPages(pageSize: 2).AllAsync());

        listing.OnRequest = (_, _) => Task.CompletedTask;

        Assert.That((await listing.ListAll().AsPages(error!.ResumeToken).AllAsync()).Ids(), Is.EqualTo(Reading.UpTo(4)));
        Assert.That(listing.Sizes, Is.All.EqualTo(2));
    }

    [Test]
    public async Task A_thousand_pages_with_one_failing_request_in_ten_come_once_and_in_order([Values(1, 8)] int concurrency)
    {
        var random = new Random(20260801);
        var listing = new FakeListing(3000)
        {
            OnRequest = (_, _) => random.Next(10) == 0 ? throw new VioletException("no") : Task.CompletedTask,
        };
        AsyncPageable<Item> all = listing.ListAll(concurrency: concurrency);
        var got = new List<long>();
        string? token = null;
        int failures = 0;

        while (true)
        {
            try
            {
                await foreach (Page<Item> page in all.AsPages(token))
                {
                    got.AddRange(page.Ids());
                }

                break;
            }
            catch (VioletException e)
            {
                failures++;
                token = e.ResumeToken;
            }
        }

        Assert.That(got, Is.EqualTo(Reading.UpTo(3000)));
        Assert.That(failures, Is.GreaterThan(50));
        TestContext.Out.WriteLine($"{listing.Asked.Count} requests, {failures} failures resumed");
    }

    [Test]
    public async Task A_token_is_short_and_goes_into_a_url_as_it_is()
    {
        List<Page<Item>> pages = await ByCursor("?>~:", 3).AsPages().AllAsync();
        List<Page<Item>> numbered = await new FakeListing(9).ListAll().AsPages().AllAsync();

        Assert.That(pages[0].ResumeToken, Does.Match("^[A-Za-z0-9_-]+$"));
        Assert.That(numbered[0].ResumeToken, Does.Match("^[A-Za-z0-9_-]{1,16}$"));
    }

    [TestCase("ar-SA")]
    [TestCase("de-DE")]
    [TestCase("tr-TR")]
    public void A_token_is_the_same_under_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string plain = new PagePosition(1234567, 100, "İi").ToToken();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);

            Assert.That(new PagePosition(1234567, 100, "İi").ToToken(), Is.EqualTo(plain));
            Assert.That(PagePosition.TryParseToken(plain, out PagePosition position), Is.True);
            Assert.That((position.Page, position.Size, position.Cursor), Is.EqualTo((1234567, (int?)100, "İi")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase("")]
    [TestCase("3")]
    [TestCase("not ours")]
    [TestCase("eyJpZCI6MX0")]
    [TestCase("====")]
    public void A_text_that_is_not_ours_is_refused_by_name_before_any_request(string text)
    {
        var listing = new FakeListing(3);

        Assert.That(() => listing.ListAll().AsPages(text), Throws.ArgumentException.With.Property("ParamName").EqualTo("resumeFrom"));
        Assert.That(listing.Asked, Is.Empty);
    }

    [TestCase("n2:3:20", Description = "another version")]
    [TestCase("x1:3:20", Description = "another kind")]
    [TestCase("n1:0:20")]
    [TestCase("n1:-3:20")]
    [TestCase("n1::20")]
    [TestCase("n1:3")]
    [TestCase("n1:3:0")]
    [TestCase("n1:03:20")]
    [TestCase("n1: 3:20")]
    [TestCase("n1:3:20:")]
    [TestCase("n1:3:20:a")]
    [TestCase("c1:3:20")]
    [TestCase("n1:99999999999:20")]
    public void A_token_that_was_tampered_with_is_refused(string text)
    {
        string token = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        Assert.That(
            () => new FakeListing(3).ListAll().AsPages(token),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("resumeFrom")
        );
        Assert.That(() => ByCursor("a", 1).AsPages(token), Throws.ArgumentException.With.Property("ParamName").EqualTo("resumeFrom"));
    }

    [Test]
    public void A_numbered_listing_refuses_the_token_of_a_cursor_listing()
    {
        string token = new PagePosition(3, 20, "a").ToToken();

        Assert.That(
            () => new FakeListing(3).ListAll().AsPages(token),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("resumeFrom")
        );
    }

    [TestCase(4)]
    [TestCase(null)]
    public async Task A_numbered_listing_refuses_another_page_size_than_that_of_the_token(int? size)
    {
        AsyncPageable<Item> all = new FakeListing(30).ListAll();
        string? token = (await all.AsPages(pageSize: size).AllAsync())[0].ResumeToken;

        Assert.That(() => all.AsPages(token, 5), Throws.ArgumentException.With.Property("ParamName").EqualTo("pageSize"));
    }

    [Test]
    public async Task A_cursor_listing_can_go_on_with_another_page_size()
    {
        AsyncPageable<Item> all = ByCursor("c", 3);
        string? token = (await all.AsPages(pageSize: 4).AllAsync())[0].ResumeToken;

        Assert.That((await all.AsPages(token, 5).AllAsync()).Ids(), Is.EqualTo(new[] { 2, 3 }));
    }

    /// <summary>One item a page; the cursor of page n+1 is the prefix and n.</summary>
    private static AsyncPageable<Item> ByCursor(string prefix, int count) =>
        PageWalk<Item, ItemPage>.Cursor(
            PagingOptions.Default,
            (_, _, cursor, _) =>
            {
                int n = cursor is null ? 0 : int.Parse(cursor[prefix.Length..], CultureInfo.InvariantCulture);
                return Task.FromResult(
                    new ItemPage { Content = [new Item(n + 1)], NextPageCursor = n + 1 < count ? $"{prefix}{n + 1}" : null }
                );
            },
            item => item.Id
        );
}
