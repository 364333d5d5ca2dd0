using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Violet.Dashboard.Tests;

/// <summary>One Chromium for all tests; each test has its own context in it.</summary>
[SetUpFixture]
public sealed class Browser
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly SemaphoreSlim s_gate = new(1);
    private static IPlaywright? s_playwright;
    private static IBrowser? s_browser;

    public static string ArtifactsFolder { get; } = Path.Combine(Root(), "artifacts", "dashboard");

    /// <summary>Opens a context; ends the test as ignored, with what to do, where there is no browser.</summary>
    internal static Task<IBrowserContext> OpenAsync(DashboardApp app, Action<BrowserNewContextOptions>? configure = null) =>
        OpenAsync(app.Address, configure);

    public static async Task<IBrowserContext> OpenAsync(Uri address, Action<BrowserNewContextOptions>? configure = null)
    {
        IBrowser browser = await GetAsync();
        var options = new BrowserNewContextOptions
        {
            BaseURL = address.AbsoluteUri,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        };
        configure?.Invoke(options);
        IBrowserContext context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return context;
    }

    /// <summary>Keeps a picture of the page as test output.</summary>
    public static async Task KeepPictureAsync(IPage page, string name, bool fullPage = true)
    {
        string path = Path.Combine(ArtifactsFolder, $"{name}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = fullPage });
        TestContext.AddTestAttachment(path);
        await TestContext.Progress.WriteLineAsync($"Screenshot: {path}");
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (s_browser is not null)
            await s_browser.CloseAsync();
        s_playwright?.Dispose();
    }

    private static async Task<IBrowser> GetAsync()
    {
        await s_gate.WaitAsync();
        try
        {
            if (s_browser is not null)
                return s_browser;
            string? path = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? Array.Find(s_places, File.Exists);
            if (path is null)
            {
                Assert.Ignore(
                    "There is no browser: these tests want Chromium. On Debian: apt-get install -y chromium (as .ci/run "
                        + "does); elsewhere set CHROMIUM_PATH to its executable."
                );
            }

            Assertions.SetDefaultExpectTimeout(60_000);
            s_playwright = await Playwright.CreateAsync();
            return s_browser = await s_playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = path,
                    Args =
                    [
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                    ],
                }
            );
        }
        finally
        {
            s_gate.Release();
        }
    }

    public static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
