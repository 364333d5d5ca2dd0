using System.Text;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>What mutations put into a text: values and names that are odd, wrong or no JSON at all.</summary>
internal static class OddJson
{
    private static readonly string[] s_numbers =
    [
        "0",
        "-0",
        "-0.0",
        "1",
        "-1",
        "1.5",
        "10.0",
        "1E3",
        "1e-7",
        "1e400",
        "-1e400",
        "1e-400",
        "1e99999999999",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "1000000000000000000000000000000",
        "1.7976931348623157E+308",
        "5e-324",
        "0.1234567890123456789012345678901234567890",
        "253402300800000",
        "-62135596800001",
        "79228162514264337593543950336",
        Digits(100),
        Digits(400),
        "0." + Digits(400),
        Digits(30) + ".0",
        "1.50",
    ];

    private static readonly string[] s_texts =
    [
        "",
        " ",
        "42",
        "-1",
        "1.5",
        "1e400",
        "A,B",
        "A, B",
        "NaN",
        "Infinity",
        "-Infinity",
        "true",
        "False",
        "null",
        "0x10",
        "1,000",
        "1.000,5",
        "\\u0000",
        "\\ud800",
        "\\udc00\\ud800",
        "\\uD83D\\uDE00",
        "\\u0034\\u0032",
        "İ",
        "ı",
        "in-progress",
        "In Progress",
        "cancelled",
        "COMPLETED ",
        "SHOPİFY",
        "٤٢",
        "１２",
        "−1",
        "\\\"\\\\\\/\\b\\f\\n\\r\\t",
        "USD",
        "usd",
        "\\u0055SD",
        "<>&'+",
        "\u2028",
        "\\u2028",
        "{}",
        "[1]",
        "2024-06-28T20:31:56+0000",
        "2024-06-28T20:31:56.123456789012345Z",
        "2024-06-28 20:31",
        "2024-06-28",
        "2024-02-30",
        "2023-02-29T00:00:00Z",
        "2024-06-28T24:00:00Z",
        "2024-06-28T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+1400",
        "9999-12-31T23:59:59.9999999-1400",
        "9999-12-31T23:59:59.99999999Z",
        "10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2024-06-28T20:31:56+99:99",
        "2024-06-28T20:31:56+",
        "2024-06-28T20:31:56.",
        "2024-W26-5",
        "20240628T203156Z",
        "28.06.2024",
        "/Date(1719606716000)/",
        "٢٠٢٤-٠٦-٢٨",
        "2024-06-28T20:31:56\\u002b0000",
        "1719606716000",
    ];

    private static readonly string[] s_shapes =
    [
        "null",
        "true",
        "false",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[{}]",
        "[[[null]]]",
        "[1,\"2\",true,null,{},[]]",
        "{\"id\":{\"id\":[1]}}",
        "{\"\":1}",
        "{\"a\":1,\"a\":2}",
        "{\"$type\":\"System.IO.FileInfo, System.IO.FileSystem\"}",
        "{\"$ref\":\"1\"}",
        "{\"$id\":\"1\",\"$values\":[]}",
        "{\"__proto__\":null}",
        "[\"A,B\"]",
        "[1e400]",
        "{\"a\":1e400,\"b\":" + Digits(400) + "}",
        "{ \"a\" : [ 1 , 2 ] }",
        "[-0]",
        "{\"a\":1.50}",
    ];

    private static readonly string[] s_noJson =
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "undefined",
        "01",
        "+1",
        "1.",
        ".5",
        "0x10",
        "1e",
        "-",
        "'a'",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\t\"",
        "nul",
        "TRUE",
        "new Date(1)",
        "/*a*/1",
        "1//a\n",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "[",
        "}",
        "",
    ];

    private static readonly byte[][] s_brokenUtf8 =
    [
        [0xFF],
        [0xC3],
        [0xC0, 0xAF],
        [0xED, 0xA0, 0x80],
        [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xE2, 0x82],
        [0x80],
        [0xF0, 0x9F, 0x98],
        [0xEF, 0xBB, 0xBF],
        [0xFE, 0xFF],
    ];

    private static readonly string[] s_oddNames =
    [
        "",
        " ",
        "$type",
        "$ref",
        "$id",
        "__proto__",
        "not_in_the_contract",
        "größe",
        "\\ud800",
        "a.b",
        "a[0]",
        "*",
        "İd",
        "ID",
        "Id",
        "i\\u0000d",
        new string('n', 300),
        "\U0001F600",
    ];

    private static readonly string[] s_wireNames =
    [
        .. GeneratedTypes
            .Models.SelectMany(GeneratedTypes.WireProperties)
            .Select(GeneratedTypes.WireName)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Other names that the contract gives to its properties.</summary>
    private static readonly string[] s_aliases =
    [
        .. Rules
            .Contract.Schemas.SelectMany(schema => Rules.Contract.Properties(schema.Schema))
            .SelectMany(property => Rules.Contract.Texts(property.Value["x-aliases"]))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] BrokenUtf8(Random random) => Pick(random, s_brokenUtf8);

    /// <summary>A value; one in sixteen is no JSON.</summary>
    public static JsonTree Value(Random random)
    {
        switch (random.Next(16))
        {
            case < 4:
                return JsonTree.Of(Pick(random, s_numbers));
            case < 10:
                return JsonTree.Of('"' + Pick(random, s_texts) + '"');
            case < 14:
                return JsonTree.Of(Pick(random, s_shapes));
            case 14:
                return new JsonTree { Plain = [(byte)'"', (byte)'a', .. BrokenUtf8(random), (byte)'"'] };
            default:
                return JsonTree.Of(Pick(random, s_noJson));
        }
    }

    /// <summary>A value that is large: thousands of digits or brackets, a text of a megabyte.</summary>
    public static JsonTree Large(Random random) =>
        random.Next(6) switch
        {
            0 => JsonTree.Of(Digits(10_000)),
            1 => JsonTree.Of("0." + Digits(10_000)),
            2 => JsonTree.Of('"' + new string("A_ "[random.Next(3)], 1_000_000) + '"'),
            3 => JsonTree.Of('"' + string.Concat(Enumerable.Repeat("\\u00e9", 20_000)) + '"'),
            4 => JsonTree.Of(new string('[', 100_000)),
            _ => JsonTree.Of("{" + string.Join(',', Enumerable.Repeat("\"a\":1", 5_000)) + "}"),
        };

    /// <summary>A name with its quotes: of this or another model, an alias, or an odd one.</summary>
    public static byte[] Name(Random random) =>
        random.Next(8) switch
        {
            < 3 => Quoted(Pick(random, s_wireNames)),
            < 5 => Quoted(Pick(random, s_aliases)),
            7 => [(byte)'"', (byte)'a', .. BrokenUtf8(random), (byte)'"'],
            _ => Quoted(Pick(random, s_oddNames)),
        };

    public static byte[] Quoted(string text) => Encoding.UTF8.GetBytes('"' + text + '"');

    /// <summary>A name or text with its quotes, some or all of its characters escaped.</summary>
    public static byte[] Escaped(byte[] quoted, Random random)
    {
        bool all = random.Next(2) == 0;
        var text = new StringBuilder();
        foreach (char c in Encoding.UTF8.GetString(quoted))
        {
            if (c is '"' or '\\' || (!all && random.Next(3) > 0))
            {
                text.Append(c);
            }
            else
            {
                text.Append("\\u")
                    .Append(((int)c).ToString(random.Next(2) == 0 ? "x4" : "X4", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private static string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(i => (char)('1' + (i % 9))));
}
