using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Runtime.Json;

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
        get
        {
            // All threads must get the same token, or what one of them changes is lost.
            if (_token is null && _raw is { } raw)
                Interlocked.CompareExchange(ref _token, NewtonsoftText.ToToken(raw), null);
            return _token;
        }
        set
        {
            _raw = null;
            _token = value;
        }
    }

    /// <summary>Writes what came in, byte for byte (broken UTF-8 aside, which is no JSON), unless the token was changed since: a token
    /// holds a number as a double at best.</summary>
    public readonly void WriteTo(Utf8JsonWriter writer)
    {
        if (_raw is not null && (_token is null || JToken.DeepEquals(_token, NewtonsoftText.ToToken(_raw))))
            writer.WriteRawValue(JsonText.Valid(_raw), skipInputValidation: true);
        else if (_token is not null)
            writer.WriteRawValue(JsonText.Utf8.GetBytes(ToJson(_token)), skipInputValidation: true);
        else
            writer.WriteNullValue();
    }

    private static string ToJson(JToken token)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text) { Formatting = Formatting.None, Culture = CultureInfo.InvariantCulture })
            token.WriteTo(writer);
        return text.ToString();
    }
}
