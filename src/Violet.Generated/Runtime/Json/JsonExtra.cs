using System.Collections;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>
/// The fields of an object that the contract does not know. They are kept as they came, written back untouched, and parsed when they are
/// read.
/// On a request, fields set here are sent along.
/// </summary>
[System.Text.Json.Serialization.JsonConverter(typeof(Json.SystemTextExtraConverter))]
public sealed class JsonExtra : IReadOnlyCollection<KeyValuePair<string, JToken?>>
{
    /// <summary>More fields than this are looked up by hash: one after the other, reading all of n fields takes n * n steps.</summary>
    private const int FewFields = 8;

    private List<Entry>? _entries;
    private Dictionary<string, Entry>? _byName;

    internal JsonExtra() { }

    /// <summary>How many unknown fields there are.</summary>
    public int Count => _entries?.Count ?? 0;

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
        for (int i = 0; i < Count; i++)
            yield return new KeyValuePair<string, JToken?>(_entries![i].Name, _entries[i].Value.Token);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(string name, byte[] raw) => Add(name, new JsonFreeForm(raw));

    internal void WriteTo(Utf8JsonWriter writer)
    {
        for (int i = 0; i < Count; i++)
        {
            writer.WritePropertyName(_entries![i].Name);
            _entries[i].Value.WriteTo(writer);
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
        if (Count > FewFields)
            return (_byName ??= ByName()).TryGetValue(name, out Entry? found) ? found : null;
        // From the end: of two equal names the last one counts, as everywhere in JSON.
        for (int i = Count - 1; i >= 0; i--)
        {
            if (string.Equals(_entries![i].Name, name, StringComparison.Ordinal))
                return _entries[i];
        }

        return null;
    }

    // Threads that read at once may make it twice: all find the same entries.
    private Dictionary<string, Entry> ByName()
    {
        var byName = new Dictionary<string, Entry>(Count, StringComparer.Ordinal);
        foreach (Entry entry in _entries!)
            byName[entry.Name] = entry;
        return byName;
    }

    private sealed class Entry(string name)
    {
        public readonly string Name = name;
        public JsonFreeForm Value;
    }
}
