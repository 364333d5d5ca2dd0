using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
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
        services
            .AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddVioletInstrumentation().AddInMemoryExporter(spans))
            .WithMetrics(metering => metering.AddVioletInstrumentation().AddInMemoryExporter(metrics));
        await using ServiceProvider provider = services.BuildServiceProvider();
        TracerProvider tracing = provider.GetRequiredService<TracerProvider>();
        MeterProvider metering = provider.GetRequiredService<MeterProvider>();
        IVioletClient violet = provider.GetRequiredService<IVioletClient>();

        server.Faults.Add(Fault.Status(503).On("Orders_List").Once());
        await violet.Orders.ListAsync(page: 1);
        await Assert.ThrowsAsync<VioletNotFoundException>(() => violet.Orders.GetAsync(987654321));
        await violet.SendAsync(HttpMethod.Get, "orders/74001");
        tracing.ForceFlush();
        metering.ForceFlush();

        string root = $"http://127.0.0.1:{server.VioletAddress.Port}";
        string path = server.VioletAddress.AbsolutePath.TrimEnd('/') + "/";
        Assert.That(
            Tags(spans, server, $"GET {path}orders"),
            Is.EquivalentTo(
                new[]
                {
                    "violet.api=Violet",
                    "violet.operation=Orders.List",
                    "http.request.method=GET",
                    "server.address=127.0.0.1",
                    $"server.port={server.VioletAddress.Port}",
                    $"url.full={root}{path}orders",
                    $"url.template={path}orders",
                    "http.response.status_code=200",
                    "http.request.resend_count=1",
                }
            )
        );
        Assert.That(
            Tags(spans, server, $"GET {path}orders/{{order_id}}"),
            Is.EquivalentTo(
                new[]
                {
                    "violet.api=Violet",
                    "violet.operation=Orders.Get",
                    "http.request.method=GET",
                    "server.address=127.0.0.1",
                    $"server.port={server.VioletAddress.Port}",
                    $"url.full={root}{path}orders/{{order_id}}",
                    $"url.template={path}orders/{{order_id}}",
                    "http.response.status_code=404",
                    "error.type=Violet.Generated.VioletNotFoundException",
                }
            )
        );
        Assert.That(
            Tags(spans, server, "GET"),
            Is.SupersetOf(new[] { "violet.operation=SendAsync", $"url.full={root}{path}REDACTED" }).And.None.StartsWith("url.template")
        );
        Assert.That(spans.Where(span => IsOf(span, server)), Has.All.Property(nameof(Activity.Kind)).EqualTo(ActivityKind.Client));
        Assert.That(spans.Where(span => IsOf(span, server)).Select(span => span.Status), Has.Exactly(1).EqualTo(ActivityStatusCode.Error));

        Assert.That(
            Points(metrics, "violet.client.call.duration")
                .Where(p => Equals(p["server.port"], server.VioletAddress.Port))
                .Select(p => string.Join(" ", p.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Value))),
            Is.SupersetOf(
                new[]
                {
                    $"GET 200 127.0.0.1 {server.VioletAddress.Port} Violet Orders.List",
                    $"Violet.Generated.VioletNotFoundException GET 404 127.0.0.1 {server.VioletAddress.Port} Violet Orders.Get",
                }
            )
        );
        Assert.That(
            Buckets(metrics, "violet.client.call.duration"),
            Does.Contain(0.005).And.Contain(10).And.None.EqualTo(10_000),
            "seconds, not milliseconds"
        );
    }

    /// <summary>An app's own request is a span too, and the SDK leaves out what is called in one that it does not collect.</summary>
    [Test]
    public async Task A_call_inside_a_request_is_a_span_under_the_requests_own()
    {
        var spans = new List<Activity>();
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services =>
            {
                services.AddViolet(server.Configure);
                services
                    .AddOpenTelemetry()
                    .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddVioletInstrumentation().AddInMemoryExporter(spans));
            },
            map: app => app.MapGet("/orders/{id}", (long id, IVioletClient violet) => violet.Orders.GetAsync(id))
        );

        (await app.Client.GetAsync("/orders/74001")).EnsureSuccessStatusCode();
        await app.StopAsync();
        app.Services.GetRequiredService<TracerProvider>().ForceFlush();

        Activity request = spans.Single(span => span.DisplayName == "GET /orders/{id}");
        Assert.That(
            spans
                .Single(span => IsOf(span, server) && span.DisplayName.EndsWith("/orders/{order_id}", StringComparison.Ordinal))
                .ParentSpanId,
            Is.EqualTo(request.SpanId)
        );
    }

    [Test]
    public async Task Webhooks_are_counted_by_outcome_and_their_handling_is_a_span()
    {
        var spans = new List<Activity>();
        var metrics = new List<Metric>();
        var handled = new Recorder();
        var gate = new TaskCompletionSource();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (_, _, _) =>
                    {
                        await gate.Task;
                        await handled.Add("order");
                    }
                ),
            services =>
                services
                    .AddOpenTelemetry()
                    .WithTracing(tracing => tracing.AddVioletInstrumentation().AddInMemoryExporter(spans))
                    .WithMetrics(metering => metering.AddVioletInstrumentation().AddInMemoryExporter(metrics)),
            options => options.Capacity = 1
        );

        await app.SendAsync("ORDER_CANCELLED", eventId: 1);
        await app.SendAsync("ORDER_CANCELLED", eventId: 1);
        await app.SendAsync(isSigned: false);
        Assert.That(await app.SendAsync(eventId: 2), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        gate.SetResult();
        await app.StopAsync();
        app.Services.GetRequiredService<TracerProvider>().ForceFlush();
        app.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.That(
            Points(metrics, "violet.webhook.received").Select(p => $"{p["violet.api"]} {p["violet.webhook.outcome"]}"),
            Is.SupersetOf(new[] { "Violet accepted", "Violet duplicate", "Violet unauthorized", "Violet queue_full" })
        );
        Assert.That(Points(metrics, "violet.webhook.pending").Select(p => p["violet.api"]), Does.Contain("Violet"));
        Assert.That(
            Buckets(metrics, "violet.webhook.handling.duration"),
            Does.Contain(0.005).And.Contain(10).And.None.EqualTo(10_000),
            "seconds, not milliseconds"
        );
        Assert.That(
            spans.Where(span => span.DisplayName == "Violet webhook"),
            Has.All.Property(nameof(Activity.Kind)).EqualTo(ActivityKind.Consumer)
        );
        Assert.That(
            spans.Where(span => span.DisplayName == "Violet webhook").Select(span => span.GetTagItem("violet.webhook.topic")),
            Does.Contain("ORDER_CANCELED")
        );
    }

    [Test]
    public async Task The_handling_of_a_webhook_is_a_trace_of_its_own_that_links_to_the_request_in_every_attempt()
    {
        var spans = new List<Activity>();
        int attempts = 0;
        using Activity start = new Activity("start of the host").Start();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => ++attempts == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask),
            services =>
                services
                    .AddOpenTelemetry()
                    .WithTracing(tracing =>
                        tracing.AddVioletInstrumentation().AddSource("Microsoft.AspNetCore").AddInMemoryExporter(spans)
                    ),
            options => options.RetryDelay = TimeSpan.Zero
        );
        start.Stop();

        await app.SendAsync();
        await app.StopAsync();

        Activity request = spans.Single(span => span.Source.Name == "Microsoft.AspNetCore");
        Activity[] handling = [.. spans.Where(span => span.DisplayName == "Violet webhook")];
        Assert.That(handling, Has.Length.EqualTo(2));
        foreach (Activity span in handling)
        {
            Assert.That(span.Links.Single().Context.SpanId, Is.EqualTo(request.SpanId));
            Assert.That((span.ParentId, span.TraceId == request.TraceId), Is.EqualTo((default(string), false)));
        }
    }

    private static bool IsOf(Activity span, VioletTestServer server) => Equals(span.GetTagItem("server.port"), server.VioletAddress.Port);

    private static IEnumerable<string> Tags(IEnumerable<Activity> spans, VioletTestServer server, string name)
    {
        Activity[] ours = [.. spans.Where(span => IsOf(span, server))];
        Assert.That(ours.Select(span => span.DisplayName), Has.Exactly(1).EqualTo(name));
        return ours.Single(span => span.DisplayName == name).TagObjects.Select(tag => $"{tag.Key}={tag.Value}");
    }

    private static List<double> Buckets(IEnumerable<Metric> metrics, string name)
    {
        var bounds = new List<double>();
        foreach (ref readonly MetricPoint point in metrics.First(m => m.Name == name).GetMetricPoints())
        {
            foreach (HistogramBucket bucket in point.GetHistogramBuckets())
                bounds.Add(bucket.ExplicitBound);
        }

        return bounds;
    }

    private static List<Dictionary<string, object?>> Points(IEnumerable<Metric> metrics, string name)
    {
        var points = new List<Dictionary<string, object?>>();
        foreach (Metric metric in metrics.Where(m => m.Name == name))
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                var tags = new Dictionary<string, object?>();
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                    tags[tag.Key] = tag.Value;
                points.Add(tags);
            }
        }

        return points;
    }
}
