using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>Customers' data and secrets are planted wherever a webhook has room for them, and everything fails that can: none of it is in
/// any log line, span or metric.</summary>
public class PrivacyTests
{
    private const string AppSecret = "pl4nted-app-secret";
    private const string Body = """
        {"id":42,"external_id":"pl4nted-external-id","app_order_customer_id":"pl4nted-customer-id","customer":{"email":"pl4nted-mail@example.org","first_name":"Pl4nted-Ada","last_name":"Pl4nted-Lovelace"},"token":"pl4nted-token"}
        """;

    private readonly List<string> _signatures = [];

    [Test]
    public async Task Nothing_that_was_planted_comes_out_whatever_fails()
    {
        var seen = new ConcurrentQueue<string>();
        using ActivityListener activities = ListenToActivities(seen);
        using MeterListener meters = ListenToMeters(seen);
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        server.Faults.Add(Fault.Status(400, """{"message":"no","customer":"pl4nted-mail@example.org"}""").On("Orders_Get"));
        using var violet = new VioletClient(Options(server));
        var attempts = new Recorder();
        WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
            {
                hooks.Secrets.Add(AppSecret);
                hooks.MaxBodyBytes = 10_000;
                hooks.On<Order>(
                    async (order, e, ct) =>
                    {
                        await attempts.Add($"order {order.Customer!.Email} {e.Headers.Reason}");
                        await violet.Orders.GetAsync(order.Id, cancellationToken: ct);
                    }
                );
                hooks.On<Merchant>((_, _, _) => throw new InvalidOperationException("the database is down"));
                hooks.OnUnknown((e, _) => attempts.Add($"unknown {e.Topic.Raw}"));
            },
            services => services.AddSingleton<IDistributedCache>(new BrokenCache()),
            options => (options.MaxAttempts, options.RetryDelay) = (2, TimeSpan.Zero),
            rutter: hooks => hooks.Secrets.Add(AppSecret)
        );
        await using (app)
        {
            Assert.That(await SendAsync(app, "ORDER_UPDATED", Body), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await SendAsync(app, "MERCHANT_UPDATED_FOR_pl4nted-mail@example.org", Body), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await SendAsync(app, "MERCHANT_DISABLED", Body), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await SendAsync(app, "ORDER_UPDATED", Body[..^20]), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(
                await SendAsync(app, "ORDER_UPDATED", Body.Replace("42", "\"pl4nted-id\"", StringComparison.Ordinal)),
                Is.EqualTo(HttpStatusCode.OK)
            );
            Assert.That(
                await SendAsync(app, "ORDER_UPDATED", Body, signature: "pl4nted-signature"),
                Is.EqualTo(HttpStatusCode.Unauthorized)
            );
            Assert.That(
                await SendAsync(app, "ORDER_UPDATED", Body, signature: VioletWebhook.Sign("pl4nted"u8, "other")),
                Is.EqualTo(HttpStatusCode.Unauthorized)
            );
            Assert.That(
                await SendAsync(app, "ORDER_UPDATED", Body + new string(' ', 10_000)),
                Is.EqualTo(HttpStatusCode.RequestEntityTooLarge)
            );
            Assert.That(
                await app.SendRutterAsync(
                    """{"code":"CONNECTION_DISABLED","connection_id":"pl4nted-connection","access_token":"pl4nted-access-token"}""",
                    AppSecret
                ),
                Is.EqualTo(HttpStatusCode.OK)
            );
            Assert.That(
                await app.SendRutterAsync("""{"code":"CONNECTION_DISABLED","access_token":"pl4nted-access-token" """, AppSecret),
                Is.EqualTo(HttpStatusCode.OK)
            );
            await app.Log.WaitForAsync("was given up", 3); // or the shutdown would go on trying
            await app.StopAsync();
            meters.RecordObservableInstruments();
        }

        foreach ((_, string text) in app.Log.Lines)
            seen.Enqueue(text);
        string all = string.Join("\n", seen);
        Assert.That(
            attempts.All,
            Does.Contain("order pl4nted-mail@example.org pl4nted-reason")
                .And.Contain("unknown MERCHANT_UPDATED_FOR_pl4nted-mail@example.org"),
            "the handlers did see it"
        );
        Assert.That(
            all,
            Does.Contain("ORDER_UPDATED (event 81) was given up")
                .And.Contain("the database is down")
                .And.Contain("could not be looked up")
                .And.Contain("cannot be read as Order")
                .And.Contain("wrong signature")
                .And.Contain("not the form of a signature")
                .And.Contain("violet.webhook.received")
                .And.Contain("Violet webhook")
                .And.Contain("Rutter's event was given up"),
            "what failed was logged"
        );
        Assert.That(seen.Where(line => line.Contains("pl4nted", StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(seen.Where(line => _signatures.Any(signature => line.Contains(signature, StringComparison.Ordinal))), Is.Empty);
    }

    private async Task<HttpStatusCode> SendAsync(WebhookApp app, string topic, string body, string? signature = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        _signatures.Add(signature ?? VioletWebhook.Sign(bytes, AppSecret));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/violet") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-Violet-Topic", topic);
        request.Headers.Add("X-Violet-Event-Id", "81");
        request.Headers.Add("X-Violet-Reason", "pl4nted-reason");
        request.Headers.Add("X-Violet-Entity-External-Id", "pl4nted-external-id");
        request.Headers.Add("X-Violet-Of-The-User", "pl4nted-custom-header");
        request.Headers.Add("X-Violet-Hmac", _signatures[^1]);
        using HttpResponseMessage response = await app.Client.SendAsync(request).WaitAsync(WebhookApp.Patience);
        return response.StatusCode;
    }

    private static VioletOptions Options(VioletTestServer server)
    {
        var options = new VioletOptions();
        server.Configure(options);
        return options;
    }

    private static ActivityListener ListenToActivities(ConcurrentQueue<string> seen)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Violet.Generated",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
                seen.Enqueue(
                    $"{activity.DisplayName} {activity.StatusDescription} "
                        + $"{string.Join(" ", activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags)).Select(tag => $"{tag.Key}={tag.Value}"))} "
                        + $"{string.Join(" ", activity.Baggage)}"
                ),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener ListenToMeters(ConcurrentQueue<string> seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Violet.Generated")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        void See<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
            seen.Enqueue($"{instrument.Name} {value} {string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
        listener.SetMeasurementEventCallback<long>(See);
        listener.SetMeasurementEventCallback<int>(See);
        listener.SetMeasurementEventCallback<double>(See);
        listener.Start();
        return listener;
    }
}
