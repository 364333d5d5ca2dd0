using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Violet.Generated.AspNetCore;

/// <summary>Spans and metrics of webhooks, under the name of the client's own: one line of configuration takes both. Nothing of a delivery goes out, its headers included.</summary>
internal static class WebhookTelemetry
{
    public const string Name = "Violet.Generated";

    private static readonly ActivitySource s_activities = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_received = s_meter.CreateCounter<long>("violet.webhook.received", "{webhook}", "Requests to webhook endpoints, by outcome.");
    private static readonly Counter<long> s_givenUp = s_meter.CreateCounter<long>("violet.webhook.given_up", "{webhook}", "Accepted webhooks whose handling was given up.");
    private static readonly UpDownCounter<long> s_pending = s_meter.CreateUpDownCounter<long>("violet.webhook.pending", "{webhook}", "Accepted webhooks that wait or are being handled.");
    private static readonly Histogram<double> s_handling = s_meter.CreateHistogram<double>("violet.webhook.handling.duration", "s", "Time that the handlers of a webhook took, per attempt.");

    public static void Received(string api, WebhookOutcome outcome) => s_received.Add(1, new("violet.api", api), new("violet.webhook.outcome", Text(outcome)));

    public static void GivenUp() => s_givenUp.Add(1);

    public static void Pending(int change) => s_pending.Add(change);

    public static Activity? StartHandling(string api) => s_activities.StartActivity($"{api} webhook", ActivityKind.Consumer, default(ActivityContext));

    public static void Handled(string api, Activity? activity, TimeSpan time, Exception? error)
    {
        if (s_handling.Enabled)
        {
            var tags = new TagList { { "violet.api", api } };
            if (error is not null) tags.Add("error.type", error.GetType().Name);
            s_handling.Record(time.TotalSeconds, tags);
        }

        if (activity is null || error is null) return;
        activity.SetTag("error.type", error.GetType().Name);
        activity.SetStatus(ActivityStatusCode.Error);
    }

    private static string Text(WebhookOutcome outcome) => outcome switch
    {
        WebhookOutcome.Accepted => "accepted",
        WebhookOutcome.Duplicate => "duplicate",
        WebhookOutcome.Unauthorized => "unauthorized",
        WebhookOutcome.TooLarge => "too_large",
        _ => "queue_full",
    };
}
