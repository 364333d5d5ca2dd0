using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Telemetry;

/// <summary>The OpenTelemetry SDK collects what one line each has switched on; its exporter to memory gives it back.</summary>
public class OpenTelemetryTests
{
    [Test]
    public async Task Calls_are_spans_and_metrics_with_the_attributes_of_the_HTTP_conventions()
    {
        var spans = new List<Activity>();
        var metrics = new List<Metric>();
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        var services = new ServiceCollection();
        services.AddViolet(server.Configure);
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddVioletInstrumentation().AddInMemoryExporter(spans))
            .WithMetrics(metering => metering.AddVioletInstrumentation().AddInMemoryExporter(metrics));
        await using ServiceProvider provider = services.BuildServiceProvider();
        TracerProvider tracing = provider.GetRequiredService<TracerProvider>();
        MeterProvider metering = provider.GetRequiredService<MeterProvider>();
        IVioletClient violet = provider.GetRequiredService<IVioletClient>();

        await violet.Orders.ListAsync(page: 1);
        Assert.ThrowsAsync<VioletNotFoundException>(() => violet.Orders.GetAsync(987654321));
        tracing.ForceFlush();
        metering.ForceFlush();

        Activity list = spans.Single(span => span.DisplayName == "Violet Orders.List" && IsOf(span, server));
        Assert.That(list.Kind, Is.EqualTo(ActivityKind.Client));
        Assert.That(list.GetTagItem("http.request.method"), Is.EqualTo("GET"));
        Assert.That(list.GetTagItem("server.address"), Is.EqualTo("127.0.0.1"));
        Assert.That(list.GetTagItem("url.template"), Is.EqualTo("orders"));
        Assert.That(list.GetTagItem("http.response.status_code"), Is.EqualTo(200));
        Activity get = spans.Single(span => span.DisplayName == "Violet Orders.Get" && IsOf(span, server));
        Assert.That(get.GetTagItem("url.template"), Is.EqualTo("orders/{order_id}"));
        Assert.That(get.GetTagItem("http.response.status_code"), Is.EqualTo(404));
        Assert.That(get.GetTagItem("error.type"), Is.Not.Null);
        Assert.That(get.Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}"), Has.None.Contains("987654321"), "ids are no tags");

        Assert.That(Points(metrics, "violet.client.call.duration").Select(p => $"{p["violet.operation"]} {p["http.request.method"]} {p["http.response.status_code"]}"),
            Is.SupersetOf(new[] { "Orders.List GET 200", "Orders.Get GET 404" }));
    }

    [Test]
    public async Task Webhooks_are_counted_by_outcome_and_their_handling_is_a_span()
    {
        var spans = new List<Activity>();
        var metrics = new List<Metric>();
        var handled = new Recorder();
        var gate = new TaskCompletionSource();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.OnOrder(async (_, _, _) =>
            {
                await gate.Task;
                await handled.Add("order");
            }),
            services => services.AddOpenTelemetry()
                .WithTracing(tracing => tracing.AddVioletInstrumentation().AddInMemoryExporter(spans))
                .WithMetrics(metering => metering.AddVioletInstrumentation().AddInMemoryExporter(metrics)),
            options => options.Capacity = 1);

        await app.SendAsync(eventId: 1);
        await app.SendAsync(eventId: 1);
        await app.SendAsync(isSigned: false);
        Assert.That(await app.SendAsync(eventId: 2), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        gate.SetResult();
        await app.StopAsync();
        app.Services.GetRequiredService<TracerProvider>().ForceFlush();
        app.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.That(Points(metrics, "violet.webhook.received").Select(p => $"{p["violet.api"]} {p["violet.webhook.outcome"]}"),
            Is.SupersetOf(new[] { "Violet accepted", "Violet duplicate", "Violet unauthorized", "Violet queue_full" }));
        Assert.That(metrics.Select(m => m.Name), Is.SupersetOf(new[] { "violet.webhook.pending", "violet.webhook.handling.duration" }));
        Assert.That(spans.Where(span => span.DisplayName == "Violet webhook"), Has.All.Property(nameof(Activity.Kind)).EqualTo(ActivityKind.Consumer));
        Assert.That(spans.Select(span => span.DisplayName), Does.Contain("Violet webhook"));
    }

    private static bool IsOf(Activity span, VioletTestServer server) => Equals(span.GetTagItem("server.port"), server.VioletAddress.Port);

    private static List<Dictionary<string, object?>> Points(IEnumerable<Metric> metrics, string name)
    {
        var points = new List<Dictionary<string, object?>>();
        foreach (Metric metric in metrics.Where(m => m.Name == name))
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                var tags = new Dictionary<string, object?>();
                foreach (KeyValuePair<string, object?> tag in point.Tags) tags[tag.Key] = tag.Value;
                points.Add(tags);
            }
        }

        return points;
    }
}
