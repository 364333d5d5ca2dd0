using System.Text.Json;
using Violet.Generated.Runtime.Drift;

namespace Violet.Generated.Runtime.Json;

/// <summary>Reads one value of type <typeparamref name="T"/>; the input stands on the value's first token and is left on its
/// last.</summary>
internal delegate T ReadValue<T>(ref JsonInput input);

/// <summary>What is done about what is not as the contract says.</summary>
internal enum Strictness
{
    /// <summary>What does not fit stays absent, and is kept as it came.</summary>
    Tolerant,

    /// <summary>What does not fit is an error.</summary>
    Fitting,

    /// <summary>What does not fit is an error, and so is the text of an enum that the contract does not list.</summary>
    Strict,
}

/// <summary>
/// One JSON text being read: the tokenizer, and the bytes it runs over (unknown fields are kept as they came). A reader that meets a value
/// which does not fit calls <see cref="Misfit"/> and gives nothing; who holds the value asks <see cref="IsUnread"/> and keeps its bytes.
/// </summary>
internal ref struct JsonInput
{
    internal const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly Strictness _strictness;
    private readonly DriftSink? _drift;
    private Fit _fit;
    private IUnread? _unread;
    private DriftNotes? _notes;
    private string _expected = "";
    private JsonTokenType _found;
    private long _position;

    public Utf8JsonReader Reader;

    /// <summary>What may still be made.</summary>
    public JsonBudget Budget;

    public JsonInput(ReadOnlySpan<byte> utf8, JsonBudget budget, Strictness strictness = Strictness.Tolerant, DriftSink? drift = null)
    {
        _utf8 = utf8;
        _strictness = strictness;
        _drift = drift;
        Budget = budget;
        Reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>How the value that was read last fits.</summary>
    private enum Fit : byte
    {
        /// <summary>As the contract says.</summary>
        Whole,

        /// <summary>It was read, and there is something to tell of it.</summary>
        Noted,

        /// <summary>It was read but for some of its items.</summary>
        Partly,

        /// <summary>It was not read.</summary>
        Not,

        /// <summary>It was not read, and nor is the object whose field it is.</summary>
        Never,
    }

    /// <summary>The text or name that the input stands on, its escapes resolved.</summary>
    public readonly ReadOnlySpan<byte> Text => Reader.ValueIsEscaped ? Unescaped() : Reader.ValueSpan;

    public readonly bool IsNull => Reader.TokenType == JsonTokenType.Null;

    /// <summary>Whether the value that was read last does not fit.</summary>
    public readonly bool IsUnread => _fit >= Fit.Not;

    /// <summary>Reads the object that the input stands on into <paramref name="model"/>; null when it does not fit.</summary>
    public T? Fill<T>(T model)
        where T : VioletModel
    {
        Budget.Spend(JsonBudget.OfModel + (JsonBudget.OfField * model.FieldCount));
        if (Reader.TokenType != JsonTokenType.StartObject)
        {
            Misfit("an object");
            return null;
        }

        bool hasUnread = false;
        while (Reader.Read() && Reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = Text;
            Reader.Read();
            int start = (int)Reader.TokenStartIndex;
            if (!model.ReadProperty(ref this, name))
            {
                KeepUnknown(model, name);
                continue;
            }

            // Of two equal names the last one counts.
            if (hasUnread)
                model.Forget(JsonText.Decode(name));
            if (_fit == Fit.Whole)
                continue;
            hasUnread |= _fit != Fit.Noted;
            if (!KeepUnread(model, name, start))
                return null;
        }

        return model;
    }

    /// <summary>The bytes of the value that the input stands on; the input is left on the value's last token.</summary>
    public byte[] TakeRaw()
    {
        int start = (int)Reader.TokenStartIndex;
        Reader.Skip();
        ReadOnlySpan<byte> raw = Since(start);
        Budget.Spend(JsonBudget.OfText + raw.Length);
        return raw.ToArray();
    }

    /// <summary>Says that the value that the input stands on does not fit, and passes over it.</summary>
    /// <exception cref="VioletJsonException">That is an error here.</exception>
    public void Misfit(string expected)
    {
        if (IsUnread)
            return;
        (_fit, _expected, _found, _position) = (Fit.Not, expected, Reader.TokenType, Reader.TokenStartIndex);
        if (_strictness != Strictness.Tolerant)
            throw Failure();
        Reader.Skip();
    }

    /// <summary>Says that an object that was read lacks a field without which it is none.</summary>
    /// <exception cref="VioletJsonException">That is an error here.</exception>
    public void Lacks(string name)
    {
        if (!IsUnread)
            Misfit($"'{name}'");
    }

    /// <summary>Says that the object is none if the value that was read last, one of its fields, does not fit.</summary>
    public void Require()
    {
        if (_fit == Fit.Not)
            _fit = Fit.Never;
    }

    /// <summary>Says that a list or a map was read but for some of it.</summary>
    public void Partly(IUnread unread)
    {
        (unread as UnreadItems)?.Keep(_utf8);
        (_fit, _unread) = (Fit.Partly, unread);
    }

    /// <summary>Says that the text of an enum is none that the contract lists.</summary>
    /// <exception cref="VioletJsonException">That is an error here.</exception>
    public void UnknownEnum(string enumName, string text)
    {
        if (_strictness == Strictness.Strict)
            throw Unexpected($"a known {enumName}", Reader.TokenType, Reader.TokenStartIndex);
        _fit = Fit.Noted;
        JsonValueKind kind = Reader.TokenType == JsonTokenType.String ? JsonValueKind.String : DriftNote.KindOf(Reader.ValueSpan);
        (_notes ??= new DriftNotes()).Add(new DriftNote(ContractDriftKind.UnknownEnumValue, kind, Text: text));
    }

    /// <summary>The bytes of a value that was not read and began at <paramref name="start"/>. The next value is read as if it had not
    /// been.</summary>
    public ReadOnlySpan<byte> TakeUnread(int start)
    {
        _fit = Fit.Whole;
        ReadOnlySpan<byte> raw = Since(start);
        Budget.Spend(JsonBudget.OfText + (2 * raw.Length));
        return raw;
    }

    /// <summary>Why the value that was read last does not fit.</summary>
    public readonly VioletJsonException Failure() => Unexpected(_expected, _found, _position);

    /// <summary>Tells what is to be told of the value that was read last, which is no model's field.</summary>
    public void Tell(Type owner)
    {
        if (_fit != Fit.Whole)
            Tell(owner, []);
    }

    /// <summary>Asked for where there is something to tell only: it is not made at the start.</summary>
    private readonly DriftSink Sink => _drift ?? DriftSink.OutsideOfCalls;

    private void KeepUnknown(VioletModel model, ReadOnlySpan<byte> name)
    {
        Budget.Spend(JsonBudget.OfExtraEntry + (2 * name.Length));
        byte[] raw = TakeRaw();
        model.Extra.Add(JsonText.Decode(name), raw);
        Sink.Tell(model.GetType(), name.IsEmpty ? "*"u8 : name, DriftNote.UnknownField(raw));
    }

    /// <summary>Keeps what was not read of a field; false when the object is none without it.</summary>
    private bool KeepUnread(VioletModel model, ReadOnlySpan<byte> name, int start)
    {
        Fit fit = _fit;
        ReadOnlySpan<byte> raw = Since(start);
        if (IsUnread)
            (_notes ??= new DriftNotes()).Add(DriftNote.Misfit(raw));
        Tell(model.GetType(), name);
        switch (fit)
        {
            case Fit.Partly:
                Budget.Spend(JsonBudget.OfExtraEntry + (2 * name.Length));
                model.Extra.AddPart(JsonText.Decode(name), _unread!.Json);
                break;
            case Fit.Not:
                Budget.Spend(JsonBudget.OfExtraEntry + (2 * name.Length) + raw.Length);
                model.Extra.AddMisfit(JsonText.Decode(name), raw.ToArray());
                break;
            case Fit.Never:
                SkipRest();
                _fit = Fit.Not;
                break;
        }

        return fit != Fit.Never;
    }

    private void Tell(Type owner, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _notes?.Count; i++)
            Sink.Tell(owner, name, _notes[i]);
        for (int i = 0; _fit == Fit.Partly && i < _unread!.Notes.Count; i++)
            Sink.Tell(owner, name, _unread.Notes[i]);
        _notes?.Clear();
        _fit = Fit.Whole;
    }

    /// <summary>From the last token of a field to the end of its object.</summary>
    private void SkipRest()
    {
        int inside = Reader.CurrentDepth;
        while (Reader.Read() && Reader.CurrentDepth >= inside) { }
    }

    private readonly ReadOnlySpan<byte> Since(int start) => _utf8.Slice(start, (int)Reader.BytesConsumed - start);

    private readonly byte[] Unescaped() => JsonText.Utf8.GetBytes(JsonText.Unescape(Reader.ValueSpan));

    private static VioletJsonException Unexpected(string expected, JsonTokenType found, long position) =>
        new($"Expected {expected} but found {Describe(found)}.", path: null, position);

    private static string Describe(JsonTokenType type) =>
        type switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => "a text",
            JsonTokenType.Number => "a number",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            JsonTokenType.Null => "null",
            _ => "the end",
        };
}
