using System.Globalization;
using System.Text;

namespace Violet.Generated.Runtime.Paging;

/// <summary>Where a page begins: by our own page number (from 1), or by a cursor once one is followed. As text it is a resume
/// token.</summary>
internal readonly struct PagePosition(int page, int? size, string? cursor = null)
{
    /// <summary>Our own count of pages. It goes on along cursors too, for error messages.</summary>
    public int Page { get; } = page;

    public int? Size { get; } = size;

    public string? Cursor { get; } = cursor;

    public PagePosition Next(string? cursor = null) => new(Page + 1, Size, cursor);

    /// <summary>
    /// The token that continues with this page: base64url, so that it travels in a URL, of <c>n1:page:size</c> or
    /// <c>c1:page:size:cursor</c>.
    /// The 1 is the version of the form; size is empty where the service chose it.
    /// </summary>
    public string ToToken()
    {
        string start = string.Format(CultureInfo.InvariantCulture, "{0}1:{1}:{2}", Cursor is null ? 'n' : 'c', Page, Size);
        string text = Cursor is null ? start : start + ":" + Cursor;
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    public static bool TryParseToken(string token, out PagePosition position)
    {
        position = default;
        string text;
        try
        {
            string base64 = token.Replace('-', '+').Replace('_', '/');
            text = Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException)
        {
            return false;
        }

        string[] parts = text.Split([':'], 4); // the cursor comes last, so that it may hold colons
        if (parts.Length < 3 || !TryParseNumber(parts[1], out int? page) || page is null || !TryParseNumber(parts[2], out int? size))
        {
            return false;
        }

        position = new PagePosition(page.Value, size, parts.Length > 3 ? parts[3] : null);
        return position.ToToken() == token; // one position, one token: this checks kind, version and every odd spelling at once
    }

    private static bool TryParseNumber(string text, out int? number)
    {
        number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : null;
        return text.Length == 0 || number >= 1;
    }
}
