using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Rules;

/// <summary>One kind of object that OpenAPI 3.0 describes: the keys that it may have, and what stands behind each.</summary>
internal sealed class Kind(string name, string? section = null)
{
    private readonly Dictionary<string, Shape> _fields = [];
    private readonly List<string> _required = [];
    private Regex? _otherKeys;
    private Shape? _others;

    /// <summary>As in a sentence: "an operation".</summary>
    public string Name { get; } = name;

    /// <summary>Where `components` holds such objects, which may be referred to; null where it does not.</summary>
    public string? Section { get; } = section;

    /// <summary>Whether a reference may stand in its place.</summary>
    public bool IsReferable { get; private set; } = section is not null;

    /// <summary>Whether keys that begin with x- may stand in it.</summary>
    public bool IsExtensible { get; private set; } = true;

    public IEnumerable<string> Keys => _fields.Keys;

    public IReadOnlyList<string> Required => _required;

    /// <summary>What may stand behind a key; null when it may not be there.</summary>
    public Shape? this[string key] =>
        _fields.TryGetValue(key, out Shape? shape) ? shape
        : IsExtensible && key.StartsWith("x-", StringComparison.Ordinal) ? Shape.Extension
        : _others is not null && _otherKeys?.IsMatch(key) != false ? _others
        : null;

    /// <summary>Whether a reference to that place is to an object of this kind, as far as the place tells.</summary>
    public bool Fits(Node target) => Section is null || !target.IsAt("components", "*", "*") || target.Parent!.Key == Section;

    /// <summary>Adds keys; those whose name ends in ! are required.</summary>
    public Kind Has(params (string Key, Shape Shape)[] fields)
    {
        foreach ((string key, Shape shape) in fields)
        {
            _fields.Add(key.TrimEnd('!'), shape);
            if (key.EndsWith('!'))
                _required.Add(key.TrimEnd('!'));
        }
        return this;
    }

    /// <summary>Adds all keys that match, or all.</summary>
    public Kind HasOthers(Shape shape, Regex? keys = null)
    {
        (_others, _otherKeys) = (shape, keys);
        return this;
    }

    public Kind MayBeReferredTo()
    {
        IsReferable = true;
        return this;
    }

    public Kind WithoutExtensions()
    {
        IsExtensible = false;
        return this;
    }
}
