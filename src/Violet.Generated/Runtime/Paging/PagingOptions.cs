namespace Violet.Generated.Runtime.Paging;

/// <summary>How far a walk over pages reads ahead of its caller.</summary>
internal sealed class PagingOptions
{
    public static readonly PagingOptions Default = new();

    public PagingOptions(bool prefetch = true, int concurrency = 1)
    {
        Prefetch = prefetch;
        Concurrency =
            concurrency >= 1
                ? concurrency
                : throw new ArgumentOutOfRangeException(nameof(concurrency), concurrency, "At least one page must be under way.");
    }

    /// <summary>Whether the next page is fetched while the caller uses the current one.</summary>
    public bool Prefetch { get; }

    /// <summary>How many numbered pages are under way at the same time; more than one means reading ahead, whatever <see cref="Prefetch"/>
    /// says.</summary>
    public int Concurrency { get; }
}
