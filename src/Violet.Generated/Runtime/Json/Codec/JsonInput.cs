using System.Text.Json;

namespace Violet.Generated.Runtime.Json;

/// <summary>Reads one value of type <typeparamref name="T"/>; the input stands on the value's first token and is left on its
/// last.</summary>
internal delegate T ReadValue<T>(ref JsonInput input);

/// <summary>One JSON text being read: the tokenizer, and the bytes it runs over (unknown fields are kept as they came).</summary>
internal ref struct JsonInput
{
    internal const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _utf8;

    public Utf8JsonReader Reader;

    /// <summary>What may still be made.</summary>
    public JsonBudget Budget;

    public JsonInput(ReadOnlySpan<byte> utf8, JsonBudget budget, bool strictEnums = false)
    {
        _utf8 = utf8;
        Budget = budget;
        StrictEnums = strictEnums;
        Reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Whether an enum text that the contract does not list is an error.</summary>
    public bool StrictEnums { get; }

    /// <summary>The text or name that the input stands on, its escapes resolved.</summary>
    public readonly ReadOnlySpan<byte> Text => Reader.ValueIsEscaped ? Unescaped() : Reader.ValueSpan;

    public readonly bool IsNull => Reader.TokenType == JsonTokenType.Null;

    /// <summary>Reads the object that the input stands on into <paramref name="model"/>.</summary>
    public T Fill<T>(T model)
        where T : VioletModel
    {
        if (Reader.TokenType != JsonTokenType.StartObject)
            throw Unexpected("an object");
        Budget.Spend(JsonBudget.OfModel + (JsonBudget.OfField * model.FieldCount));
        while (Reader.Read() && Reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = Text;
            Reader.Read();
            if (!model.ReadProperty(ref this, name))
            {
                Budget.Spend(JsonBudget.OfExtraEntry + (2 * name.Length));
                model.Extra.Add(JsonText.Decode(name), TakeRaw());
            }
        }

        return model;
    }

    /// <summary>The bytes of the value that the input stands on; the input is left on the value's last token.</summary>
    public byte[] TakeRaw()
    {
        int start = (int)Reader.TokenStartIndex;
        Reader.Skip();
        ReadOnlySpan<byte> raw = _utf8.Slice(start, (int)Reader.BytesConsumed - start);
        Budget.Spend(JsonBudget.OfText + raw.Length);
        return raw.ToArray();
    }

    public readonly VioletJsonException Unexpected(string expected) =>
        new($"Expected {expected} but found {Describe(Reader.TokenType)}.", path: null, Reader.TokenStartIndex);

    private readonly byte[] Unescaped() => JsonText.Utf8.GetBytes(JsonText.Unescape(Reader.ValueSpan));

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
