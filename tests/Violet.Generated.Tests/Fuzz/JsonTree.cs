using System.Text;
using System.Text.Json;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>One JSON value that can be bent. Names and plain values are the bytes of the text, quotes and all, so that what is no JSON can
/// be built too.</summary>
internal sealed class JsonTree
{
    private const int Shown = 600;

    /// <summary>The bytes of a plain value; null for an object and a list.</summary>
    public byte[]? Plain;

    public bool IsList;

    public List<(byte[] Name, JsonTree Value)> Children = [];

    public static JsonTree Of(string plain) => new() { Plain = Encoding.UTF8.GetBytes(plain) };

    public static JsonTree Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1000 });
        reader.Read();
        return Parse(utf8, ref reader);
    }

    public JsonTree Clone() =>
        new()
        {
            Plain = Plain,
            IsList = IsList,
            Children = Children.ConvertAll(child => (child.Name, child.Value.Clone())),
        };

    /// <summary>Takes the place of this value.</summary>
    public void Become(JsonTree other) => (Plain, IsList, Children) = (other.Plain, other.IsList, other.Children);

    /// <summary>This value and all below it.</summary>
    public List<JsonTree> All()
    {
        List<JsonTree> all = [this];
        for (int i = 0; i < all.Count; i++)
        {
            foreach ((byte[] _, JsonTree? value) in all[i].Children)
                all.Add(value);
        }

        return all;
    }

    public byte[] ToUtf8()
    {
        using var utf8 = new MemoryStream();
        WriteTo(utf8);
        return utf8.ToArray();
    }

    public override string ToString() => Show(ToUtf8());

    /// <summary>Bytes as text for a test's output: bounded, everything that is not plain ASCII escaped.</summary>
    public static string Show(ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder();
        foreach (byte b in utf8.Slice(0, Math.Min(utf8.Length, Shown)))
        {
            if (b is >= 0x20 and < 0x7F)
                text.Append((char)b);
            else
                text.Append("\\x").Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return utf8.Length > Shown ? $"{text}... ({utf8.Length} bytes)" : text.ToString();
    }

    private static JsonTree Parse(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader)
    {
        var tree = new JsonTree();
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            tree.Plain = Token(utf8, ref reader);
            return tree;
        }

        tree.IsList = reader.TokenType == JsonTokenType.StartArray;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            byte[] name = [];
            if (!tree.IsList)
            {
                name = Token(utf8, ref reader);
                reader.Read();
            }

            tree.Children.Add((name, Parse(utf8, ref reader)));
        }

        return tree;
    }

    private static byte[] Token(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader)
    {
        int quotes = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0;
        return utf8.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + quotes).ToArray();
    }

    private void WriteTo(MemoryStream utf8)
    {
        if (Plain is not null)
        {
            utf8.Write(Plain);
            return;
        }

        utf8.WriteByte((byte)(IsList ? '[' : '{'));
        for (int i = 0; i < Children.Count; i++)
        {
            if (i > 0)
                utf8.WriteByte((byte)',');
            utf8.Write(Children[i].Name);
            if (!IsList)
                utf8.WriteByte((byte)':');
            Children[i].Value.WriteTo(utf8);
        }

        utf8.WriteByte((byte)(IsList ? ']' : '}'));
    }
}
