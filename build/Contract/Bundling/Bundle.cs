using System.Globalization;
using System.Text.Json.Nodes;
using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Bundling;

/// <summary>Makes one document of an API whose references lead nowhere else: what is referred to stands in `components`, paths in their
/// place.</summary>
internal sealed class Bundle
{
    private readonly ContractApi _api;
    private readonly Dictionary<Node, string> _places = [];
    private readonly Dictionary<string, Node> _owners = [];
    private readonly Dictionary<string, JsonObject> _sections = [];

    private Bundle(ContractApi api) => _api = api;

    /// <summary>Bundles an API that the rules found nothing wrong with.</summary>
    public static JsonObject Of(ContractApi api) => new Bundle(api).Make(api.Root!);

    private JsonObject Make(MapNode root)
    {
        foreach (Node section in root["components"].Values())
        {
            _sections.Add(section.Key, []);
            foreach (Node component in section.Values())
                Claim(component, section.Key, component.Key);
        }
        var document = new JsonObject();
        foreach (Node part in root.Children)
            document.Add(part.Key, part.Key == "components" ? null : Write(part, OpenApi30.Root[part.Key]));
        foreach (Node section in root["components"].Values())
        {
            foreach (Node component in section.Values())
                _sections[section.Key].Add(component.Key, Write(component, OpenApi30.Sections.GetValueOrDefault(section.Key)!));
        }
        foreach (Node payloads in _api.WebhookPayloads())
            Place(payloads.Parent!, OpenApi30.Schema, "schemas"); // kept, with what webhooks carry, also where no operation gives it
        document["components"] = new JsonObject(
            _sections.Select(section => KeyValuePair.Create<string, JsonNode?>(section.Key, section.Value))
        );
        return document;
    }

    private JsonNode? Write(Node node, Shape? shape) =>
        (node, shape) switch
        {
            (MapNode { Reference: { } } map, ObjectShape { Kind: { IsReferable: true } kind }) => WriteReference(map, kind),
            (MapNode { Reference: { } } map, FlagOrShape { Kind: var kind }) => WriteReference(map, kind),
            (MapNode { Reference: { } } map, ExtensionShape) => WriteReference(map, OpenApi30.Schema),
            (MapNode map, ObjectShape { Kind: var kind }) => WriteMap(map, key => kind[key]),
            (MapNode map, FlagOrShape { Kind: var kind }) => WriteMap(map, key => kind[key]),
            (MapNode map, MapShape { Values: var values }) => WriteMap(map, _ => values),
            (MapNode map, _) => WriteMap(map, _ => shape as ExtensionShape),
            (ListNode list, _) => new JsonArray([
                .. list.Children.Select(item => Write(item, shape is ListShape of ? of.Items : shape as ExtensionShape)),
            ]),
            _ => WriteScalar((ScalarNode)node),
        };

    private JsonObject WriteMap(MapNode map, Func<string, Shape?> shapeOf) =>
        new(map.Children.Select(value => KeyValuePair.Create(value.Key, Write(value, shapeOf(value.Key)))));

    /// <summary>A reference to a component, with what stands beside it; the thing itself where it is no component.</summary>
    private JsonNode? WriteReference(MapNode map, Kind kind)
    {
        Node target = _api.Find(Reference.Parse(map.Reference!, map.Place.File))!;
        if (kind.Section is not { } section)
            return Write(target, kind);
        var reference = new JsonObject { ["$ref"] = Place(target, kind, section) };
        foreach (Node value in map.Children.Where(value => value.Key != "$ref"))
            reference.Add(value.Key, Write(value, kind[value.Key]));
        return reference;
    }

    private string Place(Node target, Kind kind, string section)
    {
        if (_places.TryGetValue(target, out string? place))
            return place;
        string wanted = target.Key.Length > 0 ? target.Key : Path.GetFileNameWithoutExtension(target.Place.File);
        string name = wanted;
        for (int i = 2; _owners.TryGetValue(PlaceOf(section, name), out Node? owner) && !AreEqual(owner, target); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{i}");
        bool isNew = Claim(target, section, name);
        if (isNew)
        {
            JsonNode? component = Write(target, kind);
            if (!_sections.TryGetValue(section, out JsonObject? components))
                _sections.Add(section, components = []);
            components.Add(name, component);
        }
        return PlaceOf(section, name);
    }

    private bool Claim(Node component, string section, string name)
    {
        _places.TryAdd(component, PlaceOf(section, name));
        return _owners.TryAdd(PlaceOf(section, name), component);
    }

    private static string PlaceOf(string section, string name) => $"#/components/{section}/{Reference.Escape(name)}";

    /// <summary>Whether two files say the same, references included.</summary>
    private bool AreEqual(Node a, Node b) =>
        (a, b) switch
        {
            (MapNode { Reference: { } toA }, MapNode { Reference: { } toB })
                when _api.Find(Reference.Parse(toA, a.Place.File)) != _api.Find(Reference.Parse(toB, b.Place.File)) => false,
            (ScalarNode scalarA, ScalarNode scalarB) => a.Key == "$ref" || (scalarA.Value, scalarA.Kind) == (scalarB.Value, scalarB.Kind),
            _ => a.GetType() == b.GetType()
                && a.Children.Count == b.Children.Count
                && a.Children.All(child => b[child.Key] is { } other && AreEqual(child, other)),
        };

    private static JsonValue? WriteScalar(ScalarNode scalar) =>
        scalar.Kind switch
        {
            ScalarKind.Null => null,
            ScalarKind.Boolean => JsonValue.Create(scalar.IsFlagged()),
            ScalarKind.Integer when long.TryParse(scalar.Value, CultureInfo.InvariantCulture, out long number) => JsonValue.Create(number),
            ScalarKind.Integer or ScalarKind.Number => JsonValue.Create(double.Parse(scalar.Value, CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(scalar.Value),
        };
}
