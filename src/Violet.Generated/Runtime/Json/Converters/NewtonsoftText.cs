using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Runtime.Json;

/// <summary>JSON text out of a Newtonsoft reader and into a Newtonsoft writer.</summary>
internal static class NewtonsoftText
{
    /// <summary>The digits of the largest double; an integer of more is no number of .NET, and slow to make into one.</summary>
    private const int MostDigits = 308;

    /// <summary>
    /// The JSON of the value that the reader stands on. Dates are left as text: parsed, <c>+0000</c> would come back as <c>+00:00</c>.
    /// Numbers are doubles: a decimal ends at 1e28.
    /// </summary>
    public static byte[] TakeRaw(JsonReader reader)
    {
        DateParseHandling dates = reader.DateParseHandling;
        FloatParseHandling floats = reader.FloatParseHandling;
        reader.DateParseHandling = DateParseHandling.None;
        reader.FloatParseHandling = FloatParseHandling.Double;
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
            reader.FloatParseHandling = floats;
        }
    }

    /// <summary>JSON that a reader has checked, as a token. It never throws: it is what getters give.</summary>
    public static JToken ToToken(ReadOnlySpan<byte> utf8)
    {
        using var writer = new JTokenWriter();
        Write(writer, utf8);
        return writer.Token!;
    }

    /// <summary>Writes token by token: a writer that indents indents this too, and the one behind JObject.FromObject takes no raw
    /// text.</summary>
    public static void Write(JsonWriter writer, ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName(SystemText.String(ref reader));
                    break;
                case JsonTokenType.String:
                    writer.WriteValue(SystemText.String(ref reader));
                    break;
                case JsonTokenType.Number:
                    WriteNumber(writer, ref reader);
                    break;
                case JsonTokenType.True:
                    writer.WriteValue(true);
                    break;
                case JsonTokenType.False:
                    writer.WriteValue(false);
                    break;
                default:
                    writer.WriteNull();
                    break;
            }
        }
    }

    /// <summary>A text keeps every digit; a token holds a number as a double at best, and what is beyond a double as its text.</summary>
    private static void WriteNumber(JsonWriter writer, ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long integer))
        {
            writer.WriteValue(integer);
            return;
        }

        string text = JsonText.Decode(reader.ValueSpan);
        if (writer is JsonTextWriter)
        {
            writer.WriteRawValue(text);
        }
        else if (
            writer is JTokenWriter
            && text.Length <= MostDigits
            && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger large)
        )
        {
            writer.WriteValue(large);
        }
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsInfinity(number))
        {
            writer.WriteValue(number);
        }
        else
        {
            writer.WriteValue(text);
        }
    }

    private sealed class WithoutComments(TextWriter text) : JsonTextWriter(text)
    {
        public override void WriteComment(string? text) { }
    }
}
