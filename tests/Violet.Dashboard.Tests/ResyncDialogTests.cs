using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>The resync asks first: in a dialog, or, without JavaScript, on a page.</summary>
public sealed class ResyncDialogTests
{
    private const string Operation = "Sync_ResyncOffer";

    [Test]
    public async Task The_dialog_does_nothing_when_it_is_declined_and_calls_once_when_it_is_confirmed()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        await using IBrowserContext context = await Browser.OpenAsync(app);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/merchants/10001");
        ILocator resync = page.GetByRole(AriaRole.Link, new() { Name = "Resync offer 20001" });
        ILocator dialog = page.GetByRole(AriaRole.Dialog);

        await resync.ClickAsync();
        await Expect(dialog).ToContainTextAsync("Canvas tote No. 1 (offer 20001)");
        await Browser.KeepPictureAsync(page, "resync-dialog", fullPage: false);
        await dialog.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.That(app.Calls(Operation), Is.Zero);

        await resync.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Resync" }).DblClickAsync();
        await Expect(dialog).ToContainTextAsync("Resynced");
        await dialog.GetByRole(AriaRole.Link, new() { Name = "Close" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.That(app.Calls(Operation), Is.EqualTo(1));
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo("/merchants/10001"), "the page with what it shows is still there");
    }

    [Test]
    public async Task Without_JavaScript_a_page_asks()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        await using IBrowserContext context = await Browser.OpenAsync(app, options => options.JavaScriptEnabled = false);
        IPage page = await context.NewPageAsync();

        await page.GotoAsync("/merchants/10001");
        await page.GetByRole(AriaRole.Link, new() { Name = "Resync offer 20001" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        Assert.That(app.Calls(Operation), Is.Zero);

        await page.GotoAsync("/merchants/10001");
        await page.GetByRole(AriaRole.Link, new() { Name = "Resync offer 20001" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resync" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Resynced" })).ToBeVisibleAsync();
        Assert.That(app.Calls(Operation), Is.EqualTo(1));
    }

    [Test]
    public async Task The_keyboard_alone_opens_the_dialog_closes_it_and_confirms()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        await using IBrowserContext context = await Browser.OpenAsync(app);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/merchants/10001");
        ILocator dialog = page.GetByRole(AriaRole.Dialog);

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        ILocator resync = page.GetByRole(AriaRole.Link, new() { Name = "Resync offer 20001" });
        await TabToAsync(page, resync);
        Assert.That(
            await resync.EvaluateAsync<string>("link => getComputedStyle(link).outlineStyle"),
            Is.EqualTo("solid"),
            "the focus can be seen"
        );

        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByRole(AriaRole.Link, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(resync).ToBeFocusedAsync();
        Assert.That(app.Calls(Operation), Is.Zero);

        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToBeVisibleAsync();
        await TabToAsync(page, dialog.GetByRole(AriaRole.Button, new() { Name = "Resync" }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToContainTextAsync("Resynced");
        await page.Keyboard.PressAsync("Escape");
        await Expect(resync).ToBeFocusedAsync();
        Assert.That(app.Calls(Operation), Is.EqualTo(1));
    }

    [Test]
    public async Task A_dashboard_that_does_not_answer_is_told_in_the_dialog()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        await using IBrowserContext context = await Browser.OpenAsync(app);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/merchants/10001");
        await page.GetByRole(AriaRole.Link, new() { Name = "Resync offer 20001" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);

        await context.SetOfflineAsync(true);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Resync" }).ClickAsync();

        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("did not answer");
    }

    private static async Task TabToAsync(IPage page, ILocator target)
    {
        for (int i = 0; i < 40; i++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail("The Tab key does not get there.");
    }
}
