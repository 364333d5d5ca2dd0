using System.Buffers;
using System.Text.Json;

namespace Violet.Generated.Runtime.Json;

/// <summary>JSON text out of a reader of System.Text.Json that is not ours.</summary>
internal static class SystemText
{
    /// <summary>The host's reader has its own limit, and ours refuses in its own words what is too deep for a model.</summary>
    private static readonly JsonWriterOptions s_anyDepth = JsonBody.WriterOptions with { MaxDepth = int.MaxValue };

    /// <summary>
    /// Copies the value that the reader stands on, token by token: that leaves out the comments and trailing commas that the host's options
    /// may allow, and
    /// takes broken text, which the raw text of a JsonDocument does not.
    /// </summary>
    public static void Copy(ref Utf8JsonReader reader, PooledBuffer target)
    {
        using var writer = new Utf8JsonWriter(target, s_anyDepth);
        int depth = reader.CurrentDepth;
        do
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
                    writer.WritePropertyName(String(ref reader));
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(String(ref reader));
                    break;
                case JsonTokenType.Number:
                    writer.WriteRawValue(Bytes(ref reader), skipInputValidation: true);
                    break;
                case JsonTokenType.True:
                    writer.WriteBooleanValue(true);
                    break;
                case JsonTokenType.False:
                    writer.WriteBooleanValue(false);
                    break;
                case JsonTokenType.Null:
                    writer.WriteNullValue();
                    break;
            }
        } while (
            (reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read()
        );
    }

    /// <summary>The text or name that the reader stands on; what is broken in it becomes U+FFFD.</summary>
    public static string String(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? JsonText.Unescape(Bytes(ref reader)) : JsonText.Decode(Bytes(ref reader));

    private static ReadOnlySpan<byte> Bytes(ref Utf8JsonReader reader) =>
        reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
}
