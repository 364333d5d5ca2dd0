using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Comparing;

/// <summary>Compares our contract with what somebody else publishes of the same API: from operation to operation by path, and from there by
/// wire names, since schemas have other names there.</summary>
internal sealed class Upstream(ContractApi ours)
{
    private readonly Dictionary<Node, HashSet<string>> _theirFields = [];
    private readonly Dictionary<Node, HashSet<string>> _theirValues = [];
    private readonly Dictionary<string, Place> _differences = [];
    private readonly HashSet<(Node, Node)> _compared = [];

    /// <summary>What differs, and where it belongs in our contract: <c>+</c> stands for what theirs has and ours lacks, <c>-</c> for the
    /// reverse.</summary>
    public static IReadOnlyDictionary<string, Place> Compare(ContractApi ours, IReadOnlyList<PublishedApi> theirs)
    {
        var upstream = new Upstream(ours);
        upstream.CompareOperations(theirs);
        upstream.CompareNames();
        return upstream._differences;
    }

    private void CompareOperations(IReadOnlyList<PublishedApi> theirs)
    {
        Dictionary<string, Node> known = [];
        foreach (Node path in ours.Root!["paths"].Values())
        {
            foreach (string verb in OpenApi30.Verbs.Where(verb => ours.Follow(path)?[verb] is MapNode))
                known.Add(PublishedApi.KeyOf(verb, path.Key), ours.Follow(path)![verb]!);
        }
        HashSet<string> met = [];
        foreach (PublishedApi api in theirs)
        {
            foreach ((string key, Node operation) in api.Operations)
            {
                met.Add(key);
                if (known.TryGetValue(key, out Node? own))
                    CompareOperation(key, own, api, operation);
                else
                    Differ("+", key, ours.Root["paths"]!);
            }
        }
        foreach ((string key, Node operation) in known.Where(known => !met.Contains(known.Key)))
            Differ("-", key, operation);
    }

    private void CompareOperation(string key, Node own, PublishedApi api, Node their)
    {
        HashSet<string> query = [.. api.QueryOf(their)];
        HashSet<string> known =
        [
            .. ours.ParametersOf(own)
                .Where(parameter => parameter["in"]?.Text == "query")
                .Select(parameter => parameter["name"]?.Text ?? ""),
        ];
        foreach (string name in query.Except(known))
            Differ("+", $"{key} ?{name}", own);
        foreach (string name in known.Except(query))
            Differ("-", $"{key} ?{name}", own);
        CompareSchemas(ours.Follow(own["requestBody"]).JsonSchema(), api, api.SchemaOf(their["requestBody"]));
        Node? success = their["responses"].Values().FirstOrDefault(response => response.Key.StartsWith('2'));
        CompareSchemas(ours.SuccessSchemaOf(own), api, api.SchemaOf(success));
    }

    private void CompareSchemas(Node? ownReference, PublishedApi api, Node? theirReference)
    {
        if (ours.Follow(ownReference) is not { } own || api.Follow(theirReference) is not { } their || !_compared.Add((own, their)))
            return;
        CompareSchemas(own["items"], api, their["items"]);
        CompareSchemas(own["additionalProperties"] as MapNode, api, their["additionalProperties"] as MapNode);
        if (own["enum"] is not null && their["enum"] is ListNode values)
            Add(_theirValues, own, values.Children.Select(value => value.Text ?? ""));
        Dictionary<string, Node> fields = api.PropertiesOf(their);
        if (!own.IsObject() || fields.Count == 0)
            return;
        Add(_theirFields, own, fields.Keys);
        foreach (Node property in ours.PropertiesOf(own))
        {
            if (fields.TryGetValue(property.Key, out Node? field))
                CompareSchemas(property, api, field);
        }
    }

    /// <summary>One schema of ours may be several of theirs: it lacks what any of them has, and has what none of them has.</summary>
    private void CompareNames()
    {
        foreach ((Node schema, HashSet<string> theirs) in _theirFields)
        {
            IReadOnlyList<Node> properties = ours.PropertiesOf(schema);
            HashSet<string> known =
            [
                .. properties.SelectMany(property => property["x-aliases"].Items().Select(alias => alias.Text ?? "").Append(property.Key)),
            ];
            foreach (string name in theirs.Where(name => !known.Contains(name)))
                Differ("+", $"{schema.SchemaName()}.{name}", schema);
            foreach (Node property in properties.Where(property => !IsAmong(property, theirs)))
                Differ("-", $"{schema.SchemaName()}.{property.Key}", property);
        }
        foreach ((Node schema, HashSet<string> theirs) in _theirValues)
        {
            HashSet<string> spellings = [.. theirs.Select(NodeExtensions.Normalise)];
            IEnumerable<Node> aliases = schema["x-enum-aliases"]
                .Values()
                .Where(alias => spellings.Contains(NodeExtensions.Normalise(alias.Key)));
            spellings.UnionWith(aliases.Select(alias => NodeExtensions.Normalise(alias.Text ?? "")).ToArray());
            HashSet<string> known =
            [
                .. schema["enum"]
                    .Items()
                    .Select(value => value.Text ?? "")
                    .Concat(schema["x-enum-aliases"].Values().Select(alias => alias.Key))
                    .Select(NodeExtensions.Normalise),
            ];
            foreach (string value in theirs.Where(value => !known.Contains(NodeExtensions.Normalise(value))))
                Differ("+", $"{schema.SchemaName()} {value}", schema);
            foreach (Node value in schema["enum"].Items().Where(value => !spellings.Contains(NodeExtensions.Normalise(value.Text ?? ""))))
                Differ("-", $"{schema.SchemaName()} {value.Text}", value);
        }
    }

    private static bool IsAmong(Node property, HashSet<string> theirs) =>
        theirs.Contains(property.Key) || property["x-aliases"].Items().Any(alias => theirs.Contains(alias.Text ?? ""));

    private void Differ(string sign, string what, Node where) => _differences.TryAdd($"{sign} {what}", where.KeyPlace);

    private static void Add(Dictionary<Node, HashSet<string>> all, Node schema, IEnumerable<string> names)
    {
        if (!all.TryGetValue(schema, out HashSet<string>? known))
            all.Add(schema, known = []);
        known.UnionWith(names);
    }
}
