using System.Text;
using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Rutter's half of the server: connections in every state.</summary>
internal sealed class RutterApi : TestApi
{
    public const string Path = "/rutter/versioned";
    public const string ClientId = "test-client";
    public const string ClientSecret = "test-client-secret";

    private const string OrganisationId = "5b1c7c52-0f0a-4f0e-9a51-000000000001";

    private readonly TimeProvider _time;
    private readonly List<RutterConnectionRecord> _connections;

    public RutterApi(DateTimeOffset epoch, TimeProvider time)
        : base("rutter.json", Path, epoch)
    {
        _time = time;
        _connections = RutterSeed.Make(epoch);
        AccessTokens = [.. _connections.Select(c => c.AccessToken)];
        Handlers["Connections_List"] = List;
        Handlers["Connections_Create"] = Create;
        Handlers["Connections_GetStatus"] = call =>
            WithToken(
                call,
                c =>
                    ApiAnswer.Ok(
                        new JsonObject
                        {
                            ["connection"] = new JsonObject
                            {
                                ["id"] = c.Id,
                                ["orgId"] = OrganisationId,
                                ["platform"] = c.Platform,
                            },
                            ["status"] = c.Status.DeepClone(),
                        }
                    )
            );
        Handlers["Connections_Get"] = call => WithToken(call, c => ApiAnswer.Ok(new JsonObject { ["connection"] = c.Details() }));
        Handlers["Connections_RotateToken"] = call => WithToken(call, Rotate);
        Handlers["Connections_StartIncrementalSync"] = call => WithToken(call, StartSync);
        Handlers["Connections_StartBackfill"] = call => WithToken(call, StartSync);
        Handlers["Connections_Rename"] = call =>
            WithId(
                call,
                c =>
                {
                    c.Name = call.Fields.Text("name");
                    return Created(c);
                }
            );
        Handlers["Connections_Delete"] = call =>
            WithId(
                call,
                c =>
                {
                    _connections.Remove(c);
                    return ApiAnswer.Ok(new JsonObject { ["success"] = true });
                }
            );
    }

    /// <summary>The tokens at the start, in the order of the seed.</summary>
    public IReadOnlyList<string> AccessTokens { get; }

    public override bool WritesNulls => true;

    public string? ConnectionId(string accessToken) => Alone(() => _connections.FirstOrDefault(c => c.AccessToken == accessToken)?.Id);

    public override ApiAnswer Fail(string message) => ApiAnswer.RutterError(500, "API_ERROR", "INTERNAL_SERVER_ERROR", message);

    public override ApiAnswer Refuse(Breach breach, string message) =>
        breach switch
        {
            Breach.MissingParameter when message.StartsWith("Header Authorization", StringComparison.Ordinal) => WrongCredentials(message),
            Breach.MissingParameter => ApiAnswer.RutterError(400, "API_REQUEST_ERROR", "MISSING_PARAMETER", message),
            Breach.UnknownPath => ApiAnswer.RutterError(404, "API_REQUEST_ERROR", "NOT_FOUND", message),
            Breach.WrongMethod => ApiAnswer.RutterError(405, "API_REQUEST_ERROR", "METHOD_NOT_ALLOWED", message),
            _ => ApiAnswer.RutterError(400, "API_REQUEST_ERROR", "INVALID_PARAMETER", message),
        };

    public override ApiAnswer? CheckCredentials(ApiCall call)
    {
        string expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}"));
        if (call.Header("Authorization") != expected)
            return WrongCredentials("The client id or secret is wrong.");
        return string.IsNullOrEmpty(call.Header("X-Rutter-Version"))
            ? Refuse(Breach.MissingParameter, "Header X-Rutter-Version is missing.")
            : null;
    }

    private static ApiAnswer WrongCredentials(string message) =>
        ApiAnswer.RutterError(401, "API_REQUEST_ERROR", "INVALID_CREDENTIALS", message);

    private static ApiAnswer Created(RutterConnectionRecord connection) =>
        ApiAnswer.Ok(
            new JsonObject
            {
                ["connection"] = new JsonObject
                {
                    ["id"] = connection.Id,
                    ["access_token"] = connection.AccessToken,
                    ["link_url"] = connection.LinkUrl,
                    ["name"] = connection.Name,
                },
            }
        );

    private ApiAnswer WithToken(ApiCall call, Func<RutterConnectionRecord, ApiAnswer> answer) =>
        _connections.FirstOrDefault(c => c.AccessToken == call.Query("access_token")) is { } connection
            ? answer(connection)
            : ApiAnswer.RutterError(401, "CONNECTION_ERROR", "INVALID_CREDENTIALS", "Invalid credentials to access this connection.");

    private ApiAnswer WithId(ApiCall call, Func<RutterConnectionRecord, ApiAnswer> answer) =>
        _connections.FirstOrDefault(c => c.Id == call.PathText("id")) is { } connection
            ? answer(connection)
            : ApiAnswer.RutterError(410, "API_REQUEST_ERROR", "NOT_FOUND", "There is no connection with this id.");

    private ApiAnswer List(ApiCall call)
    {
        string filter = call.Query("status") ?? "";
        IEnumerable<RutterConnectionRecord> found = _connections.Where(c =>
            filter switch
            {
                "any" => true,
                "" => c.State is "active" or "not_ready" or "unhealthy",
                _ => c.State == filter,
            }
        );
        return ApiAnswer.Ok(new JsonObject { ["connections"] = new JsonArray([.. found.Select(c => c.Listed())]) });
    }

    private ApiAnswer Create(ApiCall call)
    {
        RutterConnectionRecord connection = RutterSeed.Make(
            _connections.Max(c => c.Number) + 1,
            call.Fields.Text("platform") is { Length: > 0 } platform ? platform : null,
            "not_ready",
            _time.GetUtcNow()
        );
        _connections.Add(connection);
        return Created(connection);
    }

    private ApiAnswer Rotate(RutterConnectionRecord connection)
    {
        connection.AccessToken = RutterSeed.Token(connection.Number, ++connection.Rotations);
        return ApiAnswer.Ok(new JsonObject { ["new_access_token"] = connection.AccessToken });
    }

    private ApiAnswer StartSync(RutterConnectionRecord connection)
    {
        if (connection.State == "disabled")
        {
            return ApiAnswer.RutterError(
                400,
                "CONNECTION_ERROR",
                "CONNECTION_DISABLED",
                "This connection was disabled because of a problem. Please contact support@rutterapi.com for assistance."
            );
        }

        if (connection.State == "needs_reauth")
        {
            return ApiAnswer.RutterError(
                400,
                "CONNECTION_ERROR",
                "NEEDS_UPDATE",
                "The merchant needs to re-authenticate this connection. Please use the update_url value to re-establish the connection."
            );
        }

        connection.Status["last_sync_completed_at"] = Wire.IsoDate(_time.GetUtcNow());
        return ApiAnswer.Ok(new JsonObject { ["success"] = true });
    }
}
