using System.Runtime.CompilerServices;
using Violet.Generated.Runtime.Paging;

namespace Violet.Generated.Tests.Paging;

/// <summary>What is fetched when, and that nothing stays behind however a walk ends.</summary>
public class PrefetchTests
{
    [Test]
    public async Task The_next_page_is_fetched_while_the_current_one_is_used_and_no_more_than_that()
    {
        var listing = new FakeListing(12);
        await using IAsyncEnumerator<Page<Item>> pages = listing.ListAll().AsPages().GetAsyncEnumerator();

        await pages.MoveNextAsync();
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1, 2 }));
        await pages.MoveNextAsync();
        Assert.That(listing.Asked, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task The_caller_has_the_page_before_the_next_one_has_come()
    {
        var listing = new FakeListing(6);
        var gate = new Gate(listing);
        await using IAsyncEnumerator<Item> items = listing.ListAll().GetAsyncEnumerator();
        ValueTask<bool> first = items.MoveNextAsync();

        gate.Release(1);

        Assert.That(first.IsCompletedSuccessfully, Is.True);
        Assert.That(gate.Held, Is.EqualTo(new[] { 2 }));
        Assert.That(await items.MoveNextAsync() && await items.MoveNextAsync(), Is.True);
        Assert.That(items.Current.Id, Is.EqualTo(3));
    }

    [Test]
    public async Task Without_prefetch_a_page_is_fetched_when_it_is_wanted()
    {
        var listing = new FakeListing(12);
        await using IAsyncEnumerator<Page<Item>> pages = listing.ListAll(prefetch: false).AsPages().GetAsyncEnumerator();

        await pages.MoveNextAsync();

        Assert.That(listing.Asked, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Nothing_is_asked_for_before_the_walk_begins_or_after_the_last_page()
    {
        var listing = new FakeListing(3);
        IAsyncEnumerable<Page<Item>> pages = listing.ListAll().AsPages();
        Assert.That(listing.Asked, Is.Empty);

        await pages.AllAsync();

        Assert.That(listing.Asked, Is.EqualTo(new[] { 1 }));
    }

    [TestCase(1, 1)]
    [TestCase(4, 4)]
    public async Task Leaving_the_loop_cancels_what_is_under_way_and_leaves_nothing_running(int concurrency, int underWay)
    {
        var listing = new FakeListing(30);
        var gate = new Gate(listing);
        IAsyncEnumerator<Page<Item>> pages = listing.ListAll(concurrency: concurrency).AsPages().GetAsyncEnumerator();
        ValueTask<bool> first = pages.MoveNextAsync();
        gate.Release(1);
        await first;
        Assert.That(listing.Running, Is.EqualTo(underWay));

        await pages.DisposeAsync();

        Assert.That(listing.Running, Is.Zero);
    }

    [Test]
    public async Task Break_ends_the_prefetch_of_an_item_loop_too()
    {
        var listing = new FakeListing(30);
        listing.OnRequest = (request, cancellationToken) =>
            request == 1 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellationToken);

        await foreach (Item item in listing.ListAll())
        {
            Assert.That(listing.Running, Is.EqualTo(1));
            break;
        }

        Assert.That(listing.Running, Is.Zero);
    }

    [Test]
    public async Task Leaving_the_loop_waits_for_a_request_that_does_not_heed_its_cancellation()
    {
        var listing = new FakeListing(30);
        var gate = new Gate(listing) { HeedsCancellation = false };
        IAsyncEnumerator<Page<Item>> pages = listing.ListAll().AsPages().GetAsyncEnumerator();
        ValueTask<bool> first = pages.MoveNextAsync();
        gate.Release(1);
        await first;

        Task leaving = pages.DisposeAsync().AsTask();

        Assert.That(leaving.IsCompleted, Is.False);
        gate.Release(2);
        await leaving;
    }

    [Test]
    public void A_prefetch_that_fails_after_the_loop_was_left_raises_no_unobserved_exception()
    {
        var raised = new List<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, e) => raised.Add(e.Exception);
        TaskScheduler.UnobservedTaskException += note;
        try
        {
            LeaveWithAFailingPrefetch();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= note;
        }

        Assert.That(raised.Where(e => e.ToString().Contains("after the loop")), Is.Empty);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void LeaveWithAFailingPrefetch()
        {
            var listing = new FakeListing(30);
            var gate = new Gate(listing) { HeedsCancellation = false };
            IAsyncEnumerator<Page<Item>> pages = listing.ListAll().AsPages().GetAsyncEnumerator();
            Task<bool> first = pages.MoveNextAsync().AsTask();
            gate.Release(1);
            Assert.That(first.IsCompletedSuccessfully, Is.True);
            Task leaving = pages.DisposeAsync().AsTask();
            gate.Fail(2, new VioletException("after the loop"));
            Assert.That(leaving.IsCompletedSuccessfully, Is.True);
        }
    }

    [Test]
    public async Task An_error_of_the_next_page_comes_after_every_item_of_this_one([Values] bool thrownAtOnce)
    {
        var listing = new FakeListing(9);
        var error = new VioletException("no");
        AsyncPageable<Item> all = PageWalk<Item, ItemPage>.Numbered(
            PagingOptions.Default,
            (page, size, cancellationToken) =>
                page == 2
                    ? thrownAtOnce
                        ? throw error
                        : Task.FromException<ItemPage>(error)
                    : listing.FetchAsync(page, size, cancellationToken),
            item => item.Id
        );
        var got = new List<long>();

        Exception? caught = await Assert.CatchAsync(async () =>
        {
            await foreach (Item item in all)
            {
                got.Add(item.Id);
            }
        });

        Assert.That(got, Is.EqualTo(Reading.UpTo(3)));
        Assert.That(caught, Is.SameAs(error), "the same types as from a single call");
        Assert.That(error.PageNumber, Is.EqualTo(2));
        Assert.That(error.ResumeToken, Is.Not.Null);
    }

    [Test]
    public void An_error_that_is_not_ours_passes_as_it_is()
    {
        var listing = new FakeListing(9) { OnRequest = (_, _) => throw new InvalidOperationException("theirs") };

        Assert.That(() => listing.ListAll().IdsAsync(), Throws.InvalidOperationException.With.Message.EqualTo("theirs"));
    }

    [Test]
    public async Task Cancelling_ends_a_request_under_way_with_the_token_of_the_caller()
    {
        var listing = new FakeListing(9);
        _ = new Gate(listing);
        using var cancel = new CancellationTokenSource();
        Task<List<long>> reading = listing.ListAll().IdsAsync(cancel.Token);

        cancel.Cancel();

        OperationCanceledException? error = await Assert.CatchAsync<OperationCanceledException>(() => reading);
        Assert.That(error!.CancellationToken, Is.EqualTo(cancel.Token));
        Assert.That(listing.Running, Is.Zero);
    }

    [Test]
    public async Task Cancelling_between_pages_stops_though_the_next_page_has_come()
    {
        var listing = new FakeListing(9);
        using var cancel = new CancellationTokenSource();
        await using IAsyncEnumerator<Page<Item>> pages = listing.ListAll().AsPages().GetAsyncEnumerator(cancel.Token);
        await pages.MoveNextAsync();

        cancel.Cancel();

        await Assert.CatchAsync<OperationCanceledException>(() => pages.MoveNextAsync().AsTask());
    }

    [Test]
    public async Task Cancelling_stops_between_two_items_of_a_page()
    {
        using var cancel = new CancellationTokenSource();
        await using IAsyncEnumerator<Item> items = new FakeListing(9).ListAll().GetAsyncEnumerator(cancel.Token);
        await items.MoveNextAsync();

        cancel.Cancel();

        await Assert.CatchAsync<OperationCanceledException>(() => items.MoveNextAsync().AsTask());
    }

    [Test]
    public async Task A_token_that_is_cancelled_before_sends_nothing([Values] bool asPages)
    {
        var listing = new FakeListing(9);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            if (asPages)
            {
                await foreach (Page<Item>? _ in listing.ListAll().AsPages().WithCancellation(cancelled)) { }
            }
            else
            {
                await foreach (Item? _ in listing.ListAll().WithCancellation(cancelled)) { }
            }
        });
        Assert.That(listing.Asked, Is.Empty);
    }

    [Test]
    public void A_cancellation_that_is_not_the_callers_passes_as_it_is()
    {
        var timeout = new TaskCanceledException("timeout");
        var listing = new FakeListing(9) { OnRequest = (_, _) => throw timeout };
        using var cancel = new CancellationTokenSource();

        Assert.That(() => listing.ListAll().IdsAsync(cancel.Token), Throws.Exception.SameAs(timeout));
    }

    [Test]
    public async Task Nothing_is_posted_to_the_context_of_the_caller()
    {
        TaskCompletionSource<ItemPage>[] answers = new[] { new TaskCompletionSource<ItemPage>(), new TaskCompletionSource<ItemPage>() };
        AsyncPageable<Item> all = PageWalk<Item, ItemPage>.Numbered(
            PagingOptions.Default,
            (page, _, _) => answers[page - 1].Task,
            item => item.Id
        );
        var context = new CountingContext();
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        IAsyncEnumerator<Item> items = all.GetAsyncEnumerator();
        Task<bool> first = items.MoveNextAsync().AsTask();
        SynchronizationContext.SetSynchronizationContext(before);
        answers[0].SetResult(new ItemPage { Content = [new Item(1)], TotalPages = 2 });
        await first;

        SynchronizationContext.SetSynchronizationContext(context);
        Task leaving = items.DisposeAsync().AsTask();
        SynchronizationContext.SetSynchronizationContext(before);
        answers[1].SetResult(new ItemPage());
        await leaving;

        Assert.That(context.Posts, Is.Zero);
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => _posts;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }
}
