using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Violet.Generated.Json;

/// <summary>What the converters need of an <see cref="OpenEnum{T}"/> whose enum they do not know statically.</summary>
internal static class OpenEnumText
{
    [SuppressMessage("Trimming", "IL2067", Justification = "Every instantiation of OpenEnum is a struct with public constructors that its users keep alive.")]
    [SuppressMessage("Trimming", "IL2070", Justification = "As above.")]
    public static object Create(Type openEnum, string? raw) =>
        raw is null ? Activator.CreateInstance(openEnum)! : openEnum.GetConstructor([typeof(string)])!.Invoke([raw]);
}

/// <summary>Newtonsoft.Json: an open enum is its text.</summary>
internal sealed class NewtonsoftOpenEnumConverter : Newtonsoft.Json.JsonConverter
{
    public override bool CanConvert(Type objectType)
    {
        Type type = Nullable.GetUnderlyingType(objectType) ?? objectType;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OpenEnum<>);
    }

    public override object? ReadJson(Newtonsoft.Json.JsonReader reader, Type objectType, object? existingValue, Newtonsoft.Json.JsonSerializer serializer)
    {
        string? raw = reader.TokenType switch
        {
            Newtonsoft.Json.JsonToken.Null => null,
            Newtonsoft.Json.JsonToken.String => (string)reader.Value!,
            _ => throw new Newtonsoft.Json.JsonSerializationException($"Expected a text but found {reader.TokenType} at '{reader.Path}'."),
        };
        Type? nullable = Nullable.GetUnderlyingType(objectType);
        return raw is null && nullable is not null ? null : OpenEnumText.Create(nullable ?? objectType, raw);
    }

    public override void WriteJson(Newtonsoft.Json.JsonWriter writer, object? value, Newtonsoft.Json.JsonSerializer serializer)
    {
        string? text = value?.ToString();
        if (string.IsNullOrEmpty(text)) writer.WriteNull();
        else writer.WriteValue(text);
    }
}

/// <summary>System.Text.Json: an open enum is its text.</summary>
internal sealed class SystemTextOpenEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(OpenEnum<>);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only for an open enum outside of a model, which System.Text.Json's source generator reports by itself.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The type argument is an enum already in use.")]
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<OpenEnum<T>>
        where T : struct, Enum
    {
        public override OpenEnum<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

        public override void Write(Utf8JsonWriter writer, OpenEnum<T> value, JsonSerializerOptions options)
        {
            if (value.Raw is { } text) writer.WriteStringValue(text);
            else writer.WriteNullValue();
        }
    }
}
