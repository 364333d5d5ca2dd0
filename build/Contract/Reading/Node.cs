namespace Violet.Contract.Reading;

/// <summary>One value of a YAML document, which knows where it stands.</summary>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>The map or list that holds it; null for the whole document.</summary>
    public Node? Parent { get; private set; }

    /// <summary>Its key in a map, its index in a list.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Where the key stands; where the value does, when it has none.</summary>
    public Place KeyPlace { get; private set; } = place;

    /// <summary>The keys that lead here from the top of the document.</summary>
    public IEnumerable<string> Path => Parent is null ? [] : Parent.Path.Append(Key);

    /// <summary>The text of a scalar that is no null; null for everything else.</summary>
    public string? Text => this is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Value : null;

    /// <summary>Whether the keys that lead here are these; <c>*</c> stands for any.</summary>
    public bool IsAt(params ReadOnlySpan<string> path)
    {
        Node? node = this;
        for (int i = path.Length - 1; i >= 0; i--, node = node.Parent)
        {
            if (node?.Parent is null || (path[i] != "*" && path[i] != node.Key))
                return false;
        }

        return node!.Parent is null;
    }

    /// <summary>What a map or a list holds, in the order of the file; each child knows its key.</summary>
    public virtual IReadOnlyList<Node> Children => [];

    /// <summary>The value behind a key or an index; null where there is none.</summary>
    public virtual Node? this[string key] => null;

    /// <summary>Where the bracket stands that closes it, when it is written in brackets; null in block style.</summary>
    public Place? Bracket { get; set; }

    protected void Adopt(Node child, string key, Place keyPlace) => (child.Parent, child.Key, child.KeyPlace) = (this, key, keyPlace);
}

internal sealed class MapNode(Place place) : Node(place)
{
    private readonly Dictionary<string, Node> _byKey = [];
    private readonly List<Node> _values = [];

    public override IReadOnlyList<Node> Children => _values;

    public override Node? this[string key] => _byKey.GetValueOrDefault(key);

    /// <summary>What a map that is a reference refers to; null for any other.</summary>
    public string? Reference => this["$ref"]?.Text;

    public bool TryAdd(string key, Place keyPlace, Node value)
    {
        if (!_byKey.TryAdd(key, value))
            return false;
        Adopt(value, key, keyPlace);
        _values.Add(value);
        return true;
    }
}

internal sealed class ListNode(Place place) : Node(place)
{
    private readonly List<Node> _items = [];

    public override IReadOnlyList<Node> Children => _items;

    public override Node? this[string key] => int.TryParse(key, out int index) && index >= 0 && index < _items.Count ? _items[index] : null;

    public void Add(Node item)
    {
        Adopt(item, _items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), item.Place);
        _items.Add(item);
    }
}

internal enum ScalarKind
{
    Text,
    Integer,
    Number,
    Boolean,
    Null,
}

internal sealed class ScalarNode(Place place, string value, ScalarKind kind) : Node(place)
{
    public string Value { get; } = value;
    public ScalarKind Kind { get; } = kind;
}
