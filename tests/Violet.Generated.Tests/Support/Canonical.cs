using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Tests.Json;

/// <summary>JSON without white space and with one way to escape, so that texts can be compared; fields keep their order, dates stay
/// texts.</summary>
internal static class Canonical
{
    public static string Text(string json) => Parse(json).ToString(Formatting.None);

    public static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, MaxDepth = null };
        var token = JToken.ReadFrom(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
        return reader.Read() ? throw new JsonReaderException("Text follows the JSON.") : token;
    }
}
