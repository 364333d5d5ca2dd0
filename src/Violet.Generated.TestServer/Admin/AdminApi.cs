using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Admin;

/// <summary>What can be seen and changed while the server runs, under <c>/_test</c>.</summary>
internal sealed class AdminApi(StandIn standIn)
{
    private const int ShownRequests = 100;
    private static readonly JsonSerializerOptions s_readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What there is, for GET /_test.</summary>
    internal static readonly string[] Endpoints =
    [
        "GET /_test/health",
        "POST /_test/reset",
        "GET /_test/scenarios",
        "POST /_test/scenarios",
        "POST /_test/data",
        "GET /_test/faults",
        "POST /_test/faults",
        "DELETE /_test/faults",
        "DELETE /_test/faults/{id}",
        "PUT /_test/stubs/{operation}",
        "DELETE /_test/stubs/{operation}",
        "POST /_test/payments/{cart_id}/confirm",
        "POST /_test/payments/{cart_id}/decline",
        "POST /_test/payments/{cart_id}/complete-action",
        "POST /_test/tokens/expire",
        "GET /_test/webhooks",
        "PUT /_test/webhooks",
        "POST /_test/webhooks",
        "GET /_test/requests",
    ];

    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/_test", out PathString rest))
        {
            await next(context).ConfigureAwait(false);
            return;
        }
        (int status, JsonNode? body) = CallerCheck.Refuse(context) is { } refusal
            ? (StatusCodes.Status403Forbidden, Error(refusal))
            : await AnswerAsync(context.Request, rest).ConfigureAwait(false);
        context.Response.StatusCode = status;
        if (body is null)
            return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString(s_readable) + "\n", context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<(int Status, JsonNode? Body)> AnswerAsync(HttpRequest request, PathString rest)
    {
        try
        {
            string[] path = (rest.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
            return await AnswerAsync(request, path, await ReadAsync(request).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ToolException or ArgumentException or JsonException)
        {
            return (StatusCodes.Status400BadRequest, Error(Words.Of(e)));
        }
        catch (InvalidOperationException e)
        {
            return (StatusCodes.Status409Conflict, Error(e.Message));
        }
    }

    private async Task<(int Status, JsonNode? Body)> AnswerAsync(HttpRequest request, string[] path, JsonObject json)
    {
        VioletTestServer server = standIn.Server;
        var fields = new Fields(json);
        return (request.Method, path) switch
        {
            ("GET", []) => Ok(Texts(Endpoints)),
            ("GET", ["health"]) => Ok(new JsonObject { ["status"] = "ok" }),
            ("POST", ["reset"]) => Do(fields, standIn.Reset),
            ("GET", ["scenarios"]) => Ok(Names(standIn.Scenarios)),
            ("POST", ["scenarios"]) => Use(fields),
            ("POST", ["data"]) => Created(Seed.Add(json, server)),
            ("GET", ["faults"]) => Ok(standIn.Faults.List()),
            ("POST", ["faults"]) => Created(standIn.Faults.Add(server, json)),
            ("DELETE", ["faults"]) => Do(fields, () => standIn.Faults.Clear(server)),
            ("DELETE", ["faults", var id]) => Do(fields, () => standIn.Faults.Remove(server, id)),
            ("PUT", ["stubs", var operation]) => Stub(operation, fields),
            ("DELETE", ["stubs", var operation]) => Do(fields, () => server.Unstub(operation)),
            ("POST", ["payments", var cart, var what]) => Pay(Id(cart), what, fields),
            ("POST", ["tokens", "expire"]) => Do(fields, server.ExpireTokens),
            ("GET", ["webhooks"]) => Ok(WebhookRequest.Show(server.Webhooks.Attempts)),
            ("PUT", ["webhooks"]) => Direct(fields),
            ("POST", ["webhooks"]) => Ok(await WebhookRequest.SendAsync(server.Webhooks, fields).ConfigureAwait(false)),
            ("GET", ["requests"]) => Ok(Requests(request.Query["operation"])),
            _ => (StatusCodes.Status404NotFound, Error($"There is no {request.Method} {request.Path}: GET /_test lists what there is.")),
        };
    }

    private (int Status, JsonNode? Body) Use(Fields fields)
    {
        string scenario = Fields.Need(fields.Text("scenario"), "scenario");
        fields.End();
        standIn.Use(scenario);
        return Ok(Names(standIn.Scenarios));
    }

    private (int Status, JsonNode? Body) Pay(long cart, string what, Fields fields)
    {
        TestPayments payments = standIn.Server.Payments;
        string card = fields.Text("card") ?? TestCards.Visa;
        bool succeeds = fields.Value("succeeds") is null || fields.Flag("succeeds");
        fields.End();
        OpenEnum<PaymentStatus> status = what switch
        {
            "confirm" => payments.Confirm(cart, card),
            "decline" => payments.Confirm(cart, TestCards.Declined),
            "complete-action" => payments.CompleteAction(cart, succeeds),
            _ => throw new ToolException(
                $"A payment can be confirmed, declined or completed: confirm, decline, complete-action, not '{what}'."
            ),
        };
        return Ok(new JsonObject { ["payment_status"] = status.Raw });
    }

    private (int Status, JsonNode? Body) Stub(string operation, Fields fields)
    {
        JsonNode? body = fields.Value("body");
        long status = fields.Number("status") ?? 200;
        fields.End();
        if (status is < 200 or > 599)
            throw new ToolException("'status' must be from 200 to 599.");
        standIn.Server.Stub(operation, body?.ToJsonString(), (int)status);
        return (StatusCodes.Status204NoContent, null);
    }

    private (int Status, JsonNode? Body) Direct(Fields fields)
    {
        (string? url, string? rutterUrl) = (fields.Text("url"), fields.Text("rutter_url"));
        fields.End();
        WebhookSender webhooks = standIn.Server.Webhooks;
        if (url is not null)
            webhooks.Target = ToolOptions.LoopbackAddress("url", url);
        if (rutterUrl is not null)
            webhooks.RutterTarget = ToolOptions.LoopbackAddress("rutter_url", rutterUrl);
        return Ok(new JsonObject { ["url"] = webhooks.Target?.ToString(), ["rutter_url"] = webhooks.RutterTarget?.ToString() });
    }

    private JsonArray Requests(string? operation)
    {
        string? id = string.IsNullOrEmpty(operation) ? null : OperationNames.Parse(operation, nameof(operation));
        return new JsonArray([
            .. standIn
                .Server.Requests.Where(request => id is null || OperationNames.Matches(id, request.Operation))
                .TakeLast(ShownRequests)
                .Select(ShownRequest.Of),
        ]);
    }

    private static (int Status, JsonNode? Body) Do(Fields fields, Action action)
    {
        fields.End();
        action();
        return (StatusCodes.Status204NoContent, null);
    }

    private static async Task<JsonObject> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        string text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
        return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? throw new ToolException("The body must be a JSON object.");
    }

    private static long Id(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? id
            : throw new ToolException($"'{text}' is no id.");

    private static JsonObject Names(IEnumerable<string> playing) =>
        new() { ["playing"] = Texts(playing), ["known"] = Texts(ScenarioNames.All) };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonObject Error(string message) => new() { ["error"] = message };

    private static (int Status, JsonNode? Body) Ok(JsonNode body) => (StatusCodes.Status200OK, body);

    private static (int Status, JsonNode? Body) Created(JsonNode body) => (StatusCodes.Status201Created, body);
}
