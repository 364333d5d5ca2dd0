using Violet.Contract.Reading;

namespace Violet.Contract.Rules;

/// <summary>Something that the contract promises. A rule has a code and looks at objects of some kinds, or at the API as a whole.</summary>
internal abstract class Rule(string code, params Kind[] kinds)
{
    /// <summary>Under which it stands in openapi/README.md and in front of what it says.</summary>
    public string Code { get; } = code;

    /// <summary>What it looks at; objects of every kind, when there is none.</summary>
    public IReadOnlyList<Kind> Kinds { get; } = kinds;

    /// <summary>Looks at one object of its kinds.</summary>
    public virtual void Check(Visit visit) { }

    /// <summary>Looks at one reference that stands for an object of its kinds.</summary>
    public virtual void CheckReference(Visit visit) { }

    /// <summary>Looks at the API once.</summary>
    public virtual void CheckAll(ContractApi api, Report report) { }
}

/// <summary>Says what is wrong, and where.</summary>
internal delegate void Report(Place place, string text);

/// <summary>An object of the contract, or a reference in its place, that a rule looks at.</summary>
internal sealed record Visit(MapNode Node, Kind Kind, ContractApi Api, Report Report)
{
    public Node? this[string key] => Node[key];

    /// <summary>Its name, when it is a schema in components/schemas; null when it is written inline.</summary>
    public string? SchemaName => Node.SchemaName();

    public Node? Follow(Node? node) => Api.Follow(node);
}
