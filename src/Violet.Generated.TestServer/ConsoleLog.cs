using Microsoft.AspNetCore.Http;
using Violet.Generated.Testing;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.TestServer;

/// <summary>Writes a line for each request: when, status, method, path and operation. Queries, headers and bodies may hold credentials
/// and are left out.</summary>
internal sealed class ConsoleLog(TextWriter writer)
{
    private readonly TextWriter _writer = TextWriter.Synchronized(writer);

    public Task WriteAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnCompleted(() =>
        {
            if (context.Features.Get<Exchange>()?.Recorded is { } request)
                _writer.WriteLine(Line(request, TimeProvider.System.GetLocalNow()));
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static string Line(RecordedRequest request, DateTimeOffset now) =>
        FormattableString.Invariant(
            $"{now:HH:mm:ss} {(request.Status == 0 ? "---" : request.Status)} {request.Method} {request.Path} {request.Operation ?? "unknown"}"
        ) + (request.IsStruck ? " (fault)" : "");
}
