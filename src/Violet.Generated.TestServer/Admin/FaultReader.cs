using System.Reflection;
using System.Text.Json.Nodes;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Admin;

/// <summary>Makes a fault of its JSON: { "fault": "RateLimit", "retry_after": 2, "on": "Orders.List", "times": 1 }.</summary>
internal static class FaultReader
{
    private static readonly Dictionary<string, Func<Fields, Fault>> s_kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(Fault.Latency)] = fields => Fault.Latency(Fields.Need(fields.Seconds("seconds"), "seconds")),
        [nameof(Fault.RateLimit)] = fields => Fault.RateLimit(fields.Seconds("retry_after")),
        [nameof(Fault.Status)] = fields =>
            Fault.Status(
                Status(fields) ?? throw new ToolException("'status' is missing."),
                Body(fields),
                fields.Text("content_type") ?? "application/json"
            ),
        [nameof(Fault.Html)] = fields => Fault.Html(Status(fields) ?? 502),
        [nameof(Fault.SlowBody)] = fields => Fault.SlowBody(Fields.Need(fields.Seconds("seconds"), "seconds")),
        [nameof(Fault.Trickle)] = fields => Fault.Trickle(Fields.Need(fields.Seconds("seconds"), "seconds")),
        [nameof(Fault.HugeBody)] = fields => Fault.HugeBody(Bytes(fields), Status(fields) ?? 200),
        [nameof(Fault.GzipBomb)] = fields => Fault.GzipBomb(Bytes(fields)),
        [nameof(Fault.Redirect)] = fields =>
            Fault.Redirect(new Uri(Fields.Need(fields.Text("location"), "location"), UriKind.RelativeOrAbsolute)),
    };

    static FaultReader()
    {
        foreach (PropertyInfo plain in typeof(Fault).GetProperties(BindingFlags.Public | BindingFlags.Static))
            s_kinds.Add(plain.Name, _ => (Fault)plain.GetValue(null)!);
    }

    public static IEnumerable<string> Kinds => s_kinds.Keys.Order(StringComparer.Ordinal);

    /// <exception cref="ToolException">There is no such fault, or a field is not what it should be.</exception>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static Fault Read(Fields fields)
    {
        string kind = Fields.Need(fields.Text("fault"), "fault");
        if (!s_kinds.TryGetValue(kind, out Func<Fields, Fault>? make))
            throw new ToolException($"There is no fault '{kind}'. There are {string.Join(", ", Kinds)}.");
        Fault fault = make(fields);
        if (fields.Text("on") is { } operation)
            fault = fault.On(operation);
        if (Count(fields, "times") is { } times)
            fault = fault.Times(times);
        if (Count(fields, "every") is { } nth)
            fault = fault.Every(nth);
        if (Probability(fields) is { } probability)
            fault = fault.WithProbability(probability, Count(fields, "seed") ?? 1);
        foreach ((string name, JsonNode? value) in fields.Value("headers") as JsonObject ?? [])
            fault = fault.WithHeader(name, value?.ToString() ?? "");
        fields.End();
        return fault;
    }

    private static double? Probability(Fields fields) =>
        fields.Fraction("probability") is not { } probability ? null
        : probability is >= 0 and <= 1 ? probability
        : throw new ToolException("'probability' must be from 0 to 1.");

    private static int? Status(Fields fields) => Whole(fields, "status", 200, 599);

    private static int? Count(Fields fields, string name) => Whole(fields, name, 1, int.MaxValue);

    private static int? Whole(Fields fields, string name, int least, int most) =>
        fields.Number(name) is not { } number ? null
        : number >= least && number <= most ? (int)number
        : throw new ToolException($"'{name}' must be from {least} to {most}.");

    private static long? Bytes(Fields fields) =>
        fields.Number("bytes") is not < 0 ? fields.Number("bytes") : throw new ToolException("'bytes' must not be below 0.");

    private static string Body(Fields fields) =>
        fields.Value("body") switch
        {
            null => "",
            JsonValue value when value.TryGetValue(out string? text) => text,
            { } json => json.ToJsonString(),
        };
}
