using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>The page of connections, in a browser.</summary>
public sealed class ConnectionsPageTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Every_connection_has_its_state_the_reason_and_what_to_do(bool javaScript)
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        await using IBrowserContext context = await Browser.OpenAsync(app, options => options.JavaScriptEnabled = javaScript);
        IPage page = await context.NewPageAsync();

        await page.GotoAsync("/");

        ILocator merchants = page.GetByRole(AriaRole.Table, new() { Name = "Merchants at Violet" });
        await Expect(merchants.Locator("tbody tr")).ToHaveCountAsync(13);
    }
}
