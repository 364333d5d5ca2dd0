using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>The app as <c>dotnet run</c> starts it: a process of its own, without settings, on an embedded test server.</summary>
public sealed class DemoTests
{
    [Test]
    public async Task Without_settings_it_runs_on_an_embedded_test_server_and_sends_itself_webhooks_that_agree_with_the_tables()
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
            using var http = new HttpClient { BaseAddress = address };
            int count = 0;
            foreach (
                string button in (string[])
                    [
                        "Connection disabled",
                        "Connection disabled",
                        "Connection disabled",
                        "Merchant left",
                        "Order changed",
                        "Connection disabled",
                        "Order changed",
                    ]
            )
            {
                await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
                await Expect(page.Locator(".feed li")).ToHaveCountAsync(count += button == "Order changed" ? 2 : 1);
                CheckAgainstTheTables(
                    await page.Locator(".feed li").First.InnerTextAsync(),
                    await http.GetStringAsync("/"),
                    await http.GetStringAsync("/orders")
                );
            }

            await Browser.KeepPictureAsync(page, "demo", fullPage: false);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static void CheckAgainstTheTables(string webhook, string connections, string orders)
    {
        if (Regex.Match(webhook, @"ORDER_\w+\s+order (\d+), (\w+)") is { Success: true } order)
        {
            Assert.That(
                Regex.Count(Html.RowWith(orders, $"app-{order.Groups[1]}"), $@"\b{order.Groups[2]}\b"),
                Is.GreaterThan(1),
                $"{webhook}: the order and its bags"
            );
        }
        else if (Regex.Match(webhook, @"MERCHANT_DISCONNECTED[^·]* merchant (\d+)") is { Success: true } merchant)
        {
            Assert.That(Html.RowWith(connections, $" {merchant.Groups[1]} "), Does.Contain("The shop is not connected."), webhook);
        }
        else
        {
            Assert.That(
                Html.RowWith(connections, Regex.Match(webhook, @"CONNECTION_DISABLED\s+connection (\S+):").Groups[1].Value),
                Does.Match("[A-Z_ ]{7,}: "),
                $"{webhook}: a reason stands in the row"
            );
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.Combine(Browser.Root(), "src", "Violet.Dashboard"),
        };
        foreach (
            string argument in (string[])
                [Path.Combine(AppContext.BaseDirectory, "Violet.Dashboard.dll"), "--Port=0", "--Demo:Interval=00:00:00"]
        )
        {
            start.ArgumentList.Add(argument);
        }

        foreach (
            string name in start
                .Environment.Keys.Where(name => Regex.IsMatch(name, "^(Violet|Rutter)__|^ASPNETCORE_|^DOTNET_ENVIRONMENT$"))
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start)!;
    }

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("Now listening on: ") is [_, string address])
                return new Uri(address);
        }

        throw new InvalidOperationException("The dashboard ended before it listened.");
    }
}
