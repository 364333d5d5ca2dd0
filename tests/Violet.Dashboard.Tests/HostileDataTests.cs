using Microsoft.Playwright;
using Violet.Generated;
using Violet.Generated.Testing;

namespace Violet.Dashboard.Tests;

/// <summary>Whatever an API sends is text on the pages.</summary>
public sealed class HostileDataTests
{
    private const string Evil = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\" onfocus=\"window.hacked=1";

    private const string Json = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\\\" onfocus=\\\"window.hacked=1";

    [Test]
    public async Task Hostile_values_are_text_and_nothing_of_them_runs()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        Poison(app.Server);
        await using IBrowserContext context = await Browser.OpenAsync(app);
        IPage page = await context.NewPageAsync();

        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("[data-live-status]")).ToHaveTextAsync("Live");
        await app.Server.Webhooks.SendAsync(WebhookEventType.MerchantDisconnected, $$"""{"id":5,"name":"{{Json}}"}""");
        await Assertions.Expect(page.Locator(".feed li").First).ToContainTextAsync(Evil);

        Assert.That(await page.GetByRole(AriaRole.Rowheader).First.InnerTextAsync(), Does.Contain(Evil));
        Assert.That(await page.GetByText(Evil).CountAsync(), Is.GreaterThan(3));
        Assert.That(await page.EvaluateAsync<bool>("'hacked' in window"), Is.False);
        Assert.That(await page.Locator("a[href^='javascript' i], [onfocus], [onerror], img, body script").CountAsync(), Is.Zero);
        foreach (string address in (string[])["/orders", "/merchants/5", "/resync/5"])
        {
            await page.GotoAsync(address);
            Assert.That(await page.Locator("body").InnerTextAsync(), Does.Contain(Evil), address);
            Assert.That(await page.EvaluateAsync<bool>("'hacked' in window"), Is.False, address);
            Assert.That(
                await page.Locator("a[href^='javascript' i], [onfocus], [onerror], img, body script").CountAsync(),
                Is.Zero,
                address
            );
        }
    }

    [Test]
    public async Task Hostile_values_are_escaped_on_the_wire()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        Poison(app.Server);

        string page =
            await app.Http.GetStringAsync("/")
            + await app.Http.GetStringAsync("/orders")
            + await app.Http.GetStringAsync("/merchants/5")
            + await app.Http.GetStringAsync("/resync/5");
        using HttpResponseMessage health = await app.Http.GetAsync(new Uri("/health", UriKind.Relative));
        string found = await health.Content.ReadAsStringAsync();
        page += found;

        Assert.That(page, Does.Contain("&lt;script&gt;window.hacked"));
        Assert.That(found, Does.Contain("window.hacked"));
        Assert.That(
            page,
            Does.Not.Contain("<script>window").And.Not.Contain("<img").And.Not.Contain("href=\"javascript").And.Not.Contain("\" onfocus=\"")
        );
        Assert.That(page, Does.Contain("is not a web address: <code>javascript:"));
    }

    private static void Poison(VioletTestServer server)
    {
        void Answer(string operation, string json) => server.Faults.Add(Fault.Status(200, json, "application/json").On(operation));
        string report =
            $$$"""{"merchant_id":5,"merchant_name":"{{{Json}}}","platform":"{{{Json}}}","store_url":"javascript:window.hacked=1","merchant_status":"{{{Json}}}","connection":{"status":"{{{Json}}}","error":{"message":"{{{Json}}}","error":"{{{Json}}}"}},"scope_validation":{"status":"INCOMPLETE","results":{"valid":false,"missing_scopes":["{{{Json}}}"]}} }""";
        string offer = $$$"""{"id":5,"name":"{{{Json}}}","seller":"{{{Json}}}","currency":"{{{Json}}}","min_price":5}""";
        Answer(
            "Connections_SearchHealth",
            $$$"""{"content":[{{{report}}}],"last":true,"total_pages":1,"total_elements":1,"number":1,"size":20}"""
        );
        Answer("Connections_GetHealth", report);
        Answer(
            "Connections_List",
            $$$"""{"connections":[{"id":"{{{Json}}}","access_token":"t","name":"{{{Json}}}","platform":"{{{Json}}}"}]}"""
        );
        Answer(
            "Connections_GetStatus",
            $$$"""{"status":{"link_url":"javascript:window.hacked=1","disabled_status":{"is_disabled":true,"disabled_reason":"{{{Json}}}"}} }"""
        );
        Answer(
            "Orders_List",
            $$$"""{"content":[{"id":1,"status":"{{{Json}}}","app_order_id":"{{{Json}}}","currency":"{{{Json}}}","total":1,"customer":{"name":"{{{Json}}}"},"errors":[{"message":"{{{Json}}}"}],"bags":[{"id":1,"merchant_id":5,"merchant_name":"{{{Json}}}","skus":[{"id":1,"offer_id":5,"name":"{{{Json}}}"}]}]}],"last":true,"total_pages":1,"total_elements":1}"""
        );
        Answer("Offers_ListByMerchant", $$$"""{"content":[{{{offer}}}],"last":true,"total_pages":1,"total_elements":1}""");
        Answer("Offers_Get", offer);
        Answer("Merchants_ListConnectUrls", $$$"""[{"step":"{{{Json}}}","url":"javascript:window.hacked=1"}]""");
    }
}
