using System.Text.Json;

namespace Violet.Generated.Testing.Contract;

/// <summary>A schema of the contract, with the keywords that the contract uses. References are resolved and <c>allOf</c> is
/// merged.</summary>
internal sealed class ContractSchema
{
    /// <summary>Its name under components, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The JSON type; null for a free-form value.</summary>
    public string? Type { get; private set; }

    public string? Format { get; private set; }

    /// <summary>The listed texts, then the aliases that mean the same.</summary>
    public IReadOnlyList<string> Enum { get; private set; } = [];

    public ContractSchema? Items { get; private set; }

    public Dictionary<string, ContractSchema> Properties { get; } = [];

    public HashSet<string> Required { get; } = [];

    /// <summary>What the values of a map are; null when this is no map.</summary>
    public ContractSchema? Values { get; private set; }

    public JsonElement? Example { get; private set; }

    public double? Minimum { get; private set; }

    public double? Maximum { get; private set; }

    public int? MinLength { get; private set; }

    public int? MaxLength { get; private set; }

    public int? MaxItems { get; private set; }

    /// <summary>Whether this is a page of a listing.</summary>
    public bool IsPage => Properties.ContainsKey("content") && Properties.ContainsKey("total_pages");

    public void Read(JsonElement json, Func<JsonElement, ContractSchema> schema)
    {
        foreach (JsonProperty keyword in json.EnumerateObject())
        {
            JsonElement value = keyword.Value;
            switch (keyword.Name)
            {
                case "type":
                    Type = value.GetString();
                    break;
                case "format":
                    Format = value.GetString();
                    break;
                case "enum":
                    Enum = [.. value.EnumerateArray().Select(v => v.GetString()!), .. Enum];
                    break;
                case "x-enum-aliases":
                    Enum = [.. Enum, .. value.EnumerateObject().Select(v => v.Name)];
                    break;
                case "items":
                    Items = schema(value);
                    break;
                case "minimum":
                    Minimum = value.GetDouble();
                    break;
                case "maximum":
                    Maximum = value.GetDouble();
                    break;
                case "minLength":
                    MinLength = value.GetInt32();
                    break;
                case "maxItems":
                    MaxItems = value.GetInt32();
                    break;
                case "maxLength":
                    MaxLength = value.GetInt32();
                    break;
                case "example" or "default":
                    Example ??= value;
                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    Values = schema(value);
                    break;
                case "required" when value.ValueKind == JsonValueKind.Array:
                    Required.UnionWith(value.EnumerateArray().Select(v => v.GetString()!));
                    break;
                case "properties":
                    foreach (JsonProperty property in value.EnumerateObject())
                        Properties[property.Name] = schema(property.Value);
                    break;
                case "allOf":
                    foreach (JsonElement part in value.EnumerateArray())
                        Add(schema(part));
                    break;
            }
        }
    }

    private void Add(ContractSchema part)
    {
        Type ??= part.Type;
        Required.UnionWith(part.Required);
        foreach ((string name, ContractSchema property) in part.Properties)
            Properties[name] = property;
    }
}
