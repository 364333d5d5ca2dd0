using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Violet.Generated.Runtime.Drift;

namespace Violet.Generated.Runtime.Json;

/// <summary>Whole JSON texts: reads one with errors that say where, writes one into a pooled buffer.</summary>
internal static class JsonBody
{
    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Reads a text that is in memory already.</summary>
    public static T Read<T>(ReadOnlySpan<byte> utf8, ReadValue<T?> read, Strictness strictness = Strictness.Tolerant) =>
        Read(utf8, read, JsonBudget.OfUtf8(utf8.Length), strictness);

    /// <summary>Reads a model outside of a call. One that is to be sent is read strictly: what does not fit would be left out.</summary>
    public static T ReadModel<T>(ReadOnlySpan<byte> utf8)
        where T : VioletModel, new()
    {
        var model = new T();
        return Read(utf8, (ref JsonInput input) => input.Fill(model), model.IsRequest ? Strictness.Fitting : Strictness.Tolerant);
    }

    public static T Read<T>(
        ReadOnlySpan<byte> utf8,
        ReadValue<T?> read,
        JsonBudget budget,
        Strictness strictness = Strictness.Tolerant,
        DriftSink? drift = null
    )
    {
        int mark = utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
        utf8 = utf8.Slice(mark);
        var input = new JsonInput(utf8, budget, strictness, drift);
        try
        {
            if (!input.Reader.Read())
                throw new VioletJsonException("The response is empty where a JSON text was expected.", "$", 0);
            T? value = read(ref input);
            input.Reader.Read();
            if (input.IsUnread)
                throw input.Failure();
            return value ?? throw new VioletJsonException("The response is null where a JSON value was expected.", "$", 0);
        }
        catch (VioletJsonException e) when (e.Path is null)
        {
            throw e.At(JsonPath.Find(utf8, e.Position), e.Position + mark);
        }
        catch (JsonException e)
        {
            // The tokenizer's own message quotes the text around the fault, which may be personal; its kind is enough.
            long position = Math.Max(input.Reader.TokenStartIndex, input.Reader.BytesConsumed);
            bool tooDeep =
                input.Reader.CurrentDepth >= JsonInput.MaxDepth - 1 && e.Message.Contains("depth", StringComparison.OrdinalIgnoreCase);
            string problem =
                utf8.IsEmpty || IsBlank(utf8) ? "The response is empty where a JSON text was expected."
                : tooDeep ? $"The text is nested more than {JsonInput.MaxDepth} levels deep."
                : "The text is not valid JSON, or it is cut off.";
            throw new VioletJsonException(problem, JsonPath.Find(utf8, position), position + mark);
        }
    }

    public static void Write<T>(PooledBuffer buffer, T value, Action<Utf8JsonWriter, T> write)
    {
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        write(writer, value);
    }

    private static bool IsBlank(ReadOnlySpan<byte> utf8)
    {
        foreach (byte b in utf8)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }

        return true;
    }
}

/// <summary>Finds where in a JSON text a byte stands, by reading the text again: only a failed read pays for it.</summary>
internal static class JsonPath
{
    public static string Find(ReadOnlySpan<byte> utf8, long position)
    {
        var steps = new List<Step>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonInput.MaxDepth });
        try
        {
            while (reader.Read() && reader.TokenStartIndex <= position)
                Follow(ref reader, steps);
        }
        catch (JsonException)
        {
            // The fault itself: what was read up to here is the path.
        }

        var path = new StringBuilder("$");
        foreach (Step step in steps)
        {
            if (step.Name is not null)
                path.Append(step.Name.Length == 0 ? "" : ".").Append(step.Name);
            else if (step.Index >= 0)
                path.Append('[').Append(step.Index).Append(']');
        }

        return path.ToString();
    }

    private static void Follow(ref Utf8JsonReader reader, List<Step> steps)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                steps[steps.Count - 1] = new Step(SafeName(reader.ValueSpan), -1);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                steps.RemoveAt(steps.Count - 1);
                return;
        }

        if (steps.Count > 0 && steps[steps.Count - 1] is { Name: null } list)
            steps[steps.Count - 1] = new Step(null, list.Index + 1);
        if (reader.TokenType == JsonTokenType.StartObject)
            steps.Add(new Step("", -1));
        else if (reader.TokenType == JsonTokenType.StartArray)
            steps.Add(new Step(null, -1));
    }

    /// <summary>A key, or a stand-in: it may be somebody's name, number or id. Unknown fields are shown because they are what breaks most
    /// often.</summary>
    private static string SafeName(ReadOnlySpan<byte> name) => SafeTexts.IsFieldName(name) ? JsonText.Decode(name) : "*";

    private readonly struct Step(string? name, int index)
    {
        public string? Name => name;

        public int Index => index;
    }
}
