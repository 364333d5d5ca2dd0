namespace Violet.Contract.Reading;

/// <summary>A $ref taken apart: the file that it names, from the file that it stands in, and the keys to follow there.</summary>
internal sealed record Reference(string File, IReadOnlyList<string> Keys)
{
    public static Reference Parse(string text, string standsIn)
    {
        string[] parts = text.Split('#', 2);
        string file =
            parts[0].Length == 0
                ? standsIn
                : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(standsIn)!, Uri.UnescapeDataString(parts[0])));
        string pointer = parts.ElementAtOrDefault(1)?.TrimStart('/') ?? "";
        return new Reference(file, pointer.Length == 0 ? [] : [.. pointer.Split('/').Select(Unescape)]);
    }

    public static string Escape(string key) =>
        key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Unescape(string key) =>
        Uri.UnescapeDataString(key).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
