using System.Globalization;

namespace Violet.Generated.Runtime.Json;

/// <summary>
/// What a model's ToString shows, each part behind a space: debuggers and logs do, so that nothing of a person's may be in it. Numbers,
/// names of the contract and UUIDs are nobody's; any other text may be.
/// </summary>
internal static class ModelText
{
    public static string Id(long? id) => id is { } number ? " " + number.ToString(CultureInfo.InvariantCulture) : "";

    public static string Id(string? id) => Guid.TryParse(id, out Guid uuid) ? $" {uuid}" : "";

    /// <summary>An id of something else, with its name.</summary>
    public static string Id(string name, long? id) => id is null ? "" : $" {name}{Id(id)}";

    public static string Known<T>(OpenEnum<T> value)
        where T : struct, Enum =>
        value.Raw is null ? ""
        : value.IsKnown ? " " + new OpenEnum<T>(value.Value!.Value).Raw
        : " ?";

    /// <param name="count">The number of items, which the page itself would make a list for; null for none.</param>
    /// <param name="page">The page.</param>
    public static string Page<T>(int? count, IPage<T> page) =>
        FormattableString.Invariant($": {count ?? 0} items")
        + (page.Number is { } number ? FormattableString.Invariant($", page {number}") : "")
        + (page.TotalPages is > 0 and var pages ? FormattableString.Invariant($" of {pages}") : "")
        + (page.TotalElements is > 0 and var total ? FormattableString.Invariant($", {total} in all") : "");
}
