namespace Violet.Generated.Runtime.Drift;

/// <summary>Which names and texts of a response may be told: those that are written like the contract's own. A guess, as far as text can
/// tell: others may be somebody's name, number or id.</summary>
internal static class SafeTexts
{
    private const int Longest = 64;

    /// <summary>Whether a key is written like a field's name.</summary>
    public static bool IsFieldName(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > Longest || name[0] is < (byte)'a' or > (byte)'z')
            return false;
        bool afterDigit = false;
        foreach (byte b in name)
        {
            bool isDigit = b is >= (byte)'0' and <= (byte)'9';
            bool isPart = isDigit
                ? !afterDigit
                : b is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (byte)'_' or (byte)':';
            if (!isPart)
                return false;
            afterDigit = isDigit;
        }

        return true;
    }

    /// <summary>Whether a text is written like an enum's: capitals, or words of one case with underscores between them.</summary>
    public static bool IsEnumText(string text) =>
        VioletApiException.IsSlug(text) || (text.Length is > 0 and <= Longest && IsCapitals(text));

    private static bool IsCapitals(string text)
    {
        foreach (char c in text)
        {
            if (c is < 'A' or > 'Z')
                return false;
        }

        return true;
    }
}
