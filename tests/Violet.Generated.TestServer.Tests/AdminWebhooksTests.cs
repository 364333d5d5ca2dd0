using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Tests;

/// <summary>Webhooks to an address; another test server stands there and records them.</summary>
public sealed class AdminWebhooksTests
{
    private VioletTestServer _receiver = null!;
    private Admin _admin = null!;

    [SetUp]
    public async Task Start()
    {
        _receiver = await VioletTestServer.StartAsync();
        _admin = await Admin.StartAsync("--webhook-url", $"{new Uri(_receiver.VioletAddress, "/hook")}");
    }

    [TearDown]
    public async Task Stop()
    {
        await _admin.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Test]
    public async Task A_webhook_is_sent_signed()
    {
        (_, JsonNode? attempts) = await _admin.CallAsync("POST", "/webhooks", """{"topic":"ORDER_SHIPPED","order_id":74001}""");

        RecordedRequest received = _receiver.Requests.Single();
        Assert.That((string?)attempts![0]!["topic"], Is.EqualTo("ORDER_SHIPPED"));
        Assert.That(
            VioletWebhook.Verify(Encoding.UTF8.GetBytes(received.Body!), received.Headers["X-Violet-Hmac"], _admin.Server.AppSecret)
        );
    }

    [Test]
    public async Task What_happens_to_a_bag_is_told_and_is_so_at_the_API()
    {
        using VioletClient violet = _admin.Violet();
        Order order = await violet.Orders.ListAll().FirstAsync(o => o.Bags.Any(bag => bag.Status == BagStatus.Accepted));

        long bagId = order.Bags.First(bag => bag.Status == BagStatus.Accepted).Id;

        await _admin.CallAsync(
            "POST",
            "/webhooks",
            $$"""{"topic":"ORDER_CANCELED","order_id":{{order.Id}},"bag_id":{{bagId}},"change":true}"""
        );

        Assert.That(
            _receiver.Requests.Select(request => request.Headers["X-Violet-Topic"]),
            Is.EqualTo(new[] { "ORDER_UPDATED", "ORDER_CANCELED" })
        );
        Assert.That(
            (await violet.Orders.GetAsync(order.Id)).Bags.First(bag => bag.Id == bagId).Status.Value,
            Is.EqualTo(BagStatus.Canceled)
        );
    }

    [Test]
    public async Task Events_of_offers_merchants_Rutter_and_of_ones_own_are_sent()
    {
        await _admin.CallAsync("PUT", "/webhooks", $$"""{"rutter_url":"{{new Uri(_receiver.VioletAddress, "/rutter-hook")}}"}""");
        string[] events =
        [
            """{"topic":"OFFER_UPDATED","offer_id":20001}""",
            """{"topic":"MERCHANT_DISCONNECTED","merchant_id":10001,"reason":"closed"}""",
            """{"topic":"OF_TOMORROW","body":{"id":1}}""",
            $$"""{"rutter_code":"CONNECTION_DISABLED","access_token":"{{_admin.Server.RutterAccessTokens[0]}}"}""",
        ];

        foreach (string one in events)
            Assert.That((await _admin.CallAsync("POST", "/webhooks", one)).Status, Is.EqualTo(HttpStatusCode.OK), one);

        Assert.That(_receiver.Requests.Select(request => request.Path), Is.EqualTo(new[] { "/hook", "/hook", "/hook", "/rutter-hook" }));
        Assert.That((await _admin.CallAsync("GET", "/webhooks")).Body!.AsArray(), Has.Count.EqualTo(4));
    }

    [TestCase("""{"topic":"ORDER_SHIPPED"}""", HttpStatusCode.BadRequest, "One of 'order_id'")]
    [TestCase("""{"topic":"ORDER_SHIPPED","order_id":1}""", HttpStatusCode.BadRequest, "The test server has no order 1.")]
    [TestCase("""{"topic":"ORDER_SHIPPED","order_id":74001,"change":true}""", HttpStatusCode.BadRequest, "'bag_id' is missing")]
    [TestCase("""{"rutter_code":"X","access_token":"y"}""", HttpStatusCode.Conflict, "There is no address to send to")]
    public async Task A_mistake_is_said(string json, HttpStatusCode status, string message)
    {
        (HttpStatusCode answered, JsonNode? body) = await _admin.CallAsync("POST", "/webhooks", json);

        Assert.That(answered, Is.EqualTo(status));
        Assert.That((string?)body!["error"], Does.StartWith(message));
    }

    [Test]
    public async Task An_address_of_another_machine_is_refused() =>
        Assert.That(
            (await _admin.CallAsync("PUT", "/webhooks", """{"url":"https://example.com/hook"}""")).Status,
            Is.EqualTo(HttpStatusCode.BadRequest)
        );
}
