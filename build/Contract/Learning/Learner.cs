using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Learning;

/// <summary>Turns what a comparison found lacking into additions to the YAML.</summary>
internal sealed class Learner(Comparison comparison)
{
    private readonly YamlEdits _edits = new();
    private readonly Dictionary<ContractApi, SchemaGuess> _guesses = [];

    /// <summary>The additions; descriptions are left to do.</summary>
    public static YamlEdits Learn(Comparison comparison)
    {
        var learner = new Learner(comparison);
        learner.LearnFields();
        learner.LearnParameters();
        learner.LearnValues();
        return learner._edits;
    }

    private void LearnFields()
    {
        HashSet<(Node Envelope, string Key)> shared = [.. SharedByPages()];
        HashSet<(Node, string)> done = [];
        Dictionary<Node, HashSet<string>> names = [];
        foreach ((Node schema, (ContractApi api, Observed observed)) in comparison.Fields)
        {
            foreach ((string key, Observed field) in observed.Fields)
            {
                Node owner = OwnerOf(api, schema, key, shared);
                if (!done.Add((owner, key)))
                    continue;
                if (!names.TryGetValue(owner, out HashSet<string>? taken))
                    names.Add(owner, taken = GuessFor(api).NamesOf(schema));
                LearnField(api, schema, owner, key, field, taken);
            }
        }
    }

    private void LearnField(ContractApi api, Node schema, Node owner, string key, Observed field, HashSet<string> taken)
    {
        Node? sibling = api.PropertiesOf(schema)
            .FirstOrDefault(property => NodeExtensions.Normalise(property.Key) == NodeExtensions.Normalise(key));
        if (sibling?["x-aliases"] is { } aliases)
        {
            _edits.Add(aliases, key);
        }
        else if (sibling is not null) // the same words in another spelling
        {
            _edits.Add(sibling, "x-aliases", $"[{key}]");
        }
        else
        {
            string ownerName = owner.SchemaName() ?? schema.SchemaName() ?? "";
            _edits.Add(owner["properties"]!, key, GuessFor(api).Property(owner, ownerName, key, field, taken));
        }
    }

    /// <summary>What pages of two kinds lack is lacking in their envelope.</summary>
    private IEnumerable<(Node, string)> SharedByPages() =>
        from lacking in comparison.Fields
        let envelope = EnvelopeOf(lacking.Value.Api, lacking.Key)
        where envelope is not null
        from key in lacking.Value.Observed.Fields.Keys
        group key by (Envelope: envelope, Key: key) into same
        where same.Count() > 1
        select (same.Key.Envelope, same.Key.Key);

    private static Node? EnvelopeOf(ContractApi api, Node schema) => api.Follow(schema["allOf"]?["0"]);

    private static Node OwnerOf(ContractApi api, Node schema, string key, HashSet<(Node, string)> shared) =>
        EnvelopeOf(api, schema) is not { } envelope ? schema
        : shared.Contains((envelope, key)) ? envelope
        : schema["allOf"].Items().LastOrDefault(part => part["properties"] is not null) ?? envelope;

    private void LearnParameters()
    {
        foreach ((Node operation, (ContractApi api, Observed observed)) in comparison.Parameters)
        {
            HashSet<string?> names = [.. api.ParametersOf(operation).Select(NameOf)];
            List<string[]> items = [.. observed.Fields.Select(field => Parameter(api, operation, field.Key, field.Value, names))];
            if (items.Count == 0)
                continue;
            if (operation["parameters"] is { Children.Count: > 0 } parameters)
            {
                foreach (string[] item in items)
                    _edits.Add(parameters, item[0], item[1..].Select(line => "  " + line));
                continue;
            }
            string[] lines = [.. items.SelectMany(item => item.Select((line, i) => (i == 0 ? "  - " : "    ") + line))];
            _edits.AddBefore(operation["requestBody"] ?? operation["responses"]!, ["parameters:", .. lines]);
        }
    }

    /// <summary>A parameter as other operations have it, or a new one, in lines.</summary>
    private static string[] Parameter(ContractApi api, Node operation, string key, Observed observed, HashSet<string?> names)
    {
        string file = operation.Place.File;
        Node? model = api
            .Documents.SelectMany(document => document.Value["components"]?["parameters"].Values() ?? [])
            .Where(parameter => parameter["name"]?.Text == key && parameter["in"]?.Text == "query" && !names.Contains(NameOf(parameter)))
            .OrderBy(parameter => parameter.Place.File == file ? 0 : 1)
            .FirstOrDefault();
        if (model is not null)
        {
            string other = model.Place.File == file ? "" : Path.GetFileName(model.Place.File);
            return [$"{{ $ref: '{other}#/components/parameters/{model.Key}' }}"];
        }
        string name = NodeExtensions.ToPascalCase(key);
        name = char.ToLowerInvariant(name[0]) + name[1..];
        while (!names.Add(name) || CSharpWords.Keywords.Contains(name) || name is "request" or "cancellationToken")
            name += "Value";
        string[] original = name == key ? [] : [$"x-originalName: {name}"];
        return
        [
            $"name: {key}",
            "in: query",
            .. original,
            $"description: {SchemaGuess.ToDo}",
            $"schema: {SchemaGuess.Parameter(key, observed)}",
        ];
    }

    private static string? NameOf(Node parameter) => (parameter["x-originalName"] ?? parameter["name"])?.Text;

    private void LearnValues()
    {
        foreach ((ListNode values, Dictionary<string, int> lacking) in comparison.Values)
        {
            Node? names = values.Parent!["x-enumNames"];
            HashSet<string> seen = [];
            foreach (string value in lacking.Keys.Where(value => seen.Add(NodeExtensions.Normalise(value))))
            {
                _edits.Add(values, SchemaGuess.Quote(value));
                if (names is not null)
                    _edits.Add(names, NodeExtensions.ToPascalCase(value.ToLowerInvariant()));
            }
        }
    }

    private SchemaGuess GuessFor(ContractApi api)
    {
        if (!_guesses.TryGetValue(api, out SchemaGuess? guess))
            _guesses.Add(api, guess = new SchemaGuess(api, _edits));
        return guess;
    }
}
