using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>What those cost who have no secret: neither memory nor time, nor a line in the log each.</summary>
public class WebhookUnsignedTests
{
    private const string AnySignature = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    [TestCase("x", "/webhooks/violet", "X-Violet-Hmac")]
    [TestCase(AnySignature, "/webhooks/rutter", "X-Rutter-Signature")]
    [TestCase("sha256=x", "/webhooks/rutter", "X-Rutter-Signature")]
    public async Task What_cannot_be_a_signature_is_401_before_the_body_is_read(string signature, string path, string header)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { }, rutter: _ => { });
        using Sender sender = await Sender.StartAsync(app, path, header, signature, contentLength: 1000);

        Assert.That(await sender.AnswerAsync(), Is.EqualTo(401)); // though no byte of the body was sent
        Assert.That(app.Log.Text, Does.Contain($"the header {header} of a webhook to {path} has not the form of a signature"));
    }

    [Test]
    public async Task A_body_that_does_not_arrive_in_ten_seconds_is_408_and_counted()
    {
        using var metrics = new TestMetrics();
        var time = new TestTime();
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { }, services => services.AddSingleton<TimeProvider>(time));
        using Sender sender = await Sender.StartAsync(app, contentLength: 1000);
        await sender.SendAsync(500);

        await time.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

        Assert.That(await sender.AnswerAsync(), Is.EqualTo(408));
        sender.Dispose(); // Kestrel would wait five more seconds for the rest of the body, then cut the connection
        await app.StopAsync();
        Assert.That(app.Log.Lines.Where(line => line.Level >= LogLevel.Error), Is.Empty);
        Assert.That(metrics.Sum("violet.webhook.received", "Violet too_slow"), Is.EqualTo(1));
    }

    [Test]
    public async Task All_bodies_together_hold_no_more_than_the_cap_and_free_it_when_they_end()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.MaxBodyBytes = 3000,
            options: options => options.MaxUnsignedBytes = 3000
        );
        string large = new('x', 2000);

        using Sender first = await Sender.StartAsync(app, contentLength: 2500);
        await first.SendAsync(2000);
        await SendUntilAsync(HttpStatusCode.ServiceUnavailable); // once the first one's bytes have arrived
        Assert.That(await app.SendAsync(), Is.EqualTo(HttpStatusCode.OK), "a small one still fits");
        await first.SendAsync(500);
        Assert.That(await first.AnswerAsync(), Is.EqualTo(401));
        Assert.That(await app.SendAsync(body: large), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(app.Log.Text, Does.Contain("WebhookOptions.MaxUnsignedBytes"));

        async Task SendUntilAsync(HttpStatusCode status)
        {
            using var patience = new CancellationTokenSource(WebhookApp.Patience);
            while (await app.SendAsync(body: large) != status)
                patience.Token.ThrowIfCancellationRequested();
        }
    }

    [Test]
    public async Task Bodies_that_break_off_are_counted_and_are_no_errors_of_the_app()
    {
        const int Requests = 20;
        using var metrics = new TestMetrics();
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { });

        for (int i = 0; i < Requests; i++)
        {
            using Sender sender = await Sender.StartAsync(app, contentLength: 1000);
            await sender.SendAsync(500);
        }

        using var patience = new CancellationTokenSource(WebhookApp.Patience);
        while (metrics.Sum("violet.webhook.received", "Violet bad_request") < Requests)
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        Assert.That(metrics.Sum("violet.webhook.received"), Is.EqualTo(Requests));
        Assert.That(app.Log.Lines.Where(line => line.Level >= LogLevel.Error), Is.Empty);
    }

    [Test]
    public async Task Wrong_signatures_write_a_line_a_minute_with_the_number_of_those_left_out()
    {
        var time = new TestTime();
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { }, services => services.AddSingleton<TimeProvider>(time));
        IEnumerable<string> Lines() =>
            app.Log.Lines.Where(line => line.Text.Contains("had a wrong signature", StringComparison.Ordinal)).Select(line => line.Text);

        for (int i = 0; i < 20; i++)
            Assert.That(await app.SendAsync(signature: AnySignature), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(Lines(), Has.Exactly(1).Items.And.All.Contains("since the last such line: 0"));
        time.Advance(TimeSpan.FromMinutes(1));
        await app.SendAsync(signature: AnySignature);

        Assert.That(Lines().Last(), Does.Contain("since the last such line: 19"));
        Assert.That(Lines(), Has.Exactly(2).Items);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_body_that_something_else_has_read_is_not_blamed_on_the_secret(bool isAnnounced)
    {
        using var metrics = new TestMetrics();
        await using WebhookApp app = await WebhookApp.StartAsync(_ => { }, map: app => ReadBodies(app, buffered: false));
        byte[] body = Encoding.UTF8.GetBytes(WebhookApp.Order);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/violet") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = isAnnounced ? null : true;
        request.Headers.Add("X-Violet-Hmac", VioletWebhook.Sign(body, WebhookApp.Secret));

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(app.Log.Text, Does.Contain("Something before the endpoint reads the body").And.Contain("Request.EnableBuffering()"));
        Assert.That(app.Log.Text, Does.Not.Contain("Violet:AppSecret"));
        Assert.That(metrics.Sum("violet.webhook.received", "Violet body_missing"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_body_that_was_read_and_buffered_is_read_again()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((order, _, _) => handled.Add($"{order.Id}")),
            map: app => ReadBodies(app, buffered: true)
        );

        Assert.That(await app.SendAsync(), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await handled.WaitForAsync(1), Is.EqualTo(new[] { "42" }));
    }

    private static void ReadBodies(WebApplication app, bool buffered) =>
        app.Use(
            async (context, next) =>
            {
                if (buffered)
                    context.Request.EnableBuffering();
                using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
                await reader.ReadToEndAsync();
                await next(context);
            }
        );

    /// <summary>A sender that sends a body bit by bit.</summary>
    private sealed class Sender(TcpClient client) : IDisposable
    {
        public static async Task<Sender> StartAsync(
            WebhookApp app,
            string path = "/webhooks/violet",
            string header = "X-Violet-Hmac",
            string signature = AnySignature,
            int contentLength = 0
        )
        {
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync("127.0.0.1", app.Client.BaseAddress!.Port);
            await client
                .GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes(
                        $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{header}: {signature}\r\nContent-Length: {contentLength}\r\n\r\n"
                    )
                );
            return new Sender(client);
        }

        public ValueTask SendAsync(int bytes) => client.GetStream().WriteAsync(new byte[bytes]);

        public async Task<int> AnswerAsync()
        {
            using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
            string? line = await reader.ReadLineAsync().WaitAsync(WebhookApp.Patience);
            return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }

        public void Dispose() => client.Dispose();
    }
}
