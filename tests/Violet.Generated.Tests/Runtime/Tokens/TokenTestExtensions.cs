using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated.Tests.Tokens;

internal static class TokenTestExtensions
{
    /// <summary>A JWT with these times; the name tells apart tokens with the same times.</summary>
    public static string Jwt(DateTimeOffset? issuedAt, DateTimeOffset? expiresAt, string name = "")
    {
        var claims = new List<string> { $"\"sub\":\"{name}\"", "\"scopes\":[\"ROLE_DEVELOPER\"]" };
        if (issuedAt is { } iat)
            claims.Add($"\"iat\":{iat.ToUnixTimeSeconds()}");
        if (expiresAt is { } exp)
            claims.Add($"\"exp\":{exp.ToUnixTimeSeconds()}");

        return JwtOf($"{{{string.Join(',', claims)}}}");
    }

    public static string JwtOf(string payload) => $"{Encode("""{"alg":"HS512"}""")}.{Encode(payload)}.c2lnbmF0dXJl";

    public static VioletApiException ApiError(int status) => VioletApiException.Create("Auth.Login", status, new ApiErrorBody());

    public static TokenCredentials Credentials(
        string? token = null,
        string? refreshToken = null,
        string? username = null,
        string? password = null
    ) => new("Violet", new Uri("https://violet.test/v1/"), "10", "app-secret", token, refreshToken, username, password);

    public static TokenManager NewManager(
        ITokenEndpoint endpoint,
        TimeProvider time,
        string? token = null,
        string? refreshToken = null,
        string? username = null,
        string? password = null,
        IVioletTokenStore? store = null,
        ILogger? log = null
    ) => new(endpoint, Credentials(token, refreshToken, username, password), time, log ?? NullLogger.Instance, store);

    /// <summary>A test that would hang fails instead.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <inheritdoc cref="Soon(Task)"/>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30));

    public static Task<string> GetAsync(this TokenManager manager, CancellationToken cancellationToken = default) =>
        manager.GetTokenAsync(cancellationToken).AsTask().Soon();

    public static Task<string?> RefreshAsync(
        this TokenManager manager,
        string rejectedToken,
        CancellationToken cancellationToken = default
    ) => manager.RefreshTokenAsync(rejectedToken, cancellationToken).AsTask().Soon();

    /// <summary>The token that is there without waiting.</summary>
    public static string? AtOnce(this ValueTask<string> call) => call.IsCompletedSuccessfully ? call.Result : null;

    /// <summary>Asks until a renewal in the background has delivered this token.</summary>
    public static async Task UntilAsync(this TokenManager manager, string token)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await manager.GetTokenAsync(CancellationToken.None) != token)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public static async Task<VioletAuthenticationException> Failure(this Task task) =>
        (await Assert.ThrowsAsync<VioletAuthenticationException>(() => task))!;

    private static string Encode(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
