namespace Violet.Generated.Runtime.Json;

/// <summary>A text of a request that is longer than the API documents.</summary>
/// <param name="Path">Where it stands, in the names of the wire.</param>
/// <param name="Limit">How many characters the API documents.</param>
internal readonly record struct LongText(string Path, int Limit);

/// <summary>
/// Finds texts of a request that are longer than the API documents. Whether the API counts bytes, UTF-16 units or code points is not known;
/// code points are the fewest, so nothing is refused that the API would take.
/// </summary>
internal static class LengthCheck
{
    public static LongText? Text(string name, string? text, int limit) =>
        text is not null && text.Length > limit && CodePoints(text) > limit ? new LongText(name, limit) : null;

    public static LongText? In(string name, VioletModel? model) => Below(name, model?.FirstTooLong());

    public static LongText? In<T>(string name, IList<T>? list)
        where T : VioletModel
    {
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            if (list![i]?.FirstTooLong() is { } found)
                return Below($"{name}[{i}]", found);
        }

        return null;
    }

    public static LongText? In<T>(string name, IDictionary<string, T>? map)
        where T : VioletModel
    {
        if (map is null)
            return null;
        foreach (KeyValuePair<string, T> entry in map)
        {
            if (entry.Value?.FirstTooLong() is { } found)
                return Below($"{name}.{entry.Key}", found);
        }

        return null;
    }

    private static LongText? Below(string name, LongText? found) => found is { } text ? text with { Path = $"{name}.{text.Path}" } : null;

    private static int CodePoints(string text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                count--;
        }

        return count;
    }
}
