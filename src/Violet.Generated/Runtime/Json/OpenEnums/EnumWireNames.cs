using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Violet.Generated.Json;

namespace Violet.Generated.Runtime.Json;

/// <summary>Names the generated type whose field <c>Names</c> knows an enum's texts on the wire.</summary>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class EnumWireNamesAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type)
    : Attribute
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
    public Type Type { get; } = type;
}

/// <summary>
/// The texts of one enum, whose members are numbered from 1: an exact text is found by hash over its UTF-8 bytes, any other spelling by its
/// normal form. The tables hold what the contract lists and never grow with input.
/// </summary>
/// <remarks>It works with the members' numbers and not with the enum's type: generic code would be compiled anew for each enum, which a
/// cold start pays for.</remarks>
internal abstract class EnumWireNames
{
    private readonly string _enumName;
    private readonly string[] _texts;
    private readonly Entry[] _entries;
    private readonly int[] _buckets;
    private Dictionary<string, int>? _normalForms;

    /// <param name="enumName">The enum's name.</param>
    /// <param name="texts">The text of each member, in the order of their numbers.</param>
    /// <param name="aliases">Other spellings: each followed by the text that it stands for.</param>
    protected EnumWireNames(string enumName, string[] texts, string[] aliases)
    {
        _enumName = enumName;
        _texts = texts;
        _entries = new Entry[texts.Length + (aliases.Length / 2)];
        int size = 4;
        while (size < _entries.Length * 2)
            size *= 2;
        _buckets = new int[size];
        for (int i = 0; i < texts.Length; i++)
            Add(i, texts[i], i + 1);
        for (int i = 0; i < aliases.Length; i += 2)
            Add(texts.Length + (i / 2), aliases[i], Array.IndexOf(texts, aliases[i + 1]) + 1);
    }

    /// <summary>The texts of an enum, for code that knows no more of it than its type.</summary>
    /// <exception cref="NotSupportedException">It is no enum of the contract.</exception>
    public static EnumWireNames Of(Type type)
    {
        EnumWireNamesAttribute names =
            type.GetCustomAttribute<EnumWireNamesAttribute>()
            ?? throw new NotSupportedException($"OpenEnum holds the enums of the Violet and Rutter contracts; {type} is none of them.");
        return (EnumWireNames)names.Type.GetField("Names")!.GetValue(null)!;
    }

    /// <summary>The open enum with this text; absent for null.</summary>
    public abstract IOpenEnum ToOpenEnum(string? raw);

    /// <summary>System.Text.Json's converter of the open enum: made here, since compiled ahead of time no generic type can be made of an
    /// enum that is known at run time only.</summary>
    public abstract JsonConverter CreateConverter();

    /// <summary>The number of the member that the input stands on, 0 when its text is no member's, and that text; null when it is
    /// absent.</summary>
    public int Read(ref JsonInput input, out string? text)
    {
        int member = 0;
        switch (input.Reader.TokenType)
        {
            case JsonTokenType.Null:
                text = null;
                return 0;
            case JsonTokenType.String:
                if (!input.Reader.ValueIsEscaped && TryFindExact(input.Reader.ValueSpan, out member, out text))
                    return member;
                text = JsonRead.String(ref input)!;
                member = Find(ref text);
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                text = JsonRead.String(ref input);
                break;
            default:
                input.Misfit("a text");
                text = null;
                return 0;
        }

        if (member == 0)
            input.UnknownEnum(_enumName, text!);
        return member;
    }

    /// <summary>The number of the member with this text in any spelling, 0 when there is none. A text that is the member's own becomes the
    /// shared one.</summary>
    public int Find(ref string text)
    {
        if (!NormalForms.TryGetValue(Normalize(text), out int member))
            return 0;
        if (_texts[member - 1] == text)
            text = _texts[member - 1];
        return member;
    }

    public bool IsMember(int number) => number > 0 && number <= _texts.Length;

    /// <summary>The text on the wire; of a number that is no member, the number; of 0, which means absent, null.</summary>
    public string? TextOf(int number) =>
        IsMember(number) ? _texts[number - 1]
        : number == 0 ? null
        : number.ToString(CultureInfo.InvariantCulture);

    private void Add(int index, string text, int member)
    {
        byte[] utf8 = JsonText.Utf8.GetBytes(text);
        ref int bucket = ref _buckets[Hash(utf8) & (_buckets.Length - 1)];
        _entries[index] = new Entry(utf8, text, member, next: bucket - 1);
        bucket = index + 1;
    }

    private bool TryFindExact(ReadOnlySpan<byte> utf8, out int member, out string? text)
    {
        for (int i = _buckets[Hash(utf8) & (_buckets.Length - 1)] - 1; i >= 0; i = _entries[i].Next)
        {
            ref readonly Entry entry = ref _entries[i];
            if (!utf8.SequenceEqual(entry.Utf8))
                continue;
            member = entry.Member;
            text = entry.Text;
            return true;
        }

        member = 0;
        text = null;
        return false;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        uint hash = (uint)utf8.Length;
        foreach (byte b in utf8)
            hash = (hash * 31) + b;
        return (int)(hash ^ (hash >> 15));
    }

    private Dictionary<string, int> NormalForms
    {
        get
        {
            if (_normalForms is { } known)
                return known;
            var forms = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (Entry entry in _entries)
                forms[Normalize(entry.Text)] = entry.Member;
            return _normalForms = forms;
        }
    }

    private static string Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is not (' ' or '-' or '_'))
                normal.Append(char.ToUpperInvariant(c));
        }

        return normal.ToString();
    }

    private readonly struct Entry(byte[] utf8, string text, int member, int next)
    {
        public readonly byte[] Utf8 = utf8;
        public readonly string Text = text;
        public readonly int Member = member;
        public readonly int Next = next;
    }
}

/// <summary>The texts of <typeparamref name="T"/>, whose members are <see cref="int"/>s as in every enum of the contract.</summary>
internal sealed class EnumWireNames<T>(string enumName, string[] texts, params string[] aliases) : EnumWireNames(enumName, texts, aliases)
    where T : struct, Enum
{
    private static EnumWireNames? s_names;

    public static EnumWireNames Instance => s_names ??= Of(typeof(T));

    public static OpenEnum<T> Parse(string raw)
    {
        int number = Instance.Find(ref raw);
        return new OpenEnum<T>(Unsafe.As<int, T>(ref number), raw);
    }

    public static int Number(T value) => Unsafe.As<T, int>(ref value);

    public override IOpenEnum ToOpenEnum(string? raw) => new OpenEnum<T>(raw);

    public override JsonConverter CreateConverter() => new SystemTextOpenEnumConverter.Of<T>();
}
