using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Json;

/// <summary>A value without a schema: kept as it came, and parsed into a <see cref="JToken"/> only when somebody looks.</summary>
internal struct JsonFreeForm
{
    private byte[]? _raw;
    private JToken? _token;

    public JsonFreeForm(byte[] raw) => _raw = raw;

    public JsonFreeForm(JToken? token) => _token = token;

    public readonly bool IsUnset => _raw is null && _token is null;

    public JToken? Token
    {
        get => _token ??= _raw is null ? null : Parse(_raw);
        set
        {
            _raw = null;
            _token = value;
        }
    }

    /// <summary>Writes what came in, byte for byte, unless the token was changed since: a token holds a number as a double at best.</summary>
    public readonly void WriteTo(Utf8JsonWriter writer)
    {
        if (_raw is not null && (_token is null || JToken.DeepEquals(_token, Parse(_raw)))) writer.WriteRawValue(_raw, skipInputValidation: true);
        else if (_token is not null) writer.WriteRawValue(JsonText.Utf8.GetBytes(ToJson(_token)), skipInputValidation: true);
        else writer.WriteNullValue();
    }

    private static JToken Parse(byte[] raw)
    {
        string text = JsonText.Decode(raw);
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = null };
        try
        {
            return JToken.ReadFrom(reader);
        }
        catch (Exception e) when (e is Newtonsoft.Json.JsonException or OverflowException or FormatException)
        {
            // A number that no .NET type holds: getters never throw, so the text is what remains.
            return new JValue(text);
        }
    }

    private static string ToJson(JToken token)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text) { Formatting = Formatting.None, Culture = CultureInfo.InvariantCulture }) token.WriteTo(writer);
        return text.ToString();
    }
}
