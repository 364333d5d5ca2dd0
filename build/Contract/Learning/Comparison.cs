using System.Globalization;
using System.Text.Json;
using Violet.Contract.Reading;
using Violet.Contract.Rules;
using Violet.Generated.Testing.Contract;

namespace Violet.Contract.Learning;

/// <summary>Holds captures against the contract, and keeps what differs by its place.</summary>
internal sealed class Comparison(IReadOnlyList<ContractApi> apis)
{
    private readonly OperationFinder _operations = new(apis);
    private readonly Observed.Room _room = new();
    private readonly Dictionary<Node, Dictionary<string, Node>> _properties = [];
    private readonly Dictionary<Node, Dictionary<string, string>> _texts = [];
    private ContractApi _api = apis[0];

    /// <summary>What no edit mends, and how often: another type, a required property that is missing.</summary>
    public Dictionary<(Place Place, string Text), int> Differences { get; } = [];

    /// <summary>The fields that a schema lacks.</summary>
    public Dictionary<Node, (ContractApi Api, Observed Observed)> Fields { get; } = [];

    /// <summary>The values that the list of an enum lacks, and how often they were seen.</summary>
    public Dictionary<ListNode, Dictionary<string, int>> Values { get; } = [];

    /// <summary>The query parameters that an operation lacks.</summary>
    public Dictionary<Node, (ContractApi Api, Observed Observed)> Parameters { get; } = [];

    /// <summary>Addresses that are no operation, without what may be personal in them.</summary>
    public SortedDictionary<string, int> Unknown { get; } = new(StringComparer.Ordinal);

    /// <summary>Operations, schemas and properties that a sample has shown.</summary>
    public HashSet<Node> Seen { get; } = [];

    /// <summary>How many bodies were compared.</summary>
    public int Bodies { get; private set; }

    public void Add(Capture capture)
    {
        if (capture.Schema is { } name)
            AddBody(name, capture.Response!.Value);
        else if (_operations.Find(capture.Method, capture.Url) is (var api, var operation))
            AddExchange(capture, api, operation);
        else if (Unknown.Count < 100)
            Count(Unknown, $"{Verb(capture.Method)} {_operations.Mask(capture.Url)}");
    }

    private void AddBody(string name, JsonElement body)
    {
        foreach (ContractApi api in apis)
        {
            foreach ((string _, MapNode document) in api.Documents)
            {
                if (document["components"]?["schemas"]?[name] is not { } schema)
                    continue;
                _api = api;
                Bodies++;
                // A list of bodies, such as a page's content cut out, is as good.
                bool isList = body.ValueKind == JsonValueKind.Array && schema["type"]?.Text != "array";
                foreach (JsonElement one in isList ? [.. body.EnumerateArray()] : new[] { body })
                    Compare(one, schema, name);
                return;
            }
        }
        Count(Unknown, "a body whose file is not named by a schema: say --as, such as --as OrderPage");
    }

    private void AddExchange(Capture capture, ContractApi api, Node operation)
    {
        _api = api;
        Seen.Add(operation);
        string id = operation["operationId"]?.Text ?? "";
        AddQuery(capture.Url, operation);
        if (capture.Request is { } request && api.Follow(operation["requestBody"]).JsonSchema() is { } sent)
        {
            Bodies++;
            Compare(request, sent, id);
        }
        Node? responses = operation["responses"];
        string status = capture.Status.ToString(CultureInfo.InvariantCulture);
        Node? received =
            responses?[status] is { } listed ? api.Follow(listed).JsonSchema()
            : status is ['2', ..] ? api.SuccessSchemaOf(operation)
            : api.Follow(responses?["default"]).JsonSchema();
        if (capture.Response is not { ValueKind: not JsonValueKind.Null } response)
            return;
        Bodies++;
        if (received is not null)
            Compare(response, received, id);
        else
            Differ(operation, $"{id} has a body with status {status}, where the contract has none");
    }

    private void AddQuery(string url, Node operation)
    {
        HashSet<string?> known =
        [
            .. _api.ParametersOf(operation)
                .Where(parameter => parameter["in"]?.Text == "query")
                .Select(parameter => parameter["name"]?.Text),
        ];
        foreach ((string name, string value) in OperationFinder.QueryOf(url).Where(pair => !known.Contains(pair.Name)))
            ObservedOf(Parameters, operation).AddQueryField(name, value);
    }

    private void Compare(JsonElement value, Node? reference, string place)
    {
        if (value.ValueKind == JsonValueKind.Null || reference is null || _api.Follow(reference) is not { } schema)
            return;
        Seen.Add(schema);
        if ((schema["type"]?.Text ?? (schema.IsObject() ? "object" : null)) is not { } type)
            return;
        if (Mismatch(value, type, schema["format"]?.Text) is { } mismatch)
        {
            Differ(reference, $"{place} {mismatch}");
            return;
        }
        if (type == "array")
        {
            foreach (JsonElement item in value.EnumerateArray())
                Compare(item, schema["items"], place + "[]");
        }
        else if (type == "object")
        {
            CompareFields(value, schema, schema.SchemaName() ?? place);
        }
        else if (type == "string" && schema["enum"] is ListNode values)
        {
            CompareText(value.GetString()!, schema, values, reference, place);
        }
    }

    private void CompareFields(JsonElement value, Node schema, string place)
    {
        Dictionary<string, Node> properties = PropertiesOf(schema);
        var values = schema["additionalProperties"] as MapNode;
        HashSet<Node> present = [];
        foreach (JsonProperty field in value.EnumerateObject())
        {
            if (properties.TryGetValue(field.Name, out Node? property))
            {
                if (field.Value.ValueKind == JsonValueKind.Null)
                    continue;
                present.Add(property);
                Compare(field.Value, property, $"{place}.{property.Key}");
            }
            else if (values is not null)
            {
                Compare(field.Value, values, place + "{}");
            }
            else if (properties.Count > 0)
            {
                ObservedOf(Fields, schema).AddField(field.Name, field.Value);
            }
        }
        Seen.UnionWith(present);
        foreach (Node name in RequiredOf(schema).Where(name => !present.Contains(properties.GetValueOrDefault(name.Text!)!)))
            Differ(name, $"{place} lacks {name.Text}, which is required");
    }

    private void CompareText(string text, Node schema, ListNode values, Node reference, string place)
    {
        if (!_texts.TryGetValue(schema, out Dictionary<string, string>? known))
        {
            known = values
                .Children.Concat(schema["x-enum-aliases"].Values())
                .Select(listed => listed.Parent is MapNode ? listed.Key : listed.Text ?? "")
                .ToDictionary(NodeExtensions.Normalise);
            _texts.Add(schema, known);
        }
        if (known.ContainsKey(NodeExtensions.Normalise(text)))
            return;
        if (!Values.TryGetValue(values, out Dictionary<string, int>? lacking))
            Values.Add(values, lacking = []);
        bool hasRoom = lacking.Count < Discretion.MostKeys || lacking.ContainsKey(text);
        if (hasRoom && Discretion.IsEnumText(text, known.Values.Any(listed => listed.Any(char.IsAsciiLetterLower))))
            Count(lacking, text);
        else
            Differ(reference, $"{place} is a text that is not listed, and looks too little like a value of an enum to be shown");
    }

    /// <summary>How a value differs from its type; null when it does not. The value itself is not told.</summary>
    private static string? Mismatch(JsonElement value, string type, string? format)
    {
        string kind = value.ValueKind switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            _ => "boolean",
        };
        if (kind != (type == "integer" ? "number" : type))
            return $"is of type {kind}, not {type}";
        if (type == "integer" && !value.TryGetInt64(out _))
            return "is a number with a fraction, or beyond 64 bits, not an integer";
        if (format == "int32" && !value.TryGetInt32(out _))
            return "is beyond int32";
        return format == "date-time" && !SchemaCheck.TryParseDate(value.GetString()!, out _)
            ? "is no date-time of a form that is known"
            : null;
    }

    /// <summary>The properties of a schema, by their wire names and aliases.</summary>
    private Dictionary<string, Node> PropertiesOf(Node schema)
    {
        if (_properties.TryGetValue(schema, out Dictionary<string, Node>? properties))
            return properties;
        properties = [];
        foreach (Node property in _api.PropertiesOf(schema))
        {
            properties[property.Key] = property;
            foreach (Node alias in property["x-aliases"].Items())
                properties.TryAdd(alias.Text ?? "", property);
        }
        _properties.Add(schema, properties);
        return properties;
    }

    private IEnumerable<Node> RequiredOf(Node schema) =>
        schema["allOf"].Items().Select(_api.Follow).OfType<Node>().SelectMany(RequiredOf).Concat(schema["required"].Items());

    private Observed ObservedOf(Dictionary<Node, (ContractApi Api, Observed Observed)> all, Node owner)
    {
        if (!all.TryGetValue(owner, out (ContractApi Api, Observed Observed) lacking))
            all.Add(owner, lacking = (_api, new Observed(_room)));
        return lacking.Observed;
    }

    private void Differ(Node node, string text) => Count(Differences, (node.KeyPlace, text));

    private static void Count<TKey>(IDictionary<TKey, int> counts, TKey key) =>
        counts[key] = counts.TryGetValue(key, out int count) ? count + 1 : 1;

    /// <summary>A method is the capture's too: one that HTTP does not have is not shown.</summary>
    private static string Verb(string method) => OpenApi30.Verbs.Contains(method.ToLowerInvariant()) ? method.ToUpperInvariant() : "*";
}
