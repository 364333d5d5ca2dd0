using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json;

namespace Violet.Generated.Json;

/// <summary>Lets Newtonsoft.Json read and write a model through the model's own reader and writer.</summary>
internal sealed class NewtonsoftModelConverter<T> : JsonConverter<T>
    where T : VioletModel, new()
{
    public override T? ReadJson(JsonReader reader, Type objectType, T? existingValue, bool hasExistingValue, Newtonsoft.Json.JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null) return null;
        byte[] utf8 = NewtonsoftText.TakeRaw(reader);
        try
        {
            return JsonBody.Read(utf8, static (ref JsonInput input) => input.Fill(new T()));
        }
        catch (VioletJsonException e)
        {
            throw new JsonSerializationException($"{typeof(T).Name}: {e.Message}", e);
        }
    }

    public override void WriteJson(JsonWriter writer, T? value, Newtonsoft.Json.JsonSerializer serializer)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        using var buffer = new PooledBuffer();
        JsonBody.Write(buffer, value, JsonWrite.Model);
        using var text = new JsonTextReader(new StringReader(JsonText.Decode(buffer.Span)))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
            MaxDepth = null,
            Culture = CultureInfo.InvariantCulture,
        };
        // As tokens, not as raw text: JObject.FromObject has a writer that takes no raw text.
        writer.WriteToken(text);
    }
}

/// <summary>Lets System.Text.Json read and write a model through the model's own reader and writer.</summary>
internal sealed class SystemTextModelConverter<T> : System.Text.Json.Serialization.JsonConverter<T>
    where T : VioletModel, new()
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            return JsonBody.Read(JsonText.Utf8.GetBytes(document.RootElement.GetRawText()), static (ref JsonInput input) => input.Fill(new T()));
        }
        catch (VioletJsonException e)
        {
            throw new System.Text.Json.JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}

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
            using var writer = new JsonTextWriter(text) { Culture = CultureInfo.InvariantCulture };
            writer.WriteToken(reader, writeChildren: true);
            writer.Flush();
            return JsonText.Utf8.GetBytes(text.ToString());
        }
        finally
        {
            reader.DateParseHandling = dates;
        }
    }
}
