namespace Violet.Generated.Runtime.Json;

/// <summary>Texts that come again and again (currency codes) as one string each. The table never grows, whatever the input.</summary>
internal static class SharedTexts
{
    private const int Letters = 26;

    private static readonly string?[] s_threeLetters = new string?[Letters * Letters * Letters];

    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length != 3)
            return JsonText.Decode(utf8);
        int a = utf8[0] - 'A',
            b = utf8[1] - 'A',
            c = utf8[2] - 'A';
        if ((uint)a >= Letters || (uint)b >= Letters || (uint)c >= Letters)
            return JsonText.Decode(utf8);
        return s_threeLetters[(((a * Letters) + b) * Letters) + c] ??= JsonText.Decode(utf8);
    }
}
