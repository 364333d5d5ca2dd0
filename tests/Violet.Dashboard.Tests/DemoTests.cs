using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>The app as <c>dotnet run</c> starts it: a process of its own, without settings, on an embedded test server.</summary>
public sealed class DemoTests
{
    [Test]
    public async Task Without_settings_it_runs_on_an_embedded_test_server_and_sends_itself_webhooks_on_request()
    {
        using Process process = Start();
        try
        {
            Uri address = await ReadAddressAsync(process);
            await using IBrowserContext context = await Browser.OpenAsync(address);
            IPage page = await context.NewPageAsync();

            await page.GotoAsync("/");
            await Expect(page.GetByText("Demo: embedded test server")).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(13 + 9);
            foreach ((string button, string topic) in ((string, string)[])[("Merchant left", "MERCHANT_DISCONNECTED"), ("Connection disabled", "CONNECTION_DISABLED"), ("Order changed", "ORDER_UPDATED")])
            {
                await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
                await Expect(page.Locator(".feed").GetByText(topic)).ToBeVisibleAsync();
            }

            await Browser.KeepPictureAsync(page, "demo", fullPage: false);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Path.Combine(Browser.Root(), "src", "Violet.Dashboard") };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Violet.Dashboard.dll"), "--Port=0", "--Demo:Interval=00:00:00"]) start.ArgumentList.Add(argument);
        foreach (string name in start.Environment.Keys.Where(name => Regex.IsMatch(name, "^(Violet|Rutter)__|^ASPNETCORE_|^DOTNET_ENVIRONMENT$")).ToList()) start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("Now listening on: ") is [_, string address]) return new Uri(address);
        }

        throw new InvalidOperationException("The dashboard ended before it listened.");
    }
}
