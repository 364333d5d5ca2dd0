namespace Violet.Generated.Runtime.Http;

/// <summary>What is sent in a header. A handler sends a line break as it is, and what follows it would be a header, or a request, of its
/// own.</summary>
internal static class HeaderText
{
    /// <summary>What is wrong with a value that is not valid, as the end of a sentence.</summary>
    public const string Problem = "holds a character that is not sent in a header, such as a line break: only printable ASCII is.";

    /// <summary>Whether a value can be sent: printable ASCII.</summary>
    public static bool IsValid(string value)
    {
        foreach (char c in value)
        {
            if (c is < ' ' or > '~')
                return false;
        }

        return true;
    }

    /// <summary>Whether a text is written like an id, so that a message may show it.</summary>
    public static bool IsId(string text) =>
        text.Length <= 128
        && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' or '=' or ':' or ';');

    /// <summary>Whether a header of this name can be set on a request; those of the content, such as Content-Type, cannot.</summary>
    public static bool IsValidName(string name)
    {
        using var message = new HttpRequestMessage();
        return message.Headers.TryAddWithoutValidation(name, "");
    }

    /// <exception cref="ArgumentException">The value cannot be sent; the message names the header and not the value, which may be a
    /// credential.</exception>
    public static void Add(HttpRequestMessage message, string name, string value)
    {
        if (!IsValid(value))
            throw new ArgumentException($"The header {name} {Problem}");
        message.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>Adds a header in place of any other of its name.</summary>
    /// <exception cref="ArgumentException">The value cannot be sent.</exception>
    public static void Set(HttpRequestMessage message, string name, string value)
    {
        message.Headers.Remove(name);
        Add(message, name, value);
    }
}
