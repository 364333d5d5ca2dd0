using Violet.Generated.Runtime.Paging;

namespace Violet.Generated.Tests.Paging;

/// <summary>An item; its id is its key.</summary>
internal sealed record Item(long Id);

/// <summary>What a generated page type looks like to the walk.</summary>
internal sealed class ItemPage : IPage<Item>
{
    public IList<Item> Content { get; set; } = [];

    public bool? Last { get; set; }

    public int? TotalPages { get; set; }

    public long? TotalElements { get; set; }

    public int? Size { get; set; }

    public int? Number { get; set; }

    public string? NextPageCursor { get; set; }

    public static ItemPage Of(params long[] ids) => new() { Content = [.. ids.Select(id => new Item(id))] };
}

/// <summary>A numbered listing that is served from <see cref="Ids"/> as it is at the moment of the request.</summary>
internal sealed class FakeListing
{
    public const int DefaultSize = 3;

    private int _running;

    public FakeListing(int count) => Ids = [.. Enumerable.Range(1, count).Select(id => (long)id)];

    public List<long> Ids { get; }

    /// <summary>The pages asked for, in order.</summary>
    public List<int> Asked { get; } = [];

    public List<int?> Sizes { get; } = [];

    /// <summary>Requests that have not ended.</summary>
    public int Running => Volatile.Read(ref _running);

    public int MostRunning { get; private set; }

    /// <summary>Runs when a request arrives, with its number from 1: changes the data, throws, or waits.</summary>
    public Func<int, CancellationToken, Task> OnRequest { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Spoils an answer.</summary>
    public Action<int, ItemPage> OnAnswer { get; set; } = (_, _) => { };

    public AsyncPageable<Item> ListAll(bool prefetch = true, int concurrency = 1) =>
        PageWalk<Item, ItemPage>.Numbered(new PagingOptions(prefetch, concurrency), FetchAsync, item => item.Id);

    public async Task<ItemPage> FetchAsync(int page, int? size, CancellationToken cancellationToken)
    {
        Asked.Add(page);
        Assert.That(Asked, Has.Count.LessThan(10_000), "the walk does not end");
        Sizes.Add(size);
        MostRunning = Math.Max(MostRunning, Interlocked.Increment(ref _running));
        try
        {
            await OnRequest(Asked.Count, cancellationToken);
            ItemPage answer = Answer(page, size ?? DefaultSize);
            OnAnswer(page, answer);
            return answer;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private ItemPage Answer(int page, int size)
    {
        int totalPages = (Ids.Count + size - 1) / size;
        return new ItemPage
        {
            Content = [.. Ids.Skip((page - 1) * size).Take(size).Select(id => new Item(id))],
            Last = page >= totalPages,
            TotalPages = totalPages,
            TotalElements = Ids.Count,
            Size = size,
            Number = page - 1,
        };
    }
}

/// <summary>Holds every request of a listing until the test lets it go, so that a test decides what happens when without any
/// clock.</summary>
internal sealed class Gate
{
    private readonly Dictionary<int, TaskCompletionSource> _held = [];
    private readonly FakeListing _listing;

    public Gate(FakeListing listing)
    {
        _listing = listing;
        listing.OnRequest = HoldAsync;

        // NUnit's context posts what comes after an await to the thread pool. Without it that runs inside Release.
        SynchronizationContext.SetSynchronizationContext(null);
    }

    /// <summary>Whether a cancelled request ends at once, as a good transport does.</summary>
    public bool HeedsCancellation { get; init; } = true;

    public IReadOnlyCollection<int> Held => _held.Keys;

    /// <summary>Answers the request for a page. The walk goes on inside this call, on the test's own thread.</summary>
    public void Release(int page) => Take(page).SetResult();

    public void Fail(int page, Exception error) => Take(page).SetException(error);

    private TaskCompletionSource Take(int page)
    {
        TaskCompletionSource held = _held[page];
        _held.Remove(page);
        return held;
    }

    private Task HoldAsync(int request, CancellationToken cancellationToken)
    {
        var held = new TaskCompletionSource();
        int page = _listing.Asked[request - 1];
        _held[page] = held;
        if (HeedsCancellation)
        {
            cancellationToken.Register(() =>
            {
                _held.Remove(page);
                held.TrySetCanceled(cancellationToken);
            });
        }

        return held.Task;
    }
}

internal static class Reading
{
    public static async Task<List<long>> IdsAsync(this IAsyncEnumerable<Item> items, CancellationToken cancellationToken = default)
    {
        var ids = new List<long>();
        await foreach (Item? item in items.WithCancellation(cancellationToken))
        {
            ids.Add(item.Id);
        }

        return ids;
    }

    public static async Task<List<Page<Item>>> AllAsync(this IAsyncEnumerable<Page<Item>> pages)
    {
        var all = new List<Page<Item>>();
        await foreach (Page<Item> page in pages)
        {
            all.Add(page);
        }

        return all;
    }

    public static long[] Ids(this Page<Item> page) => [.. page.Items.Select(item => item.Id)];

    public static long[] Ids(this IEnumerable<Page<Item>> pages) => [.. pages.SelectMany(Ids)];

    public static long[] UpTo(long last) => [.. Enumerable.Range(1, (int)last).Select(id => (long)id)];
}
