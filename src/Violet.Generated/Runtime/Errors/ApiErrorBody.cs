using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>What can be learnt from an error's answer. Reading it never throws: a body may be HTML, cut off or empty.</summary>
internal sealed class ApiErrorBody
{
    private const int LongestBody = 4096;
    private const int LongestText = 300;

    private static readonly string[] s_requestIdHeaders = ["X-Rutter-Request-ID", "X-Request-Id", "X-Amzn-Trace-Id"];

    public int? Code { get; private set; }

    public string? Slug { get; private set; }

    public string? Message { get; private set; }

    public string? Type { get; private set; }

    public string? RequestId { get; private set; }

    public TimeSpan? RetryAfter { get; private set; }

    public string Body { get; private set; } = "";

    public bool IsBodyCut { get; private set; }

    public static ApiErrorBody Read(HttpResponseHeaders headers, ReadOnlySpan<byte> utf8, DateTimeOffset now)
    {
        var error = new ApiErrorBody { RetryAfter = ReadRetryAfter(headers, now) };
        foreach (string name in s_requestIdHeaders)
        {
            if (error.RequestId is null && headers.TryGetValues(name, out IEnumerable<string>? values))
                error.RequestId = Shorten(string.Join(",", values));
        }

        string text = JsonText.Decode(utf8.Slice(0, Math.Min(utf8.Length, LongestBody * 4)));
        error.IsBodyCut = text.Length > LongestBody || utf8.Length > LongestBody * 4;
        error.Body = text.Length > LongestBody ? text.Substring(0, LongestBody) : text;
        try
        {
            error.ReadFields(utf8);
        }
        catch (Exception e) when (e is JsonException or VioletJsonException)
        {
            // Not JSON, or cut off: what was read before the fault stays.
        }

        return error;
    }

    private void ReadFields(ReadOnlySpan<byte> utf8)
    {
        var input = new JsonInput(utf8.StartsWith("\uFEFF"u8) ? utf8.Slice(3) : utf8);
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
                    Message ??= value;
                    break;
                case "error":
                    Slug = value;
                    break;
                case "error_type":
                    Type = value;
                    break;
                case "request_id":
                    RequestId ??= value;
                    break;
                case "code" or "error_code":
                    if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int code))
                        Code ??= code;
                    else
                        Slug ??= value;
                    break;
            }
        }
    }

    private static TimeSpan? ReadRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        RetryConditionHeaderValue? header = headers.RetryAfter;
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - now : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? Shorten(string? text) => text?.Length > LongestText ? text.Substring(0, LongestText) + "…" : text;
}
