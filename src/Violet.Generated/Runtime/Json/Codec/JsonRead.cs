using System.Buffers.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Runtime.Json;

/// <summary>
/// Reads the values that models are made of. Tolerant where real responses are known to vary: null is absent, numbers come as texts and
/// integers with a
/// fraction of zero, texts come as numbers. What cannot be read at all is a <see cref="VioletJsonException"/>.
/// </summary>
internal static class JsonRead
{
    public static string? String(ref JsonInput input)
    {
        switch (input.Reader.TokenType)
        {
            case JsonTokenType.String:
                ReadOnlySpan<byte> text = input.Reader.ValueSpan;
                input.Budget.Spend(JsonBudget.OfText + (2 * text.Length));
                return input.Reader.ValueIsEscaped ? JsonText.Unescape(text) : SharedTexts.Get(text);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number:
                return JsonText.Decode(input.Reader.ValueSpan);
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            default:
                throw input.Unexpected("a text");
        }
    }

    public static long? Int64(ref JsonInput input)
    {
        if (input.Reader.TokenType == JsonTokenType.Number && input.Reader.TryGetInt64(out long value))
            return value;
        if (!HasNumber(ref input, "an integer"))
            return null;
        ReadOnlySpan<byte> text = input.Text;
        return
            Utf8Parser.TryParse(text, out decimal exact, out int used)
            && used == text.Length
            && exact == decimal.Truncate(exact)
            && exact is >= long.MinValue and <= long.MaxValue
            ? (long)exact
            : throw input.Unexpected("an integer of 64 bits");
    }

    public static int? Int32(ref JsonInput input)
    {
        if (input.Reader.TokenType == JsonTokenType.Number && input.Reader.TryGetInt32(out int value))
            return value;
        return Int64(ref input) switch
        {
            null => null,
            >= int.MinValue and <= int.MaxValue and long fits => (int)fits,
            _ => throw input.Unexpected("an integer of 32 bits"),
        };
    }

    public static double? Double(ref JsonInput input)
    {
        if (!HasNumber(ref input, "a number"))
            return null;
        ReadOnlySpan<byte> text = input.Text;
        return
            Utf8Parser.TryParse(text, out double value, out int used)
            && used == text.Length
            && !double.IsNaN(value)
            && !double.IsInfinity(value)
            ? value
            : throw input.Unexpected("a number in the range of a double");
    }

    public static bool? Boolean(ref JsonInput input)
    {
        switch (input.Reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                ReadOnlySpan<byte> text = input.Text;
                if (text.IsEmpty)
                    return null;
                if (Utf8Parser.TryParse(text, out bool value, out int used) && used == text.Length)
                    return value;
                break;
        }

        throw input.Unexpected("true or false");
    }

    public static DateTimeOffset? DateTime(ref JsonInput input)
    {
        switch (input.Reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                ReadOnlySpan<byte> text = input.Text;
                if (text.IsEmpty)
                    return null;
                if (JsonDate.TryParse(text, out DateTimeOffset date))
                    return date;
                break;
            case JsonTokenType.Number:
                // Java services that are configured carelessly write dates as milliseconds since 1970; the gateway's own errors do.
                if (input.Reader.TryGetInt64(out long milliseconds) && JsonDate.TryFromUnixMilliseconds(milliseconds, out date))
                    return date;
                break;
        }

        throw input.Unexpected("a date-time such as 2024-06-28T20:31:56+0000");
    }

    public static long Int64Item(ref JsonInput input) => Int64(ref input) ?? throw input.Unexpected("an integer");

    public static int Int32Item(ref JsonInput input) => Int32(ref input) ?? throw input.Unexpected("an integer");

    public static double DoubleItem(ref JsonInput input) => Double(ref input) ?? throw input.Unexpected("a number");

    public static bool BooleanItem(ref JsonInput input) => Boolean(ref input) ?? throw input.Unexpected("true or false");

    public static DateTimeOffset DateTimeItem(ref JsonInput input) => DateTime(ref input) ?? throw input.Unexpected("a date-time");

    public static JToken? Token(ref JsonInput input)
    {
        if (input.IsNull)
            return null;
        byte[] raw = input.TakeRaw();
        var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = JsonInput.MaxDepth });
        while (reader.Read())
            input.Budget.Spend(JsonBudget.OfToken + (2 * reader.ValueSpan.Length));
        return new JsonFreeForm(raw).Token;
    }

    public static JsonFreeForm FreeForm(ref JsonInput input) => input.IsNull ? default : new JsonFreeForm(input.TakeRaw());

    /// <summary>A list without its null elements; null when there is no list.</summary>
    public static IList<T>? List<T>(ref JsonInput input, ReadValue<T?> read)
        where T : notnull
    {
        if (input.IsNull)
            return null;
        if (input.Reader.TokenType != JsonTokenType.StartArray)
            throw input.Unexpected("a list");
        var list = new List<T>();
        while (input.Reader.Read() && input.Reader.TokenType != JsonTokenType.EndArray)
        {
            input.Budget.Spend(JsonBudget.OfListItem);
            if (!input.IsNull && read(ref input) is { } item)
                list.Add(item);
        }

        return list;
    }

    /// <summary>A map without its null values; null when there is no map. Of two equal keys the last one counts.</summary>
    public static IDictionary<string, T>? Map<T>(ref JsonInput input, ReadValue<T?> read)
        where T : notnull
    {
        if (input.IsNull)
            return null;
        if (input.Reader.TokenType != JsonTokenType.StartObject)
            throw input.Unexpected("an object");
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        while (input.Reader.Read() && input.Reader.TokenType == JsonTokenType.PropertyName)
        {
            input.Budget.Spend(JsonBudget.OfMapEntry + (2 * input.Reader.ValueSpan.Length));
            string key = input.Reader.ValueIsEscaped ? JsonText.Unescape(input.Reader.ValueSpan) : JsonText.Decode(input.Reader.ValueSpan);
            input.Reader.Read();
            if (!input.IsNull && read(ref input) is { } item)
                map[key] = item;
        }

        return map;
    }

    private static bool HasNumber(ref JsonInput input, string expected) =>
        input.Reader.TokenType switch
        {
            JsonTokenType.Number => true,
            JsonTokenType.String => !input.Reader.ValueSpan.IsEmpty,
            JsonTokenType.Null => false,
            _ => throw input.Unexpected(expected),
        };
}
