using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>Events of one entity are handled one after the other, in the order of their acceptance.</summary>
public class WebhookOrderTests
{
    [Test]
    public async Task Events_of_one_order_wait_for_each_other_and_those_of_others_do_not()
    {
        var gate = new TaskCompletionSource();
        var started = new Recorder();
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (order, e, _) =>
                    {
                        await started.Add($"{order.Id}");
                        if (e.Headers.EventId == 1)
                            await gate.Task;
                        await handled.Add($"{order.Id}: {e.Headers.EventId}");
                    }
                ),
            options: options => options.Concurrency = 8
        );

        for (int id = 1; id <= 5; id++)
            await app.SendAsync(body: WebhookApp.OrderOf(42), eventId: id);
        await app.SendAsync(body: WebhookApp.OrderOf(43), eventId: 6);
        await handled.WaitForAsync(1);
        Assert.That(handled.All, Is.EqualTo(new[] { "43: 6" }));
        Assert.That(started.All, Is.EquivalentTo(new[] { "42", "43" }));
        gate.SetResult();
        await handled.WaitForAsync(5);

        Assert.That(handled.All.Skip(1), Is.EqualTo(new[] { "42: 1", "42: 2", "42: 3", "42: 4", "42: 5" }));
    }

    [Test]
    public async Task One_that_fails_holds_back_its_entity_until_it_is_handled_or_given_up()
    {
        var time = new TestTime();
        var attempts = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<Order>(
                    async (order, e, _) =>
                    {
                        await attempts.Add($"{order.Id}: {e.Headers.EventId}");
                        if (e.Headers.EventId == 1)
                            throw new InvalidOperationException("always");
                    }
                ),
            services => services.AddSingleton<TimeProvider>(time),
            options => (options.MaxAttempts, options.RetryDelay) = (2, TimeSpan.FromMinutes(1))
        );

        await app.SendAsync(body: WebhookApp.OrderOf(42), eventId: 1);
        await app.SendAsync(body: WebhookApp.OrderOf(42), eventId: 2);
        await app.SendAsync(body: WebhookApp.OrderOf(43), eventId: 3);
        await attempts.WaitForAsync(2);
        Assert.That(attempts.All, Is.EquivalentTo(new[] { "42: 1", "43: 3" }), "the second waits");
        await time.PassAsync(TimeSpan.FromSeconds(30));
        await attempts.WaitForAsync(2);

        Assert.That(attempts.All.Skip(2), Is.EqualTo(new[] { "42: 1", "42: 2" }), "the first was given up");
    }

    [Test]
    public async Task Events_that_name_no_entity_have_no_order()
    {
        var gate = new TaskCompletionSource();
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks.On<Order>(
                async (_, e, _) =>
                {
                    if (e.Headers.EventId == 1)
                        await gate.Task;
                    await handled.Add($"{e.Headers.EventId}");
                }
            )
        );

        await app.SendAsync(body: "{}", eventId: 1);
        await app.SendAsync(body: "{}", eventId: 2);
        await handled.WaitForAsync(1);
        Assert.That(handled.All, Is.EqualTo(new[] { "2" }));
        gate.SetResult();
        await handled.WaitForAsync(1);
    }

    [Test]
    public async Task Out_of_time_a_shutdown_names_those_that_waited_for_another_too()
    {
        var started = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks.On<Order>(
                async (_, _, _) =>
                {
                    await started.Add("order");
                    await new TaskCompletionSource().Task; // heeds no token
                }
            )
        );

        for (int id = 1; id <= 3; id++)
            await app.SendAsync(eventId: id);
        await started.WaitForAsync(1);
        await app.StopAsync(new CancellationToken(canceled: true)).ContinueWith(static _ => { }, TaskScheduler.Default);

        foreach (int id in new[] { 1, 2, 3 })
            Assert.That(app.Log.Text, Does.Contain($"ORDER_UPDATED (event {id}) was given up"));
        Assert.That(started.All, Has.Count.EqualTo(1));
    }

    [TestCase("ORDER_SHIPPED", """{"bags":[{"id":1}],"id":42}""", "", "/webhooks/violet Order 42")]
    [TestCase("RELAY_ORDER_UPDATED", """{"id":"42"}""", "", "/webhooks/violet Order 42")]
    [TestCase("ORDER_SHIPPED", "{}", "X-Violet-Order-Id: 42, X-Violet-Entity-Id: 7", "/webhooks/violet Order 42")]
    [TestCase("ORDER_SHIPPED", "\uFEFF{\"id\":42}", "X-Violet-Order-Id: 1", "/webhooks/violet Order 42")]
    [TestCase("OFFER_UPDATED", """{"id":42}""", "", "/webhooks/violet Offer 42")]
    [TestCase("OFFER_UPDATED", "not JSON", "X-Violet-Entity-Id: 42", "/webhooks/violet Offer 42")]
    [TestCase("OFFER_UPDATED", "{\"id\":\"\\ud800\"}", "", null)]
    [TestCase("OFFER_UPDATED", """{"id":{}}""", "", null)]
    [TestCase("OF_TOMORROW", """{"id":42}""", "X-Violet-Entity-Id: 42", null)]
    public async Task The_key_of_an_entity_is_endpoint_kind_and_id(string topic, string body, string headers, string? key)
    {
        var queue = new Keeper();
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { }, services => services.AddSingleton<IWebhookQueue>(queue));
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/violet") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-Violet-Topic", topic);
        request.Headers.Add("X-Violet-Hmac", VioletWebhook.Sign(bytes, WebhookApp.Secret));
        foreach (string[] header in headers.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split(": ")))
            request.Headers.Add(header[0], header[1]);

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(queue.Kept!.EntityKey, Is.EqualTo(key));
        Assert.That(
            JsonSerializer.Deserialize<WebhookDelivery>(JsonSerializer.Serialize(queue.Kept))!.EntityKey,
            Is.EqualTo(key),
            "a queue that writes it down"
        );
    }

    [Test]
    public async Task Rutters_entity_is_the_connection()
    {
        var queue = new Keeper();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services => services.AddSingleton<IWebhookQueue>(queue),
            rutter: _ => { }
        );

        await app.SendRutterAsync("""{"code":"CONNECTION_DISABLED","connection_id":"c-1","access_token":"private"}""");
        Assert.That(queue.Kept!.EntityKey, Is.EqualTo("/webhooks/rutter Connection c-1"));
        await app.SendRutterAsync($$"""{"connection_id":"{{new string('x', 1000)}}"}""");
        Assert.That(queue.Kept!.EntityKey, Is.Null, "no id is as long");
    }

    private sealed class Keeper : IWebhookQueue
    {
        public WebhookDelivery? Kept { get; private set; }

        public ValueTask<WebhookAcceptance> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
        {
            Kept = delivery;
            return new(WebhookAcceptance.Accepted);
        }
    }
}
