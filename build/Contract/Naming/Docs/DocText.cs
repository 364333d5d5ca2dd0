using System.Text;
using System.Text.RegularExpressions;

namespace Violet.Contract.Naming;

/// <summary>
/// Descriptions, which are Markdown, as the text of XML doc comments. What names something of ours becomes a link to its C# name, whether
/// it stands in backticks or is known by its underscore; another name of the wire becomes code.
/// </summary>
internal sealed partial class DocText(DocScope scope)
{
    /// <summary>A description on one line; empty for none.</summary>
    public string Xml(string? markdown)
    {
        List<(bool IsItem, string Text)> parts = [.. Parts(markdown ?? "")];
        if (parts is [{ IsItem: false } only])
            return Inline(only.Text);
        var xml = new StringBuilder();
        for (int i = 0; i < parts.Count; i++)
        {
            (bool isItem, string text) = parts[i];
            if (isItem && (i == 0 || !parts[i - 1].IsItem))
                xml.Append("<list type=\"bullet\">");
            xml.Append(isItem ? $"<item>{Inline(text)}</item>" : $"<para>{Inline(text)}</para>");
            if (isItem && (i == parts.Count - 1 || !parts[i + 1].IsItem))
                xml.Append("</list>");
        }
        return xml.ToString();
    }

    /// <summary>Paragraphs, which blank lines part, and the items of lists; each on one line.</summary>
    private static IEnumerable<(bool IsItem, string Text)> Parts(string markdown)
    {
        bool isItem = false;
        var text = new StringBuilder();
        foreach (string line in markdown.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            bool begins = line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal);
            if ((begins || line.Length == 0) && text.Length > 0)
            {
                yield return (isItem, text.ToString());
                text.Clear();
            }
            if (text.Length == 0)
                isItem = begins;
            else
                text.Append(' ');
            text.Append(begins ? line[2..].TrimStart() : line);
        }
        if (text.Length > 0)
            yield return (isItem, text.ToString());
    }

    private string Inline(string text)
    {
        var xml = new StringBuilder();
        int done = 0;
        foreach (Match match in Spans().Matches(text))
        {
            xml.Append(Words.Xml(text[done..match.Index])).Append(Span(match));
            done = match.Index + match.Length;
        }
        return xml.Append(Words.Xml(text[done..])).ToString();
    }

    private string Span(Match match)
    {
        if (match.Groups["code"] is { Success: true, Value: var code })
            return scope.Find(code) ?? scope.FindSchema(code) ?? Code(code);
        if (match.Groups["name"] is { Success: true, Value: var name })
            return scope.FindBare(name) ?? Code(name);
        if (match.Groups["value"] is { Success: true, Value: var value })
            return scope.FindOwnValue(value) ?? value;
        if (match.Groups["bold"] is { Success: true, Value: var bold })
            return $"<b>{Inline(bold)}</b>";
        string url = Words.Xml(match.Groups["url"].Value).Replace("\"", "&quot;", StringComparison.Ordinal);
        return $"<see href=\"{url}\">{Inline(match.Groups["text"].Value)}</see>";
    }

    private static string Code(string code) => $"<c>{Words.Xml(code)}</c>";

    [GeneratedRegex(
        """
            `(?<code>[^`]+)`
            | \*\*(?<bold>[^*]+)\*\*
            | \[(?<text>[^\]]+)\]\((?<url>https?://[^\s)]+)\)
            | (?<![\w/.:@&?=-]) (?<name>[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?::(?:min|max))?) (?![\w/@=-])
            | (?<![\w/.:@&?=-]) (?<value>[A-Z][A-Z0-9]{2,}) (?![\w/@=-])
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Spans();
}
