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

    /// <summary>The counts of a page; null for what is not known.</summary>
    public static string Page(int? count, int? number, int? pages, long? total) =>
        FormattableString.Invariant($": {count ?? 0} items")
        + (number is null ? "" : FormattableString.Invariant($", page {number}"))
        + (pages is > 0 ? FormattableString.Invariant($" of {pages}") : "")
        + (total is > 0 ? FormattableString.Invariant($", {total} in all") : "");
}
