using Violet.Generated.Runtime.Http;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated.Rutter;

/// <summary>What is special about Rutter's API.</summary>
internal sealed class RutterProfile(RutterOptions options) : ApiProfile
{
    private readonly string _basic =
        "Basic " + Convert.ToBase64String(JsonText.Utf8.GetBytes($"{options.ClientId}:{options.ClientSecret}"));
    private readonly string? _apiVersion = options.ApiVersion;

    public override string Name => "Rutter";

    public override IReadOnlyList<string> RequestIdHeaders { get; } = ["X-Rutter-Request-ID", "X-Request-Id", "X-Amzn-Trace-Id"];

    /// <summary>Basic credentials, the version, and an idempotency key on every POST: one key per call, the same on all its
    /// attempts.</summary>
    public override void Authenticate(HttpRequestMessage message, ApiRequest request, string? token)
    {
        HeaderText.Set(message, "Authorization", _basic);
        if (!string.IsNullOrEmpty(_apiVersion) && !message.Headers.Contains("X-Rutter-Version"))
            HeaderText.Set(message, "X-Rutter-Version", _apiVersion!);
        if (request.Method == HttpMethod.Post && !message.Headers.Contains("Idempotency-Key"))
            HeaderText.Set(message, "Idempotency-Key", request.IdempotencyKey);
    }

    public override int MeaningOf(int statusCode) =>
        statusCode switch
        {
            450 => 400, // the platform refused it for good
            452 => 429, // the platform's own rate limit
            _ => statusCode,
        };
}
