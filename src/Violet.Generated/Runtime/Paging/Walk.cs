using System.Runtime.ExceptionServices;
using Violet.Generated.Runtime.Json;

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
    /// <summary>So many pages may stand still while the total grows; a list that grows as fast for longer has no end either.</summary>
    private const int MaxStandstills = 16;

    private readonly int _firstPage = start.Page;
    private readonly HashSet<string> _cursors = [];
    private PagePosition? _next = start;
    private PagePosition _unasked = start;
    private long? _totalBefore;
    private int _standstills;
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
            seen.BeginPage();
            seen.TakeNew(response.Content, items);
            if (TotalFell(response))
            {
                var catchUp = new CatchUp<T, TPage, TKey>(prefetch, seen, at, _firstPage);
                try
                {
                    response = await catchUp.RunAsync(response, items).ConfigureAwait(false);
                    items.InsertRange(0, catchUp.Late);
                }
                catch (Exception e) when (items.Count + catchUp.Late.Count > 0 && !prefetch.IsCancelled)
                {
                    _failure = ExceptionDispatchInfo.Capture(e); // for the next call: what is there already is delivered first
                    items.InsertRange(0, catchUp.Late);
                    return new Page<T>(
                        items,
                        (e as VioletException)?.ResumeToken ?? at.ToToken(),
                        response.TotalElements,
                        response.TotalPages
                    );
                }
            }

            _next = Following(at, response);
            if (items.Count > 0)
            {
                _standstills = 0;
                seen.ForgetRepeated();
            }
            else if (response.Content.Count > 0)
            {
                OnRepeat(at, response);
            }

            // a cursor stays with its item, whatever is removed before it
            _totalBefore = _next is { Cursor: null } ? response.TotalElements : null;

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

        int sent = PartialList<T>.CountWhole(response.Content); // a page is no shorter for an item that could not be read
        // Without totals `last` is worth nothing: one listing says `last: true` on every page. The size must be the one that the response
        // names, because
        // the service may give less than was asked for. Where it names none, a full page cannot be told and the list ends with an empty
        // one...
        if (response.Size > 0 || !followsCursors)
        {
            return sent == 0 || sent < response.Size;
        }

        // ...but a platform that goes by cursor knows no page 2, so there `last` saves asking for it.
        return sent == 0 || response.Last == true;
    }

    /// <summary>
    /// Items may be added at the top while the walk goes on, and then a page repeats earlier ones; after a burst, so do the next pages,
    /// each further on. A page that does not go on, and no growth of the total to explain it, is a service that does not turn the page.
    /// </summary>
    private void OnRepeat(PagePosition at, TPage response)
    {
        if (followsCursors && _next is { Cursor: null } && response.TotalPages is not > 0)
        {
            // Page 2 was asked for on the chance that this platform goes by number. It does not, so page 1 was all.
            _next = null;
        }
        else if (!seen.Advances(response.Content) && (!(response.TotalElements > _totalBefore) || ++_standstills > MaxStandstills))
        {
            throw new VioletException($"Page {at.Page} brings nothing but items of earlier pages again. The listing would never end.")
            {
                PageNumber = at.Page,
            };
        }
    }

    // Known from the totals only, and of use only where items can be known again. 0 is "not counted".
    private bool TotalFell(TPage response) => seen.CanTell && response.TotalElements > 0 && response.TotalElements < _totalBefore;

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
