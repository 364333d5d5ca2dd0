using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Violet.Generated.Json;

/// <summary>Names the generated type that knows an enum's texts on the wire.</summary>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class EnumWireNamesAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type) : Attribute
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Type { get; } = type;
}

/// <summary>
/// The texts of one enum: an exact text is found by hash over its UTF-8 bytes, any other spelling by its normal form. The tables hold what the contract lists
/// and never grow with input.
/// </summary>
internal abstract class EnumWireNames<T>
    where T : struct, Enum
{
    private static EnumWireNames<T>? s_instance;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<T, string> _texts = [];
    private int[] _buckets = [];
    private Dictionary<string, T>? _normalForms;

    /// <summary>The table of <typeparamref name="T"/>, for code that does not know it statically.</summary>
    public static EnumWireNames<T> Instance => s_instance ?? Create();

    public OpenEnum<T> ReadValue(ref JsonInput input)
    {
        switch (input.Reader.TokenType)
        {
            case JsonTokenType.Null: return default;
            case JsonTokenType.String: break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Known(new OpenEnum<T>(default, JsonRead.String(ref input)), ref input);
            default: throw input.Unexpected("a text");
        }

        if (!input.Reader.ValueIsEscaped && TryFindExact(input.Reader.ValueSpan, out OpenEnum<T> found)) return found;
        return Known(Find(JsonRead.String(ref input)!), ref input);
    }

    public OpenEnum<T> Find(string raw) => NormalForms.TryGetValue(Normalize(raw), out T value)
        ? new OpenEnum<T>(value, _texts[value] is var text && text == raw ? text : raw)
        : new OpenEnum<T>(default, raw);

    public bool IsMember(T value) => _texts.ContainsKey(value);

    /// <summary>The text on the wire; of a number that is no member, the number; of 0, which means absent, null.</summary>
    public string? TextOf(T value) => _texts.TryGetValue(value, out string? text) ? text
        : EqualityComparer<T>.Default.Equals(value, default) ? null
        : value.ToString("D");

    public string? TextOf(OpenEnum<T> value) => value.OwnText ?? TextOf(value.OwnValue);

    private protected void Add(string text, T value)
    {
        _entries.Add(new Entry(JsonText.Utf8.GetBytes(text), text, value));
        _texts.Add(value, text);
    }

    private protected void AddAlias(string text, string canonical)
    {
        T value = _entries.Find(entry => entry.Text == canonical)!.Value;
        _entries.Add(new Entry(JsonText.Utf8.GetBytes(text), text, value));
    }

    /// <summary>Ends the filling; before that no other thread may see the table.</summary>
    private protected void Seal()
    {
        int size = 4;
        while (size < _entries.Count * 2) size *= 2;
        var buckets = new int[size];
        for (int i = 0; i < _entries.Count; i++)
        {
            ref int bucket = ref buckets[Hash(_entries[i].Utf8) & (size - 1)];
            _entries[i].Next = bucket - 1;
            bucket = i + 1;
        }

        _buckets = buckets;
        Volatile.Write(ref s_instance, this);
    }

    private static OpenEnum<T> Known(OpenEnum<T> value, ref JsonInput input) =>
        value.IsKnown || !input.StrictEnums ? value : throw input.Unexpected($"a known {typeof(T).Name}");

    private bool TryFindExact(ReadOnlySpan<byte> utf8, out OpenEnum<T> found)
    {
        int[] buckets = _buckets;
        for (int i = buckets[Hash(utf8) & (buckets.Length - 1)] - 1; i >= 0; i = _entries[i].Next)
        {
            Entry entry = _entries[i];
            if (!utf8.SequenceEqual(entry.Utf8)) continue;
            found = new OpenEnum<T>(entry.Value, entry.Text);
            return true;
        }

        found = default;
        return false;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        uint hash = (uint)utf8.Length;
        foreach (byte b in utf8) hash = (hash * 31) + b;
        return (int)(hash ^ (hash >> 15));
    }

    private Dictionary<string, T> NormalForms
    {
        get
        {
            if (_normalForms is { } known) return known;
            var forms = new Dictionary<string, T>(StringComparer.Ordinal);
            foreach (Entry entry in _entries) forms[Normalize(entry.Text)] = entry.Value;
            return _normalForms = forms;
        }
    }

    private static string Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is not (' ' or '-' or '_')) normal.Append(char.ToUpperInvariant(c));
        }

        return normal.ToString();
    }

    private static EnumWireNames<T> Create()
    {
        var names = typeof(T).GetCustomAttribute<EnumWireNamesAttribute>()
            ?? throw new NotSupportedException($"OpenEnum holds the enums of the Violet and Rutter contracts; {typeof(T)} is none of them.");
        return (EnumWireNames<T>)Activator.CreateInstance(names.Type)!;
    }

    private sealed class Entry(byte[] utf8, string text, T value)
    {
        public readonly byte[] Utf8 = utf8;
        public readonly string Text = text;
        public readonly T Value = value;
        public int Next;
    }
}
