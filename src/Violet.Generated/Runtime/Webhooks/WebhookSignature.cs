using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated.Runtime.Webhooks;

/// <summary>HMAC-SHA256 over the bytes of a body, as both APIs sign their webhooks.</summary>
internal static class WebhookSignature
{
    private const int Length = 32;

    public static string Sign(ReadOnlySpan<byte> body, string secret)
    {
        if (string.IsNullOrEmpty(secret))
            throw new ArgumentException("A signature needs a secret.", nameof(secret));
        return Convert.ToBase64String(Hash(body, secret));
    }

    /// <summary>Whether the signature was made with one of the secrets. Every secret is tried, so that the time says nothing about which
    /// one fits.</summary>
    public static bool Matches(ReadOnlySpan<byte> body, string? signature, IEnumerable<string?> secrets)
    {
        byte[]? given = Decode(signature);
        bool anySecret = false;
        bool matches = false;
        foreach (string? secret in secrets ?? throw new ArgumentNullException(nameof(secrets)))
        {
            if (string.IsNullOrEmpty(secret))
                continue;
            anySecret = true;
            if (given is not null)
                matches |= FixedTimeEquals(Hash(body, secret!), given);
        }

        return anySecret
            ? matches
            : throw new ArgumentException("A signature can only be checked with a secret; none was given.", nameof(secrets));
    }

    /// <summary>Whether a text has the form of a signature.</summary>
    public static bool HasForm(string? signature) => Decode(signature) is not null;

    private static byte[]? Decode(string? signature)
    {
        string text = signature?.Trim() ?? "";
        if (text.Length == Length * 2)
            return FromHex(text);
        if (text.Length is not (43 or 44))
            return null;
        try
        {
            byte[] bytes = Convert.FromBase64String(text.Length == 43 ? text + "=" : text);
            return bytes.Length == Length ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? FromHex(string text)
    {
        byte[] bytes = new byte[Length];
        for (int i = 0; i < text.Length; i++)
        {
            int digit = text[i] switch
            {
                >= '0' and <= '9' => text[i] - '0',
                >= 'a' and <= 'f' => text[i] - 'a' + 10,
                >= 'A' and <= 'F' => text[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
                return null;
            bytes[i / 2] = (byte)((bytes[i / 2] << 4) | digit);
        }

        return bytes;
    }

    private static byte[] Hash(ReadOnlySpan<byte> body, string secret)
    {
        byte[] key = JsonText.Utf8.GetBytes(secret);
#if NETSTANDARD2_0
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(body.ToArray());
#else
        return HMACSHA256.HashData(key, body);
#endif
    }

#if NETSTANDARD2_0
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static bool FixedTimeEquals(byte[] left, byte[] right)
    {
        int difference = left.Length ^ right.Length;
        for (int i = 0; i < left.Length && i < right.Length; i++)
            difference |= left[i] ^ right[i];
        return difference == 0;
    }
#else
    private static bool FixedTimeEquals(byte[] left, byte[] right) => CryptographicOperations.FixedTimeEquals(left, right);
#endif
}
