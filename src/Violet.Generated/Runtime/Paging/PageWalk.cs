using System.Runtime.CompilerServices;

namespace Violet.Generated.Runtime.Paging;

/// <summary>What the generated <c>...All</c> methods call: makes a listing out of the operation that reads one page.</summary>
internal static class PageWalk<T, TPage>
    where TPage : IPage<T>
{
    /// <summary>A listing whose pages have numbers.</summary>
    /// <param name="options">How far to read ahead.</param>
    /// <param name="fetch">Reads a page: number (from 1), page size (null: the service's own).</param>
    /// <param name="key">What tells two items apart; null when nothing does.</param>
    /// <param name="pageSize">The page size where <see cref="AsyncPageable{T}.AsPages"/> is given none; null: the service's own.</param>
    public static AsyncPageable<T> Numbered<TKey>(
        PagingOptions options,
        Func<int, int?, CancellationToken, Task<TPage>> fetch,
        Func<T, TKey>? key,
        int? pageSize = null
    ) =>
        new Listing<TKey>(
            options,
            followsCursors: false,
            (at, cancellationToken) => fetch(at.Page, at.Size, cancellationToken),
            key,
            pageSize
        );

    /// <summary>A listing that goes by cursor on some platforms and by number on others; the responses tell which.</summary>
    /// <param name="options">How far to read ahead; its concurrency does not apply.</param>
    /// <param name="fetch">Reads a page: number or cursor, never both, and neither for the first page; page size.</param>
    /// <param name="key">What tells two items apart; null when nothing does.</param>
    /// <param name="pageSize">The page size where <see cref="AsyncPageable{T}.AsPages"/> is given none; null: the service's own.</param>
    public static AsyncPageable<T> Cursor<TKey>(
        PagingOptions options,
        Func<int?, int?, string?, CancellationToken, Task<TPage>> fetch,
        Func<T, TKey>? key,
        int? pageSize = null
    ) =>
        new Listing<TKey>(
            new PagingOptions(options.Prefetch),
            followsCursors: true,
            (at, cancellationToken) => fetch(at.Cursor is null && at.Page > 1 ? at.Page : null, at.Size, at.Cursor, cancellationToken),
            key,
            pageSize
        );

    private sealed class Listing<TKey>(
        PagingOptions options,
        bool followsCursors,
        Func<PagePosition, CancellationToken, Task<TPage>> fetch,
        Func<T, TKey>? key,
        int? defaultSize
    ) : AsyncPageable<T>
    {
        // Arguments are checked here and not in ReadAsync, which runs only when the caller begins to read.
        public override IAsyncEnumerable<Page<T>> AsPages(string? resumeFrom = null, int? pageSize = null)
        {
            if (pageSize < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(pageSize), pageSize, "A page holds at least one item.");
            }

            var start = new PagePosition(1, pageSize ?? defaultSize);
            if (resumeFrom is not null)
            {
                if (!PagePosition.TryParseToken(resumeFrom, out start) || (start.Cursor is not null && !followsCursors))
                {
                    throw new ArgumentException("This is not a resume token of this listing.", nameof(resumeFrom));
                }

                // A page number means another place when the pages have another size. A cursor does not.
                if (pageSize is not null && pageSize != start.Size && start.Cursor is null)
                {
                    throw new ArgumentException("A walk can only be resumed with the page size that it began with.", nameof(pageSize));
                }

                start = new PagePosition(start.Page, pageSize ?? start.Size, start.Cursor);
            }

            return ReadAsync(start);
        }

        public override AsyncPageable<T> WithConcurrency(int pages) =>
            followsCursors
                ? base.WithConcurrency(pages)
                : new Listing<TKey>(new PagingOptions(options.Prefetch, pages), followsCursors, fetch, key, defaultSize);

        private async IAsyncEnumerable<Page<T>> ReadAsync(
            PagePosition start,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            var prefetch = new Prefetch<TPage>(fetch, cancellationToken);
            await using ConfiguredAsyncDisposable stopping = prefetch.ConfigureAwait(false);
            var walk = new Walk<T, TPage, TKey>(options, followsCursors, start, prefetch, new SeenKeys<T, TKey>(key));
            while (await walk.NextPageAsync().ConfigureAwait(false) is { } page)
            {
                yield return page;
            }
        }
    }
}
