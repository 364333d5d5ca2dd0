using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.Http;

/// <summary>What is answered to a call.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON; null for none.</param>
internal sealed record ApiAnswer(int Status, JsonNode? Body)
{
    public static ApiAnswer Ok(JsonNode body) => new(200, body);

    /// <summary>An error of Violet's services.</summary>
    public static ApiAnswer VioletError(int status, string slug, int code, string message) =>
        new(
            status,
            new JsonObject
            {
                ["message"] = message,
                ["error"] = slug,
                ["code"] = code,
            }
        );

    /// <summary>The answer of Violet's gateway to an expired token.</summary>
    public static ApiAnswer ExpiredToken(DateTimeOffset now) =>
        new(
            401,
            new JsonObject
            {
                ["status"] = 401,
                ["message"] = "Token has expired",
                ["error_code"] = 11,
                ["timestamp"] = now.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>An error of Rutter.</summary>
    public static ApiAnswer RutterError(int status, string type, string code, string message) =>
        new(
            status,
            new JsonObject
            {
                ["error_type"] = type,
                ["error_code"] = code,
                ["error_message"] = message,
            }
        );
}
