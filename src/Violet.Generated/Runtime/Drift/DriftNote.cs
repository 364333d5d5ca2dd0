using System.Text.Json;

namespace Violet.Generated.Runtime.Drift;

/// <summary>What there is to tell of a value, whose place is not known yet.</summary>
internal readonly record struct DriftNote(ContractDriftKind Kind, JsonValueKind ValueKind, int? Index = null, string? Text = null)
{
    public static DriftNote Misfit(ReadOnlySpan<byte> json, int? index = null) => new(ContractDriftKind.Misfit, KindOf(json), index);

    public static DriftNote UnknownField(ReadOnlySpan<byte> json) => new(ContractDriftKind.UnknownField, KindOf(json));

    public static DriftNote UnlistedSlug(string slug) => new(ContractDriftKind.UnlistedErrorSlug, JsonValueKind.String, Text: slug);

    public static DriftNote UnlistedTopic(string topic) => new(ContractDriftKind.UnlistedTopic, JsonValueKind.String, Text: topic);

    public static JsonValueKind KindOf(ReadOnlySpan<byte> json) =>
        json[0] switch
        {
            (byte)'{' => JsonValueKind.Object,
            (byte)'[' => JsonValueKind.Array,
            (byte)'"' => JsonValueKind.String,
            (byte)'t' => JsonValueKind.True,
            (byte)'f' => JsonValueKind.False,
            (byte)'n' => JsonValueKind.Null,
            _ => JsonValueKind.Number,
        };
}

/// <summary>The notes of one value. Of thousands of items a few say it all.</summary>
internal sealed class DriftNotes
{
    private const int Most = 8;

    private readonly List<DriftNote> _notes = [];

    public int Count => _notes.Count;

    public DriftNote this[int index] => _notes[index];

    public void Add(in DriftNote note)
    {
        if (_notes.Count < Most && (_notes.Count == 0 || _notes[_notes.Count - 1] != note))
            _notes.Add(note);
    }

    public void Clear() => _notes.Clear();
}
