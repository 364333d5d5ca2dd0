namespace Violet.Generated;

/// <summary>One page of a listing as the API answered it: the items and what the service says about the page.</summary>
/// <remarks>
/// Every generated page type implements it. Few of these values can be relied on by themselves: <see cref="Number"/> counts from 0 on some
/// services
/// and from 1 on others, and some listings always answer 0 totals. <see cref="AsyncPageable{T}"/> knows how to read them together.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
[System.Text.Json.Serialization.JsonConverter(typeof(Json.SystemTextInterfaceConverter))]
public interface IPage<T>
{
    /// <summary>The items of the page; empty, never null.</summary>
    IList<T> Content { get; }

    /// <summary>Whether the service calls this the last page.</summary>
    bool? Last { get; }

    /// <summary>Number of pages; 0 or null where the service does not count them.</summary>
    int? TotalPages { get; }

    /// <summary>Number of items on all pages; 0 or null where the service does not count them.</summary>
    long? TotalElements { get; }

    /// <summary>Items that a full page holds.</summary>
    int? Size { get; }

    /// <summary>Number of this page, from 0 or from 1 depending on the service.</summary>
    int? Number { get; }

    /// <summary>Where the next page begins, on listings that go by cursor; null or empty when there is none.</summary>
    string? NextPageCursor { get; }
}
