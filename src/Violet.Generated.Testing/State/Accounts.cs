using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Who may call Violet's half: the apps, their owners, and the tokens.</summary>
internal sealed class Accounts
{
    public const long AppId = 10042;
    public const string AppSecret = "test-app-secret";

    private const string AccessScope = "ROLE_DEVELOPER";
    private const string RefreshScope = "ROLE_REFRESH_TOKEN";

    // Fixed, so that a token of one server is good at the next: nothing here is worth protecting.
    private static readonly byte[] s_key = SHA512.HashData("Violet.Generated.Testing"u8);

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<long, Account> _accounts = new();
    private int _issued;
    private int _expired;

    public Accounts(TimeProvider time, TimeSpan tokenLifetime)
    {
        _time = time;
        TokenLifetime = tokenLifetime;
        First = Add();
    }

    /// <summary>The one that is always there.</summary>
    public Account First { get; }

    public TimeSpan TokenLifetime { get; set; }

    public Account Add()
    {
        lock (_accounts)
        {
            int more = _accounts.Count;
            string suffix = more == 0 ? "" : $"-{more}";
            var account = new Account(
                AppId + more,
                AppSecret + suffix,
                more == 0 ? "owner@example.com" : $"owner{suffix}@example.com",
                "Passw0rd!$%" + suffix,
                ""
            );
            return _accounts[account.AppId] = account with
            {
                RefreshToken = Sign(account, RefreshScope, TimeSpan.FromSeconds(473_385_600), 0),
            };
        }
    }

    public string IssueToken(Account account) => Sign(account, AccessScope, TokenLifetime, Interlocked.Increment(ref _issued));

    public void ExpireTokens() => Volatile.Write(ref _expired, Volatile.Read(ref _issued));

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Auth_Login"] = call =>
            Find(call) is { } account
            && (string?)call.Fields["username"] == account.Username
            && (string?)call.Fields["password"] == account.Password
                ? ApiAnswer.Ok(User(account))
                : WrongCredentials();
        handlers["Auth_RefreshToken"] = call =>
            CheckToken(call, RefreshScope) ?? ApiAnswer.Ok(new JsonObject { ["token"] = IssueToken(Find(call)!) });
    }

    /// <summary>Refuses a call whose headers are wrong; null when they are right.</summary>
    public ApiAnswer? Check(ApiCall call)
    {
        if (Find(call) is not { } account || call.Header("X-Violet-App-Secret") != account.AppSecret)
            return WrongCredentials();
        return call.Operation.CredentialHeaders.Contains("X-Violet-Token") ? CheckToken(call, AccessScope) : null;
    }

    private static ApiAnswer WrongCredentials() =>
        ApiAnswer.VioletError(401, "invalid_credentials", 1001, "One or more of your API Credentials are invalid.");

    private Account? Find(ApiCall call) =>
        long.TryParse(call.Header("X-Violet-App-Id"), NumberStyles.None, CultureInfo.InvariantCulture, out long appId)
            ? _accounts.GetValueOrDefault(appId)
            : null;

    private ApiAnswer? CheckToken(ApiCall call, string scope)
    {
        string token = call.Header("X-Violet-Token")!;
        int signature = token.LastIndexOf('.');
        if (signature < 0 || token[(signature + 1)..] != Signature(token[..signature]))
            return ApiAnswer.VioletError(401, "invalid_token", 1001, "X-Violet-Token is no token of this server.");
        JsonNode claims = JsonNode.Parse(Base64Url.Decode(token.Split('.')[1]))!;
        if ((string?)claims["scopes"]![0] != scope)
        {
            return ApiAnswer.VioletError(
                401,
                "invalid_token",
                1001,
                scope == AccessScope
                    ? "X-Violet-Token is a refresh token; an access token is wanted."
                    : "X-Violet-Token is an access token; a refresh token is wanted."
            );
        }

        if ((string?)claims["app_id"] != call.Header("X-Violet-App-Id"))
            return ApiAnswer.VioletError(401, "invalid_token", 1001, "X-Violet-Token is the token of another app.");
        bool expired =
            (long)claims["exp"]! <= _time.GetUtcNow().ToUnixTimeSeconds()
            || (scope == AccessScope && (int)claims["jti"]! <= Volatile.Read(ref _expired));
        return expired ? ApiAnswer.ExpiredToken(_time.GetUtcNow()) : null;
    }

    private string Sign(Account account, string scope, TimeSpan lifetime, int serial)
    {
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["sub"] = account.Username,
            ["scopes"] = new JsonArray(scope),
            ["user_id"] = 501,
            ["user_type"] = "DEVELOPER",
            ["merchant_ids"] = new JsonArray(),
            ["developer_id"] = 301,
            ["app_id"] = $"{account.AppId}",
            ["jti"] = serial,
            ["iss"] = "https://violet.io",
            ["iat"] = now,
            ["exp"] = now + (long)lifetime.TotalSeconds,
        };
        string content = $"{Base64Url.Encode("""{"alg":"HS512"}""")}.{Base64Url.Encode(claims.ToJsonString())}";
        return $"{content}.{Signature(content)}";
    }

    private static string Signature(string content) => Base64Url.Encode(HMACSHA512.HashData(s_key, Encoding.ASCII.GetBytes(content)));

    private JsonObject User(Account account) =>
        new()
        {
            ["id"] = 501,
            ["first_name"] = "Ada",
            ["last_name"] = "Owner",
            ["email"] = account.Username,
            ["type"] = "DEVELOPER",
            ["verified"] = true,
            ["status"] = "active",
            ["date_created"] = "2022-04-11T21:03:04+0000",
            ["date_last_modified"] = "2022-04-11T21:03:04+0000",
            ["roles"] = new JsonArray(
                new JsonObject { ["name"] = "ROLE_DEVELOPER", ["permissions"] = new JsonArray(new JsonObject { ["name"] = "MANAGE_APPS" }) }
            ),
            ["tos_accepted"] = true,
            ["token"] = IssueToken(account),
            ["refresh_token"] = account.RefreshToken,
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

/// <summary>An app and its owner.</summary>
internal sealed record Account(long AppId, string AppSecret, string Username, string Password, string RefreshToken);
