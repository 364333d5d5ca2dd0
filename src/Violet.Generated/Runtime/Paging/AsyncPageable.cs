using System.Runtime.CompilerServices;

namespace Violet.Generated;

/// <summary>
/// All items of a listing, read page by page while they are used: <c>await foreach</c> gives items, <see cref="AsPages"/> gives pages.
/// </summary>
/// <remarks>
/// <para>The next page is fetched while the current one is used. Leaving the loop early stops that.</para>
/// <para>
/// Items may come and go on the server during the walk. An item that shows up again on a later page because others were added before it is
/// left out, if it is one of the last 1,000 items or on one of the last three pages; of what came before, the walk keeps nothing.
/// When the total falls, the page before is read again, because items may have moved up into it. What a response holds is given, wherever
/// it moves afterwards. Three things cannot be seen: a removal that is hidden by an addition at the end at the same moment, any removal on
/// a listing that reports no totals, and what moves up by more than 1,000 items or 50 pages at once.
/// </para>
/// <para>
/// Errors are those of a single call. They are thrown once every item before them has been delivered; a <see cref="VioletException"/> then
/// has the
/// <see cref="VioletException.ResumeToken"/> that continues with the page that failed.
/// </para>
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
{
    /// <summary>
    /// The same items as pages. Keep a page's <see cref="Page{T}.ResumeToken"/> to continue later, in another process too.
    /// </summary>
    /// <remarks>
    /// A resumed walk does not know the items delivered before it: what moved between the two walks may come twice or be missed.
    /// Give the listing the same filters as before; they are not part of the token.
    /// </remarks>
    /// <param name="resumeFrom">A resume token of the same listing: reads what comes after its page. Null reads from the start.</param>
    /// <param name="pageSize">
    /// Items per request; null leaves it to the service. A token of a numbered listing is tied to the page size that it was made with,
    /// which is used
    /// again when this is null.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="resumeFrom"/> is not a resume token of such a listing, or <paramref name="pageSize"/> is not the one that it was
    /// made with.
    /// </exception>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? resumeFrom = null, int? pageSize = null);

    /// <summary>The same listing, but with up to <paramref name="pages"/> pages under way at the same time; they are delivered in
    /// order.</summary>
    /// <remarks>
    /// For numbered listings; one that goes by cursor cannot know where the next page begins and stays as it is. Pages that are read side
    /// by side
    /// see changes on the server in any order, so read a listing that changes a lot one page at a time.
    /// </remarks>
    /// <param name="pages">How many pages at the same time; 1 is the default behaviour.</param>
    public virtual AsyncPageable<T> WithConcurrency(int pages) =>
        pages >= 1 ? this : throw new ArgumentOutOfRangeException(nameof(pages), pages, "At least one page must be under way.");

    /// <inheritdoc/>
    public virtual async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T>? page in AsPages().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (T? item in page.Items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }
        }
    }

    /// <summary>A listing of the given pages, for tests of code that uses one.</summary>
    /// <remarks>
    /// Resuming continues after the page that has the given <see cref="Page{T}.ResumeToken"/>; the page size is ignored.
    /// </remarks>
    /// <param name="pages">The pages, enumerated anew by each walk.</param>
#pragma warning disable CA1000 // where users look for it, as in Azure's clients
    public static AsyncPageable<T> FromPages(IEnumerable<Page<T>> pages) =>
        new GivenPages(pages ?? throw new ArgumentNullException(nameof(pages)));
#pragma warning restore CA1000

    private sealed class GivenPages(IEnumerable<Page<T>> pages) : AsyncPageable<T>
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? resumeFrom = null, int? pageSize = null)
        {
            if (resumeFrom is null)
            {
                return Walk(pages);
            }

            var rest = pages.SkipWhile(page => page.ResumeToken != resumeFrom).ToList();
            return rest.Count > 0
                ? Walk(rest.Skip(1))
                : throw new ArgumentException("None of the given pages has this resume token.", nameof(resumeFrom));
        }

        private static async IAsyncEnumerable<Page<T>> Walk(
            IEnumerable<Page<T>> pages,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            foreach (Page<T> page in pages)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return page;
            }
        }
    }
}
