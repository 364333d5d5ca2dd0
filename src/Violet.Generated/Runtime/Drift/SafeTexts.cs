namespace Violet.Generated.Runtime.Drift;

/// <summary>Which names and texts of an answer may be told: those that are written like the contract's own. A guess, as far as text can
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
    public static bool IsEnumText(string text)
    {
        if (text.Length is 0 or > Longest)
            return false;
        bool isUpper = false,
            isLower = false,
            hasUnderscore = false;
        foreach (char c in text)
        {
            isUpper |= c is >= 'A' and <= 'Z';
            isLower |= c is >= 'a' and <= 'z';
            hasUnderscore |= c == '_';
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_'))
                return false;
        }

        return isUpper != isLower && (isUpper || hasUnderscore);
    }
}
