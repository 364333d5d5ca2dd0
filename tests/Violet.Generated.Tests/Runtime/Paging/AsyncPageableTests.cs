namespace Violet.Generated.Tests.Paging;

/// <summary>What a user's own tests build on.</summary>
public class AsyncPageableTests
{
    private static readonly Page<Item>[] Given =
    [
        new([new Item(1), new Item(2)], "after 2", 3, 2),
        new([new Item(3)], totalElements: 3, totalPages: 2),
    ];

    [Test]
    public async Task Given_pages_can_be_read_as_items_and_as_pages()
    {
        var all = AsyncPageable<Item>.FromPages(Given);

        Assert.That(await all.IdsAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(await all.AsPages().AllAsync(), Is.EqualTo(Given));
        Assert.That(await all.WithConcurrency(4).IdsAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Given_pages_can_be_resumed()
    {
        List<Page<Item>> pages = await AsyncPageable<Item>.FromPages(Given).AsPages("after 2", pageSize: 10).AllAsync();

        Assert.That(pages.Ids(), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public void Given_pages_refuse_a_token_that_none_of_them_has() =>
        Assert.That(
            () => AsyncPageable<Item>.FromPages(Given).AsPages("after 9"),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("resumeFrom")
        );

    [Test]
    public async Task Given_pages_heed_cancellation() =>
        await Assert.CatchAsync<OperationCanceledException>(() =>
            AsyncPageable<Item>
                .FromPages(Given)
                .AsPages()
                .GetAsyncEnumerator(new CancellationToken(canceled: true))
                .MoveNextAsync()
                .AsTask()
        );

    [Test]
    public void Pages_and_their_items_must_not_be_null()
    {
        Assert.That(() => AsyncPageable<Item>.FromPages(null!), Throws.ArgumentNullException);
        Assert.That(() => new Page<Item>(null!), Throws.ArgumentNullException);
    }
}
