using System.Text.Json;
using Violet.Generated.Runtime.Drift;

namespace Violet.Generated.Runtime.Json;

/// <summary>What could not be read of a list or a map.</summary>
internal interface IUnread
{
    /// <summary>The JSON of a list or map of it.</summary>
    byte[] Json { get; }

    /// <summary>What to tell of it; of a great number, some.</summary>
    DriftNotes Notes { get; }
}

/// <summary>A list without the items that could not be read. They are written where they stood.</summary>
internal sealed class PartialList<T>(List<T> list, UnreadItems unread) : List<T>(list)
{
    public UnreadItems Unread => unread;

    /// <summary>The number of items that a list was sent with, those included that could not be read.</summary>
    public static int CountWhole(IList<T> list) => list.Count + ((list as PartialList<T>)?.Unread.Count ?? 0);
}

/// <summary>A map without the values that could not be read. They are written behind the others.</summary>
internal sealed class PartialMap<T>(IDictionary<string, T> map, UnreadEntries unread) : Dictionary<string, T>(map, StringComparer.Ordinal)
{
    public UnreadEntries Unread => unread;
}

/// <summary>The items of a list that could not be read.</summary>
internal sealed class UnreadItems : IUnread
{
    private readonly List<Item> _items = [];
    public DriftNotes Notes { get; } = new();

    public int Count => _items.Count;

    public byte[] Json { get; private set; } = [];

    public void Add(int before, int index, int start, ReadOnlySpan<byte> utf8)
    {
        _items.Add(new Item(before, start, utf8.Length));
        Notes.Add(DriftNote.Misfit(utf8, index));
    }

    /// <summary>Copies the items, which are until then places in the text that is read.</summary>
    public void Keep(ReadOnlySpan<byte> utf8)
    {
        int length = 1;
        foreach (Item item in _items)
            length += item.Length + 1;
        byte[] json = new byte[length];
        int next = 0;
        for (int i = 0; i < _items.Count; i++)
        {
            Item item = _items[i];
            json[next] = (byte)(next == 0 ? '[' : ',');
            utf8.Slice(item.Start, item.Length).CopyTo(json.AsSpan(next + 1));
            _items[i] = item with { Start = next + 1 };
            next += item.Length + 1;
        }

        json[next] = (byte)']';
        Json = json;
    }

    /// <summary>Writes the items from <paramref name="next"/> on that stood before the item <paramref name="before"/> of those that were
    /// read.</summary>
    public void WriteTo(Utf8JsonWriter writer, ref int next, int before)
    {
        for (; next < _items.Count && _items[next].Before <= before; next++)
            writer.WriteRawValue(JsonText.Valid(Json.AsSpan(_items[next].Start, _items[next].Length)), skipInputValidation: true);
    }

    /// <param name="Before">How many items that were read stand before it.</param>
    /// <param name="Start">Where its JSON begins.</param>
    /// <param name="Length">How long its JSON is.</param>
    private readonly record struct Item(int Before, int Start, int Length);
}

/// <summary>The values of a map that could not be read.</summary>
internal sealed class UnreadEntries : IUnread
{
    private readonly Dictionary<string, byte[]> _entries = new(StringComparer.Ordinal);
    public DriftNotes Notes { get; } = new();

    public int Count => _entries.Count;

    public byte[] Json
    {
        get
        {
            using var buffer = new PooledBuffer();
            using var writer = new Utf8JsonWriter(buffer, JsonBody.WriterOptions);
            writer.WriteStartObject();
            WriteTo(writer, static _ => false);
            writer.WriteEndObject();
            writer.Flush();
            return buffer.Span.ToArray();
        }
    }

    public void Add(string key, ReadOnlySpan<byte> utf8)
    {
        _entries[key] = utf8.ToArray();
        Notes.Add(DriftNote.Misfit(utf8));
    }

    public void Remove(string key) => _entries.Remove(key);

    public void WriteTo(Utf8JsonWriter writer, Func<string, bool> isReplaced)
    {
        foreach (KeyValuePair<string, byte[]> entry in _entries)
        {
            if (isReplaced(entry.Key))
                continue;
            writer.WritePropertyName(entry.Key);
            writer.WriteRawValue(JsonText.Valid(entry.Value), skipInputValidation: true);
        }
    }
}
