using System.Net;
using System.Text.Json;

namespace Violet.Dashboard.Tests;

/// <summary>What the tables of connections say, as the page comes over the wire.</summary>
public sealed class ConnectionTablesTests
{
    private DashboardApp _app = null!;
    private string _page = "";

    [OneTimeSetUp]
    public async Task OpenThePage()
    {
        _app = await DashboardApp.StartAsync();
        _page = await _app.Http.GetStringAsync("/");
    }

    [OneTimeTearDown]
    public async Task CloseTheApp() => await _app.DisposeAsync();

    [TestCase("Alpine Outfitters", "Healthy", "120 products")]
    [TestCase("Driftwood Surf", "Syncing", "37 of 120 products are synced.", "Wait until the sync is done.")]
    [TestCase(
        "Fern & Fable Books",
        "Needs attention",
        "NEEDS_ATTENTION : 2, such as Mystery box: Missing price,Missing image",
        "The merchant mends these products in the shop."
    )]
    [TestCase("Granite Cycles", "Needs attention", "0 %", "Agree a commission above zero")]
    [TestCase("Harbor Teas", "Needs attention", "still due: external_account", "completes the payout account")]
    [TestCase("Indigo Denim", "Needs sign-in", "Permissions are missing: write_orders.", "connects the shop again", "with all permissions")]
    [TestCase("Juniper Skincare", "Needs sign-in", "The shop is not connected.")]
    [TestCase("Kiln Pottery", "Disabled", "The merchant's account is DISABLED.", "Find out")]
    [TestCase("Lumen Lighting", "Needs attention", "ERROR : The shop did not answer. (unknown_error 9000)", "Violet's own check failed")]
    [TestCase("Meadow Market", "Healthy", "THROTTLED", "this version does not know it")]
    [TestCase("FUTURECART", "Disabled", "SHOP_MOVED_TO_THE_MOON: This version does not know that reason.", "Look it up")]
    [TestCase(
        "MAGENTO 7e57",
        "Disabled",
        "SHOP_IS_LOCKED: The platform has locked the shop.",
        "asks the platform what it takes to unlock it"
    )]
    [TestCase(
        "AMAZON 7e57",
        "Needs sign-in",
        "FAILED TO AUTHENTICATE: The platform refused the merchant's credentials.",
        "Sign-in link for the merchant"
    )]
    [TestCase("BIG_COMMERCE 7e57", "Syncing", "The first sync is under way.", "17 orders so far")]
    [TestCase("WOO_COMMERCE 7e57", "Needs attention", "unhealthy", "ask Rutter")]
    [TestCase("SQUARE 7e57", "Needs sign-in", "no longer lets Rutter in", "Sign-in link for the merchant")]
    public void A_row_says_state_reason_and_what_to_do(string connection, string state, params string[] expected)
    {
        string row = Html.RowWith(_page, connection);

        Assert.That(row, Does.Contain(state));
        foreach (string text in expected)
            Assert.That(row, Does.Contain(text));
    }

    [Test]
    public void Every_connection_of_both_APIs_is_there_and_the_worst_come_first()
    {
        string[] states = ["Disabled", "Needs sign-in", "Needs attention", "Unknown", "Syncing", "Healthy"];
        string[] tables = _page.Split("<caption>")[1..];

        Assert.That(tables.Select(table => Html.Rows(table).Count), Is.EqualTo((int[])[13, 9]));
        foreach (string table in tables)
        {
            IEnumerable<int> order = Html.Rows(table)
                .Select(row => Array.FindIndex(states, state => row.Contains($" {state} ", StringComparison.Ordinal)));
            Assert.That(order, Is.Ordered.And.All.GreaterThanOrEqualTo(0));
        }
    }

    [Test]
    public void A_link_to_sign_in_stands_where_it_is_needed_only() =>
        Assert.That(
            _page.Split("href=\"https://link.rutterapi.com/connection/").Length - 1,
            Is.EqualTo(5),
            "one that needs a sign-in, four that are disabled"
        );

    [Test]
    public async Task No_page_holds_a_credential()
    {
        string all =
            _page
            + await _app.Http.GetStringAsync("/orders")
            + await _app.Http.GetStringAsync("/merchants/10001")
            + await _app.Http.GetStringAsync("/resync/20001");

        Assert.That(
            (string[])[.. _app.Server.RutterAccessTokens, _app.Server.AppSecret, _app.Server.Password, _app.Server.RutterClientSecret],
            Has.None.Matches<string>(secret => all.Contains(secret!, StringComparison.Ordinal))
        );
    }

    [Test]
    public async Task A_merchant_has_a_page_with_the_whole_report_its_links_and_its_offers()
    {
        string page = await _app.Http.GetStringAsync("/merchants/10012"); // Lumen Lighting

        Assert.That(Html.RowWith(page, "product sync"), Does.Contain("ERROR").And.Contain("An unknown error has occurred."));
        Assert.That(Html.RowWith(page, "commission rate"), Does.Contain("COMPLETE").And.Contain("10 %"));
        Assert.That(page, Does.Contain("Links for the merchant"));
        Assert.That(Html.Text(page), Does.Contain("30 offers read."));
        Assert.That(page, Does.Contain("data-resync-link"));
    }

    [TestCase("/merchants/999999", "Violet knows no merchant 999999.")]
    [TestCase("/resync/999999", "Violet knows no offer 999999.")]
    public async Task What_does_not_exist_is_said_once_and_nothing_is_offered_to_do_with_it(string address, string words)
    {
        using HttpResponseMessage response = await _app.Http.GetAsync(new Uri(address, UriKind.Relative));
        string page = await response.Content.ReadAsStringAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(page.Split(words), Has.Length.EqualTo(2));
        Assert.That(
            page,
            Does.Not.Contain("<table").And.Not.Contain("<form").And.Not.Contain("could not be found").And.Not.Contain("This is not all")
        );
    }

    [TestCase("/nowhere", HttpStatusCode.NotFound, "There is no such page")]
    [TestCase("/merchants/none", HttpStatusCode.NotFound, "There is no such page")]
    [TestCase("/demo", HttpStatusCode.Redirect, "")]
    public async Task An_address_that_leads_nowhere_is_answered_in_words(string address, HttpStatusCode status, string words)
    {
        using HttpResponseMessage response = await _app.Http.GetAsync(new Uri(address, UriKind.Relative));

        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(words));
    }

    [Test]
    public async Task The_health_check_reads_the_same_connections_and_says_what_it_found()
    {
        using HttpResponseMessage response = await _app.Http.GetAsync(new Uri("/health", UriKind.Relative));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        JsonElement check = json.RootElement.GetProperty("checks").GetProperty("violet-connections"),
            merchants = check.GetProperty("data");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), "merchants have to sign in again");
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        Assert.That(json.RootElement.GetProperty("status").GetString(), Is.EqualTo("Unhealthy"));
        Assert.That(check.GetProperty("description").GetString(), Does.Contain("2 NeedsReauthentication"));
        Assert.That(merchants.EnumerateObject().Count(), Is.EqualTo(13));
        Assert.That(merchants.GetProperty("merchant 10001").GetString(), Is.EqualTo("Healthy"));
        Assert.That(
            merchants.GetProperty("merchant 10009").GetString(),
            Is.EqualTo("NeedsReauthentication: Permissions are missing: write_orders.")
        );
    }
}
