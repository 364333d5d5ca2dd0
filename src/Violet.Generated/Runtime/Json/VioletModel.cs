using System.Diagnostics;
using System.Text.Json;
using Violet.Generated.Json;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>
/// The base of every object that the API sends or takes. A model is made by the code generator from the contract: it reads and writes
/// itself without reflection, keeps fields that the contract does not know, and can be serialised by Newtonsoft.Json and System.Text.Json
/// alike.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
[System.Text.Json.Serialization.JsonConverter(typeof(SystemTextAnyModelConverter))]
public abstract class VioletModel
{
    private JsonExtra? _extra;

    private protected VioletModel() { }

    /// <summary>
    /// Fields that the contract does not know (yet), and what came in a known field but does not fit it, under the field's name: of a list
    /// the items, of a map the entries that could not be read. Never null. On a request: fields to send along.
    /// </summary>
    [Newtonsoft.Json.JsonIgnore]
    public JsonExtra Extra => _extra ?? Interlocked.CompareExchange(ref _extra, new JsonExtra(), null) ?? _extra!;

    /// <summary>The type with id, type and status, such as <c>Order 42 COMPLETED</c>; of a page, how many items it has. Nothing of a
    /// person's, and no text that the contract does not know.</summary>
    public override string ToString() => GetType().Name + ShownParts();

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteProperties(writer);
        _extra?.WriteTo(writer);
        writer.WriteEndObject();
    }

    /// <summary>Whether the model is what a request sends.</summary>
    internal virtual bool IsRequest => false;

    /// <summary>What tells this model from others of its type; each part begins with a space or a mark.</summary>
    internal virtual string ShownParts() => "";

    /// <summary>The path of the first required field that a request lacks; null when all are there.</summary>
    internal virtual string? FirstMissing() => null;

    /// <summary>The first text of a request that is longer than the API documents; null when none is.</summary>
    internal virtual LongText? FirstTooLong() => null;

    /// <summary>Reads the value of a property of the contract; false when the contract has none of that name.</summary>
    internal abstract bool ReadProperty(ref JsonInput input, ReadOnlySpan<byte> name);

    /// <summary>How many fields the contract knows: by it, the memory that the object takes is estimated.</summary>
    internal abstract int FieldCount { get; }

    internal abstract void WriteProperties(Utf8JsonWriter writer);

    /// <summary>Whether a field came that could not be read, or not all of it.</summary>
    internal bool HasMisfit(string wireName) => _extra?.HasMisfit(wireName) == true;

    /// <summary>Drops what came in a field and did not fit: the field has another value now.</summary>
    internal void Forget(string wireName) => _extra?.Forget(wireName);
}
