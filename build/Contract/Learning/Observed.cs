using System.Text.Json;
using Violet.Generated.Testing.Contract;

namespace Violet.Contract.Learning;

/// <summary>What all samples say about the values of one place that the contract does not describe. Its size has a limit, whatever the
/// captures hold.</summary>
internal sealed class Observed(Observed.Room room, int depth = 0)
{
    private const int Deepest = 6;

    /// <summary>So many places are observed at most, in all captures together.</summary>
    internal sealed class Room
    {
        public int Left { get; set; } = 20_000;
    }

    private readonly Dictionary<string, int> _values = [];
    private readonly Dictionary<string, Observed> _fields = [];
    private bool _isMap;

    public int Count { get; private set; }
    public int Texts { get; private set; }
    public int Dates { get; private set; }
    public int Integers { get; private set; }
    public int Fractions { get; private set; }
    public int Flags { get; private set; }
    public int Objects { get; private set; }
    public int Lists { get; private set; }
    public bool IsBeyondInt32 { get; private set; }

    /// <summary>How often a key was met that is not to be shown.</summary>
    public int Withheld { get; private set; }

    /// <summary>The texts, when all of them look like values of an enum; empty otherwise.</summary>
    public IReadOnlyDictionary<string, int> Values => _values;

    /// <summary>The fields of objects; of a map, none.</summary>
    public IReadOnlyDictionary<string, Observed> Fields => IsMap ? new Dictionary<string, Observed>() : _fields;

    /// <summary>The items of lists, or the values of a map.</summary>
    public Observed? Items { get; private set; }

    /// <summary>Whether values of more than one kind were seen, or none but null.</summary>
    public bool IsMixed => new[] { Texts, Integers + Fractions, Flags, Objects, Lists }.Count(kind => kind > 0) != 1;

    /// <summary>Whether the keys of the objects are data: many, hardly one of them repeated, or not to be shown.</summary>
    public bool IsMap => _isMap || (Objects >= 4 && _fields.Count >= 4 && _fields.Values.Max(one => one.Count) * 4 <= Objects);

    /// <summary>Whether the texts are those of an enum: few, and repeated.</summary>
    public bool IsEnum => _values.Count >= 2 && Texts >= 2 * _values.Count && _values.Count <= 20;

    public void Add(JsonElement value)
    {
        Count++;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                AddText(value.GetString()!);
                break;
            case JsonValueKind.Number when value.TryGetInt64(out long number):
                Integers++;
                IsBeyondInt32 |= number is > int.MaxValue or < int.MinValue;
                break;
            case JsonValueKind.Number:
                Fractions++;
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Flags++;
                break;
            case JsonValueKind.Object:
                AddObject(value);
                break;
            case JsonValueKind.Array:
                Lists++;
                foreach (JsonElement item in value.EnumerateArray())
                    AddItem(item);
                break;
        }
    }

    /// <summary>Adds a field, unless its name is not to be shown or is one of too many.</summary>
    public void AddField(string key, JsonElement value) => FieldOf(key)?.Add(value);

    /// <summary>Adds a parameter of a query, whose value is a number or a flag when it looks like one.</summary>
    public void AddQueryField(string key, string value) => FieldOf(key)?.AddQueryValue(value);

    private Observed? FieldOf(string key)
    {
        if (_isMap || !Discretion.IsFieldName(key))
        {
            Withheld++;
            return null;
        }
        if (_fields.TryGetValue(key, out Observed? field))
            return field;
        if (_fields.Count == Discretion.MostKeys || depth >= Deepest || room.Left == 0)
        {
            Withheld += 1 + _fields.Values.Sum(other => other.Count);
            _isMap = true;
            _fields.Clear();
            return null;
        }
        room.Left--;
        _fields.Add(key, field = new Observed(room, depth + 1));
        return field;
    }

    private void AddQueryValue(string text)
    {
        Count++;
        if (long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out long number))
        {
            Integers++;
            IsBeyondInt32 |= number is > int.MaxValue or < int.MinValue;
        }
        else if (text is "true" or "false")
        {
            Flags++;
        }
        else
        {
            AddText(text);
        }
    }

    private void AddText(string text)
    {
        bool wereAllValues = _values.Count > 0 || Texts == 0;
        Texts++;
        if (SchemaCheck.TryParseDate(text, out _))
            Dates++;
        if (wereAllValues && Discretion.IsEnumText(text) && (_values.Count < Discretion.MostKeys || _values.ContainsKey(text)))
            _values[text] = _values.GetValueOrDefault(text) + 1;
        else
            _values.Clear();
    }

    private void AddObject(JsonElement value)
    {
        Objects++;
        int shown = 0,
            all = 0;
        foreach (JsonProperty field in value.EnumerateObject())
        {
            all++;
            shown += Discretion.IsFieldName(field.Name) ? 1 : 0;
        }
        if (all > Discretion.MostKeys || (all > 0 && shown * 2 <= all))
        {
            _isMap = true;
            _fields.Clear();
        }
        foreach (JsonProperty field in value.EnumerateObject())
        {
            if (_isMap)
                AddItem(field.Value);
            AddField(field.Name, field.Value);
        }
    }

    private void AddItem(JsonElement item)
    {
        if (depth < Deepest)
            (Items ??= new Observed(room, depth + 1)).Add(item);
    }
}
