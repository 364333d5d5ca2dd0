using System.Text.Json;

namespace Violet.Generated.Runtime.Tokens;

/// <summary>
/// Reads when a JWT was issued and when it expires. The signature is not looked at: the API judges the token, the client only plans by it.
/// So a text that is no JWT
/// is no error; its times are unknown.
/// </summary>
internal static class JwtTimes
{
    private const double MaxUnixSeconds = 253402300799; // the last second of the year 9999

    public static (DateTimeOffset? IssuedAt, DateTimeOffset? ExpiresAt) Read(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3)
            return default;

        try
        {
            return ReadClaims(DecodeBase64Url(parts[1]));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return default;
        }
    }

    private static (DateTimeOffset?, DateTimeOffset?) ReadClaims(byte[] payload)
    {
        DateTimeOffset? issuedAt = null,
            expiresAt = null;
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return default;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isIssuedAt = reader.ValueTextEquals("iat"u8);
            bool isExpiresAt = reader.ValueTextEquals("exp"u8);
            reader.Read();
            if (isIssuedAt)
                issuedAt = ReadNumericDate(ref reader);
            else if (isExpiresAt)
                expiresAt = ReadNumericDate(ref reader);
            else
                reader.Skip();
        }

        return (issuedAt, expiresAt);
    }

    private static DateTimeOffset? ReadNumericDate(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double seconds) && seconds is >= 0 and <= MaxUnixSeconds)
            return DateTimeOffset.FromUnixTimeSeconds((long)seconds);

        reader.Skip();
        return null;
    }

    private static byte[] DecodeBase64Url(string text)
    {
        string base64 = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
    }
}
