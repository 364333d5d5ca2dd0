using System.Text.Json;

namespace Violet.Generated;

/// <summary>What is not as the contract says.</summary>
public enum ContractDriftKind
{
    /// <summary>A field that the contract does not know. It is in <see cref="VioletModel.Extra"/>.</summary>
    UnknownField = 1,

    /// <summary>A value of an enum that the contract does not list. <see cref="OpenEnum{T}.Raw"/> has it.</summary>
    UnknownEnumValue,

    /// <summary>A value of another kind than the contract says, or out of range. The field reads as absent, and its JSON is in
    /// <see cref="VioletModel.Extra"/>.</summary>
    Misfit,

    /// <summary>A topic of a webhook that the contract does not list.</summary>
    UnlistedTopic,

    /// <summary>The name of an error that the contract does not list.</summary>
    UnlistedErrorSlug,
}

/// <summary>
/// Something in what an API sends that the contract does not describe: the contract has aged, or was never right. Nothing of it is an
/// error. It holds no data: no key of a map, no name that may be somebody's, and of values only texts that have the form of an enum's.
/// </summary>
/// <param name="Place">Model and field, such as <c>Bag.new_field</c>; <c>Bag.*</c> when the name may be data. Of a topic the header, of an
/// error's name the operation.</param>
/// <param name="Kind">What is not as the contract says.</param>
/// <param name="ValueKind">What kind of JSON the value was that told of it.</param>
/// <param name="Index">Of a list's item that could not be read, where it stood, from 0; otherwise null.</param>
/// <param name="Text">The text of an enum, a topic or an error's name, if it has the form of one; otherwise null.</param>
public sealed record ContractDrift(string Place, ContractDriftKind Kind, JsonValueKind ValueKind, int? Index = null, string? Text = null)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string index = Index is { } i ? FormattableString.Invariant($"[{i}]") : "";
        return $"{Place}{index}: {Kind} ({Text ?? ValueKind.ToString()})";
    }
}
