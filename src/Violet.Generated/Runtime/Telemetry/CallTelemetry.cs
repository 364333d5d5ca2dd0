using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.Runtime.Telemetry;

/// <summary>What spans, metrics and log lines of all calls of one client have in common.</summary>
internal sealed record ClientTelemetry(string Api, Uri BaseAddress, ILogger Logger, TimeProvider Time);

/// <summary>
/// Span, metrics and log lines of one call. Only what is listed here goes out: operation, method, route with its placeholders, host,
/// status, counts and times. No query, header, body, token or message of the API. Names and attributes are those of OpenTelemetry's HTTP
/// conventions; one span stands for a call with its retries.
/// </summary>
internal sealed partial class CallTelemetry
{
    public const string Name = "Violet.Generated";

    /// <summary>The buckets that the conventions name for requests, and some for calls with retries. An exporter's own are made for
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
        "Time of a call, retries included.",
        null,
        s_seconds
    );
    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>(
        "violet.client.retries",
        "{retry}",
        "Calls that were sent again after a failure."
    );

    private readonly ClientTelemetry _client;
    private readonly string _operation;
    private readonly string _method;
    private readonly string? _route;
    private readonly long _start;
    private Activity? _activity;
    private int _retryCount;

    /// <summary>Begins a call.</summary>
    /// <param name="client">What all calls have in common.</param>
    /// <param name="operation">The operation's name.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path with its placeholders; null for one that may not be shown.</param>
    public CallTelemetry(ClientTelemetry client, string operation, string method, string? route)
    {
        (_client, _operation, _method, _route) = (client, operation, method, route);
        _start = client.Time.GetTimestamp();
    }

    public TimeSpan Elapsed => _client.Time.GetElapsedTime(_start);

    /// <summary>Begins the span, if anybody listens. It must run inside of the call's own async method: what began in the caller's would
    /// become the parent of all that follows there.</summary>
    public Activity? Start() => _activity = s_activities.HasListeners() ? StartActivity() : null;

    public void Retrying(int retry, TimeSpan delay, VioletException failure)
    {
        _retryCount = retry;
        s_retries.Add(1, new("violet.api", _client.Api), new("violet.operation", _operation));
        LogRetry(
            _client.Logger,
            _client.Api,
            _operation,
            retry,
            delay.TotalSeconds,
            failure.GetType().Name,
            (failure as VioletApiException)?.StatusCode
        );
    }

    public void Ended(int? statusCode, Exception? error)
    {
        if (s_duration.Enabled)
            Measure(statusCode, error);
        if (_activity is not null)
        {
            if (statusCode is { } status)
                _activity.SetTag("http.response.status_code", status);
            if (_retryCount > 0)
                _activity.SetTag("http.request.resend_count", _retryCount);
            if (error is not null)
            {
                _activity.SetTag("error.type", error.GetType().FullName);
                _activity.SetStatus(ActivityStatusCode.Error);
            }
        }

        if (_client.Logger.IsEnabled(LogLevel.Debug))
        {
            LogCall(
                _client.Logger,
                _client.Api,
                _operation,
                _method,
                _route ?? "*",
                statusCode,
                Elapsed.TotalMilliseconds,
                error?.GetType().Name
            );
        }
    }

    private Activity? StartActivity()
    {
        Uri address = _client.BaseAddress;
        string? template = _route is { } route ? address.AbsolutePath + route : null;
        // All at the start, so that a sampler can go by them.
        var tags = new List<KeyValuePair<string, object?>>
        {
            new("violet.api", _client.Api),
            new("violet.operation", _operation),
            new("http.request.method", _method),
            new("server.address", address.Host),
            new("server.port", address.Port),
            // The conventions want it; with placeholders for ids and without the query, it holds nothing of a customer's.
            new("url.full", address.GetLeftPart(UriPartial.Authority) + (template ?? address.AbsolutePath + "REDACTED")),
        };
        if (template is not null)
            tags.Add(new("url.template", template));
        return s_activities.StartActivity(ActivityKind.Client, default, tags, name: template is null ? _method : $"{_method} {template}");
    }

    private void Measure(int? statusCode, Exception? error)
    {
        var tags = new TagList
        {
            { "violet.api", _client.Api },
            { "violet.operation", _operation },
            { "http.request.method", _method },
            { "server.address", _client.BaseAddress.Host },
            { "server.port", _client.BaseAddress.Port },
        };
        if (statusCode is { } status)
            tags.Add("http.response.status_code", status);
        if (error is not null)
            tags.Add("error.type", error.GetType().FullName);
        s_duration.Record(Elapsed.TotalSeconds, tags);
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
