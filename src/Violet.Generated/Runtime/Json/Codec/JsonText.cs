using System.Globalization;
using System.Text;

namespace Violet.Generated.Runtime.Json;

/// <summary>UTF-8 and JSON string text, read so that broken text becomes U+FFFD instead of an error.</summary>
internal static class JsonText
{
    internal static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    internal static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
#if NETSTANDARD2_0
        unsafe
        {
            fixed (byte* bytes = utf8)
                return Utf8.GetString(bytes, utf8.Length);
        }
#else
        return Utf8.GetString(utf8);
#endif
    }

    /// <summary>The same bytes where they are valid UTF-8; else with U+FFFD for what is broken.</summary>
    internal static ReadOnlySpan<byte> Valid(ReadOnlySpan<byte> utf8)
    {
        foreach (byte b in utf8)
        {
            if (b >= 0x80)
                return Utf8.GetBytes(Decode(utf8));
        }

        return utf8;
    }

    /// <summary>The text of a JSON string that holds escapes; the tokenizer has checked their form. A lone surrogate becomes
    /// U+FFFD.</summary>
    internal static string Unescape(ReadOnlySpan<byte> escaped)
    {
        string text = Decode(escaped);
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c != '\\')
            {
                result.Append(c);
                continue;
            }

            c = text[++i];
            switch (c)
            {
                case 'b':
                    result.Append('\b');
                    break;
                case 'f':
                    result.Append('\f');
                    break;
                case 'n':
                    result.Append('\n');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case 't':
                    result.Append('\t');
                    break;
                case 'u':
                    result.Append(
                        (char)ushort.Parse(text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                    );
                    i += 4;
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }

        return ReplaceLoneSurrogates(result);
    }

    private static string ReplaceLoneSurrogates(StringBuilder text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                text[i] = '\uFFFD';
        }

        return text.ToString();
    }
}
