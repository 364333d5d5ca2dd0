using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Violet.Generated.Rutter;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

public class WebhookEndpointTests
{
    [Test]
    public async Task A_signed_order_event_is_answered_200_and_reaches_its_handler_with_payload_and_headers()
    {
        var handled = new TaskCompletionSource<(Order Order, VioletWebhookEvent Event)>();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks.On<Order>(
                (order, e, _) =>
                {
                    handled.SetResult((order, e));
                    return Task.CompletedTask;
                }
            )
        );

        Assert.That(await app.SendAsync("ORDER_CANCELLED", eventId: 81), Is.EqualTo(HttpStatusCode.OK));

        (Order order, VioletWebhookEvent e) = await handled.Task.WaitAsync(WebhookApp.Patience);
        Assert.That((order.Id, order.Status.Value, e.Headers.EventId), Is.EqualTo((42L, (OrderStatus?)OrderStatus.Completed, (long?)81)));
        Assert.That(e.Topic == WebhookEventType.OrderCanceled);
        Assert.That(e.ReadText(), Is.EqualTo(WebhookApp.Order));
    }

    [Test]
    public async Task Each_kind_of_payload_goes_to_its_own_handler_and_the_rest_to_OnUnknown()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks
                .On<Order>((_, _, _) => handled.Add("order"))
                .On<Offer>((_, _, _) => handled.Add("offer"))
                .On<Merchant>((_, _, _) => handled.Add("merchant"))
                .On<Collection>((_, _, _) => handled.Add("collection"))
                .On<ProductSync>((_, _, _) => handled.Add("sync"))
                .On<PayoutAccount>((_, _, _) => handled.Add("payout account"))
                .On<PaymentTransaction>((_, _, _) => handled.Add("payment transaction"))
                .On<PayoutTransfer>((_, _, _) => handled.Add("transfer"))
                .OnUnknown((e, _) => handled.Add("unknown " + e.Topic.Raw))
        );

        string[] topics =
        [
            "ORDER_SHIPPED",
            "OFFER_DELETED",
            "MERCHANT_CONNECTED",
            "COLLECTION_CREATED",
            "COLLECTION_SYNC_STARTED",
            "MERCHANT_PAYOUT_ACCOUNT_ACTIVATED",
            "PAYMENT_TRANSACTION_CAPTURE_STATUS_CAPTURED",
            "TRANSFER_SENT",
            "OF_TOMORROW",
        ];
        foreach (string topic in topics)
            Assert.That(await app.SendAsync(topic, "{}"), Is.EqualTo(HttpStatusCode.OK), topic);

        Assert.That(
            await handled.WaitForAsync(topics.Length),
            Is.EquivalentTo(
                new[]
                {
                    "order",
                    "offer",
                    "merchant",
                    "collection",
                    "sync",
                    "payout account",
                    "payment transaction",
                    "transfer",
                    "unknown OF_TOMORROW",
                }
            )
        );
    }

    [Test]
    public async Task A_model_that_no_topic_carries_is_refused_with_the_names_of_those_that_one_does()
    {
        ArgumentException? refused = null;
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            refused = Assert.Throws<ArgumentException>(() => hooks.On<Bag>((_, _, _) => Task.CompletedTask))
        );

        Assert.That(refused!.Message, Does.Contain("No webhook carries Bag").And.Contain("Order, ").And.Contain("PayoutTransfer"));
    }

    [Test]
    public async Task A_known_topic_without_a_handler_goes_to_OnUnknown_and_without_that_is_accepted_too()
    {
        var handled = new Recorder();
        await using (WebhookApp app = await WebhookApp.StartAsync(hooks => hooks.OnUnknown((e, _) => handled.Add(e.Topic.Raw!))))
        {
            Assert.That(await app.SendAsync("OFFER_ADDED"), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await handled.WaitForAsync(1), Is.EqualTo(new[] { "OFFER_ADDED" }));
        }

        await using WebhookApp without = await WebhookApp.StartAsync(_ => { });
        Assert.That(await without.SendAsync("OF_TOMORROW"), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_wrong_or_missing_signature_is_401_and_never_reaches_a_handler()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks.On<Order>((_, e, _) => handled.Add($"{e.Headers.EventId}")).OnUnknown((_, _) => handled.Add("unknown"))
        );

        Assert.That(await app.SendAsync(isSigned: false), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await app.SendAsync(signature: "nonsense"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await app.SendAsync(signature: VioletWebhook.Sign("{}"u8, WebhookApp.Secret)), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(
            await app.SendAsync(signature: VioletWebhook.Sign(Encoding.UTF8.GetBytes(WebhookApp.Order), "other")),
            Is.EqualTo(HttpStatusCode.Unauthorized)
        );
        Assert.That(await app.SendAsync(eventId: 5), Is.EqualTo(HttpStatusCode.OK));

        await app.StopAsync();
        Assert.That(handled.All, Is.EqualTo(new[] { "5" }));
        Assert.That(app.Log.Text, Does.Contain("Violet:AppSecret is not the secret"));
    }

    [Test]
    public async Task A_rejected_delivery_does_not_mark_its_event()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks => hooks.On<Order>((_, _, _) => handled.Add("order")));

        Assert.That(await app.SendAsync(eventId: 5, signature: "wrong"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await app.SendAsync(eventId: 5), Is.EqualTo(HttpStatusCode.OK));

        Assert.That(await handled.WaitForAsync(1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task During_rotation_the_new_secret_and_the_old_one_count_and_the_options_are_read_anew()
    {
        var handled = new Recorder();
        string current = "one";
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((_, _, _) => handled.Add("order")),
            services =>
                services.AddSingleton<Microsoft.Extensions.Options.IOptionsMonitor<VioletOptions>>(
                    new Monitor(() => new VioletOptions { AppSecret = current })
                )
        );
        string Sign(string secret) => VioletWebhook.Sign(Encoding.UTF8.GetBytes(WebhookApp.Order), secret);

        Assert.That(await app.SendAsync(signature: Sign("one")), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await app.SendAsync(signature: Sign(WebhookApp.Secret)), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await app.SendAsync(signature: Sign("two")), Is.EqualTo(HttpStatusCode.Unauthorized));
        current = "two";
        Assert.That(await app.SendAsync(signature: Sign("two")), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await app.SendAsync(signature: Sign("one")), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_body_above_the_limit_is_413_whether_its_length_is_announced_or_not(bool isAnnounced)
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
        {
            hooks.MaxBodyBytes = 1000;
            hooks.OnUnknown((_, _) => handled.Add("unknown"));
        });

        async Task<HttpStatusCode> Send(int length)
        {
            byte[] body = Encoding.UTF8.GetBytes("\"" + new string('x', length - 2) + "\"");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/violet") { Content = new ByteArrayContent(body) };
            if (!isAnnounced)
                request.Headers.TransferEncodingChunked = true;
            request.Headers.Add("X-Violet-Hmac", VioletWebhook.Sign(body, WebhookApp.Secret));
            using HttpResponseMessage response = await app.Client.SendAsync(request).WaitAsync(WebhookApp.Patience);
            return response.StatusCode;
        }

        Assert.That(await Send(1001), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await Send(200_000), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await Send(1000), Is.EqualTo(HttpStatusCode.OK));
        await app.StopAsync();
        Assert.That(handled.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Only_POST_is_mapped()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { });
        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("/webhooks/violet", UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [Test]
    public async Task Rutters_events_go_by_their_code_and_a_wrong_signature_is_401()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            rutter: hooks =>
                hooks
                    .On(RutterWebhookCode.ConnectionDisabled, (e, _) => handled.Add("disabled " + e.ConnectionId))
                    .OnUnknown((e, _) => handled.Add("unknown " + e.Code.Raw))
        );

        Assert.That(
            await app.SendRutterAsync(
                """{"type":"CONNECTION","code":"CONNECTION_DISABLED","connection_id":"c-1","access_token":"private"}"""
            ),
            Is.EqualTo(HttpStatusCode.OK)
        );
        Assert.That(await app.SendRutterAsync("""{"type":"CONNECTION","code":"OF_TOMORROW"}"""), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            await app.SendRutterAsync("""{"type":"CONNECTION","code":"CONNECTION_DISABLED"}""", "other"),
            Is.EqualTo(HttpStatusCode.Unauthorized)
        );

        Assert.That(await handled.WaitForAsync(2), Is.EquivalentTo(new[] { "disabled c-1", "unknown OF_TOMORROW" }));
        Assert.That(app.Log.Text, Does.Not.Contain("private"));
    }

    [Test]
    public async Task Changed_settings_that_are_not_valid_are_logged_by_name_and_the_secrets_of_before_count()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Violet:AppId", "1"), new("Violet:AppSecret", "one"), new("Violet:Token", "t")])
            .Build();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services => services.AddViolet(configuration.GetSection("Violet"))
        );
        string signature = VioletWebhook.Sign(Encoding.UTF8.GetBytes(WebhookApp.Order), "one");

        configuration["Violet:AppId"] = "0";
        Assert.That(configuration.Reload, Throws.Exception);
        Assert.That(await app.SendAsync(signature: signature), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(app.Log.Text, Does.Contain("Violet:AppId is missing"));

        configuration["Violet:AppId"] = "private";
        Assert.That(configuration.Reload, Throws.Exception);
        Assert.That(await app.SendAsync(signature: signature), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(app.Log.Text, Does.Contain("Violet:AppId must be a whole number").And.Not.Contain("private"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_limit_is_the_endpoints_though_the_servers_is_lower(bool isAnnounced)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 1024)
        );
        byte[] body = Encoding.UTF8.GetBytes("\"" + new string('x', 2000) + "\"");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/violet") { Content = new ByteArrayContent(body) };
        if (!isAnnounced)
            request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Violet-Hmac", VioletWebhook.Sign(body, WebhookApp.Secret));

        using HttpResponseMessage response = await app.Client.SendAsync(request).WaitAsync(WebhookApp.Patience);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_broken_body_is_400_is_counted_and_is_no_error_of_the_app()
    {
        using var metrics = new TestMetrics();
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", app.Client.BaseAddress!.Port);
        NetworkStream stream = client.GetStream();

        await stream.WriteAsync(
            "POST /webhooks/violet HTTP/1.1\r\nHost: localhost\r\nX-Violet-Hmac: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n"u8.ToArray()
        );
        using var reader = new StreamReader(stream);
        string? status = await reader.ReadLineAsync().WaitAsync(WebhookApp.Patience);

        Assert.That(status, Is.EqualTo("HTTP/1.1 400 Bad Request"));
        await app.StopAsync();
        Assert.That(metrics.Sum("violet.webhook.received", "Violet bad_request"), Is.EqualTo(1));
        Assert.That(app.Log.Lines.Where(line => line.Level >= LogLevel.Error), Is.Empty);
    }

    [Test]
    public async Task The_endpoint_needs_no_login_where_all_others_do()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services =>
            {
                services.AddAuthentication().AddBearerToken();
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            }
        );

        using HttpResponseMessage other = await app.Client.GetAsync(new Uri("/other", UriKind.Relative));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await app.SendAsync(), Is.EqualTo(HttpStatusCode.OK));
    }

    private sealed class Monitor(Func<VioletOptions> get) : Microsoft.Extensions.Options.IOptionsMonitor<VioletOptions>
    {
        public VioletOptions CurrentValue => get();

        public VioletOptions Get(string? name) => get();

        public IDisposable? OnChange(Action<VioletOptions, string?> listener) => null;
    }
}
