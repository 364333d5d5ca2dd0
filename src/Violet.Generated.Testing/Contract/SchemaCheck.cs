using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.Contract;

/// <summary>What is wrong with a value.</summary>
/// <param name="Text">In words that name the place.</param>
/// <param name="IsMissing">Whether something required is not there.</param>
internal sealed record ContractProblem(string Text, bool IsMissing = false);

/// <summary>Checks values against schemas. Fields that the contract does not know are allowed, and null counts as absent.</summary>
internal static class SchemaCheck
{
    private static readonly string[] s_dateForms =
    [
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <param name="value">The value; null for absent.</param>
    /// <param name="schema">What it should be.</param>
    /// <param name="place">Its name in messages.</param>
    /// <param name="openEnums">Whether a text that the contract does not list is allowed.</param>
    /// <returns>The first problem, or null.</returns>
    public static ContractProblem? Check(JsonNode? value, ContractSchema schema, string place, bool openEnums = false)
    {
        if (value is null)
            return null;
        JsonValueKind kind = value.GetValueKind();
        switch (schema.Type)
        {
            case "object" when value is JsonObject fields:
                return CheckFields(fields, schema, place, openEnums);
            case "array" when value is JsonArray items && items.Count > schema.MaxItems:
                return Wrong(place, $"of at most {schema.MaxItems} items", $"of {items.Count}");
            case "array" when value is JsonArray items:
                return items.Select((item, i) => Check(item, schema.Items!, $"{place}[{i}]", openEnums)).FirstOrDefault(p => p is not null);
            case "object" or "array":
                return Wrong(place, schema.Type == "object" ? "an object" : "an array", value);
            case "boolean" when kind is not (JsonValueKind.True or JsonValueKind.False):
                return Wrong(place, "true or false", value);
            case "number" or "integer" when kind != JsonValueKind.Number:
                return Wrong(place, schema.Type == "integer" ? "an integer" : "a number", value);
            case "string" when kind != JsonValueKind.String:
                return Wrong(place, "a text", value);
            default:
                return CheckText(kind == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(), schema, place, openEnums);
        }
    }

    /// <summary>Checks a value as it stands in a path, a query or a header.</summary>
    public static ContractProblem? CheckText(string text, ContractSchema schema, string place, bool openEnums = false)
    {
        switch (schema.Type)
        {
            case "integer":
                bool fits =
                    schema.Format == "int32"
                        ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
                if (!fits)
                    return Wrong(place, schema.Format == "int32" ? "an integer of 32 bits" : "an integer of 64 bits", text);
                break;
            case "number" when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _):
                return Wrong(place, "a number", text);
            case "boolean" when text is not ("true" or "false"):
                return Wrong(place, "true or false", text);
            case "string" when schema.Format == "date-time" && !TryParseDate(text, out _):
                return Wrong(place, "a date such as 2024-01-15T00:00:00+0000 (in a query, + is written %2B)", text);
            // Which currencies there are, the handlers say, with a refusal of their own.
            case "string" when schema.Enum.Count > 0 && !openEnums && schema.Name != "CurrencyCode" && !schema.Enum.Contains(text):
                return Wrong(place, "one of " + string.Join(", ", schema.Enum.Take(12)), text);
            case "string" when schema.MinLength > text.Length:
                return Wrong(place, $"at least {schema.MinLength} characters long", text);
            case "string" when schema.MaxLength < text.Length:
                return Wrong(place, $"at most {schema.MaxLength} characters long", text);
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return null;
        if (number < schema.Minimum)
            return Wrong(place, $"at least {schema.Minimum}", text);
        if (number > schema.Maximum)
            return Wrong(place, $"at most {schema.Maximum}", text);
        return null;
    }

    public static bool TryParseDate(string text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text, s_dateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    private static ContractProblem? CheckFields(JsonObject fields, ContractSchema schema, string place, bool openEnums)
    {
        foreach (string name in schema.Required)
        {
            if (fields[name] is null)
                return new ContractProblem($"{place}.{name} is missing.", IsMissing: true);
        }

        foreach ((string name, JsonNode? value) in fields)
        {
            if (!schema.Properties.TryGetValue(name, out ContractSchema? property))
                property = schema.Values;
            if (property is not null && Check(value, property, $"{place}.{name}", openEnums) is { } problem)
                return problem;
        }

        return null;
    }

    private static ContractProblem Wrong(string place, string expected, JsonNode value) => Wrong(place, expected, value.ToJsonString());

    private static ContractProblem Wrong(string place, string expected, string value) =>
        new($"{place} must be {expected}, not {(value.Length > 60 ? value[..60] + "…" : value)}.");
}
