using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.Transport;

/// <summary>
/// Spans, metrics and log lines of the calls. Only what is listed here goes out: operation, method, route with its placeholders, host, status, counts and times.
/// No query, header, body, token or message of the API.
/// </summary>
internal static partial class Telemetry
{
    public const string Name = "Violet.Generated";

    private static readonly ActivitySource s_activities = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("violet.client.call.duration", "s", "Time of a call, repeats included.");
    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>("violet.client.retries", "{retry}", "Calls that were sent again after a failure.");

    public static Activity? Start(ApiSettings settings, ApiRequest request)
    {
        if (!s_activities.HasListeners()) return null;
        Activity? activity = s_activities.StartActivity($"{settings.ApiName} {request.Operation}", ActivityKind.Client);
        if (activity is not { IsAllDataRequested: true }) return activity;
        activity.SetTag("http.request.method", request.Method.Method);
        activity.SetTag("server.address", settings.BaseAddress.Host);
        activity.SetTag("server.port", settings.BaseAddress.Port);
        activity.SetTag("url.template", request.Route);
        return activity;
    }

    public static void Retrying(ApiSettings settings, ApiRequest request, int retry, TimeSpan delay, VioletException error)
    {
        s_retries.Add(1, new("violet.api", settings.ApiName), new("violet.operation", request.Operation));
        LogRetry(settings.Logger, settings.ApiName, request.Operation, retry, delay.TotalSeconds, error.GetType().Name, (error as VioletApiException)?.StatusCode);
    }

    public static void Ended(ApiSettings settings, ApiRequest request, Activity? activity, CallClock clock, int? statusCode, Exception? error)
    {
        if (s_duration.Enabled)
        {
            var tags = new TagList
            {
                { "violet.api", settings.ApiName },
                { "violet.operation", request.Operation },
                { "http.request.method", request.Method.Method },
            };
            if (statusCode is { } status) tags.Add("http.response.status_code", status);
            if (error is not null) tags.Add("error.type", error.GetType().Name);
            s_duration.Record(clock.Elapsed.TotalSeconds, tags);
        }

        if (activity is not null)
        {
            if (statusCode is { } status) activity.SetTag("http.response.status_code", status);
            if (clock.Retries > 0) activity.SetTag("http.request.resend_count", clock.Retries);
            if (error is not null)
            {
                activity.SetTag("error.type", error.GetType().Name);
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }

        if (settings.Logger.IsEnabled(LogLevel.Debug))
        {
            LogCall(settings.Logger, settings.ApiName, request.Operation, request.Method.Method, request.Route, statusCode, clock.Elapsed.TotalMilliseconds, error?.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{Api} {Operation} ({Method} {Route}) ended with {StatusCode} after {Milliseconds:0} ms {Error}")]
    private static partial void LogCall(ILogger logger, string api, string operation, string method, string route, int? statusCode, double milliseconds, string? error);

    [LoggerMessage(2, LogLevel.Information, "{Api} {Operation}: retry {Retry} in {Seconds:0.0} s after {Error} {StatusCode}")]
    private static partial void LogRetry(ILogger logger, string api, string operation, int retry, double seconds, string error, int? statusCode);
}
