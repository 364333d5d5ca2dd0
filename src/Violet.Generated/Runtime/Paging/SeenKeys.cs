namespace Violet.Generated.Runtime.Paging;

/// <summary>
/// The keys of the last items of a walk. Items move while it goes on, but not by thousands of places, so the last ones are enough to know
/// them again, and a walk over a million items needs no more memory than a short one.
/// </summary>
/// <param name="key">What tells two items apart; null when nothing does, and then no item counts as seen.</param>
internal sealed class SeenKeys<T, TKey>(Func<T, TKey>? key)
{
    /// <summary>Of at least so many items the keys are kept, and of at least so many pages.</summary>
    public const int ItemsKept = 1000,
        PagesKept = 3;

    private readonly HashSet<TKey> _known = [];
    private readonly Queue<HashSet<TKey>> _pages = new();
    private readonly HashSet<TKey> _open = [];
    private readonly HashSet<TKey> _repeated = [];
    private HashSet<TKey> _newest = [];
    private int _kept;

    /// <summary>Whether items can be known again at all.</summary>
    public bool CanTell => key is not null;

    /// <summary>How many pages before the current one are known.</summary>
    public int PagesBefore => _pages.Count;

    /// <summary>Begins the next page and forgets what is too old. What came before has no gap.</summary>
    public void BeginPage()
    {
        if (_newest.Count > 0)
        {
            _pages.Enqueue(_newest);
            _kept += _newest.Count;
            _newest = [];
        }

        _open.Clear();
        while (_pages.Count > PagesKept && _kept - _pages.Peek().Count >= ItemsKept)
            Forget(_pages.Dequeue());
    }

    /// <summary>Adds to <paramref name="items"/> what was not seen before. All of <paramref name="content"/> is seen from now on.</summary>
    public void TakeNew(IList<T> content, List<T> items)
    {
        foreach (T item in content)
        {
            bool hasKey = HasKey(item, out TKey itemKey);
            if (hasKey)
                _newest.Add(itemKey); // seen ones too: an item that keeps moving down ahead of the walk must stay known
            if (hasKey && !_known.Add(itemKey))
                continue;
            items.Add(item);
            if (hasKey)
                _open.Add(itemKey);
        }
    }

    /// <summary>Whether the item is known, and everything before it too: no gap is left there.</summary>
    public bool IsCovered(T item) => HasKey(item, out TKey itemKey) && _known.Contains(itemKey) && !_open.Contains(itemKey);

    /// <summary>There is no gap before any of these items.</summary>
    public void Cover(IList<T> content)
    {
        foreach (T item in content)
        {
            if (HasKey(item, out TKey itemKey))
                _open.Remove(itemKey);
        }
    }

    /// <summary>Whether some item of a page without new ones has not been on such a page since the last new item.</summary>
    public bool Advances(IList<T> content)
    {
        bool advances = false;
        foreach (T item in content)
            advances |= HasKey(item, out TKey itemKey) && _repeated.Add(itemKey);
        return advances;
    }

    /// <summary>A new item has come.</summary>
    public void ForgetRepeated() => _repeated.Clear();

    public bool AreSame(T one, T other) =>
        HasKey(one, out TKey itemKey) && HasKey(other, out TKey otherKey) && EqualityComparer<TKey>.Default.Equals(itemKey, otherKey);

    /// <summary>An item whose key is null or 0 cannot be told from another one; it never counts as seen, because a duplicate is better than
    /// a loss.</summary>
    private bool HasKey(T item, out TKey itemKey)
    {
        itemKey = key is null || item is null ? default! : key(item);
        return !EqualityComparer<TKey>.Default.Equals(itemKey, default!);
    }

    private void Forget(HashSet<TKey> page)
    {
        _kept -= page.Count;
        foreach (TKey itemKey in page)
        {
            if (!_newest.Contains(itemKey) && !_pages.Any(later => later.Contains(itemKey)))
                _known.Remove(itemKey);
        }
    }
}
