using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>What was signed rightly but is not as expected: bodies, sizes, settings.</summary>
public class WebhookPayloadTests
{
    [TestCase("[]")]
    [TestCase("{\"id\":")]
    [TestCase("")]
    [TestCase("<html>")]
    public async Task A_body_that_is_not_the_model_of_its_topic_is_accepted_and_goes_to_OnUnknown_at_once(string body)
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks =>
            hooks
                .On<Order>((_, _, _) => handled.Add("order"))
                .OnUnknown((e, _) => handled.Add($"unknown {e.PayloadType!.Name} {e.ReadText()}"))
        );

        Assert.That(await app.SendAsync(body: body, eventId: 81), Is.EqualTo(HttpStatusCode.OK));

        Assert.That(await handled.WaitForAsync(1), Is.EqualTo(new[] { $"unknown Order {body}" }));
        Assert.That(
            app.Log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text),
            Has.Exactly(1).Items.And.All.Contains("ORDER_UPDATED (event 81) cannot be read as Order")
        );
    }

    [Test]
    public async Task Without_OnUnknown_a_body_that_cannot_be_read_counts_as_failed_and_is_given_up_and_forgotten()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Order>((order, _, _) => handled.Add($"{order.Id}")),
            options: options => (options.MaxAttempts, options.RetryDelay) = (2, TimeSpan.Zero)
        );

        Assert.That(await app.SendAsync(body: "{\"id\":", eventId: 81), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await app.SendAsync(eventId: 82), Is.EqualTo(HttpStatusCode.OK));
        await app.Log.WaitForAsync("was given up");
        await app.StopAsync();

        Assert.That(handled.All, Is.EqualTo(new[] { "42" }));
        Assert.That(
            app.Log.Lines.Where(line => line.Level == LogLevel.Error).Select(line => line.Text),
            Has.Exactly(1)
                .Items.And.All.Contains("ORDER_UPDATED (event 81) was given up after attempt 2")
                .And.All.Contains(nameof(VioletJsonException))
        );
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_body_as_large_as_the_usual_limit_is_read_whole(bool isAnnounced)
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(hooks => hooks.OnUnknown((e, _) => handled.Add($"{e.Body.Length}")));
        byte[] body = Encoding.UTF8.GetBytes("\"" + new string('x', (4 * 1024 * 1024) - 2) + "\"");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/violet") { Content = new ByteArrayContent(body) };
        if (!isAnnounced)
            request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Violet-Hmac", VioletWebhook.Sign(body, WebhookApp.Secret));

        using HttpResponseMessage response = await app.Client.SendAsync(request).WaitAsync(WebhookApp.Patience);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await handled.WaitForAsync(1), Is.EqualTo(new[] { "4194304" }));
    }

    [Test]
    public async Task While_changed_settings_are_not_valid_the_secret_of_before_counts()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Violet:AppId"] = "1",
                    ["Violet:AppSecret"] = "one",
                    ["Violet:Token"] = "t",
                }
            )
            .Build();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services => services.AddViolet(configuration.GetSection("Violet"))
        );
        Task<HttpStatusCode> SendAsync(string secret) =>
            app.SendAsync(signature: VioletWebhook.Sign(Encoding.UTF8.GetBytes(WebhookApp.Order), secret));

        configuration["Violet:MaxRetries"] = "99";
        Assert.That(configuration.Reload, Throws.Exception);
        Assert.That(await SendAsync("one"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await SendAsync("two"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(app.Log.Text, Does.Contain("the changed settings are not valid"));

        (configuration["Violet:MaxRetries"], configuration["Violet:AppSecret"]) = ("3", "two");
        configuration.Reload();
        Assert.That(await SendAsync("two"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await SendAsync("one"), Is.EqualTo(HttpStatusCode.Unauthorized));
    }
}
