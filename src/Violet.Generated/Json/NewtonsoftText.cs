using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json;

namespace Violet.Generated.Json;

/// <summary>JSON text out of a Newtonsoft reader and into a Newtonsoft writer.</summary>
internal static class NewtonsoftText
{
    /// <summary>The JSON of the value that the reader stands on. Dates are left as text: parsed, <c>+0000</c> would come back as <c>+00:00</c>.</summary>
    public static byte[] TakeRaw(JsonReader reader)
    {
        DateParseHandling dates = reader.DateParseHandling;
        reader.DateParseHandling = DateParseHandling.None;
        try
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            using var writer = new WithoutComments(text) { Culture = CultureInfo.InvariantCulture };
            writer.WriteToken(reader, writeChildren: true);
            writer.Flush();
            return JsonText.Utf8.GetBytes(text.ToString());
        }
        finally
        {
            reader.DateParseHandling = dates;
        }
    }

    /// <summary>Writes token by token: a writer that indents indents this too, and the one behind JObject.FromObject takes no raw text.</summary>
    public static void Write(JsonWriter writer, ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: writer.WriteStartObject(); break;
                case JsonTokenType.EndObject: writer.WriteEndObject(); break;
                case JsonTokenType.StartArray: writer.WriteStartArray(); break;
                case JsonTokenType.EndArray: writer.WriteEndArray(); break;
                case JsonTokenType.PropertyName: writer.WritePropertyName(SystemText.String(ref reader)); break;
                case JsonTokenType.String: writer.WriteValue(SystemText.String(ref reader)); break;
                case JsonTokenType.Number: WriteNumber(writer, ref reader); break;
                case JsonTokenType.True: writer.WriteValue(true); break;
                case JsonTokenType.False: writer.WriteValue(false); break;
                default: writer.WriteNull(); break;
            }
        }
    }

    /// <summary>A text keeps every digit; a token holds a number as a double at best.</summary>
    private static void WriteNumber(JsonWriter writer, ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long integer)) writer.WriteValue(integer);
        else if (writer is JsonTextWriter) writer.WriteRawValue(JsonText.Decode(reader.ValueSpan));
        else writer.WriteValue(double.Parse(JsonText.Decode(reader.ValueSpan), CultureInfo.InvariantCulture));
    }

    private sealed class WithoutComments(TextWriter text) : JsonTextWriter(text)
    {
        public override void WriteComment(string? text)
        {
        }
    }
}
