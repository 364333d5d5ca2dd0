namespace Violet.Generated.Tests.Health;

/// <summary>A merchant's report in one word, and whether orders can be placed.</summary>
public class ConnectionHealthStateTests
{
    [TestCase("{}", ConnectionState.Unknown, null, null)]
    [TestCase("""{"connection":{"status":"COMPLETE"}}""", ConnectionState.Healthy, true, null)]
    [TestCase(
        """{"payout_account":{"status":"INCOMPLETE"}}""",
        ConnectionState.Incomplete,
        true,
        "The part 'payout account' is INCOMPLETE."
    )]
    [TestCase(
        """{"payout_account":{"status":"NEEDS_ATTENTION"}}""",
        ConnectionState.NeedsAttention,
        false,
        "The part 'payout account' is NEEDS_ATTENTION."
    )]
    [TestCase(
        """{"connection":{"status":"INCOMPLETE"},"commission_rate":{"status":"NEEDS_ATTENTION"}}""",
        ConnectionState.NeedsAttention,
        false,
        "The part 'commission rate' is NEEDS_ATTENTION."
    )]
    [TestCase("""{"sync_status":{"status":"ERROR"}}""", ConnectionState.NeedsAttention, null, "The part 'product sync' is ERROR.")]
    [TestCase(
        """{"sync_status":{"status":"ERROR"},"migration":{"status":"NEEDS_ATTENTION"}}""",
        ConnectionState.NeedsAttention,
        false,
        "The part 'migration' is NEEDS_ATTENTION."
    )]
    [TestCase(
        """{"connection":{"status":"COMPLETE","results":{"has_shipping_methods":false}}}""",
        ConnectionState.NeedsAttention,
        false,
        "The shop has no shipping methods."
    )]
    [TestCase(
        """{"merchant_status":"PENDING","connection":{"status":"COMPLETE"}}""",
        ConnectionState.NeedsAttention,
        false,
        "The merchant's account is PENDING."
    )]
    [TestCase(
        """{"sync_status":{"status":"COMPLETE","results":{"status":"FAILED"}}}""",
        ConnectionState.Incomplete,
        true,
        "The product sync is FAILED."
    )]
    [TestCase(
        """{"sync_status":{"status":"INCOMPLETE","results":{"status":"IN_PROGRESS","total_products":9}},"offers_published":{"status":"NEEDS_ATTENTION"}}""",
        ConnectionState.Syncing,
        true,
        "0 of 9 products are synced."
    )]
    [TestCase(
        """{"sync_status":{"results":{"status":"IN_PROGRESS"}},"payout_account":{"status":"INCOMPLETE"}}""",
        ConnectionState.Incomplete,
        true,
        "The part 'payout account' is INCOMPLETE."
    )]
    [TestCase("""{"merchant_status":"DISABLED"}""", ConnectionState.Disabled, false, "The merchant's account is DISABLED.")]
    [TestCase(
        """{"connection":{"results":{"is_connected":false}}}""",
        ConnectionState.NeedsReauthentication,
        false,
        "The shop is not connected."
    )]
    public void The_state_says_what_is_wrong_and_CanTakeOrders_whether_it_stands_in_the_way_of_orders(
        string report,
        ConnectionState state,
        bool? canTakeOrders,
        string? reason
    )
    {
        ConnectionHealth health = VioletJson.Deserialize<ConnectionHealth>(report);

        Assert.That((health.State, health.CanTakeOrders, health.StateReason), Is.EqualTo((state, canTakeOrders, reason)));
    }

    [TestCase("""{"connection":"ERROR","migration":{"status":"COMPLETE"}}""")]
    [TestCase("""{"connection":{"status":{}}}""")]
    [TestCase("""{"connection":{"status":"COMPLETE","results":{"isConnected":"no"}}}""")]
    [TestCase("""{"connection":{"status":"COMPLETE"},"scopeValidation":[]}""")]
    [TestCase("""{"connection":{"status":"COMPLETE"},"merchantStatus":{}}""")]
    [TestCase("""{"sync_status":{"status":"COMPLETE","results":{"status":[]}}}""")]
    public void What_decides_and_cannot_be_read_is_not_healthy(string json)
    {
        ConnectionHealth health = VioletJson.Deserialize<ConnectionHealth>(json);

        Assert.That((health.State, health.CanTakeOrders), Is.EqualTo((ConnectionState.Unknown, (bool?)null)));
        Assert.That(health.StateReason, Is.EqualTo("Not all of the report could be read."));
    }

    [Test]
    public void What_does_not_decide_need_not_be_read() =>
        Assert.That(
            VioletJson.Deserialize<ConnectionHealth>("""{"merchant_name":{},"store_url":[],"connection":{"status":"COMPLETE"}}""").State,
            Is.EqualTo(ConnectionState.Healthy)
        );

    [TestCase("""{"is_ready":true,"is_healthy":"no"}""", ConnectionState.Unknown)]
    [TestCase("""{"is_ready":true,"disabled_status":"yes"}""", ConnectionState.Unknown)]
    [TestCase("""{"is_ready":true,"needs_update_status":{"needs_update":"soon"}}""", ConnectionState.Unknown)]
    [TestCase("""{"is_ready":[],"disabled_status":{"is_disabled":true}}""", ConnectionState.Disabled)]
    [TestCase("""{"is_ready":true,"link_url":{}}""", ConnectionState.Healthy)]
    public void Nor_is_it_of_a_connection_of_Rutters(string json, ConnectionState expected) =>
        Assert.That(VioletJson.Deserialize<Violet.Generated.Rutter.ConnectionStatus>(json).State, Is.EqualTo(expected));
}
