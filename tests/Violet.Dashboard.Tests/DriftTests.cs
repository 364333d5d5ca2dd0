using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>What the APIs send that the contract does not describe stands on a page of its own.</summary>
public sealed class DriftTests
{
    [Test]
    public async Task What_the_contract_does_not_know_is_shown_by_place_and_without_its_value()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        await using IBrowserContext context = await Browser.OpenAsync(app);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/drift");
        await Expect(page.GetByText("None since this app started")).ToBeVisibleAsync();

        app.Server.Stub(
            "Orders_List",
            new JObject
            {
                ["content"] = new JArray(new JObject { ["id"] = 1, ["a_field_of_tomorrow"] = "private@example.org" }),
                ["total_pages"] = 1,
                ["total_elements"] = 1,
            }
        );
        await page.GotoAsync("/orders");
        await page.GotoAsync("/drift");

        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Order.a_field_of_tomorrow" });
        await Expect(row).ToContainTextAsync("Unknown field");
        await Expect(row).ToContainTextAsync("String");
        await Expect(page.Locator("body")).Not.ToContainTextAsync("private@example.org");
        await Browser.KeepPictureAsync(page, "drift");
    }
}
