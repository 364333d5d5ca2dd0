using System.Net;
using System.Text.RegularExpressions;

namespace Violet.Dashboard.Tests;

/// <summary>Looks into pages as they came over the wire.</summary>
internal static partial class Html
{
    /// <summary>The text of each row that has a row header, without tags and with single spaces.</summary>
    public static IReadOnlyList<string> Rows(string page) =>
        [
            .. Row()
                .Matches(page)
                .Select(row => row.Groups[1].Value)
                .Where(row => row.Contains("scope=\"row\"", StringComparison.Ordinal))
                .Select(Text),
        ];

    /// <summary>The row that holds a text.</summary>
    public static string RowWith(string page, string text) => Rows(page).Single(row => row.Contains(text, StringComparison.Ordinal));

    public static string Text(string html) => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ").Trim();

    public static string AntiforgeryToken(string page) => Token().Match(page).Groups[1].Value;

    [GeneratedRegex("<tr[^>]*>(.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
