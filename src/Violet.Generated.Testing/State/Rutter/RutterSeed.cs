using System.Globalization;
using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>A connection at Rutter.</summary>
internal sealed class RutterConnectionRecord
{
    public required int Number { get; init; }

    public required string Id { get; init; }

    public required string AccessToken { get; set; }

    public required string? Platform { get; init; }

    /// <summary>The word of the listing: active, unhealthy, not_ready, needs_reauth or disabled.</summary>
    public required string State { get; init; }

    public required JsonObject Status { get; init; }

    public string? Name { get; set; }

    public int Rotations { get; set; }

    public string LinkUrl => $"https://link.rutterapi.com/connection/{Id}";

    public JsonObject Listed() =>
        new()
        {
            ["id"] = Id,
            ["access_token"] = AccessToken,
            ["link_url"] = LinkUrl,
            ["platform"] = Platform,
            ["status"] = State,
            ["name"] = Name,
            ["created_at"] = Status.Text("created_at"),
            ["updated_at"] = Status.Text("created_at"),
        };

    public JsonObject Details() =>
        new()
        {
            ["id"] = Id,
            ["store_unique_id"] = $"store-{Number}",
            ["disabled"] = State == "disabled",
            ["disabled_reason"] = Status["disabled_status"]?["disabled_reason"]?.DeepClone(),
            ["needs_update"] = State == "needs_reauth",
            ["link_url"] = LinkUrl,
            ["platform"] = Platform,
            ["store_domain"] = $"store-{Number}.example.com",
            ["store_name"] = "",
            ["last_sync_completed_at"] = Status["last_sync_completed_at"]?.DeepClone(),
            ["initial_orders_synced_count"] = null,
            ["unavailable_objects"] = new JsonArray(),
            ["created_at"] = Status.Text("created_at"),
        };
}

/// <summary>Rutter's connections, one in every state and for every reason that a test may want.</summary>
internal static class RutterSeed
{
    private static readonly (string Platform, string State, string? Reason)[] s_rows =
    [
        ("SHOPIFY", "active", null),
        ("BIG_COMMERCE", "not_ready", null),
        ("WOO_COMMERCE", "unhealthy", null),
        ("SQUARE", "needs_reauth", null),
        ("MAGENTO", "disabled", "SHOP_IS_LOCKED"),
        ("AMAZON", "disabled", "FAILED TO AUTHENTICATE"),
        ("WIX", "disabled", "UNKNOWN"),
        ("QUICKBOOKS", "active", null),
        ("FUTURECART", "disabled", "SHOP_MOVED_TO_THE_MOON"), // a platform and a reason that nobody documented
    ];

    public static List<RutterConnectionRecord> Make(DateTimeOffset epoch) =>
        [.. s_rows.Select((row, i) => Make(i + 1, row.Platform, row.State, epoch.AddDays(-100 + i), row.Reason))];

    public static RutterConnectionRecord Make(
        int number,
        string? platform,
        string state,
        DateTimeOffset created,
        string? disabledReason = null
    ) =>
        new()
        {
            Number = number,
            Id = Uuid(1, number),
            AccessToken = Token(number, 0),
            Platform = platform,
            State = state,
            Name = number == 1 ? "First shop" : null,
            Status = new JsonObject
            {
                ["platform"] = platform,
                ["is_ready"] = state != "not_ready",
                ["is_healthy"] = state == "active",
                ["link_url"] = $"https://link.rutterapi.com/connection/{Uuid(1, number)}",
                ["created_at"] = Wire.IsoDate(created),
                ["last_sync_completed_at"] = state == "not_ready" ? null : Wire.IsoDate(created.AddDays(90)),
                ["needs_update_status"] = new JsonObject { ["needs_update"] = state == "needs_reauth" },
                ["disabled_status"] = new JsonObject { ["is_disabled"] = state == "disabled", ["disabled_reason"] = disabledReason },
                ["historical_sync_status"] = History(state != "not_ready", created),
            },
        };

    public static string Token(int number, int rotation) => "access-sandbox-" + Uuid(2 + rotation, number);

    private static string Uuid(int group, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"7e57{group:x4}-0000-4000-8000-{number:x12}");

    private static JsonObject History(bool isComplete, DateTimeOffset created) =>
        new()
        {
            ["historical_sync_completed"] = isComplete,
            ["num_batches_completed"] = isComplete ? 2 : null,
            ["synced_orders_count"] = isComplete ? 1234 : 17,
            ["synced_transactions_count"] = null,
            ["synced_balance_sheets_count"] = null,
            ["synced_cash_flows_count"] = null,
            ["synced_income_statements_count"] = null,
            ["total"] = new JsonObject
            {
                ["orders"] = new JsonObject
                {
                    ["oldest_entity_date"] = Wire.IsoDate(created.AddDays(-700)),
                    ["newest_entity_date"] = Wire.IsoDate(created),
                    ["synced_count"] = isComplete ? 1234 : 17,
                    ["ready"] = isComplete,
                },
            },
            ["expected_entity_counts"] = null,
            ["batches"] = new JsonArray(
                new JsonObject
                {
                    ["batch_num"] = 1,
                    ["progress_info"] = new JsonObject
                    {
                        ["orders"] = new JsonObject
                        {
                            ["status"] = isComplete ? "COMPLETED" : "IN_PROGRESS",
                            ["oldest_batch_entity_date"] = null,
                            ["newest_batch_entity_date"] = null,
                        },
                    },
                    ["config"] = null,
                }
            ),
        };
}
