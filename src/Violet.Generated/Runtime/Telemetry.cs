using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Violet.Generated.Runtime.Http;

namespace Violet.Generated.Runtime;

/// <summary>
/// Spans, metrics and log lines of the calls. Only what is listed here goes out: operation, method, route with its placeholders, host,
/// status, counts and times.
/// No query, header, body, token or message of the API. Names and attributes are those of OpenTelemetry's HTTP conventions; one span stands
/// for a call with its repeats.
/// </summary>
internal static partial class Telemetry
{
    public const string Name = "Violet.Generated";

    /// <summary>The buckets that the conventions name for requests, and some for calls with repeats. An exporter's own are made for
    /// milliseconds: all calls would be in the first one.</summary>
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120],
    };
    private static readonly ActivitySource s_activities = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram(
        "violet.client.call.duration",
        "s",
        "Time of a call, repeats included.",
        null,
        s_seconds
    );
    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>(
        "violet.client.retries",
        "{retry}",
        "Calls that were sent again after a failure."
    );

    public static Activity? Start(ApiSettings settings, ApiRequest request)
    {
        if (!s_activities.HasListeners())
            return null;
        string method = request.Method.Method;
        string? template = request.Route is { } route ? settings.BaseAddress.AbsolutePath + route : null;
        // All at the start, so that a sampler can go by them.
        var tags = new List<KeyValuePair<string, object?>>
        {
            new("violet.api", settings.ApiName),
            new("violet.operation", request.Operation),
            new("http.request.method", method),
            new("server.address", settings.BaseAddress.Host),
            new("server.port", settings.BaseAddress.Port),
            // The conventions want it; with placeholders for ids and without the query, it holds nothing of a customer's.
            new(
                "url.full",
                settings.BaseAddress.GetLeftPart(UriPartial.Authority) + (template ?? settings.BaseAddress.AbsolutePath + "REDACTED")
            ),
        };
        if (template is not null)
            tags.Add(new("url.template", template));
        return s_activities.StartActivity(ActivityKind.Client, default, tags, name: template is null ? method : $"{method} {template}");
    }

    public static void Retrying(ApiSettings settings, ApiRequest request, int retry, TimeSpan delay, VioletException error)
    {
        s_retries.Add(1, new("violet.api", settings.ApiName), new("violet.operation", request.Operation));
        LogRetry(
            settings.Logger,
            settings.ApiName,
            request.Operation,
            retry,
            delay.TotalSeconds,
            error.GetType().Name,
            (error as VioletApiException)?.StatusCode
        );
    }

    public static void Ended(
        ApiSettings settings,
        ApiRequest request,
        Activity? activity,
        CallClock clock,
        int? statusCode,
        Exception? error
    )
    {
        if (s_duration.Enabled)
        {
            var tags = new TagList
            {
                { "violet.api", settings.ApiName },
                { "violet.operation", request.Operation },
                { "http.request.method", request.Method.Method },
                { "server.address", settings.BaseAddress.Host },
                { "server.port", settings.BaseAddress.Port },
            };
            if (statusCode is { } status)
                tags.Add("http.response.status_code", status);
            if (error is not null)
                tags.Add("error.type", error.GetType().FullName);
            s_duration.Record(clock.Elapsed.TotalSeconds, tags);
        }

        if (activity is not null)
        {
            if (statusCode is { } status)
                activity.SetTag("http.response.status_code", status);
            if (clock.Retries > 0)
                activity.SetTag("http.request.resend_count", clock.Retries);
            if (error is not null)
            {
                activity.SetTag("error.type", error.GetType().FullName);
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }

        if (settings.Logger.IsEnabled(LogLevel.Debug))
        {
            LogCall(
                settings.Logger,
                settings.ApiName,
                request.Operation,
                request.Method.Method,
                request.Route ?? "*",
                statusCode,
                clock.Elapsed.TotalMilliseconds,
                error?.GetType().Name
            );
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{Api} {Operation} ({Method} {Route}) ended with {StatusCode} after {Milliseconds:0} ms {Error}")]
    private static partial void LogCall(
        ILogger logger,
        string api,
        string operation,
        string method,
        string route,
        int? statusCode,
        double milliseconds,
        string? error
    );

    [LoggerMessage(2, LogLevel.Information, "{Api} {Operation}: retry {Retry} in {Seconds:0.0} s after {Error} {StatusCode}")]
    private static partial void LogRetry(
        ILogger logger,
        string api,
        string operation,
        int retry,
        double seconds,
        string error,
        int? statusCode
    );
}
