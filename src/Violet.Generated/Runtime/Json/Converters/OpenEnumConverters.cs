using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Newtonsoft.Json;
using Violet.Generated.Runtime.Json;
using JsonConverter = System.Text.Json.Serialization.JsonConverter;

namespace Violet.Generated.Json;

/// <summary>Newtonsoft.Json: an open enum is its text. The type names it in an attribute; nobody else needs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NewtonsoftOpenEnumConverter : Newtonsoft.Json.JsonConverter
{
    /// <inheritdoc/>
    public override bool CanConvert(Type objectType)
    {
        Type type = Nullable.GetUnderlyingType(objectType) ?? objectType;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OpenEnum<>);
    }

    /// <inheritdoc/>
    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, Newtonsoft.Json.JsonSerializer serializer)
    {
        string? raw = reader.TokenType switch
        {
            JsonToken.Null => null,
            JsonToken.Boolean => (bool)reader.Value! ? "true" : "false",
            JsonToken.String or JsonToken.Integer or JsonToken.Float => Convert.ToString(reader.Value, CultureInfo.InvariantCulture),
            _ => throw new JsonSerializationException($"Expected a text but found {reader.TokenType} at '{reader.Path}'."),
        };
        Type? nullable = Nullable.GetUnderlyingType(objectType);
        return raw is null && nullable is not null ? null : NamesOf(nullable ?? objectType).ToOpenEnum(raw);
    }

    /// <inheritdoc/>
    public override void WriteJson(JsonWriter writer, object? value, Newtonsoft.Json.JsonSerializer serializer) =>
        writer.WriteValue((value as IOpenEnum)?.Raw);

    private static EnumWireNames NamesOf(Type openEnum) => EnumWireNames.Of(openEnum.GetGenericArguments()[0]);
}

/// <summary>System.Text.Json: an open enum is its text, as a value and as a key. The type names it in an attribute; nobody else needs
/// it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SystemTextOpenEnumConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(OpenEnum<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        EnumWireNames.Of(typeToConvert.GetGenericArguments()[0]).CreateConverter();

    internal sealed class Of<T> : System.Text.Json.Serialization.JsonConverter<OpenEnum<T>>
        where T : struct, Enum
    {
        public override bool HandleNull => true;

        public override OpenEnum<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Null => default,
                JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => new OpenEnum<T>(
                    SystemText.String(ref reader)
                ),
                _ => throw new System.Text.Json.JsonException("Expected a text."),
            };

        public override void Write(Utf8JsonWriter writer, OpenEnum<T> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Raw);

        public override OpenEnum<T> ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(SystemText.String(ref reader));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, OpenEnum<T> value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}

/// <summary>What binds texts to values by type, such as configuration, forms and the keys of Newtonsoft.Json's dictionaries: an open enum
/// is its text. The type names it in an attribute; nobody else needs it.</summary>
/// <param name="type">The open enum.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenEnumTypeConverter(Type type) : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? EnumWireNames.Of(type.GetGenericArguments()[0]).ToOpenEnum(text) : base.ConvertFrom(context, culture, value);
}
