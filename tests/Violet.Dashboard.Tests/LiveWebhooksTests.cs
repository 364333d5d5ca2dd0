using System.Net;
using Microsoft.Playwright;
using Violet.Generated;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>Webhooks come to the page as they arrive.</summary>
public sealed class LiveWebhooksTests
{
    [Test]
    public async Task A_webhook_of_either_API_appears_without_a_reload_and_can_be_held_back()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        await using IBrowserContext context = await Browser.OpenAsync(app);
        IPage page = await context.NewPageAsync();
        ILocator list = page.GetByRole(AriaRole.List, new() { Name = "Latest webhooks" });
        await page.GotoAsync("/");
        await Expect(page.Locator("[data-live-status]")).ToHaveTextAsync("Live");
        await Expect(page.GetByText("None has arrived yet.")).ToBeVisibleAsync();

        await app.Server.Webhooks.ChangeOrderAsync(74001, OrderStatus.Canceled);
        await Expect(list.GetByText("ORDER_CANCELED")).ToBeVisibleAsync();
        await app.Server.Webhooks.SendRutterAsync(RutterWebhookCode.ConnectionDisabled, app.Server.RutterAccessTokens[0]);
        await Expect(list.Locator("li").First).ToContainTextAsync("CONNECTION_DISABLED");
        await Expect(page.GetByText("None has arrived yet.")).ToBeHiddenAsync();
        Assert.That(await list.GetAttributeAsync("aria-live"), Is.EqualTo("polite"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await app.Server.Webhooks.SendMerchantAsync(WebhookEventType.MerchantDisconnected, 10001);
        await Expect(list.Locator("li")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(list.Locator("li").First).ToContainTextAsync("MERCHANT_DISCONNECTED");
        await Expect(list.Locator("li").First).ToContainTextAsync("Alpine Outfitters");
    }

    [Test]
    public async Task A_page_that_lost_its_connection_is_told_what_it_missed_and_nothing_twice()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        for (int i = 0; i < 3; i++)
            await app.Server.Webhooks.SendAsync(new($"TOPIC_{i}"), """{"id":1}""");
        await WaitForAsync(app, "TOPIC_2");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/live?after=0") { Headers = { { "Last-Event-ID", "1" } } };
        using HttpResponseMessage response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var data = new List<string>();
        while (data.Count < 2)
        {
            if (await lines.ReadLineAsync() is { } line && line.StartsWith("data:", StringComparison.Ordinal))
                data.Add(line);
        }

        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        Assert.That(data, Is.EqualTo((string[])[.. data.OrderBy(line => line)]).And.None.Contains("\"number\":1,"));
    }

    [Test]
    public async Task A_webhook_with_a_wrong_signature_is_not_shown()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        app.Server.Webhooks.SignsWrongly = true;
        IReadOnlyList<WebhookAttempt> attempts = await app.Server.Webhooks.SendAsync(new("FORGED"), """{"id":1}""");
        app.Server.Webhooks.SignsWrongly = false;
        await app.Server.Webhooks.SendAsync(new("GENUINE"), """{"id":1}""");

        string page = await WaitForAsync(app, "GENUINE");

        Assert.That(attempts[0].Status, Is.EqualTo((int)HttpStatusCode.Unauthorized));
        Assert.That(page, Does.Not.Contain("FORGED"));
    }

    /// <summary>The page once it shows a webhook: webhooks are handled after they are answered.</summary>
    private static async Task<string> WaitForAsync(DashboardApp app, string topic)
    {
        using HttpResponseMessage live = await app.Http.GetAsync(
            new Uri("/live", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        using var lines = new StreamReader(await live.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync() is { } line && !line.Contains(topic, StringComparison.Ordinal)) { }

        return await app.Http.GetStringAsync("/");
    }
}
