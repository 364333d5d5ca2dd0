namespace Violet.Generated.Runtime.Paging;

/// <summary>
/// The keys of the items of the last few pages. Items move by a few places while a walk goes on, so the last pages are enough to know them
/// again,
/// and a walk over a million items needs no more memory than a short one.
/// </summary>
/// <param name="key">What tells two items apart; null when nothing does, and then no item counts as seen.</param>
internal sealed class SeenKeys<T, TKey>(Func<T, TKey>? key)
{
    public const int PagesKept = 3;

    private readonly Queue<HashSet<TKey>> _pages = new();
    private HashSet<TKey> _newest = [];

    /// <summary>Whether items can be known again at all.</summary>
    public bool CanTell => key is not null;

    /// <summary>Begins the next page and forgets the oldest.</summary>
    public void BeginPage()
    {
        _newest = _pages.Count <= PagesKept ? [] : _pages.Dequeue(); // the new page and as many before it
        _newest.Clear();
        _pages.Enqueue(_newest);
    }

    public bool Contains(T item) => HasKey(item, out TKey? itemKey) && ContainsKey(itemKey);

    /// <summary>Adds to <paramref name="items"/> what was not seen before. All of <paramref name="content"/> is seen from now on.</summary>
    public void TakeNew(IList<T> content, List<T> items)
    {
        foreach (T? item in content)
        {
            bool hasKey = HasKey(item, out TKey? itemKey);
            if (!hasKey || !ContainsKey(itemKey))
            {
                items.Add(item);
            }

            // Seen ones too: an item that keeps moving down ahead of the walk must stay known.
            if (hasKey)
            {
                _newest.Add(itemKey);
            }
        }
    }

    /// <summary>An item whose key is null or 0 cannot be told from another one; it never counts as seen, because a double is better than a
    /// loss.</summary>
    private bool HasKey(T item, out TKey itemKey)
    {
        itemKey = key is null || item is null ? default! : key(item);
        return !EqualityComparer<TKey>.Default.Equals(itemKey, default!);
    }

    private bool ContainsKey(TKey itemKey)
    {
        foreach (HashSet<TKey> page in _pages)
        {
            if (page.Contains(itemKey))
            {
                return true;
            }
        }

        return false;
    }
}
