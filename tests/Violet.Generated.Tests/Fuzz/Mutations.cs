using System.Text;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>The ways in which a text is broken: first its tree, then its bytes.</summary>
internal static class Mutations
{
    private static readonly Action<JsonTree, Random>[] s_ofTree =
    [
        // More than once: what is likelier.
        Replace,
        Replace,
        Replace,
        Replace,
        Copy,
        Copy,
        Duplicate,
        Duplicate,
        AddField,
        AddField,
        Rename,
        Rename,
        Wrap,
        Unwrap,
        Remove,
        Shuffle,
        Nest,
        Nulls,
        Repeat,
        Escape,
        BreakText,
    ];

    private static readonly Func<byte[], Random, byte[]>[] s_ofBytes =
    [
        Cut,
        Cut,
        Cut,
        FlipBit,
        FlipBit,
        SetByte,
        SetByte,
        InsertControl,
        InsertBrokenUtf8,
        DeleteRange,
        DoubleRange,
        Comment,
        TrailingComma,
        TwoTexts,
        Mark,
        Utf16,
        Blank,
        Pad,
    ];

    public static int Kinds => s_ofTree.Length + s_ofBytes.Length + 1;

    /// <summary>The number of the mutation that makes a text large; it is to be rare.</summary>
    public static int Large => Kinds - 1;

    /// <summary>How many kinds, from 0, change the tree; the rest but the last one change bytes.</summary>
    public static int TreeKinds => s_ofTree.Length;

    public static byte[] Apply(JsonTree tree, IEnumerable<Step> steps)
    {
        foreach (Step step in steps)
        {
            if (step.Kind < s_ofTree.Length)
                s_ofTree[step.Kind](tree, new Random(step.Seed));
            else if (step.Kind == Large)
                Spot(tree, new Random(step.Seed)).Become(OddJson.Large(new Random(step.Seed)));
        }

        byte[] utf8 = tree.ToUtf8();
        foreach (Step step in steps)
        {
            if (step.Kind >= s_ofTree.Length && step.Kind != Large)
                utf8 = s_ofBytes[step.Kind - s_ofTree.Length](utf8, new Random(step.Seed));
        }

        return utf8;
    }

    public static string Name(Step step) =>
        step.Kind == Large ? nameof(Large)
        : step.Kind < s_ofTree.Length ? s_ofTree[step.Kind].Method.Name
        : s_ofBytes[step.Kind - s_ofTree.Length].Method.Name;

    private static JsonTree Spot(JsonTree tree, Random random)
    {
        List<JsonTree> all = tree.All();
        return random.Next(40) == 0 ? tree : all[random.Next(all.Count)];
    }

    private static JsonTree Container(JsonTree tree, Random random)
    {
        List<JsonTree> all = tree.All().FindAll(value => value.Children.Count > 0);
        return all.Count == 0 ? tree : all[random.Next(all.Count)];
    }

    private static void Replace(JsonTree tree, Random random) => Spot(tree, random).Become(OddJson.Value(random));

    private static void Copy(JsonTree tree, Random random)
    {
        JsonTree from = Spot(tree, random).Clone();
        Spot(tree, random).Become(from);
    }

    private static void Duplicate(JsonTree tree, Random random)
    {
        JsonTree container = Container(tree, random);
        if (container.Children.Count == 0)
            return;
        byte[] name = OddJson.Pick(random, container.Children).Name;
        JsonTree value = random.Next(2) == 0 ? OddJson.Value(random) : Spot(tree, random).Clone();
        container.Children.Insert(
            random.Next(container.Children.Count + 1),
            (random.Next(3) == 0 ? OddJson.Escaped(name, random) : name, value)
        );
    }

    private static void AddField(JsonTree tree, Random random)
    {
        JsonTree container = Container(tree, random);
        if (container.Plain is not null)
            return;
        container.Children.Insert(
            random.Next(container.Children.Count + 1),
            (container.IsList ? [] : OddJson.Name(random), random.Next(2) == 0 ? OddJson.Value(random) : Spot(tree, random).Clone())
        );
    }

    private static void Rename(JsonTree tree, Random random)
    {
        JsonTree container = Container(tree, random);
        if (container.IsList || container.Children.Count == 0)
            return;
        int i = random.Next(container.Children.Count);
        (byte[]? name, JsonTree? value) = container.Children[i];
        container.Children[i] = (
            random.Next(3) switch
            {
                0 => OddJson.Name(random),
                1 => OddJson.Quoted(new string('n', random.Next(12_000))),
                _ => OddJson.Escaped(name, random),
            },
            value
        );
    }

    private static void Wrap(JsonTree tree, Random random)
    {
        JsonTree spot = Spot(tree, random),
            inner = spot.Clone();
        bool list = random.Next(2) == 0;
        spot.Become(new JsonTree { IsList = list, Children = [(list ? [] : OddJson.Name(random), inner)] });
    }

    private static void Unwrap(JsonTree tree, Random random)
    {
        JsonTree container = Container(tree, random);
        if (container.Children.Count > 0)
            container.Become(OddJson.Pick(random, container.Children).Value);
    }

    private static void Remove(JsonTree tree, Random random)
    {
        JsonTree container = Container(tree, random);
        if (container.Children.Count > 0)
            container.Children.RemoveAt(random.Next(container.Children.Count));
    }

    private static void Shuffle(JsonTree tree, Random random)
    {
        JsonTree container = Container(tree, random);
        container.Children = [.. container.Children.OrderBy(_ => random.Next())];
    }

    private static void Nest(JsonTree tree, Random random)
    {
        int levels = random.Next(4) == 0 ? random.Next(2_000) : random.Next(75);
        bool list = random.Next(2) == 0,
            whole = random.Next(3) > 0;
        JsonTree spot = Spot(tree, random);
        string inner = Encoding.UTF8.GetString(spot.ToUtf8());
        spot.Become(
            JsonTree.Of(
                string.Concat(Enumerable.Repeat(list ? "[" : "{\"a\":", levels))
                    + inner
                    + (whole ? new string(list ? ']' : '}', levels) : "")
            )
        );
    }

    private static void Nulls(JsonTree tree, Random random)
    {
        foreach (JsonTree value in tree.All())
        {
            if (value.Plain is not null && random.Next(4) > 0)
                value.Become(JsonTree.Of("null"));
        }
    }

    private static void Repeat(JsonTree tree, Random random)
    {
        JsonTree container = Container(tree, random);
        if (container.Children.Count == 0)
            return;
        (byte[] Name, JsonTree Value) child = OddJson.Pick(random, container.Children);
        if (child.Value.All().Count > 100)
            return;
        container.Children.AddRange(Enumerable.Repeat(child, random.Next(60)));
    }

    private static void Escape(JsonTree tree, Random random)
    {
        JsonTree spot = Spot(tree, random);
        if (spot.Plain is [(byte)'"', ..])
            spot.Plain = OddJson.Escaped(spot.Plain, random);
    }

    private static void BreakText(JsonTree tree, Random random)
    {
        JsonTree spot = Spot(tree, random);
        if (spot.Plain is not [(byte)'"', .., (byte)'"'])
            return;
        int at = random.Next(1, spot.Plain.Length);
        spot.Plain = [.. spot.Plain.AsSpan(0, at), .. OddJson.BrokenUtf8(random), .. spot.Plain.AsSpan(at)];
    }

    /// <summary>Cuts after a byte of a kind that is chosen first, so that every kind of place is met however rare it is.</summary>
    private static byte[] Cut(byte[] utf8, Random random)
    {
        Func<byte, bool> kind = random.Next(7) switch
        {
            0 => b => b is (byte)'{' or (byte)'[',
            1 => b => b is (byte)'}' or (byte)']',
            2 => b => b is (byte)':' or (byte)',',
            3 => b => b == '"',
            4 => b => b == '\\',
            5 => b => b is >= (byte)'0' and <= (byte)'9',
            _ => b => b >= 0x80,
        };
        int start = utf8.Length == 0 ? 0 : random.Next(utf8.Length);
        int found = Array.FindIndex(utf8, start, b => kind(b));
        return utf8[..(found < 0 ? start : found + 1)];
    }

    private static byte[] FlipBit(byte[] utf8, Random random)
    {
        if (utf8.Length > 0)
            utf8[random.Next(utf8.Length)] ^= (byte)(1 << random.Next(8));
        return utf8;
    }

    private static byte[] SetByte(byte[] utf8, Random random)
    {
        if (utf8.Length > 0)
            utf8[random.Next(utf8.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:\\0e-"[random.Next(11)];
        return utf8;
    }

    private static byte[] InsertControl(byte[] utf8, Random random) =>
        Insert(utf8, random.Next(utf8.Length + 1), [(byte)random.Next(0x20)]);

    private static byte[] InsertBrokenUtf8(byte[] utf8, Random random) =>
        Insert(utf8, random.Next(utf8.Length + 1), OddJson.BrokenUtf8(random));

    private static byte[] DeleteRange(byte[] utf8, Random random)
    {
        int start = random.Next(utf8.Length + 1),
            end = Math.Min(utf8.Length, start + random.Next(20));
        return [.. utf8.AsSpan(0, start), .. utf8.AsSpan(end)];
    }

    private static byte[] DoubleRange(byte[] utf8, Random random)
    {
        int start = random.Next(utf8.Length + 1),
            end = Math.Min(utf8.Length, start + random.Next(40));
        return Insert(utf8, end, utf8.AsSpan(start, end - start));
    }

    private static byte[] Comment(byte[] utf8, Random random) =>
        Insert(utf8, After(utf8, random, ":,{["), Encoding.UTF8.GetBytes(random.Next(2) == 0 ? "/*a*/" : "//a\n"));

    private static byte[] TrailingComma(byte[] utf8, Random random) =>
        Insert(utf8, Math.Max(0, After(utf8, random, "}]") - 1), [(byte)',']);

    private static byte[] TwoTexts(byte[] utf8, Random random) =>
        [
            .. utf8,
            .. random.Next(2) == 0 ? " "u8 : "\n"u8,
            .. random.Next(3) switch
            {
                0 => utf8,
                1 => "1"u8,
                _ => "\0"u8,
            },
        ];

    private static byte[] Mark(byte[] utf8, Random random) =>
        random.Next(3) == 0 ? [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. utf8] : [0xEF, 0xBB, 0xBF, .. utf8];

    private static byte[] Utf16(byte[] utf8, Random random)
    {
        Encoding encoding = random.Next(2) == 0 ? Encoding.Unicode : Encoding.BigEndianUnicode;
        byte[] text = encoding.GetBytes(Encoding.UTF8.GetString(utf8));
        return random.Next(2) == 0 ? [.. encoding.GetPreamble(), .. text] : text;
    }

    private static byte[] Blank(byte[] utf8, Random random) =>
        Encoding.UTF8.GetBytes(OddJson.Pick(random, ["", " ", "\r\n\t ", "\uFEFF", "\uFEFF ", "null", " null ", "\u00A0"]));

    private static byte[] Pad(byte[] utf8, Random random) => [.. Enumerable.Repeat((byte)' ', random.Next(2_000)), .. utf8, .. "\r\n\t "u8];

    private static int After(byte[] utf8, Random random, string bytes)
    {
        int found = Array.FindIndex(utf8, utf8.Length == 0 ? 0 : random.Next(utf8.Length), b => bytes.Contains((char)b));
        return found + 1;
    }

    private static byte[] Insert(byte[] utf8, int at, ReadOnlySpan<byte> what) => [.. utf8.AsSpan(0, at), .. what, .. utf8.AsSpan(at)];
}
