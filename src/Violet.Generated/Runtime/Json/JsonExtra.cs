using System.Collections;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>
/// The fields of an object that the contract does not know, and what came in a known field but does not fit it. They are kept as they came,
/// written back untouched, and parsed when they are read. On a request, fields set here are sent along.
/// </summary>
/// <remarks>
/// Setting a property drops what did not fit it. Items of a list and entries of a map that could not be read are shown here and written
/// with their list or map.
/// </remarks>
[System.Text.Json.Serialization.JsonConverter(typeof(Json.SystemTextExtraConverter))]
public sealed class JsonExtra : IReadOnlyCollection<KeyValuePair<string, JToken?>>
{
    /// <summary>More fields than this are looked up by hash: one after the other, reading all of n fields takes n * n steps.</summary>
    private const int FewFields = 8;

    private List<Entry>? _entries;
    private Dictionary<string, Entry>? _byName;

    /// <summary>What does not fit the contract's fields; not more than there are of those.</summary>
    private List<Entry>? _misfits;

    internal JsonExtra() { }

    /// <summary>How many fields there are here.</summary>
    public int Count => (_entries?.Count ?? 0) + (_misfits?.Count ?? 0);

    /// <summary>The value of a field. Reading gives null when there is no such field; setting null removes it.</summary>
    /// <param name="name">The field's name on the wire; case matters.</param>
    public JToken? this[string name]
    {
        get => Find(name)?.Value.Token;
        set
        {
            Entry? entry = Find(name);
            if (value is null)
            {
                _entries?.RemoveAll(other => string.Equals(other.Name, name, StringComparison.Ordinal));
                _byName?.Remove(name);
                Forget(name);
            }
            else if (entry is not null)
            {
                entry.Value.Token = value;
            }
            else
            {
                Add(name, new JsonFreeForm(value));
            }
        }
    }

    /// <summary>Whether there is a field of this name, be it null.</summary>
    /// <param name="name">The field's name on the wire; case matters.</param>
    public bool Contains(string name) => Find(name) is not null;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JToken?>> GetEnumerator()
    {
        for (int i = 0; i < _entries?.Count; i++)
            yield return new KeyValuePair<string, JToken?>(_entries[i].Name, _entries[i].Value.Token);
        for (int i = 0; i < _misfits?.Count; i++)
            yield return new KeyValuePair<string, JToken?>(_misfits[i].Name, _misfits[i].Value.Token);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(string name, byte[] raw) => Add(name, new JsonFreeForm(raw));

    /// <summary>Keeps the value of a field of the contract that does not fit it.</summary>
    internal void AddMisfit(string name, byte[] raw) => (_misfits ??= []).Add(new Entry(name) { Value = new JsonFreeForm(raw) });

    /// <summary>Shows what could not be read of a list or a map, which keeps it.</summary>
    internal void AddPart(string name, byte[] raw) =>
        (_misfits ??= []).Add(new Entry(name, isPart: true) { Value = new JsonFreeForm(raw) });

    internal bool HasMisfit(string name) => FindIn(_misfits, name) is not null;

    internal void Forget(string name) => _misfits?.RemoveAll(other => string.Equals(other.Name, name, StringComparison.Ordinal));

    internal void WriteTo(Utf8JsonWriter writer)
    {
        WriteAll(writer, _entries);
        WriteAll(writer, _misfits);
    }

    private static void WriteAll(Utf8JsonWriter writer, List<Entry>? entries)
    {
        for (int i = 0; i < entries?.Count; i++)
        {
            if (entries[i].IsPart)
                continue;
            writer.WritePropertyName(entries[i].Name);
            entries[i].Value.WriteTo(writer);
        }
    }

    private void Add(string name, JsonFreeForm value)
    {
        var entry = new Entry(name) { Value = value };
        (_entries ??= []).Add(entry);
        if (_byName is not null)
            _byName[name] = entry;
    }

    private Entry? Find(string name)
    {
        if (FindIn(_misfits, name) is { } misfit)
            return misfit;
        if (_entries?.Count > FewFields)
            return (_byName ??= ByName()).TryGetValue(name, out Entry? found) ? found : null;
        return FindIn(_entries, name);
    }

    private static Entry? FindIn(List<Entry>? entries, string name)
    {
        // From the end: of two equal names the last one counts, as everywhere in JSON.
        for (int i = (entries?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (string.Equals(entries![i].Name, name, StringComparison.Ordinal))
                return entries[i];
        }

        return null;
    }

    // Threads that read at once may make it twice: all find the same entries.
    private Dictionary<string, Entry> ByName()
    {
        var byName = new Dictionary<string, Entry>(_entries!.Count, StringComparer.Ordinal);
        foreach (Entry entry in _entries)
            byName[entry.Name] = entry;
        return byName;
    }

    private sealed class Entry(string name, bool isPart = false)
    {
        public readonly string Name = name;

        /// <summary>Whether it is written by somebody else.</summary>
        public readonly bool IsPart = isPart;
        public JsonFreeForm Value;
    }
}
