using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.Http;

/// <summary>Cuts a list into pages, with the oddities that the real listings have.</summary>
internal static class Pages
{
    /// <param name="items">The whole list.</param>
    /// <param name="call">Names page and size.</param>
    /// <param name="firstNumber">What the listing calls its first page: 0 or 1.</param>
    /// <param name="onlyPageIsLast">False for the listing that says <c>last: false</c> on its only page.</param>
    /// <param name="totals">False for the listing that always says 0 pages and 0 elements.</param>
    public static JsonObject Numbered(
        IReadOnlyCollection<JsonNode> items,
        ApiCall call,
        int firstNumber,
        bool onlyPageIsLast = true,
        bool totals = true
    )
    {
        int page = call.Page,
            size = call.Size,
            pages = (items.Count + size - 1) / size;
        long offset = (page - 1L) * size;
        JsonArray content = [.. items.Skip((int)Math.Min(offset, items.Count)).Take(size).Select(i => i.DeepClone())];
        bool last = !totals || (pages == 1 ? onlyPageIsLast : page >= pages);
        return new JsonObject
        {
            ["content"] = content,
            ["pageable"] = new JsonObject
            {
                ["sort"] = Sort(),
                ["page_number"] = page - 1 + firstNumber,
                ["page_size"] = size,
                ["offset"] = offset,
                ["paged"] = true,
                ["unpaged"] = false,
            },
            ["last"] = last,
            ["total_pages"] = totals ? pages : 0,
            ["total_elements"] = totals ? items.Count : 0,
            ["sort"] = Sort(),
            ["first"] = page == 1,
            ["number_of_elements"] = content.Count,
            ["size"] = size,
            ["number"] = page - 1 + firstNumber,
            ["empty"] = content.Count == 0,
        };
    }

    /// <summary>A page of a listing that goes by cursor; null when the cursor is none that it gave out.</summary>
    public static JsonObject? ByCursor(IReadOnlyCollection<JsonNode> items, ApiCall call)
    {
        string? cursor = call.Text("next_page_cursor");
        int offset = 0;
        if (!string.IsNullOrEmpty(cursor) && !TryReadCursor(cursor, items.Count, out offset))
            return null;
        int next = offset + call.Size;
        JsonArray content = [.. items.Skip(offset).Take(call.Size).Select(i => i.DeepClone())];
        return new JsonObject
        {
            ["content"] = content,
            ["first"] = offset == 0,
            ["last"] = next >= items.Count,
            ["number_of_elements"] = content.Count,
            ["empty"] = content.Count == 0,
            ["next_page_cursor"] = next < items.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"after:{next}")) : null,
        };
    }

    private static bool TryReadCursor(string cursor, int count, out int offset)
    {
        offset = 0;
        byte[] bytes = new byte[64];
        if (!Convert.TryFromBase64String(cursor, bytes, out int length))
            return false;
        string text = Encoding.ASCII.GetString(bytes, 0, length);
        return text.StartsWith("after:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out offset)
            && offset < count;
    }

    private static JsonObject Sort() =>
        new()
        {
            ["sorted"] = true,
            ["unsorted"] = false,
            ["empty"] = false,
        };
}
