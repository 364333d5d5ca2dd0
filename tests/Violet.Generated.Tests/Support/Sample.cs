using System.Reflection;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Json;

public enum SampleKind
{
    /// <summary>Everything set, lists of two, known enum texts.</summary>
    Full,

    /// <summary>Unknown enum texts and fields, empty lists, extreme numbers and texts.</summary>
    Odd,

    /// <summary>Every second property, nothing else.</summary>
    Sparse,
}

/// <summary>JSON of a model, filled in the same way every time, in the order in which the model writes it.</summary>
internal static class Sample
{
    private const int DeepestModel = 6;

    public static JObject Of(Type model, SampleKind kind, int depth = 0)
    {
        var sample = new JObject();
        int index = 0;
        foreach (PropertyInfo property in GeneratedTypes.WireProperties(model))
        {
            index++;
            if (kind == SampleKind.Sparse && index % 2 == 0)
                continue;
            string name = GeneratedTypes.WireName(property);
            if (Value(property.PropertyType, name, kind, depth) is { } value)
                sample[name] = IsRequestDate(model, value) ? "2024-06-28T20:31:56+0000" : value;
        }

        if (kind != SampleKind.Odd)
            return sample;
        sample["not_in_the_contract"] = new JObject
        {
            ["a"] = new JArray(1, "2", JValue.CreateNull(), true, 0.5),
            ["date"] = "2024-06-28T20:31:56.100+0000",
        };
        sample["Null"] = null;
        sample["größe <&> \"x\""] = "+";
        return sample;
    }

    /// <summary>A value as the wire has it; null where models nest too deep.</summary>
    public static JToken? Value(Type type, string name, SampleKind kind, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        bool odd = kind == SampleKind.Odd;
        if (type == typeof(string))
            return odd ? "ü \u0001 \"\\/ <&+'> \U0001F600 \u2028" : "text of " + name;
        if (type == typeof(long))
            return odd ? long.MinValue : 5_000_000_000 + name.Length;
        if (type == typeof(int))
            return odd ? int.MaxValue : name.Length;
        if (type == typeof(double))
            return odd ? -1.7976931348623157E+308 : 6.625;
        if (type == typeof(bool))
            return !odd;
        if (type == typeof(DateTimeOffset))
            return odd ? "0001-01-01T00:00:00.0000001+0000" : "2024-06-28T20:31:56+0000";
        if (type == typeof(JToken))
            return FreeForm(name, kind);
        if (typeof(VioletModel).IsAssignableFrom(type))
            return depth < DeepestModel ? Of(type, kind, depth + 1) : null;
        Type leaf = type.GetGenericArguments()[^1];
        if (type.GetGenericTypeDefinition() == typeof(OpenEnum<>))
            return odd ? "A_VALUE_OF_TOMORROW" : KnownText(leaf);
        if (type.GetGenericTypeDefinition() == typeof(IList<>))
            return List(leaf, name, kind, depth);
        return Map(leaf, name, kind, depth);
    }

    private static JArray List(Type leaf, string name, SampleKind kind, int depth)
    {
        var list = new JArray();
        for (int i = 0; i < (kind == SampleKind.Odd && depth > 0 ? 0 : 2); i++)
        {
            if (Value(leaf, name, kind, depth + 2) is { } item)
                list.Add(item);
        }

        return list;
    }

    private static JObject Map(Type leaf, string name, SampleKind kind, int depth)
    {
        var map = new JObject();
        foreach (string key in kind == SampleKind.Odd ? new[] { "", "a b", "\U0001F600" } : ["10282", "key"])
        {
            if (Value(leaf, name, kind, depth + 2) is { } item)
                map[key] = item;
        }

        return map;
    }

    private static JToken FreeForm(string name, SampleKind kind) =>
        kind switch
        {
            SampleKind.Full => new JObject
            {
                ["list"] = new JArray(1, 2),
                ["date"] = "2024-06-28T20:31:56+0000",
                ["of"] = name,
            },
            SampleKind.Odd => new JArray(),
            _ => "2024-06-28",
        };

    private static string KnownText(Type type) => OpenEnumAccess.Of(type).Texts[^1];

    /// <summary>Requests are written without fractions, so none is put in.</summary>
    private static bool IsRequestDate(Type model, JToken value) =>
        model.Name.EndsWith("Request", StringComparison.Ordinal)
        && value is { Type: JTokenType.String }
        && ((string)value!).EndsWith(".0000001+0000", StringComparison.Ordinal);
}
