using System.ComponentModel;
using System.Text.Json;
using Newtonsoft.Json;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated.Json;

/// <summary>Lets Newtonsoft.Json read and write a model through the model's own reader and writer. Models name it in an attribute; nobody
/// else needs it.</summary>
/// <typeparam name="T">The model.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NewtonsoftModelConverter<T> : JsonConverter<T>
    where T : VioletModel, new()
{
    /// <inheritdoc/>
    public override T? ReadJson(
        JsonReader reader,
        Type objectType,
        T? existingValue,
        bool hasExistingValue,
        Newtonsoft.Json.JsonSerializer serializer
    )
    {
        if (reader.TokenType == JsonToken.Null)
            return null;
        byte[] utf8 = NewtonsoftText.TakeRaw(reader);
        try
        {
            return JsonBody.ReadModel<T>(utf8);
        }
        catch (VioletJsonException e)
        {
            throw new JsonSerializationException($"{typeof(T).Name}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override void WriteJson(JsonWriter writer, T? value, Newtonsoft.Json.JsonSerializer serializer)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        using var buffer = new PooledBuffer();
        JsonBody.Write(buffer, value, JsonWrite.Model);
        NewtonsoftText.Write(writer, buffer.Span);
    }
}

/// <summary>Lets System.Text.Json read and write a model through the model's own reader and writer. Models name it in an attribute; nobody
/// else needs it.</summary>
/// <remarks>It is public because System.Text.Json's source generator passes over a converter that it cannot name.</remarks>
/// <typeparam name="T">The model.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SystemTextModelConverter<T> : System.Text.Json.Serialization.JsonConverter<T>
    where T : VioletModel, new()
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        using var buffer = new PooledBuffer();
        SystemText.Copy(ref reader, buffer);
        try
        {
            return JsonBody.ReadModel<T>(buffer.Span);
        }
        catch (VioletJsonException e)
        {
            throw new System.Text.Json.JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}

/// <summary>Lets System.Text.Json write a model that is known only as a <see cref="VioletModel"/>, such as a webhook's payload: it goes by
/// the static type, which would write nothing of it. The type names it in an attribute; nobody else needs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SystemTextAnyModelConverter : System.Text.Json.Serialization.JsonConverter<VioletModel>
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: JSON does not say which model it is.</exception>
    public override VioletModel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("JSON does not say which model it is: read it as one, such as Order.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, VioletModel value, JsonSerializerOptions options) => value.WriteTo(writer);
}

/// <summary>Lets System.Text.Json write a model that is known only as an interface, such as that of all pages: it goes by the static type,
/// which would leave out all but its members. The interface names it in an attribute; nobody else needs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SystemTextInterfaceConverter : System.Text.Json.Serialization.JsonConverter<object>
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeToConvert is { IsInterface: true };

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: JSON does not say which model it is.</exception>
    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("JSON does not say which model it is: read it as one, such as OrderPage.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        if (value is VioletModel model)
            model.WriteTo(writer);
        else
            System.Text.Json.JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType())); // a page of the user's own
    }
}

/// <summary>Lets System.Text.Json write <see cref="JsonExtra"/> as the object that it is: by its members, the values would be lost. The
/// type names it in an attribute; nobody else needs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SystemTextExtraConverter : System.Text.Json.Serialization.JsonConverter<JsonExtra>
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: it is read with its model.</exception>
    public override JsonExtra Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Unknown fields are read with their model.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonExtra value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        value.WriteTo(writer);
        writer.WriteEndObject();
    }
}
