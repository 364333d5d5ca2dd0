using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>The test server's webhooks reach an app that a WebApplicationFactory runs in memory.</summary>
public class WebhookFactoryTests
{
    private VioletTestServer _server = null!;
    private WebApplicationFactory<ShopApp> _factory = null!;
    private HttpClient _client = null!;

    private Recorder Handled => _factory.Services.GetRequiredService<Recorder>();

    [SetUp]
    public async Task Start()
    {
        _server = await VioletTestServer.StartAsync();
        _factory = new WebApplicationFactory<ShopApp>().WithWebHostBuilder(web =>
            web.UseContentRoot(AppContext.BaseDirectory).UseSetting("Violet:AppSecret", _server.AppSecret)
        );
        _client = _factory.CreateClient();
        _server.Webhooks.Client = _client;
        _server.Webhooks.Target = new Uri("webhooks/violet", UriKind.Relative);
    }

    [TearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _factory.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_placed_order_arrives_signed()
    {
        var options = new VioletOptions();
        _server.Configure(options);
        using var violet = new VioletClient(options);

        Order order = await violet.Carts.SubmitAsync(74003, new SubmitCartRequest());
        await _server.Webhooks.FlushAsync();

        string[] expected =
        [
            .. order.Bags.SelectMany(_ => (string[])[$"ORDER_UPDATED {order.Id} ACCEPTED", $"ORDER_ACCEPTED {order.Id} ACCEPTED"]),
        ];
        Assert.That(await Handled.WaitForAsync(expected.Length), Is.EquivalentTo(expected));
        Assert.That(_server.Webhooks.Attempts.Select(a => (a.Status, a.Failure)), Is.All.EqualTo((200, (string?)null)));
    }

    [Test]
    public async Task A_merchant_connects()
    {
        await _server.Webhooks.ConnectMerchantAsync(10010, "state-7", syncsCollections: true);
        Assert.That(
            await Handled.WaitForAsync(5),
            Is.EquivalentTo(
                new[]
                {
                    "MERCHANT_CONNECTED 10010 state-7",
                    "PRODUCT_SYNC_STARTED 10010 IN_PROGRESS",
                    "PRODUCT_SYNC_COMPLETED 10010 COMPLETED",
                    "COLLECTION_SYNC_STARTED 10010 IN_PROGRESS",
                    "COLLECTION_SYNC_COMPLETED 10010 COMPLETED",
                }
            )
        );
    }

    [Test]
    public async Task A_wrong_signature_is_refused()
    {
        _server.Webhooks.SignsWrongly = true;
        WebhookAttempt attempt = (await _server.Webhooks.SendOrderAsync(WebhookEventType.OrderUpdated, 74001)).Single();
        Assert.That((attempt.Status, Handled.All.Count), Is.EqualTo((401, 0)));
    }
}
