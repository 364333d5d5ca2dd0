namespace Violet.Generated.Runtime.Paging;

/// <summary>
/// Items were removed, so later ones moved up, maybe into pages that were read already. Reads those again until no gap is left before the
/// current page. Whatever a response holds is taken at once: by the next request it may have moved on.
/// </summary>
/// <param name="prefetch">Sends the requests.</param>
/// <param name="seen">What the walk knows.</param>
/// <param name="at">The current page.</param>
/// <param name="firstPage">Where the walk began. What is before that is unknown to it.</param>
internal sealed class CatchUp<T, TPage, TKey>(Prefetch<TPage> prefetch, SeenKeys<T, TKey> seen, PagePosition at, int firstPage)
    where TPage : IPage<T>
{
    /// <summary>Totals that fall with every request must not hold up the walk for ever.</summary>
    private const int MaxFalls = 8;

    private const int MaxPagesBack = 50;

    /// <summary>The responses for a page, the newest last. Each begins within the one before it, so they have no gap.</summary>
    private readonly Dictionary<int, List<TPage>> _responses = [];
    private readonly int _lowest = Math.Max(firstPage, at.Page - Math.Min(seen.PagesBefore, MaxPagesBack));
    private int _page,
        _deepest = int.MaxValue;

    /// <summary>What had moved up into the pages before. It belongs before the items of the current one.</summary>
    public List<T> Late { get; } = [];

    /// <summary>Gives the newest response for the current page.</summary>
    /// <param name="response">The response that showed that items were removed; its items are taken already.</param>
    /// <param name="items">Gets what further responses for the current page bring.</param>
    public async Task<TPage> RunAsync(TPage response, List<T> items)
    {
        _responses[at.Page] = [response];
        int falls = 0;
        TPage before = await ReadBackAsync(at.Page - 1, items).ConfigureAwait(false);
        while (_page < at.Page)
        {
            int next = _page + 1;
            bool goesOn = before.Content.Count > 0 && Holds(next, before.Content[before.Content.Count - 1]);
            if (!goesOn)
            {
                long? total = (await ReadAsync(next, items).ConfigureAwait(false)).TotalElements;
                if (total > 0 && total < before.TotalElements && ++falls < MaxFalls)
                {
                    before = await ReadBackAsync(_page, items).ConfigureAwait(false);
                    continue;
                }
            }

            _page = next;
            List<TPage> responses = _responses[next];
            foreach (TPage each in responses)
                seen.Cover(each.Content);
            before = responses[responses.Count - 1];
        }

        return before;
    }

    /// <summary>Reads a page, and pages before it as long as all of it may have moved there from further down.</summary>
    private async Task<TPage> ReadBackAsync(int page, List<T> items)
    {
        TPage response = await ReadAsync(page, items).ConfigureAwait(false);
        while (page > _lowest && !(response.Content.Count > 0 && seen.IsCovered(response.Content[0])))
            response = await ReadAsync(--page, items).ConfigureAwait(false);
        seen.Cover(response.Content);
        _page = page;
        return response;
    }

    private async Task<TPage> ReadAsync(int page, List<T> items)
    {
        TPage response = await prefetch.ReadAsync(new PagePosition(page, at.Size)).ConfigureAwait(false);
        var taken = new List<T>();
        seen.TakeNew(response.Content, taken);
        if (page == at.Page)
            items.AddRange(taken);
        else
            Late.InsertRange(page < _deepest ? 0 : Late.Count, taken);
        _deepest = Math.Min(_deepest, page);
        if (response.Content.Count > 0 && Holds(page, response.Content[0]))
            _responses[page].Add(response);
        else
            _responses[page] = [response];
        return response;
    }

    private bool Holds(int page, T item) =>
        _responses.TryGetValue(page, out List<TPage>? responses)
        && responses.Exists(response => response.Content.Any(other => seen.AreSame(item, other)));
}
