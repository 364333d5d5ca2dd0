using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Violet.Dashboard.Tests;

/// <summary>Orders are on the page as soon as they are read, not when all are.</summary>
public sealed class OrdersStreamTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Rows_appear_while_later_pages_are_still_at_the_API(bool javaScript)
    {
        var gate = new Gate(page: 3);
        await using DashboardApp app = await DashboardApp.StartAsync(services =>
            services.AddHttpClient("Violet").AddHttpMessageHandler(() => new GateHandler(gate))
        );
        await using IBrowserContext context = await Browser.OpenAsync(app, options => options.JavaScriptEnabled = javaScript);
        IPage page = await context.NewPageAsync();
        ILocator rows = page.GetByRole(AriaRole.Table).Locator("tbody tr");

        await page.GotoAsync("/orders", new() { WaitUntil = WaitUntilState.Commit });
        await Expect(rows).ToHaveCountAsync(100);
        Assert.That(gate.IsOpen, Is.False);
        await Expect(page.GetByText("That is all.")).ToHaveCountAsync(0);
        if (javaScript)
            await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("100 so far, reading on");

        gate.Open();
        await Expect(page.GetByText("That is all.")).ToBeVisibleAsync();
        int all = await rows.CountAsync();
        Assert.That(all, Is.GreaterThan(200));
        if (javaScript)
            await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync($"{all} read");
    }

    /// <summary>Holds back the calls for a page of orders until it is opened.</summary>
    private sealed class Gate(int page)
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsOpen => _opened.Task.IsCompleted;

        public void Open() => _opened.SetResult();

        public Task PassAsync(Uri address, CancellationToken cancellationToken) =>
            address.AbsolutePath.EndsWith("/orders", StringComparison.Ordinal)
            && address.Query.Contains($"page={page}", StringComparison.Ordinal)
                ? _opened.Task.WaitAsync(cancellationToken)
                : Task.CompletedTask;
    }

    private sealed class GateHandler(Gate gate) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await gate.PassAsync(request.RequestUri!, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
