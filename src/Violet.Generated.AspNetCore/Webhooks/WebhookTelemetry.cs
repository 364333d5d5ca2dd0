using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Violet.Generated.AspNetCore;

/// <summary>Spans and metrics of webhooks, under the name of the client's own: one line of configuration takes both. Nothing of a delivery
/// goes out but its topic, where that is a known one.</summary>
internal static class WebhookTelemetry
{
    public const string Name = "Violet.Generated";

    private static readonly ActivitySource s_activities = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_received = s_meter.CreateCounter<long>(
        "violet.webhook.received",
        "{webhook}",
        "Requests to webhook endpoints, by outcome."
    );
    private static readonly Counter<long> s_givenUp = s_meter.CreateCounter<long>(
        "violet.webhook.given_up",
        "{webhook}",
        "Accepted webhooks whose handling was given up."
    );
    private static readonly UpDownCounter<long> s_pending = s_meter.CreateUpDownCounter<long>(
        "violet.webhook.pending",
        "{webhook}",
        "Accepted webhooks that wait or are being handled."
    );
    private static readonly Histogram<double> s_handling = s_meter.CreateHistogram(
        "violet.webhook.handling.duration",
        "s",
        "Time that the handlers of a webhook took, per attempt.",
        null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120],
        }
    );

    public static void Received(string api, WebhookOutcome outcome) =>
        s_received.Add(1, new("violet.api", api), new("violet.webhook.outcome", Text(outcome)));

    public static void GivenUp(string api) => s_givenUp.Add(1, new KeyValuePair<string, object?>("violet.api", api));

    public static void Pending(string api, int change) => s_pending.Add(change, new KeyValuePair<string, object?>("violet.api", api));

    public static Activity? StartHandling(string api, ActivityContext request) =>
        s_activities.StartActivity(
            $"{api} webhook",
            ActivityKind.Consumer,
            default(ActivityContext),
            links: request == default ? null : [new ActivityLink(request)]
        );

    /// <summary>Says what a delivery is about. A topic that is not known may be any text.</summary>
    public static void Topic<T>(Activity? activity, OpenEnum<T> topic)
        where T : struct, Enum =>
        activity?.SetTag("violet.webhook.topic", topic.Value is { } known ? new OpenEnum<T>(known).Raw : "unknown");

    public static void Handled(string api, Activity? activity, TimeSpan time, Exception? error)
    {
        if (s_handling.Enabled)
        {
            var tags = new TagList { { "violet.api", api } };
            if (error is not null)
                tags.Add("error.type", error.GetType().FullName);
            s_handling.Record(time.TotalSeconds, tags);
        }

        if (activity is null || error is null)
            return;
        activity.SetTag("error.type", error.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error);
    }

    private static string Text(WebhookOutcome outcome) =>
        outcome switch
        {
            WebhookOutcome.Accepted => "accepted",
            WebhookOutcome.Duplicate => "duplicate",
            WebhookOutcome.Unauthorized => "unauthorized",
            WebhookOutcome.BadRequest => "bad_request",
            WebhookOutcome.TooLarge => "too_large",
            WebhookOutcome.TooSlow => "too_slow",
            WebhookOutcome.Overloaded => "overloaded",
            WebhookOutcome.BodyMissing => "body_missing",
            _ => "queue_full",
        };
}
