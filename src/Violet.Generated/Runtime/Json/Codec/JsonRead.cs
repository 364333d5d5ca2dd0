using System.Buffers.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Runtime.Json;

/// <summary>
/// Reads the values that models are made of. Tolerant where real responses are known to vary: null is absent, numbers come as texts and
/// integers with a
/// fraction of zero, texts come as numbers. What cannot be read at all is told to the input as a misfit, and reads as absent.
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
                input.Misfit("a text");
                return null;
        }
    }

    public static long? Int64(ref JsonInput input)
    {
        if (input.Reader.TokenType == JsonTokenType.Number && input.Reader.TryGetInt64(out long value))
            return value;
        if (!HasNumber(ref input, "an integer"))
            return null;
        ReadOnlySpan<byte> text = input.Text;
        if (
            Utf8Parser.TryParse(text, out decimal exact, out int used)
            && used == text.Length
            && exact == decimal.Truncate(exact)
            && exact is >= long.MinValue and <= long.MaxValue
        )
        {
            return (long)exact;
        }

        input.Misfit("an integer of 64 bits");
        return null;
    }

    public static int? Int32(ref JsonInput input)
    {
        if (input.Reader.TokenType == JsonTokenType.Number && input.Reader.TryGetInt32(out int value))
            return value;
        long? wide = Int64(ref input);
        if (wide is null or (>= int.MinValue and <= int.MaxValue))
            return (int?)wide;
        input.Misfit("an integer of 32 bits");
        return null;
    }

    public static double? Double(ref JsonInput input)
    {
        if (!HasNumber(ref input, "a number"))
            return null;
        ReadOnlySpan<byte> text = input.Text;
        if (
            Utf8Parser.TryParse(text, out double value, out int used)
            && used == text.Length
            && !double.IsNaN(value)
            && !double.IsInfinity(value)
        )
        {
            return value;
        }

        input.Misfit("a number in the range of a double");
        return null;
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

        input.Misfit("true or false");
        return null;
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
                if (input.Reader.TryGetInt64(out long number) && JsonDate.TryFromUnixTime(number, out date))
                    return date;
                break;
        }

        input.Misfit("a date-time such as 2024-06-28T20:31:56+0000");
        return null;
    }

    public static long Int64Item(ref JsonInput input) => Item(ref input, Int64(ref input), "an integer");

    public static int Int32Item(ref JsonInput input) => Item(ref input, Int32(ref input), "an integer");

    public static double DoubleItem(ref JsonInput input) => Item(ref input, Double(ref input), "a number");

    public static bool BooleanItem(ref JsonInput input) => Item(ref input, Boolean(ref input), "true or false");

    public static DateTimeOffset DateTimeItem(ref JsonInput input) => Item(ref input, DateTime(ref input), "a date-time");

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

    /// <summary>A list without its null elements; null when there is no list. What cannot be read of it is kept with it.</summary>
    public static IList<T>? List<T>(ref JsonInput input, ReadValue<T?> read)
        where T : notnull
    {
        if (input.IsNull)
            return null;
        if (input.Reader.TokenType != JsonTokenType.StartArray)
        {
            input.Misfit("a list");
            return null;
        }

        var list = new List<T>();
        UnreadItems? unread = null;
        for (int index = 0; input.Reader.Read() && input.Reader.TokenType != JsonTokenType.EndArray; index++)
        {
            input.Budget.Spend(JsonBudget.OfListItem);
            if (input.IsNull)
                continue;
            int start = (int)input.Reader.TokenStartIndex;
            T? item = read(ref input);
            if (input.IsUnread)
                (unread ??= new UnreadItems()).Add(list.Count, index, start, input.TakeUnread(start));
            else if (item is not null)
                list.Add(item);
        }

        if (unread is null)
            return list;
        input.Partly(unread);
        return new PartialList<T>(list, unread);
    }

    /// <summary>A list that is the whole text.</summary>
    public static IList<T>? RootList<T>(ref JsonInput input, ReadValue<T?> read)
        where T : notnull
    {
        IList<T>? list = List(ref input, read);
        if (!input.IsUnread)
            input.Tell(typeof(T));
        return list;
    }

    /// <summary>A map without its null values; null when there is no map. Of two equal keys the last one counts. What cannot be read of it
    /// is kept with it.</summary>
    public static IDictionary<string, T>? Map<T>(ref JsonInput input, ReadValue<T?> read)
        where T : notnull
    {
        if (input.IsNull)
            return null;
        if (input.Reader.TokenType != JsonTokenType.StartObject)
        {
            input.Misfit("an object");
            return null;
        }

        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        UnreadEntries? unread = null;
        while (input.Reader.Read() && input.Reader.TokenType == JsonTokenType.PropertyName)
        {
            input.Budget.Spend(JsonBudget.OfMapEntry + (2 * input.Reader.ValueSpan.Length));
            string key = input.Reader.ValueIsEscaped ? JsonText.Unescape(input.Reader.ValueSpan) : JsonText.Decode(input.Reader.ValueSpan);
            input.Reader.Read();
            if (input.IsNull)
                continue;
            int start = (int)input.Reader.TokenStartIndex;
            T? item = read(ref input);
            if (input.IsUnread)
            {
                (unread ??= new UnreadEntries()).Add(key, input.TakeUnread(start));
                map.Remove(key);
            }
            else if (item is not null)
            {
                map[key] = item;
                unread?.Remove(key);
            }
        }

        if (unread is null or { Count: 0 })
            return map;
        input.Partly(unread);
        return new PartialMap<T>(map, unread);
    }

    private static T Item<T>(ref JsonInput input, T? value, string expected)
        where T : struct
    {
        if (value is null)
            input.Misfit(expected);
        return value.GetValueOrDefault();
    }

    private static bool HasNumber(ref JsonInput input, string expected)
    {
        switch (input.Reader.TokenType)
        {
            case JsonTokenType.Number:
                return true;
            case JsonTokenType.String:
                return !input.Reader.ValueSpan.IsEmpty;
            case JsonTokenType.Null:
                return false;
            default:
                input.Misfit(expected);
                return false;
        }
    }
}
