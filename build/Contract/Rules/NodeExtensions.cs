using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Rules;

/// <summary>What the rules ask of nodes.</summary>
internal static partial class NodeExtensions
{
    public static string? SchemaName(this Node? node) => node?.IsAt("components", "schemas", "*") == true ? node.Key : null;

    /// <summary>The values of a map; none when it is no map.</summary>
    public static IReadOnlyList<Node> Values(this Node? node) => node is MapNode map ? map.Children : [];

    /// <summary>The items of a list; none when it is no list.</summary>
    public static IReadOnlyList<Node> Items(this Node? node) => node is ListNode list ? list.Children : [];

    public static bool IsFlagged(this Node? node) =>
        node is ScalarNode { Kind: ScalarKind.Boolean } flag && flag.Value.Equals("true", StringComparison.OrdinalIgnoreCase);

    public static bool IsBlank(this Node? node) =>
        node is not ScalarNode { Kind: ScalarKind.Text } text || string.IsNullOrWhiteSpace(text.Value);

    public static IEnumerable<Node> Extensions(this MapNode node) =>
        node.Children.Where(value => value.Key.StartsWith("x-", StringComparison.Ordinal));

    /// <summary>Whether a named schema is written here; the part of one that stands in its allOf is the one inline object that is
    /// allowed.</summary>
    public static bool IsWritten(this Visit visit) =>
        visit.SchemaName is not null || visit.Node.IsAt("components", "schemas", "*", "allOf", "*");

    /// <summary>Whether the value is of a type of OpenAPI. Every integer is a number too.</summary>
    public static bool IsOfType(this Node node, string type) =>
        type switch
        {
            "array" => node is ListNode,
            "object" => node is MapNode,
            "string" => node is ScalarNode { Kind: ScalarKind.Text },
            "boolean" => node is ScalarNode { Kind: ScalarKind.Boolean },
            "integer" => node is ScalarNode { Kind: ScalarKind.Integer },
            "number" => node is ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Number },
            _ => true,
        };

    /// <summary>Whether the schema becomes a class.</summary>
    public static bool IsObject(this Node? schema) => schema?["properties"] is not null || schema?["allOf"] is not null;

    /// <summary>Whether the schema is a map.</summary>
    public static bool IsMap(this Node? schema) =>
        schema?["additionalProperties"] is { } values && values is not ScalarNode { Value: "false" };

    /// <summary>The schema of a body or a response.</summary>
    public static Node? JsonSchema(this Node? body) => body?["content"]?["application/json"]?["schema"];

    /// <summary>The properties of an object with those that it takes from allOf, as they are written: references are not
    /// followed.</summary>
    public static IReadOnlyList<Node> PropertiesOf(this ContractApi api, Node? schema)
    {
        var found = new List<Node>();
        Collect(schema, []);
        return found;

        void Collect(Node? node, HashSet<Node> seen)
        {
            if (api.Follow(node) is not { } target || !seen.Add(target))
                return;
            foreach (Node part in target["allOf"].Items())
                Collect(part, seen);
            found.AddRange(target["properties"].Values());
        }
    }

    /// <summary>The operations of the paths that the root lists.</summary>
    public static IEnumerable<Node> Operations(this ContractApi api) =>
        from path in api.Root!["paths"].Values()
        let item = api.Follow(path)
        from verb in OpenApi30.Verbs
        where item?[verb] is MapNode
        select item[verb];

    /// <summary>The parameters of an operation, references followed.</summary>
    public static IEnumerable<Node> ParametersOf(this ContractApi api, Node operation) =>
        operation["parameters"].Items().Select(api.Follow).OfType<Node>();

    /// <summary>The schema of the answer of an operation that succeeded: of the first of its 2xx responses that has a body.</summary>
    public static Node? SuccessSchemaOf(this ContractApi api, Node operation) =>
        operation["responses"]
            .Values()
            .Where(response => response.Key.StartsWith('2'))
            .Select(response => api.Follow(response).JsonSchema())
            .FirstOrDefault(schema => schema is not null);

    /// <summary>Tables of webhook topics and the schemas that they carry: the x-webhook-payload of every enum in components.</summary>
    public static IEnumerable<Node> WebhookPayloads(this ContractApi api) =>
        api
            .Documents.SelectMany(document => document.Value["components"]?["schemas"].Values() ?? [])
            .Select(schema => schema["x-webhook-payload"])
            .OfType<Node>();

    /// <summary>The C# name that is made from a wire name.</summary>
    public static string ToPascalCase(string wireName) =>
        string.Concat(NoWord().Split(wireName).Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Enums compare their values like this: case, space, hyphen and underscore do not matter.</summary>
    public static string Normalise(string value) => Separators().Replace(value, "").ToLowerInvariant();

    public static bool IsCamelCase(string name) => CamelCase().IsMatch(name);

    public static bool IsPascalCase(string name) => PascalCase().IsMatch(name);

    [GeneratedRegex(@"^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)*\z")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*\z")]
    private static partial Regex PascalCase();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NoWord();

    [GeneratedRegex(@"[\s_-]")]
    private static partial Regex Separators();
}
