using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.AspNetCore;

/// <summary>Answers a request with a problem when a call to Violet or Rutter has failed in it. What is no failure of a call, a
/// cancellation among it, is left to others.</summary>
internal sealed partial class VioletExceptionHandler(
    IProblemDetailsService problems,
    IOptions<VioletProblemDetailsOptions> options,
    ILogger<VioletExceptionHandler> logger
) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not VioletException failure)
            return false;
        int status = options.Value.StatusOf(failure);
        Log(failure, status);
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        if (status is 429 or 503 && (failure as VioletApiException)?.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture);
        // Whoever accepts no JSON gets the status alone.
        await problems
            .TryWriteAsync(
                new ProblemDetailsContext
                {
                    HttpContext = httpContext,
                    Exception = failure,
                    ProblemDetails = Describe(failure, status),
                }
            )
            .ConfigureAwait(false);
        return true;
    }

    /// <summary>Title and type come from ASP.NET Core. What is a fault of the app, or behind it, is nobody else's business.</summary>
    private static ProblemDetails Describe(VioletException failure, int status)
    {
        var problem = new ProblemDetails { Status = status };
        if (status < 500 && failure is VioletApiException refusal && ProblemStatus.IsKnown(refusal.Slug))
        {
            problem.Extensions["slug"] = refusal.Slug;
            if (refusal.Code is { } code)
                problem.Extensions["code"] = code;
        }

        return problem;
    }

    private void Log(VioletException failure, int status)
    {
        // Before .NET 10, the middleware logs every exception, and handlers have no say in it.
        if (Environment.Version.Major < 10)
            return;
        LogLevel level =
            status >= 500 ? LogLevel.Error
            : status == 429 ? LogLevel.Warning
            : LogLevel.Information;
        string? requestId = (failure as VioletApiException)?.RequestId is { } id && IsId(id) ? id : null;
        LogAnswer(logger, level, level == LogLevel.Error ? failure : null, status, failure.Message, requestId);
    }

    /// <summary>The id is the API's text: only what is written like one is logged.</summary>
    private static bool IsId(string text) => text.Length <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_.=:;".Contains(c));

    [LoggerMessage(EventId = 1, Message = "Answered with {Status}: {Reason} (request id at the API: {RequestId})")]
    private static partial void LogAnswer(
        ILogger logger,
        LogLevel level,
        Exception? exception,
        int status,
        string reason,
        string? requestId
    );
}
