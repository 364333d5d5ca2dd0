using System.Text.Json.Nodes;
using Violet.Generated.Testing.Contract;

namespace Violet.Generated.Testing.State;

/// <summary>What searches have in common: date ranges, texts and sorting.</summary>
internal static class Filters
{
    /// <summary>Whether an item lies within all ranges of a search: <c>date_created:min</c>, <c>date_created:max</c> and so on.</summary>
    public static bool IsWithin(JsonObject item, JsonObject search)
    {
        foreach ((string name, JsonNode? bound) in search)
        {
            int colon = name.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && bound is not null && !IsWithin(item, name[..colon], name[(colon + 1)..] == "min", (string?)bound))
                return false;
        }

        return true;
    }

    /// <param name="item">The item.</param>
    /// <param name="property">The item's date.</param>
    /// <param name="isLowest">Whether the bound is the earliest time, else it is the latest.</param>
    /// <param name="bound">The bound; null for none.</param>
    public static bool IsWithin(JsonObject item, string property, bool isLowest, string? bound) =>
        bound is null
        || (
            SchemaCheck.TryParseDate(bound, out DateTimeOffset limit)
            && Date(item, property) is { } date
            && (isLowest ? date >= limit : date <= limit)
        );

    public static DateTimeOffset? Date(JsonObject item, string property) =>
        SchemaCheck.TryParseDate(item.Text(property), out DateTimeOffset date) ? date : null;

    /// <summary>Whether a text of the search, if it is there, occurs in the item's text.</summary>
    public static bool Contains(JsonObject search, string name, string text) =>
        search[name] is null || text.Contains(search.Text(name), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text or number of the search, if it is there, is the item's.</summary>
    public static bool Equals(JsonObject search, string name, JsonNode? value) =>
        search[name] is not { } wanted || Plain(wanted) == (value is null ? null : Plain(value));

    /// <summary>Sorts by a property that the search names in camelCase.</summary>
    /// <returns>The sorted items; null when the search names none of the properties, or no direction.</returns>
    public static IReadOnlyList<JsonObject>? Sort(
        IEnumerable<JsonObject> items,
        JsonObject search,
        IReadOnlyCollection<string> properties,
        Func<JsonObject, string, JsonNode?>? read = null
    )
    {
        bool descending = search.Text("sort_direction").Equals("DESC", StringComparison.OrdinalIgnoreCase);
        if (
            search["sort_direction"] is not null
            && !descending
            && !search.Text("sort_direction").Equals("ASC", StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }

        string name = search.Text("sort_by");
        if (name.Length == 0)
            return [.. items];
        if (!properties.Contains(name))
            return null;
        string property = string.Concat(name.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));
        Func<JsonObject, JsonNode?> key = i => read is null ? i[property] : read(i, property);
        return [.. descending ? items.OrderByDescending(key, ByValue.Instance) : items.OrderBy(key, ByValue.Instance)];
    }

    private static string Plain(JsonNode value) =>
        value.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? ((string)value!).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant()
            : value.ToJsonString();

    private sealed class ByValue : IComparer<JsonNode?>
    {
        public static readonly ByValue Instance = new();

        public int Compare(JsonNode? x, JsonNode? y)
        {
            if (x is null || y is null)
                return (x is null ? 0 : 1) - (y is null ? 0 : 1);
            if (x.GetValueKind() != System.Text.Json.JsonValueKind.String)
                return Number(x).CompareTo(Number(y));
            string left = (string)x!,
                right = (string)y!;
            return SchemaCheck.TryParseDate(left, out DateTimeOffset first) && SchemaCheck.TryParseDate(right, out DateTimeOffset second)
                ? first.CompareTo(second)
                : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
        }

        private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
