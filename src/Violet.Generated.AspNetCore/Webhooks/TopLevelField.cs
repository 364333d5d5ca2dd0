using System.Text.Json;

namespace Violet.Generated.AspNetCore;

/// <summary>Finds one field of a JSON object without reading the rest into memory.</summary>
internal static class TopLevelField
{
    private const int MaxLength = 100;

    /// <summary>The field's number or text; null when it is absent, something else, longer than an id can be, or the body is not
    /// JSON.</summary>
    public static string? Read(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json.StartsWith("\uFEFF"u8) ? json[3..] : json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isIt = reader.ValueTextEquals(name);
                if (!reader.Read())
                    return null;
                if (isIt)
                {
                    return
                        reader.TokenType is JsonTokenType.String or JsonTokenType.Number && reader.ValueSpan.Length is > 0 and <= MaxLength
                        ? Text(ref reader)
                        : null;
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // broken JSON or broken text: who reads it as a model says so
        }

        return null;
    }

    private static string Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
}
