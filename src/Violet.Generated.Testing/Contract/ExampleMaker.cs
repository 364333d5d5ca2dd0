using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.Contract;

/// <summary>Makes values that a schema allows: the same every time, and in words that fit the name of the field.</summary>
/// <param name="epoch">The time that dates stand at.</param>
internal sealed class ExampleMaker(DateTimeOffset epoch)
{
    /// <summary>Ids are this and the ordinal of the item.</summary>
    public const long IdBase = 1000;

    private const int Deepest = 7;

    /// <param name="schema">What to make.</param>
    /// <param name="name">The name of the field.</param>
    /// <param name="ordinal">Tells items of a list apart: it goes into ids.</param>
    public JsonNode? Make(ContractSchema schema, string name = "", int ordinal = 1) => Make(schema, name, ordinal, []);

    private JsonNode? Make(ContractSchema schema, string name, int ordinal, List<ContractSchema> within)
    {
        if (schema.Example is { } example && schema.Type is not ("object" or "array"))
            return JsonNode.Parse(example.GetRawText());
        return schema.Type switch
        {
            "object" => MakeObject(schema, ordinal, within),
            "array" => MakeArray(schema.Items!, name, ordinal, within),
            "integer" => JsonValue.Create(Integer(schema, name, ordinal)),
            "number" => JsonValue.Create(name.Contains("rate", StringComparison.Ordinal) ? 10.5 : 1.25),
            "boolean" => JsonValue.Create(!name.StartsWith("is_disabled", StringComparison.Ordinal) && name != "disabled"),
            "string" when schema.Enum.Count > 0 => JsonValue.Create(schema.Enum[0]),
            "string" when schema.Format == "date-time" => JsonValue.Create(Date(name)),
            "string" => JsonValue.Create(Cut(Text(name, ordinal), schema)),
            _ => JsonValue.Create("example"),
        };
    }

    private JsonObject? MakeObject(ContractSchema schema, int ordinal, List<ContractSchema> within)
    {
        if (within.Count >= Deepest || within.Contains(schema))
            return null;
        within.Add(schema);
        var made = new JsonObject();
        foreach ((string name, ContractSchema property) in schema.Properties)
        {
            if (Make(property, name, ordinal, within) is { } value)
                made[name] = value;
        }

        if (schema.Values is { } values && Make(values, "", ordinal, within) is { } one)
            made["1"] = one;
        within.RemoveAt(within.Count - 1);
        return made;
    }

    private JsonArray MakeArray(ContractSchema items, string name, int ordinal, List<ContractSchema> within) =>
        Make(items, name.EndsWith('s') ? name[..^1] : name, ordinal, within) is { } item ? [item] : [];

    private static long Integer(ContractSchema schema, string name, int ordinal)
    {
        long value = name switch
        {
            "status" => 200,
            "exp_month" => 12,
            "exp_year" => 2030,
            _ when name == "id" || name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("_ids", StringComparison.Ordinal) =>
                IdBase + ordinal,
            _ when schema.Format == "int64" => 1999,
            _ => 2,
        };
        return Math.Max(value, (long)(schema.Minimum ?? value));
    }

    private string Date(string name) => name.Contains("cancel", StringComparison.Ordinal) ? Wire.DateWithFraction(epoch) : Wire.Date(epoch);

    private string Text(string name, int ordinal)
    {
        bool Has(string part) => name.Contains(part, StringComparison.Ordinal);
        return name switch
        {
            _ when Has("email") => "ada@example.com",
            _ when Has("url") || Has("thumbnail") || Has("logo") => $"https://shop.example.com/{ordinal}",
            _ when Has("currency_symbol") => "$",
            _ when Has("currency") => "USD",
            _ when Has("country") => "US",
            _ when Has("state") => "CA",
            _ when Has("city") => "San Francisco",
            _ when Has("postal") => "94105",
            _ when Has("phone") => "+14155550100",
            "address_1" => "1 Market Street",
            "address_2" => "",
            "first_name" => "Ada",
            "last_name" => "Lovelace",
            _ when Has("name") || Has("label") => $"Example {ordinal}",
            _ when Has("date") => epoch.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            _ when Has("token") || Has("secret") || Has("key") => $"example-{ordinal}",
            _ when name == "id" || name.EndsWith("_id", StringComparison.Ordinal) || Has("related_") => $"{IdBase + ordinal}",
            "" => "example",
            _ => $"Example {name.Replace('_', ' ')}",
        };
    }

    private static string Cut(string text, ContractSchema schema) => schema.MaxLength < text.Length ? text[..schema.MaxLength.Value] : text;
}
