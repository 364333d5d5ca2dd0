using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Who may call Violet's half: the app, its owner, and the tokens.</summary>
internal sealed class Accounts
{
    public const long AppId = 10042;
    public const string AppSecret = "test-app-secret";
    public const string Username = "owner@example.com";
    public const string Password = "Passw0rd!$%";

    private const string AccessScope = "ROLE_DEVELOPER";
    private const string RefreshScope = "ROLE_REFRESH_TOKEN";

    // Fixed, so that a token of one server is good at the next: nothing here is worth protecting.
    private static readonly byte[] s_key = SHA512.HashData("Violet.Generated.Testing"u8);

    private readonly TimeProvider _time;
    private int _issued;
    private int _expired;

    public Accounts(TimeProvider time, TimeSpan tokenLifetime)
    {
        _time = time;
        TokenLifetime = tokenLifetime;
        RefreshToken = Sign(RefreshScope, TimeSpan.FromSeconds(473_385_600), 0);
    }

    public TimeSpan TokenLifetime { get; set; }

    public string RefreshToken { get; }

    public string IssueToken() => Sign(AccessScope, TokenLifetime, Interlocked.Increment(ref _issued));

    public void ExpireTokens() => Volatile.Write(ref _expired, Volatile.Read(ref _issued));

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Auth_Login"] = call => (string?)call.Fields["username"] == Username && (string?)call.Fields["password"] == Password
            ? ApiAnswer.Ok(User())
            : WrongCredentials();
        handlers["Auth_RefreshToken"] = call => CheckToken(call.Header("X-Violet-Token")!, RefreshScope) ?? ApiAnswer.Ok(new JsonObject { ["token"] = IssueToken() });
    }

    /// <summary>Refuses a call whose headers are wrong; null when they are right.</summary>
    public ApiAnswer? Check(ApiCall call)
    {
        if (call.Header("X-Violet-App-Id") != $"{AppId}" || call.Header("X-Violet-App-Secret") != AppSecret) return WrongCredentials();
        return call.Operation.CredentialHeaders.Contains("X-Violet-Token") ? CheckToken(call.Header("X-Violet-Token")!, AccessScope) : null;
    }

    private static ApiAnswer WrongCredentials() => ApiAnswer.VioletError(401, "invalid_credentials", 1001, "One or more of your API Credentials are invalid.");

    private ApiAnswer? CheckToken(string token, string scope)
    {
        int signature = token.LastIndexOf('.');
        if (signature < 0 || token[(signature + 1)..] != Signature(token[..signature]))
            return ApiAnswer.VioletError(401, "invalid_token", 1001, "X-Violet-Token is no token of this server.");
        JsonNode claims = JsonNode.Parse(Base64Url.Decode(token.Split('.')[1]))!;
        if ((string?)claims["scopes"]![0] != scope)
            return ApiAnswer.VioletError(401, "invalid_token", 1001, scope == AccessScope ? "X-Violet-Token is a refresh token; an access token is wanted." : "X-Violet-Token is an access token; a refresh token is wanted.");
        bool expired = (long)claims["exp"]! <= _time.GetUtcNow().ToUnixTimeSeconds() || (scope == AccessScope && (int)claims["jti"]! <= Volatile.Read(ref _expired));
        return expired ? ApiAnswer.ExpiredToken(_time.GetUtcNow()) : null;
    }

    private string Sign(string scope, TimeSpan lifetime, int serial)
    {
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["sub"] = Username,
            ["scopes"] = new JsonArray(scope),
            ["user_id"] = 501,
            ["user_type"] = "DEVELOPER",
            ["merchant_ids"] = new JsonArray(),
            ["developer_id"] = 301,
            ["app_id"] = $"{AppId}",
            ["jti"] = serial,
            ["iss"] = "https://violet.io",
            ["iat"] = now,
            ["exp"] = now + (long)lifetime.TotalSeconds,
        };
        string content = $"{Base64Url.Encode("""{"alg":"HS512"}""")}.{Base64Url.Encode(claims.ToJsonString())}";
        return $"{content}.{Signature(content)}";
    }

    private static string Signature(string content) => Base64Url.Encode(HMACSHA512.HashData(s_key, Encoding.ASCII.GetBytes(content)));

    private JsonObject User() => new()
    {
        ["id"] = 501,
        ["first_name"] = "Ada",
        ["last_name"] = "Owner",
        ["email"] = Username,
        ["type"] = "DEVELOPER",
        ["verified"] = true,
        ["status"] = "active",
        ["date_created"] = "2022-04-11T21:03:04+0000",
        ["date_last_modified"] = "2022-04-11T21:03:04+0000",
        ["roles"] = new JsonArray(new JsonObject { ["name"] = "ROLE_DEVELOPER", ["permissions"] = new JsonArray(new JsonObject { ["name"] = "MANAGE_APPS" }) }),
        ["tos_accepted"] = true,
        ["token"] = IssueToken(),
        ["refresh_token"] = RefreshToken,
    };

    private static class Base64Url
    {
        public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

        public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        public static byte[] Decode(string text)
        {
            string base64 = text.Replace('-', '+').Replace('_', '/');
            return Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
        }
    }
}
