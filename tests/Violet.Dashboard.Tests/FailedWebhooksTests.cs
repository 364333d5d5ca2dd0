using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Violet.Generated;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>Webhooks are kept in a file: they survive a restart, and those that failed stand on a page of their own.</summary>
public sealed class FailedWebhooksTests
{
    [Test]
    public async Task A_failed_webhook_shows_the_type_of_what_went_wrong_and_can_be_run_again()
    {
        bool isMended = false;
        await using DashboardApp app = await DashboardApp.StartAsync(
            services => Break(services, () => !isMended),
            settings: new() { ["Webhooks:MaxAttempts"] = "1" }
        );
        await using IBrowserContext context = await Browser.OpenAsync(app);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/failed");
        await Expect(page.GetByText("None. A webhook that this app cannot handle")).ToBeVisibleAsync();

        await app.Server.Webhooks.SendOrderAsync(WebhookEventType.OrderShipped, 74001);
        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Order 74001" });
        while (await row.CountAsync() == 0)
            await page.ReloadAsync();
        await Expect(row).ToContainTextAsync("ORDER_SHIPPED");
        await Expect(row).ToContainTextAsync("System.TimeoutException");
        await Expect(row).Not.ToContainTextAsync("private@example.org");
        await Browser.KeepPictureAsync(page, "failed-webhooks");

        isMended = true;
        await row.GetByRole(AriaRole.Button, new() { Name = "Run again" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Latest webhooks" }).GetByText("ORDER_SHIPPED")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_webhook_that_was_not_handled_before_a_restart_is_handled_after_it()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("violet-dashboard-");
        Dictionary<string, string?> settings = new() { ["Inbox"] = Path.Combine(folder.FullName, "inbox.db") };
        await using (DashboardApp first = await DashboardApp.StartAsync(services => Break(services, () => true), settings: settings))
            await first.Server.Webhooks.SendOrderAsync(WebhookEventType.OrderShipped, 74001);

        await using (DashboardApp second = await DashboardApp.StartAsync(settings: settings))
        {
            using HttpResponseMessage live = await second.Http.GetAsync(
                new Uri("/live", UriKind.Relative),
                HttpCompletionOption.ResponseHeadersRead
            );
            using var lines = new StreamReader(await live.Content.ReadAsStreamAsync());
            while (await lines.ReadLineAsync() is { } line && !line.Contains("ORDER_SHIPPED", StringComparison.Ordinal)) { }

            Assert.That(await second.Http.GetStringAsync(new Uri("/", UriKind.Relative)), Does.Contain("ORDER_SHIPPED"));
        }

        folder.Delete(recursive: true);
    }

    private static void Break(IServiceCollection services, Func<bool> isBroken) =>
        services.AddSingleton(provider =>
            isBroken() ? throw new TimeoutException("private@example.org") : new WebhookFeed(provider.GetRequiredService<TimeProvider>())
        );
}
