using Violet.Generated;
using Violet.Generated.Rutter;

namespace Violet.Dashboard.Tests;

/// <summary>What is made of a report, beyond those that the test server has.</summary>
public sealed class ReportTests
{
    [Test]
    public void A_merchant_with_something_left_to_do_is_incomplete_and_can_take_orders()
    {
        ConnectionRow row = Describe(
            """{"payout_account":{"status":"INCOMPLETE","results":{"requirements":{"currently_due":["tax_id"]}}}}"""
        );

        Assert.That((row.State, row.Findings.Single().Tone), Is.EqualTo((ConnectionState.Incomplete, "warn")));
        Assert.That(row.Advice[0], Is.EqualTo("Orders can be placed."));
        Assert.That(row.Findings.Single().Found, Is.EqualTo("still due: tax_id"));
    }

    [TestCase(
        """{"status":"NEEDS_ATTENTION","default_rate":10,"overrides":[{"app_id":7,"rate":0.0,"status":"NEEDS_ATTENTION"}]}""",
        "10 % by default, 0 % for app 7 (NEEDS_ATTENTION)"
    )]
    [TestCase(
        """{"status":"NEEDS_ATTENTION","default_rate":0.0,"overrides":[{"app_id":7,"rate":12.5,"status":"COMPLETE"}]}""",
        "0 % by default, 12.5 % for app 7"
    )]
    [TestCase("""{"status":"NEEDS_ATTENTION","overrides":[{"app_id":7,"status":"ERROR"}]}""", "not known for app 7 (ERROR)")]
    [TestCase("""{"status":"NEEDS_ATTENTION","default_rate":0.0}""", "0 %")]
    [TestCase("""{"status":"NEEDS_ATTENTION"}""", null)]
    public void The_commission_that_is_the_cause_is_shown_also_when_it_is_one_apps(string commission, string? found) =>
        Assert.That(Describe($$"""{"commission_rate":{{commission}}}""").Findings.Single().Found, Is.EqualTo(found));

    [TestCase("ACTIVE", "IN_PROGRESS", "3 of 9 products", true)]
    [TestCase("ACTIVE", "PENDING", "3 of 9 products", true)]
    [TestCase("ACTIVE", "NOT_STARTED", "3 of 9 products, NOT_STARTED", false)]
    [TestCase("ACTIVE", "FAILED", "3 of 9 products, FAILED", false)]
    [TestCase("ACTIVE", "OF_TOMORROW", "3 of 9 products, OF_TOMORROW", false)]
    [TestCase("DISABLED", "IN_PROGRESS", "3 of 9 products, IN_PROGRESS", false)]
    public void A_merchants_bar_is_for_a_sync_that_is_under_way(string account, string status, string text, bool hasBar)
    {
        SyncProgress sync = Describe(
            $$$$"""{"merchant_status":"{{{{account}}}}","sync_status":{"results":{"status":"{{{{status}}}}","total_products":9,"total_products_synced":3}}}"""
        ).Sync!;

        Assert.That((sync.Text, sync.Total is not null), Is.EqualTo((text, hasBar)));
    }

    [TestCase("""{"is_ready":false}""", "17 orders so far", true)]
    [TestCase("""{"is_ready":true}""", "17 orders so far", true)]
    [TestCase("""{"disabled_status":{"is_disabled":true}}""", "17 orders, stopped", false)]
    [TestCase("""{"needs_update_status":{"needs_update":true}}""", "17 orders, stopped", false)]
    public void A_connections_bar_is_for_one_that_syncs(string status, string text, bool hasBar)
    {
        var answer = new ConnectionStatusResponse
        {
            Status = VioletJson.Deserialize<ConnectionStatus>(System.Text.Encoding.UTF8.GetBytes(status)),
        };
        answer.Status.HistoricalSyncStatus = new HistoricalSyncStatus { SyncedOrdersCount = 17 };

        SyncProgress sync = RutterReport.Describe(new ListedConnection(), answer).Sync!;

        Assert.That((sync.Text, sync.Total is not null), Is.EqualTo((text, hasBar)));
    }

    private static ConnectionRow Describe(string report) =>
        MerchantReport.Describe(VioletJson.Deserialize<ConnectionHealth>(System.Text.Encoding.UTF8.GetBytes(report)));
}
