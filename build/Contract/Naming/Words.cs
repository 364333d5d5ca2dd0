using System.Globalization;
using System.Text;

namespace Violet.Contract.Naming;

/// <summary>C# names from wire names, and texts of the contract as they stand in C#.</summary>
internal static class Words
{
    /// <summary>
    /// PascalCase of a wire name: every character that is no letter or digit parts two words. Capitals within a word stay.
    /// </summary>
    public static string Pascal(string wireName)
    {
        var name = new StringBuilder(wireName.Length);
        bool begins = true;
        foreach (char c in wireName)
        {
            bool isPart = char.IsLetterOrDigit(c);
            if (isPart)
                name.Append(begins ? char.ToUpperInvariant(c) : c);
            begins = !isPart;
        }
        return name.Length > 0 && char.IsLetter(name[0]) ? name.ToString() : "_" + name;
    }

    /// <summary>PascalCase of a text whose case says nothing: IN_PROGRESS.</summary>
    public static string PascalOfAnyCase(string text) => Pascal(text.ToLowerInvariant());

    public static string Field(string name) => "_" + char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>The inside of a string literal, a u8 one too.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                literal.Append('\\').Append(c);
            }
            else if (
                c < ' '
                || char.GetUnicodeCategory(c)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
            )
            {
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                literal.Append(c);
            }
        }
        return literal.ToString();
    }

    /// <summary>Text in an XML doc comment: one line, and no character that XML lacks.</summary>
    public static string Xml(string text)
    {
        var xml = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            xml = c switch
            {
                '<' => xml.Append("&lt;"),
                '>' => xml.Append("&gt;"),
                '&' => xml.Append("&amp;"),
                _ when char.IsWhiteSpace(c) => xml.Append(' '),
                _ when char.IsControl(c) || c is '\uFFFE' or '\uFFFF' => xml.Append('\uFFFD'),
                _ => xml.Append(c),
            };
        }
        return xml.ToString();
    }
}
