namespace Violet.Contract.Reading;

/// <summary>Something in the contract that must be mended.</summary>
internal sealed record Problem(Place Place, string Code, string Text) : IComparable<Problem>
{
    public int CompareTo(Problem? other) =>
        other is null ? 1
        : string.CompareOrdinal(Place.File, other.Place.File) is var byFile and not 0 ? byFile
        : (Place.Line, Place.Column).CompareTo((other.Place.Line, other.Place.Column)) is var byPlace and not 0 ? byPlace
        : string.CompareOrdinal(Code, other.Code);

    /// <summary>As MSBuild and IDEs read it.</summary>
    public override string ToString() =>
        $"{Place.File}({Place.Line},{Place.Column}): error {Code}: {string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}";
}
