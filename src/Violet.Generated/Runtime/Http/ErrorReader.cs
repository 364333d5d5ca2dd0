using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated.Runtime.Http;

/// <summary>Reads what can be learnt from an error's response. It never throws: a body may be HTML, cut off or empty.</summary>
internal static class ErrorReader
{
    private const int LongestBody = 4096;
    private const int LongestText = 300;

    public static ApiErrorBody Read(HttpResponseHeaders headers, ApiProfile profile, ReadOnlySpan<byte> utf8, DateTimeOffset now)
    {
        var error = new ApiErrorBody { RetryAfter = ReadRetryAfter(headers, now), RequestId = ReadRequestId(headers, profile) };

        string text = JsonText.Decode(utf8.Slice(0, Math.Min(utf8.Length, LongestBody * 4)));
        error.IsBodyCut = text.Length > LongestBody || utf8.Length > LongestBody * 4;
        error.Body = text.Length > LongestBody ? text.Substring(0, LongestBody) : text;
        try
        {
            ReadFields(utf8, error);
        }
        catch (Exception e) when (e is JsonException or VioletJsonException)
        {
            // Not JSON, or cut off: what was read before the fault stays.
        }

        return error;
    }

    private static void ReadFields(ReadOnlySpan<byte> utf8, ApiErrorBody error)
    {
        var input = new JsonInput(utf8.StartsWith("\uFEFF"u8) ? utf8.Slice(3) : utf8, JsonBudget.OfUtf8(utf8.Length));
        if (!input.Reader.Read() || input.Reader.TokenType != JsonTokenType.StartObject)
            return;
        while (input.Reader.Read() && input.Reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = JsonText.Decode(input.Text);
            input.Reader.Read();
            if (input.Reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                input.Reader.Skip();
                continue;
            }

            string? value = Shorten(JsonRead.String(ref input));
            switch (name)
            {
                case "message" or "error_message":
                    error.Message ??= value;
                    break;
                case "error":
                    error.Slug = value;
                    break;
                case "error_type":
                    error.Type = value;
                    break;
                case "request_id":
                    error.RequestId ??= value;
                    break;
                case "code" or "error_code":
                    if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int code))
                        error.Code ??= code;
                    else
                        error.Slug ??= value;
                    break;
            }
        }
    }

    /// <summary>The id of the request, as the response's headers give it.</summary>
    public static string? ReadRequestId(HttpResponseHeaders headers, ApiProfile profile)
    {
        foreach (string name in profile.RequestIdHeaders)
        {
            if (headers.TryGetValues(name, out IEnumerable<string>? values))
                return Shorten(string.Join(",", values));
        }

        return null;
    }

    private static TimeSpan? ReadRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        RetryConditionHeaderValue? header = headers.RetryAfter;
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - now : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? Shorten(string? text) => text?.Length > LongestText ? text.Substring(0, LongestText) + "…" : text;
}
