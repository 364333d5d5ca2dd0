using System.Runtime.ExceptionServices;

namespace Violet.Generated.Runtime.Paging;

/// <summary>One walk over a listing: which page comes next, where the list ends, and which items were not delivered yet.</summary>
/// <remarks>
/// It keeps its own page counter; the <c>number</c> of the responses counts from 0 on some services and from 1 on others, and who follows
/// it reads page 1 for ever.
/// </remarks>
internal sealed class Walk<T, TPage, TKey>(
    PagingOptions options,
    bool followsCursors,
    PagePosition start,
    Prefetch<TPage> prefetch,
    SeenKeys<T, TKey> seen
)
    where TPage : IPage<T>
{
    private const int MaxCatchUps = 16;

    private readonly int _firstPage = start.Page;
    private readonly HashSet<string> _cursors = [];
    private PagePosition? _next = start;
    private PagePosition _unasked = start;
    private long? _totalBefore;
    private int _repeatsInARow;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The next page that has something new, or the last one even without (its missing resume token says that all is read); null
    /// after that.</summary>
    public async Task<Page<T>?> NextPageAsync()
    {
        _failure?.Throw();
        while (_next is { } at)
        {
            if (prefetch.Count == 0)
            {
                Ask(at);
            }

            TPage response = await prefetch.ReceiveAsync(at).ConfigureAwait(false);
            var items = new List<T>(response.Content.Count);
            if (TotalFell(response))
            {
                try
                {
                    response = await CatchUpAsync(at, response, items).ConfigureAwait(false);
                }
                catch (Exception e) when (items.Count > 0 && !prefetch.IsCancelled)
                {
                    _failure = ExceptionDispatchInfo.Capture(e); // for the next call: what is there already is delivered first
                    return new Page<T>(
                        items,
                        (e as VioletException)?.ResumeToken ?? at.ToToken(),
                        response.TotalElements,
                        response.TotalPages
                    );
                }
            }

            seen.BeginPage();
            seen.TakeNew(response.Content, items);

            _next = Following(at, response);
            // a cursor stays with its item, whatever is removed before it
            _totalBefore = _next is { Cursor: null } ? response.TotalElements : null;
            if (items.Count > 0)
            {
                _repeatsInARow = 0;
            }
            else if (response.Content.Count > 0)
            {
                OnRepeat(at, response);
            }

            PrefetchPages(response);
            if (items.Count > 0 || _next is null)
            {
                return new Page<T>(items, _next?.ToToken(), response.TotalElements, response.TotalPages);
            }
        }

        return null;
    }

    private PagePosition? Following(PagePosition at, TPage response)
    {
        if (followsCursors && !string.IsNullOrEmpty(response.NextPageCursor))
        {
            return at.Next(response.NextPageCursor);
        }

        // After a cursor, no cursor is the end. On the first page it may be a platform that goes by number.
        return at.Cursor is not null || IsLast(at, response) ? null : at.Next();
    }

    private bool IsLast(PagePosition at, TPage response)
    {
        if (response.TotalPages > 0)
        {
            // Either sign will do: a captured response says `last: false` on its only page. An empty page before the end is none.
            return response.Last == true || at.Page >= response.TotalPages;
        }

        // Without totals `last` is worth nothing: one listing says `last: true` on every page. The size must be the one that the response
        // names, because
        // the service may give less than was asked for. Where it names none, a full page cannot be told and the list ends with an empty
        // one...
        if (response.Size > 0 || !followsCursors)
        {
            return response.Content.Count == 0 || response.Content.Count < response.Size;
        }

        // ...but a platform that goes by cursor knows no page 2, so there `last` saves asking for it.
        return response.Content.Count == 0 || response.Last == true;
    }

    /// <summary>
    /// Items may be added at the top while the walk goes on, and then a page can repeat the one before. Twice in a row is a service that
    /// does not turn the page.
    /// </summary>
    private void OnRepeat(PagePosition at, TPage response)
    {
        if (followsCursors && _next is { Cursor: null } && response.TotalPages is not > 0)
        {
            // Page 2 was asked for on the chance that this platform goes by number. It does not, so page 1 was all.
            _next = null;
        }
        else if (++_repeatsInARow > 1)
        {
            throw new VioletException(
                $"Page {at.Page} and the page before it bring nothing but items of earlier pages. The listing would never end."
            )
            {
                PageNumber = at.Page,
            };
        }
    }

    // Known from the totals only, and of use only where items can be known again. 0 is "not counted".
    private bool TotalFell(TPage response) => seen.CanTell && response.TotalElements > 0 && response.TotalElements < _totalBefore;

    /// <summary>
    /// Items were removed, so later ones moved up, maybe into pages that were read already. Reads those again, then the page itself,
    /// because
    /// only pages that were read one after the other with no fall in between are known to have no gap. Gives the newest response for the
    /// page;
    /// the list gets what had moved up.
    /// </summary>
    private async Task<TPage> CatchUpAsync(PagePosition at, TPage response, List<T> items)
    {
        for (int round = 1; round <= MaxCatchUps; round++)
        {
            // Totals that fall with every request must not hold up the walk for ever.
            if (await ReadBackAsync(at, items, stopsAtFall: round < MaxCatchUps).ConfigureAwait(false))
            {
                response = await prefetch.ReadAsync(at).ConfigureAwait(false);
                if (!TotalFell(response))
                {
                    break;
                }
            }
        }

        return response;
    }

    /// <summary>
    /// Reads the page before again, and pages before that as long as everything may have moved by a whole page. From there it reads on to
    /// the page before:
    /// on the way back, items that were added could have moved others down from a page still to be read into one that was read already.
    /// </summary>
    /// <returns>Whether it came through; false when the total fell once more.</returns>
    private async Task<bool> ReadBackAsync(PagePosition at, List<T> items, bool stopsAtFall)
    {
        int page = at.Page - 1;
        TPage again = await ReadAsync().ConfigureAwait(false);
        while (
            page > _firstPage
            && page > at.Page - SeenKeys<T, TKey>.PagesKept
            && !(again.Content.Count > 0 && seen.Contains(again.Content[0]))
        )
        {
            page--; // once its first item is an old one, so is all that is before it
            again = await ReadAsync().ConfigureAwait(false);
        }

        Take();
        while (++page < at.Page)
        {
            again = await ReadAsync().ConfigureAwait(false);
            if (stopsAtFall && TotalFell(again))
            {
                return false;
            }

            Take();
        }

        return true;

        Task<TPage> ReadAsync() => prefetch.ReadAsync(new PagePosition(page, at.Size));

        void Take()
        {
            seen.TakeNew(again.Content, items);
            _totalBefore = again.TotalElements;
        }
    }

    private void Ask(PagePosition at)
    {
        if (at.Cursor is not null && !_cursors.Add(at.Cursor))
        {
            throw new VioletException($"Page {at.Page} has the cursor of an earlier page. The listing would never end.")
            {
                PageNumber = at.Page,
            };
        }

        prefetch.Start(at);
        _unasked = at.Next();
    }

    private void PrefetchPages(TPage response)
    {
        if (_next is not { } next || (!options.Prefetch && options.Concurrency == 1))
        {
            return;
        }

        if (prefetch.Count == 0)
        {
            if (next.Cursor is not null && _cursors.Contains(next.Cursor))
            {
                return; // an error, but one that comes after this page
            }

            Ask(next);
        }

        // As many at once only from the second page on: before the first response nobody knows whether there are more.
        while (prefetch.Count < options.Concurrency && (response.TotalPages is not > 0 || _unasked.Page <= response.TotalPages))
        {
            Ask(_unasked);
        }
    }
}
