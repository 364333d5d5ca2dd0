using Microsoft.Playwright;

namespace Violet.Dashboard.Tests;

/// <summary>How the pages look and what assistive technology finds, light and dark, wide and narrow.</summary>
public sealed class AppearanceTests
{
    /// <summary>What is wrong with a page; an empty list when nothing is. Contrast as WCAG 2 computes it, against the nearest background
    /// that is not transparent.</summary>
    private const string Check = """
        () => {
            const problems = [];
            const visible = e => e.checkVisibility() && !e.closest(".hidden, [aria-hidden=true]");
            const label = e => e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") || "").split(" ").map(id => document.getElementById(id)?.textContent ?? "").join(" ").trim() || e.textContent.trim();
            const say = (text, e) => problems.push(`${text}: ${e.outerHTML.slice(0, 120)}`);

            if (!document.documentElement.lang) problems.push("no language");
            if (!document.title) problems.push("no title");
            for (const landmark of ["main", "header", "nav", "footer", "h1"])
                if (document.querySelectorAll(landmark).length !== 1) problems.push(`not one ${landmark}`);
            const landmarks = [...document.querySelectorAll("main, nav, aside, section[aria-label], section[aria-labelledby], [role=region]")].map(label);
            landmarks.filter((name, i) => landmarks.indexOf(name) !== i).forEach(name => problems.push(`two landmarks with the name ${name.slice(0, 60)}`));
            if (document.querySelector("main > *").getBoundingClientRect().left < 8) problems.push("no margin");
            if (document.querySelector("a").getAttribute("href") !== "#main") problems.push("the skip link is not first");
            for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), progress, [role=region], aside, nav, section, dialog"))
                if (visible(e) && !label(e)) say("no name", e);
            for (const e of document.querySelectorAll("svg, img")) if (e.getAttribute("aria-hidden") !== "true" && !e.getAttribute("alt")) say("picture without a text", e);
            for (const table of document.querySelectorAll("table")) {
                if (!table.caption?.textContent.trim()) say("no caption", table);
                for (const th of table.querySelectorAll("th")) if (!th.scope) say("no scope", th);
                for (const [name, role] of [["thead, tbody", "rowgroup"], ["tr", "row"], ["th[scope=col]", "columnheader"], ["th[scope=row]", "rowheader"], ["td", "cell"]])
                    for (const e of [table, ...table.querySelectorAll(name)]) if (e.getAttribute("role") !== (e === table ? "table" : role)) say("its role is not said, and a card's style takes it", e);
                for (const row of table.tBodies[0].rows) if (!row.querySelector("th[scope=row]")) say("no row header", row);
                if (table.scrollWidth > table.parentElement.clientWidth && table.parentElement.tabIndex !== 0) say("cannot be scrolled by keyboard", table);
            }
            for (const state of document.querySelectorAll(".state, .status")) if (!state.textContent.trim()) say("state by colour alone", state);
            const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
            ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => problems.push(`id twice: ${id}`));
            let last = 0;
            for (const h of document.querySelectorAll("h1, h2, h3")) {
                const level = +h.tagName[1];
                if (level > last + 1 && visible(h) && last > 0) say("heading level skipped", h);
                last = level;
            }
            // WCAG 2.2, 2.5.8: 24 pixels, or as far from any other; links inside a sentence are excepted.
            const targets = [...document.querySelectorAll("a[href]:not(.skip), button")].filter(e => visible(e) && !e.closest("p:not(.actions)")).map(e => [e, e.getBoundingClientRect()]);
            const isSmall = box => box.width < 23.9 || box.height < 23.9;
            const middle = box => [box.x + box.width / 2, box.y + box.height / 2];
            for (const [e, box] of targets.filter(([, box]) => isSmall(box))) {
                const [x, y] = middle(box);
                const isNear = ([other, its]) => other !== e && (isSmall(its)
                    ? Math.hypot(middle(its)[0] - x, middle(its)[1] - y) < 24
                    : Math.hypot(Math.max(its.left - x, 0, x - its.right), Math.max(its.top - y, 0, y - its.bottom)) < 12);
                if (targets.some(isNear)) say(`too small to hit, ${Math.round(box.width)} by ${Math.round(box.height)}`, e);
            }
            if (document.documentElement.scrollWidth > innerWidth) problems.push(`the page is ${document.documentElement.scrollWidth} wide on a screen of ${innerWidth}`);

            const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
            const rgba = colour => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
            };
            const linear = c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
            const luminance = ([r, g, b]) =>
                [r, g, b].map(c => linear(c / 255)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const background = e => {
                for (; e; e = e.parentElement) {
                    const c = rgba(getComputedStyle(e).backgroundColor);
                    if (c[3] === 255) return c;
                }
                return [255, 255, 255, 255];
            };
            const seen = new Set();
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const e = walker.currentNode.parentElement;
                if (!walker.currentNode.data.trim() || !visible(e) || ["SCRIPT", "STYLE", "PROGRESS"].includes(e.tagName)) continue;
                const style = getComputedStyle(e), front = rgba(style.color), back = background(e), key = `${front} on ${back}`;
                if (seen.has(key)) continue;
                seen.add(key);
                const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
                const ratio = (light + 0.05) / (dark + 0.05);
                if (ratio < 4.5) say(`contrast ${ratio.toFixed(2)}, ${key}`, e);
            }
            if (seen.size < 4) problems.push(`only ${seen.size} pairs of colours were looked at`);
            return problems;
        }
        """;

    private static readonly string[] s_pages = ["/", "/orders", "/merchants/10012", "/resync/20001", "/nowhere"];

    private DashboardApp _app = null!;

    [OneTimeSetUp]
    public async Task StartTheApp()
    {
        _app = await DashboardApp.StartAsync();
        for (int i = 0; i < 3; i++)
            await _app.Server.Webhooks.ChangeOrderAsync(74001 + i, Generated.OrderStatus.Completed);
    }

    [OneTimeTearDown]
    public async Task CloseTheApp() => await _app.DisposeAsync();

    [TestCase(ColorScheme.Light, 1440)]
    [TestCase(ColorScheme.Dark, 1440)]
    [TestCase(ColorScheme.Light, 390)]
    [TestCase(ColorScheme.Dark, 390)]
    public async Task Every_page_has_names_roles_and_contrast_and_fits_the_screen(ColorScheme scheme, int width)
    {
        await using IBrowserContext context = await Browser.OpenAsync(
            _app,
            options =>
            {
                options.ColorScheme = scheme;
                options.ViewportSize = new ViewportSize { Width = width, Height = 900 };
            }
        );
        IPage page = await context.NewPageAsync();
        var problems = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" && !message.Text.Contains("404", StringComparison.Ordinal))
                problems.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => problems.Add($"script: {error}");

        foreach (string address in s_pages)
        {
            await page.GotoAsync(address);
            string[] found = await page.EvaluateAsync<string[]>(Check);
            problems.AddRange(found.Select(problem => $"{address} {problem}"));
            string name = address == "/" ? "connections" : address.Trim('/').Replace('/', '-');
            await Browser.KeepPictureAsync(
                page,
                $"{name}-{scheme}-{width}".ToLowerInvariant(),
                fullPage: width > 1000 && address != "/orders"
            );
        }

        Assert.That(problems, Is.Empty);
    }

    [Test]
    public async Task Dark_and_light_differ()
    {
        var colours = new List<string>();
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using IBrowserContext context = await Browser.OpenAsync(_app, options => options.ColorScheme = scheme);
            IPage page = await context.NewPageAsync();
            await page.GotoAsync("/");
            colours.Add(await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        }

        Assert.That(colours, Is.EqualTo((string[])["rgb(246, 245, 249)", "rgb(21, 19, 27)"]));
    }

    [TestCase(1440)]
    [TestCase(768)]
    [TestCase(390)]
    public async Task A_screen_reader_finds_tables_with_rows_and_headers_at_any_width(int width)
    {
        await using IBrowserContext context = await Browser.OpenAsync(
            _app,
            options => options.ViewportSize = new ViewportSize { Width = width, Height = 900 }
        );
        IPage page = await context.NewPageAsync();
        await page.GotoAsync("/");

        string tree = await page.GetByRole(AriaRole.Table).First.AriaSnapshotAsync();

        Assert.That(tree, Does.Contain("rowheader \"Kiln Pottery").And.Contain("cell \"Disabled\""));
        Assert.That(
            await CountAsync(AriaRole.Table, AriaRole.Columnheader, AriaRole.Rowheader, AriaRole.Cell),
            Is.EqualTo((int[])[2, 2 * 5, 22, 22 * 4])
        );
        await page.GotoAsync("/orders");
        Assert.That(
            await CountAsync(AriaRole.Table, AriaRole.Columnheader, AriaRole.Rowheader, AriaRole.Cell),
            Is.EqualTo((int[])[1, 6, 260, 260 * 5])
        );
        await page.GotoAsync("/merchants/10012");
        Assert.That(
            await CountAsync(AriaRole.Table, AriaRole.Columnheader, AriaRole.Rowheader, AriaRole.Cell),
            Is.EqualTo((int[])[2, 4 + 5, 8 + 30, (8 * 3) + (30 * 4)])
        );

        async Task<List<int>> CountAsync(params AriaRole[] roles)
        {
            var counts = new List<int>();
            foreach (AriaRole role in roles)
                counts.Add(await page.GetByRole(role).CountAsync());
            return counts;
        }
    }
}
