using System.Text;

namespace Violet.Generated.Runtime.Drift;

/// <summary>One thing to tell, and what it is known by.</summary>
internal sealed class DriftPlace(int number, object owner, byte[] name, ContractDrift drift)
{
    private int _isLogged;

    /// <summary>From 0, without gaps.</summary>
    public int Number => number;

    public ContractDrift Drift => drift;

    public bool Is(object otherOwner, ReadOnlySpan<byte> otherName, in DriftNote note, string? text) =>
        drift.Kind == note.Kind
        && drift.Index is null == note.Index is null
        && owner.Equals(otherOwner)
        && otherName.SequenceEqual(name)
        && string.Equals(drift.Text, text, StringComparison.Ordinal);

    /// <summary>True for whoever asks first.</summary>
    public bool TryLog() => Volatile.Read(ref _isLogged) == 0 && Interlocked.Exchange(ref _isLogged, 1) == 0;
}

/// <summary>
/// All places that were told of in a process. What is known is found without a lock and without memory, since it may stand in every item
/// of a page; and the table has an end, since a hostile response can hold any number of names.
/// </summary>
internal sealed class DriftPlaces
{
    public const int Most = 1024;

    private const int Slots = Most * 4;

    /// <summary>Names can be chosen so that all want one slot.</summary>
    private const int MostProbes = 32;

    private readonly DriftPlace?[] _slots = new DriftPlace?[Slots];
    private readonly object _gate = new();
    private int _count;

    /// <summary>Those of this process; tests begin with new ones.</summary>
    public static DriftPlaces OfProcess { get; set; } = new();

    /// <summary>The place; null when it is not known and there is no room for more.</summary>
    /// <param name="owner">A model's type, or a text.</param>
    /// <param name="name">The field; empty for none.</param>
    /// <param name="note">What is told of it.</param>
    public DriftPlace? Find(object owner, ReadOnlySpan<byte> name, in DriftNote note)
    {
        ReadOnlySpan<byte> safe = name.IsEmpty || SafeTexts.IsFieldName(name) ? name : "*"u8;
        string? text = note.Text is { } given && SafeTexts.IsEnumText(given) ? given : null;
        int slot = Hash(owner, safe, note, text) & (Slots - 1);
        for (int probes = 0; probes < MostProbes; probes++, slot = (slot + 1) & (Slots - 1))
        {
            DriftPlace? place = Volatile.Read(ref _slots[slot]);
            if (place is null)
                return Volatile.Read(ref _count) < Most ? Add(owner, safe, note, text, slot) : null;
            if (place.Is(owner, safe, note, text))
                return place;
        }

        return null;
    }

    private DriftPlace? Add(object owner, ReadOnlySpan<byte> name, in DriftNote note, string? text, int slot)
    {
        lock (_gate)
        {
            for (; _slots[slot] is { } place; slot = (slot + 1) & (Slots - 1))
            {
                if (place.Is(owner, name, note, text))
                    return place;
            }

            if (_count == Most)
                return null;
            byte[] utf8 = name.ToArray();
            string where = (owner as Type)?.Name ?? owner.ToString()!;
            if (utf8.Length > 0)
                where += "." + Encoding.ASCII.GetString(utf8);
            var drift = new ContractDrift(where, note.Kind, note.ValueKind, note.Index, text);
            var added = new DriftPlace(_count++, owner, utf8, drift);
            Volatile.Write(ref _slots[slot], added);
            return added;
        }
    }

    private static int Hash(object owner, ReadOnlySpan<byte> name, in DriftNote note, string? text)
    {
        uint hash = (uint)owner.GetHashCode() + ((uint)note.Kind * 7919);
        foreach (byte b in name)
            hash = (hash * 31) + b;
        if (text is not null)
            hash = (hash * 31) + (uint)text.GetHashCode();
        return (int)(hash ^ (hash >> 15));
    }
}
