using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Violet.Generated.Testing.Contract;

namespace Violet.Generated.Testing.Http;

/// <summary>The way of a request: it is recorded, faults may strike, and then the API answers (gzipped where the client takes
/// it).</summary>
internal sealed class ServerPipeline(
    IReadOnlyList<TestApi> apis,
    RequestLog log,
    FaultList faults,
    Recording? recording,
    Func<DateTimeOffset> now
)
{
    private const int KeptBytes = 65_536;

    public void Configure(IApplicationBuilder app)
    {
        app.Use(ReceiveAsync);
        app.Use(faults.RunAsync);
        app.UseResponseCompression();
        app.Run(AnswerAsync);
    }

    private async Task ReceiveAsync(HttpContext context, RequestDelegate next)
    {
        string[] target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        string path = target[0];
        TestApi? api = apis.FirstOrDefault(a => path == a.BasePath || path.StartsWith(a.BasePath + "/", StringComparison.Ordinal));
        string[] segments = api is null ? [] : [.. path[api.BasePath.Length..].TrimStart('/').Split('/').Select(Uri.UnescapeDataString)];
        (ContractOperation? operation, Dictionary<string, string> values, string[] methods) = (api ?? apis[0]).Contract.Find(
            context.Request.Method,
            segments
        );
        RecordedRequest recorded = log.Add(
            operation?.Id,
            context.Request.Method,
            path,
            target.Length > 1 ? target[1] : "",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)
        );
        context.Response.OnStarting(() =>
        {
            recorded.Status = recorded.IsBroken ? 0 : context.Response.StatusCode;
            return Task.CompletedTask;
        });
        context.Features.Set(
            new Exchange(
                recorded,
                api ?? apis[0],
                operation is null ? null : new ApiCall(context.Request, operation, values),
                methods,
                path,
                now
            )
        );
        recorded.Body = await KeepBodyAsync(context.Request).ConfigureAwait(false);
        await next(context).ConfigureAwait(false);
    }

    /// <summary>Reads the body, for the log and for whoever answers: a fault may strike before anybody has read it.</summary>
    private static async Task<string?> KeepBodyAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        body.Position = 0;
        request.Body = body;
        return body.Length == 0 ? null : Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, KeptBytes));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Exchange exchange = context.Features.Get<Exchange>()!;
        ApiAnswer answer;
        try
        {
            answer = await ChooseAsync(exchange, context.Request).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
        {
            answer = exchange.Api.Fail($"The test server failed: {e.Message}");
        }

        if (exchange.Methods.Length > 0)
            context.Response.Headers.Allow = string.Join(", ", exchange.Methods);
        context.Response.StatusCode = answer.Status;
        if (answer.Body is null)
            return;
        byte[] bytes = Wire.Write(answer.Body, exchange.Api.WritesNulls);
        if (recording is not null && exchange.Recorded.Operation?.StartsWith("Auth_", StringComparison.Ordinal) != true)
        {
            await recording
                .WriteAsync(context.Request.GetEncodedUrl(), exchange.Recorded, answer.Status, bytes, context.RequestAborted)
                .ConfigureAwait(false);
        }

        context.Response.ContentType = "application/json;charset=UTF-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<ApiAnswer> ChooseAsync(Exchange exchange, HttpRequest request)
    {
        TestApi api = exchange.Api;
        if (exchange.Call is { } call)
            return await ContractCheck.CheckAsync(api, call, request).ConfigureAwait(false) ?? api.Answer(call);
        return exchange.Methods.Length > 0
            ? api.Refuse(Breach.WrongMethod, $"{exchange.Path} takes {string.Join(", ", exchange.Methods)}, not {request.Method}.")
            : api.Refuse(Breach.UnknownPath, $"The contract has no path {exchange.Path}.");
    }
}

/// <summary>What is known of a request once it is received.</summary>
/// <param name="Recorded">Its entry in the log.</param>
/// <param name="Api">The API that was called.</param>
/// <param name="Call">The call; null where the contract has no such operation.</param>
/// <param name="Methods">The methods that the path has, where it has not the one that was used.</param>
/// <param name="Path">The path as it was sent.</param>
/// <param name="Now">The server's time.</param>
internal sealed record Exchange(
    RecordedRequest Recorded,
    TestApi Api,
    ApiCall? Call,
    string[] Methods,
    string Path,
    Func<DateTimeOffset> Now
);
