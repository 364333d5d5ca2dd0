using System.Diagnostics;

namespace Violet.Generated;

/// <summary>One page of an <see cref="AsyncPageable{T}"/>: items, and the place to continue from.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Page<T>
{
    /// <summary>Makes a page. The client makes its own; this is for the mocks of tests.</summary>
    /// <param name="items">The items of the page.</param>
    /// <param name="resumeToken">Continues after this page; null on the last page.</param>
    /// <param name="totalElements">Number of items on all pages, if known.</param>
    /// <param name="totalPages">Number of pages, if known.</param>
    public Page(IReadOnlyList<T> items, string? resumeToken = null, long? totalElements = null, int? totalPages = null)
    {
        Items = items ?? throw new ArgumentNullException(nameof(items));
        ResumeToken = resumeToken;
        TotalElements = totalElements;
        TotalPages = totalPages;
    }

    /// <summary>
    /// The items that no page before has brought. Their number can differ from the page size, because doubles are left out and late items
    /// come with the
    /// next page; only the last page can be empty.
    /// </summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>
    /// Short text to keep and to give to <see cref="AsyncPageable{T}.AsPages"/>, which then continues after this page; null on the last
    /// page.
    /// </summary>
    public string? ResumeToken { get; }

    /// <summary>Number of items on all pages as this page's response gave it; 0 or null where the service does not count them.</summary>
    public long? TotalElements { get; }

    /// <summary>Number of pages as this page's response gave it; 0 or null where the service does not count them.</summary>
    public int? TotalPages { get; }

    /// <summary>How many items the page has, and how many there are in all where that is known; nothing of the items.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Items.Count} items")
        + (TotalElements is > 0 and var total ? FormattableString.Invariant($", {total} in all") : "")
        + (ResumeToken is null ? ", the last page" : "");
}
