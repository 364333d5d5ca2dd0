using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>OpenTelemetry's HttpClient instrumentation writes its own baggage into requests, past the propagator of a handler.</summary>
[NonParallelizable]
public class BaggageTests
{
    [Test]
    public async Task The_baggage_of_OpenTelemetry_is_not_sent_though_its_HttpClient_instrumentation_is_on([Values] bool traceParent)
    {
        var spans = new List<Activity>();
        using TracerProvider tracing = Sdk.CreateTracerProviderBuilder()
            .AddSource("*")
            .AddHttpClientInstrumentation()
            .AddInMemoryExporter(spans)
            .Build();
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        var services = new ServiceCollection();
        services.AddViolet(options =>
        {
            server.Configure(options);
            options.SendTraceParent = traceParent;
        });
        await using ServiceProvider provider = services.BuildServiceProvider();
        using var source = new ActivitySource("app");
        using (Activity activity = source.StartActivity("request")!)
        {
            activity.TraceStateString = "vendor=jane";
            activity.AddBaggage("customer.id", "4711");
            Baggage.SetBaggage("customer.email", "jane@example.org");
            using var other = new HttpClient();
            await other.GetAsync(server.VioletAddress);

            await provider.GetRequiredService<IVioletClient>().Orders.ListAsync();
        }

        RecordedRequest control = server.Requests[0];
        Assert.That(control.Headers.Values, Has.Some.Contains("customer.email"), "the instrumentation does what this is about");
        RecordedRequest[] own = [.. server.Requests.Skip(1)];
        Assert.That(own, Has.Length.EqualTo(2), "a login and the call");
        foreach (RecordedRequest request in own)
        {
            Assert.That(request.Headers.Keys, Has.None.EqualTo("baggage").IgnoreCase.And.None.EqualTo("tracestate").IgnoreCase);
            Assert.That(string.Join(' ', request.Headers.Values), Does.Not.Contain("jane").And.Not.Contain("4711"));
            Assert.That(
                request.Headers.Keys,
                traceParent ? Has.One.EqualTo("traceparent").IgnoreCase : Has.None.EqualTo("traceparent").IgnoreCase
            );
        }

        Assert.That(spans, Is.Not.Empty);
    }
}
