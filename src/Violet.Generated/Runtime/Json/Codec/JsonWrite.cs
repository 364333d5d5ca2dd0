using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Runtime.Json;

/// <summary>Writes the values that models are made of. A field that is null, an absent enum and a list that was never set are left
/// out.</summary>
internal static class JsonWrite
{
    public static void Field(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void Field(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    public static void Field(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    public static void Field(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
            writer.WriteBoolean(name, flag);
    }

    public static void Field(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } date)
            WriteDate(writer, name, date, withFraction: true);
    }

    public static void Field(Utf8JsonWriter writer, ReadOnlySpan<byte> name, VioletModel? value)
    {
        if (value is null)
            return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }

    public static void Field(Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonFreeForm value)
    {
        if (value.IsUnset)
            return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }

    /// <summary>A date-time without its fraction: Violet's services refuse one in a request.</summary>
    public static void SecondsField(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } date)
            WriteDate(writer, name, date, withFraction: false);
    }

    /// <summary>A credential, with every character outside [A-Za-z0-9] escaped: the login service was seen to fail on a literal
    /// <c>!</c>.</summary>
    public static void SecretField(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return;
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        byte[] escaped = new byte[(value.Length * 6) + 2];
        int length = 0;
        escaped[length++] = (byte)'"';
        foreach (char c in value)
        {
            if (c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            {
                escaped[length++] = (byte)c;
                continue;
            }

            escaped[length++] = (byte)'\\';
            escaped[length++] = (byte)'u';
            for (int shift = 12; shift >= 0; shift -= 4)
                escaped[length++] = digits[(c >> shift) & 0xF];
        }

        escaped[length++] = (byte)'"';
        writer.WritePropertyName(name);
        writer.WriteRawValue(escaped.AsSpan(0, length), skipInputValidation: true);
    }

    public static void List<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IList<T>? list, Action<Utf8JsonWriter, T> write)
    {
        if (list is null or UnsetList<T> { Count: 0 })
            return;
        UnreadItems? unread = (list as PartialList<T>)?.Unread;
        int next = 0;
        writer.WriteStartArray(name);
        for (int i = 0; i < list.Count; i++)
        {
            unread?.WriteTo(writer, ref next, before: i);
            write(writer, list[i]);
        }

        unread?.WriteTo(writer, ref next, before: int.MaxValue);
        writer.WriteEndArray();
    }

    public static void Map<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IDictionary<string, T>? map, Action<Utf8JsonWriter, T> write)
    {
        if (map is null or UnsetMap<T> { Count: 0 })
            return;
        writer.WriteStartObject(name);
        foreach (KeyValuePair<string, T> entry in map)
        {
            writer.WritePropertyName(entry.Key);
            write(writer, entry.Value);
        }

        (map as PartialMap<T>)?.Unread.WriteTo(writer, map.ContainsKey);
        writer.WriteEndObject();
    }

    public static void Model(Utf8JsonWriter writer, VioletModel? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }

    public static void String(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    public static void Int64(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    public static void Int32(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

    public static void Double(Utf8JsonWriter writer, double value) => writer.WriteNumberValue(value);

    public static void Boolean(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    public static void DateTime(Utf8JsonWriter writer, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[JsonDate.MaxLength];
        writer.WriteStringValue(text.Slice(0, JsonDate.Format(value, withFraction: true, text)));
    }

    public static void Token(Utf8JsonWriter writer, JToken value) => new JsonFreeForm(value).WriteTo(writer);

    private static void WriteDate(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset value, bool withFraction)
    {
        Span<byte> text = stackalloc byte[JsonDate.MaxLength];
        writer.WriteString(name, text.Slice(0, JsonDate.Format(value, withFraction, text)));
    }
}
