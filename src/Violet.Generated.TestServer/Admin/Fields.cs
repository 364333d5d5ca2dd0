using System.Text.Json.Nodes;

namespace Violet.Generated.TestServer.Admin;

/// <summary>The fields of a request's JSON. What nobody has asked for when <see cref="End"/> is called is a mistake: a misspelt field would
/// do nothing.</summary>
internal sealed class Fields(JsonObject json)
{
    private readonly HashSet<string> _asked = [];

    public string? Text(string name) => Read<string>(name, "a text");

    public long? Number(string name) => Value(name) is null ? null : Read<long>(name, "a whole number");

    public double? Fraction(string name) => Value(name) is null ? null : Read<double>(name, "a number");

    public bool Flag(string name) => Value(name) is not null && Read<bool>(name, "true or false");

    /// <summary>A time in seconds.</summary>
    public TimeSpan? Seconds(string name) =>
        Fraction(name) is not { } seconds ? null
        : seconds is >= 0 and <= 3600 ? TimeSpan.FromSeconds(seconds)
        : throw new ToolException($"'{name}' must be from 0 to 3600 seconds.");

    public JsonNode? Value(string name)
    {
        _asked.Add(name);
        return json[name];
    }

    public static T Need<T>(T? value, string name)
        where T : struct => value ?? throw Missing(name);

    public static T Need<T>(T? value, string name)
        where T : class => value ?? throw Missing(name);

    /// <exception cref="ToolException">There is a field that nobody has asked for.</exception>
    public void End()
    {
        if (json.Select(field => field.Key).Except(_asked).FirstOrDefault() is { } unknown)
            throw new ToolException($"There is no field '{unknown}' here. There are {string.Join(", ", _asked)}.");
    }

    private static ToolException Missing(string name) => new($"'{name}' is missing.");

    private T? Read<T>(string name, string wanted) =>
        Value(name) switch
        {
            null => default,
            JsonValue value when value.TryGetValue(out T? found) => found,
            _ => throw new ToolException($"'{name}' must be {wanted}."),
        };
}
