using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>That what the tables say can be read at every width: in columns that are wide enough, or on cards.</summary>
public sealed class LayoutTests
{
    private const int CardsUpTo = 960;
    private const int BesideFrom = 1344;

    /// <summary>The least width of columns, in pixels, by the table's class: a name, and a sentence of a few words to the line.</summary>
    private const string LeastWidths =
        """{ connections: [180, 160, 210, 210, 150], orders: [100, 160, 110, 110, 150, 250], parts: [150, 150, 210, 210], offers: [210, 110, 110, 110, 80] }""";

    private const string Check = $$"""
        cards => {
            const problems = [], least = {{LeastWidths}};
            if (document.documentElement.scrollWidth > innerWidth) problems.push(`the page is ${document.documentElement.scrollWidth} wide`);
            for (const table of document.querySelectorAll("table")) {
                const say = text => problems.push(`${table.className}: ${text}`);
                const box = table.parentElement;
                if (box.scrollWidth > box.clientWidth) say(`${box.scrollWidth} wide in ${box.clientWidth}`);
                if (!least[table.className]) say("not measured");
                if (table.tBodies[0].rows.length < 5) say("hardly a row");
                for (const row of table.tBodies[0].rows) {
                    const shown = [...row.cells].filter(cell => !cards || !cell.classList.contains("none"));
                    if ((getComputedStyle(row).display === "grid") !== cards) say(`the row is shown as ${getComputedStyle(row).display}`);
                    for (const cell of shown) {
                        const { left, right, width, height } = cell.getBoundingClientRect();
                        if (left < 0 || right > innerWidth || width === 0 || height === 0) say(`out of sight: ${cell.textContent.trim()}`);
                        if (cards && !cell.textContent.trim() && !cell.querySelector("progress")) say(`an empty place on a card: ${cell.outerHTML}`);
                        if (!cards && width < least[table.className][cell.cellIndex]) say(`column ${cell.cellIndex} is ${width} wide`);
                    }
                }
            }
            return [...new Set(problems)];
        }
        """;

    private DashboardApp _app = null!;

    [OneTimeSetUp]
    public async Task StartTheApp() => _app = await DashboardApp.StartAsync();

    [OneTimeTearDown]
    public async Task CloseTheApp() => await _app.DisposeAsync();

    [TestCase(390)]
    [TestCase(768)]
    [TestCase(CardsUpTo)]
    [TestCase(CardsUpTo + 1)]
    [TestCase(1024)]
    [TestCase(1160)]
    [TestCase(1280)]
    [TestCase(BesideFrom + 1)]
    public async Task Every_table_has_wide_columns_or_cards_and_all_of_it_is_on_the_screen(int width)
    {
        await using IBrowserContext context = await OpenAsync(width);
        IPage page = await context.NewPageAsync();
        var problems = new List<string>();
        foreach (string address in (string[])["/", "/orders", "/merchants/10006"])
        {
            await page.GotoAsync(address);
            problems.AddRange(await page.EvaluateAsync<string[]>(Check, width <= CardsUpTo));
            await Browser.KeepPictureAsync(page, $"layout-{address.Trim('/').Replace('/', '-')}-{width}", fullPage: false);
        }

        Assert.That(problems, Is.Empty);
    }

    [TestCase(1280, false)]
    [TestCase(BesideFrom + 1, true)]
    public async Task The_webhooks_stand_beside_the_tables_where_there_is_room_and_come_after_them_for_the_keyboard(
        int width,
        bool areBeside
    )
    {
        await using IBrowserContext context = await OpenAsync(width);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await Expect(page.Locator("[data-live-status]")).ToHaveTextAsync("Live");

        LocatorBoundingBoxResult main = (await page.GetByRole(AriaRole.Main).BoundingBoxAsync())!,
            webhooks = (await page.GetByRole(AriaRole.Complementary).BoundingBoxAsync())!;
        Assert.That(webhooks.X >= main.X + main.Width, Is.EqualTo(areBeside));
        Assert.That(webhooks.Y >= main.Y + main.Height, Is.EqualTo(!areBeside));

        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link).Last.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeFocusedAsync();
    }

    private Task<IBrowserContext> OpenAsync(int width) =>
        Browser.OpenAsync(_app, options => options.ViewportSize = new ViewportSize { Width = width, Height = 900 });
}
