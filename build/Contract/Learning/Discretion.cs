using System.Text.RegularExpressions;

namespace Violet.Contract.Learning;

/// <summary>What of a capture may be shown. A capture is somebody's order: names of fields and values of enums are the API's, all else is
/// personal until it is proven otherwise.</summary>
internal static partial class Discretion
{
    /// <summary>More distinct names at one place are a map's keys.</summary>
    public const int MostKeys = 50;

    /// <summary>Whether a key looks like the name of a field: a few words, begun in lower case, a number at most at the end of
    /// one.</summary>
    public static bool IsFieldName(string key) => key.Length <= 48 && FieldName().IsMatch(key) && key.Count(char.IsAsciiDigit) <= 3;

    /// <summary>Whether a text looks like a value of an enum: words in upper snake case, or in lower snake case where that is the
    /// custom.</summary>
    public static bool IsEnumText(string text, bool allowLower = false) =>
        text.Length is >= 2 and <= 48 && (UpperSnake().IsMatch(text) || (allowLower && LowerSnake().IsMatch(text)));

    /// <summary>Whether a field of this name holds words of people, whatever their case: JANE, SUMMER_SALE, LONDON.</summary>
    public static bool IsPersonal(string name) => PersonalName().IsMatch(name);

    [GeneratedRegex(@"^_?[a-z][A-Za-z]*[0-9]{0,3}(?:[_-](?:[A-Za-z]+[0-9]{0,3}|[0-9]{1,2}))*\z")]
    private static partial Regex FieldName();

    [GeneratedRegex(@"^[A-Z][A-Z]*(?:_[A-Z]+)*(?:_?[0-9]{1,2})?\z")]
    private static partial Regex UpperSnake();

    [GeneratedRegex(@"^[a-z]+(?:_[a-z]+)*(?:_?[0-9]{1,2})?\z")]
    private static partial Regex LowerSnake();

    [GeneratedRegex(
        "name|mail|phone|address|street|city|state$|province|region|county|postal|zip|code|coupon|sku|token|secret|key|password|note|message"
            + "|title|label|description|comment|tag|brand|vendor|color|size|value|(^|_)id$|_ids$|url|user|customer|buyer",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PersonalName();
}
