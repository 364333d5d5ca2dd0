using System.Text.RegularExpressions;
using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Comparing;

/// <summary>An OpenAPI document of somebody else, in YAML or JSON: it may be of any shape, and its references stay in it.</summary>
internal sealed partial class PublishedApi(Node document)
{
    /// <summary>Its operations by method and path; how a parameter of a path is called does not matter.</summary>
    public IEnumerable<(string Key, Node Operation)> Operations =>
        from path in document["paths"].Values()
        from verb in OpenApi30.Verbs
        where path[verb] is MapNode
        select (KeyOf(verb, path.Key), path[verb]);

    /// <summary>GET /orders/{}</summary>
    public static string KeyOf(string verb, string path) => $"{verb.ToUpperInvariant()} {PathParameter().Replace(path, "{}").TrimEnd('/')}";

    public Node? Follow(Node? node)
    {
        for (int hops = 0; node is MapNode { Reference: { } text } && hops < 20; hops++)
        {
            node = document;
            foreach (string key in Reference.Parse(text, document.Place.File).Keys)
                node = node?[key];
        }
        return node;
    }

    /// <summary>The names of an operation's query parameters, those of its path included.</summary>
    public IEnumerable<string> QueryOf(Node operation) =>
        from parameter in operation["parameters"].Items().Concat(operation.Parent!["parameters"].Items()).Select(Follow)
        where parameter?["in"]?.Text == "query"
        select parameter["name"]?.Text ?? "";

    /// <summary>The schema of a body, whatever its media type.</summary>
    public Node? SchemaOf(Node? body) => Follow(body)?["content"].Values().Select(media => media["schema"]).FirstOrDefault();

    /// <summary>The properties of an object, those of all parts that it may be made of.</summary>
    public Dictionary<string, Node> PropertiesOf(Node? schema)
    {
        Dictionary<string, Node> found = [];
        Collect(schema, []);
        return found;

        void Collect(Node? node, HashSet<Node> seen)
        {
            if (Follow(node) is not { } target || !seen.Add(target))
                return;
            foreach (Node property in target["properties"].Values())
                found.TryAdd(property.Key, property);
            foreach (Node part in target["allOf"].Items().Concat(target["oneOf"].Items()).Concat(target["anyOf"].Items()))
                Collect(part, seen);
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PathParameter();
}
