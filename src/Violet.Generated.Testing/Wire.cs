using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Violet.Generated.Testing;

/// <summary>How the APIs write JSON and dates.</summary>
internal static class Wire
{
    private static readonly JsonWriterOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Violet's usual form: <c>2024-06-28T20:31:56+0000</c>.</summary>
    public static string Date(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    /// <summary>The form that some fields have: <c>2024-06-28T20:31:56.000+00:00</c>.</summary>
    public static string DateWithFraction(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>Rutter's form: <c>2024-06-28T20:31:56.000Z</c>.</summary>
    public static string IsoDate(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <param name="node">What to write.</param>
    /// <param name="nulls">Whether null fields are written (Rutter) or left out (Violet).</param>
    public static byte[] Write(JsonNode node, bool nulls)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_relaxed))
            Write(writer, node, nulls);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node, bool nulls)
    {
        switch (node)
        {
            case JsonObject fields:
                writer.WriteStartObject();
                foreach ((string name, JsonNode? value) in fields)
                {
                    if (value is null && !nulls)
                        continue;
                    writer.WritePropertyName(name);
                    Write(writer, value, nulls);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (JsonNode? item in items)
                    Write(writer, item, nulls);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }
}
