using System.Globalization;
using System.Text.Json.Nodes;

namespace Violet.Generated.Testing.State;

/// <summary>Connection health reports: one that is well, changed to what each state looks like.</summary>
internal static class HealthSeed
{
    /// <summary>How a shop is doing.</summary>
    public enum Kind
    {
        Healthy,
        Syncing,
        NotStarted,
        InvalidProducts,
        NoCommission,
        PayoutRestricted,
        MissingScopes,
        Disconnected,
        Disabled,
        FailedCheck,
        Undocumented,
    }

    public static JsonObject Make(JsonObject merchant, Kind kind, DateTimeOffset epoch)
    {
        JsonObject report = Healthy(merchant, epoch);
        switch (kind)
        {
            case Kind.Syncing:
                SetSync(report, "IN_PROGRESS", synced: 37);
                break;
            case Kind.NotStarted:
                SetSync(report, "NOT_STARTED", synced: 0);
                break;
            case Kind.InvalidProducts:
                report["invalid_products"] = Part(
                    "NEEDS_ATTENTION",
                    new JsonObject
                    {
                        ["count"] = 2,
                        ["invalid_product"] = new JsonObject
                        {
                            ["id"] = 881,
                            ["external_id"] = "gid://product/9912",
                            ["name"] = "Mystery box",
                            ["merchant_id"] = merchant.Id(),
                            ["issues"] = "Missing price,Missing image",
                            ["status"] = "UNRESOLVED",
                            ["date_created"] = Wire.Date(epoch.AddDays(-9)),
                            ["date_last_modified"] = Wire.Date(epoch.AddDays(-2)),
                        },
                    }
                );
                break;
            case Kind.NoCommission:
                report["commission_rate"]!["status"] = "NEEDS_ATTENTION";
                report["commission_rate"]!["default_rate"] = 0.0;
                break;
            case Kind.PayoutRestricted:
                JsonObject payout = Payout(merchant, "NEEDS_ATTENTION", enabled: false);
                report["payout_account"] = payout;
                report["payout_accounts_by_app_id"] = ByApp(payout.DeepClone());
                break;
            case Kind.MissingScopes:
                report["connection"]!["status"] = "INCOMPLETE";
                report["connection"]!["results"]!["store_scopes"] = Scopes("write_orders");
                report["scope_validation"] = Part(
                    "INCOMPLETE",
                    new JsonObject { ["valid"] = false, ["missing_scopes"] = new JsonArray("write_orders") }
                );
                break;
            case Kind.Disconnected:
                report["connection"] = Part(
                    "INCOMPLETE",
                    new JsonObject
                    {
                        ["is_connected"] = false,
                        ["has_active_platform_plan"] = true,
                        ["has_shipping_methods"] = false,
                        ["connected"] = false,
                    }
                );
                break;
            case Kind.Disabled:
                report["connection"]!["results"]!["has_active_platform_plan"] = false;
                report["connection"]!["status"] = "NEEDS_ATTENTION";
                break;
            case Kind.FailedCheck:
                report["connection"] = Failed("The shop did not answer.");
                report["sync_status"] = Failed("An unknown error has occurred.");
                break;
            case Kind.Undocumented: // what the contract does not list: a status and a field
                report["offers_published"]!["status"] = "THROTTLED";
                report["risk_score"] = 17;
                break;
        }

        return report;
    }

    private static JsonObject Healthy(JsonObject merchant, DateTimeOffset epoch)
    {
        JsonObject payout = Payout(merchant, "COMPLETE", enabled: true);
        return new JsonObject
        {
            ["merchant_id"] = merchant.Id(),
            ["merchant_name"] = merchant.Text("name"),
            ["merchant_email"] = "s***@" + merchant.Text("store_url"),
            ["merchant_status"] = merchant.Text("status"),
            ["platform"] = merchant.Text("platform"),
            ["store_url"] = merchant.Text("store_url"),
            ["distribution_type"] = merchant.Text("distribution_type"),
            ["connection"] = Part(
                "COMPLETE",
                new JsonObject
                {
                    ["is_connected"] = true,
                    ["has_active_platform_plan"] = true,
                    ["has_shipping_methods"] = true,
                    ["store_scopes"] = Scopes(),
                    ["connected"] = true,
                }
            ),
            ["scope_validation"] = Part("COMPLETE", new JsonObject { ["valid"] = true, ["missing_scopes"] = new JsonArray() }),
            ["sync_status"] = Part(
                "COMPLETE",
                new JsonObject
                {
                    ["id"] = merchant.Id() + 5000,
                    ["merchant_id"] = merchant.Id(),
                    ["status"] = "COMPLETED",
                    ["abort"] = false,
                    ["total_products"] = 120,
                    ["total_products_synced"] = 120,
                    ["resync_required"] = false,
                    ["date_last_synced"] = Wire.Date(epoch.AddHours(-7)),
                    ["taxonomy_synced"] = true,
                    ["webhooks_created"] = true,
                }
            ),
            ["invalid_products"] = Part("COMPLETE", []),
            ["offers_published"] = Part("COMPLETE", new JsonObject { ["sync_complete"] = true, ["count"] = OfferSeed.PerMerchant }),
            ["payout_account"] = payout,
            ["payout_accounts_by_app_id"] = ByApp(payout.DeepClone()),
            ["migration"] = new JsonObject { ["status"] = "NOT_APPLICABLE", ["results"] = "NOT_APPLICABLE" },
            ["commission_rate"] = new JsonObject
            {
                ["status"] = "COMPLETE",
                ["default_rate"] = 10.0,
                ["overrides"] = new JsonArray(
                    new JsonObject
                    {
                        ["status"] = "COMPLETE",
                        ["app_id"] = Accounts.AppId,
                        ["rate"] = 12.5,
                        ["commission_locked"] = false,
                    }
                ),
            },
        };
    }

    private static void SetSync(JsonObject report, string status, int synced)
    {
        report["sync_status"]!["status"] = "INCOMPLETE";
        JsonNode sync = report["sync_status"]!["results"]!;
        sync["status"] = status;
        sync["total_products_synced"] = synced;
        sync["date_last_synced"] = null;
        report["offers_published"] = Part("INCOMPLETE", new JsonObject { ["sync_complete"] = false, ["count"] = 0 });
    }

    private static JsonObject Part(string status, JsonObject results) => new() { ["status"] = status, ["results"] = results };

    private static JsonObject Failed(string message) =>
        new()
        {
            ["status"] = "ERROR",
            ["error"] = new JsonObject
            {
                ["message"] = message,
                ["error"] = "unknown_error",
                ["code"] = 9000,
            },
        };

    private static JsonObject Scopes(params string[] missing) =>
        new()
        {
            ["has_valid_scopes"] = missing.Length == 0,
            ["required_scopes"] = new JsonArray("read_products", "write_orders"),
            ["missing_scopes"] = new JsonArray([.. missing.Select(m => (JsonNode?)m)]),
        };

    private static JsonObject ByApp(JsonNode payout) => new() { [Accounts.AppId.ToString(CultureInfo.InvariantCulture)] = payout };

    private static JsonObject Payout(JsonObject merchant, string status, bool enabled) =>
        Part(
            status,
            new JsonObject
            {
                ["77"] = new JsonObject // by payment platform connection id, as since April 2026
                {
                    ["id"] = merchant.Id() + 7000,
                    ["account_type"] = "MERCHANT",
                    ["account_id"] = merchant.Id(),
                    ["is_active"] = true,
                    ["country_code"] = "US",
                    ["payment_provider"] = "STRIPE",
                    ["payment_provider_account_id"] = $"acct_{merchant.Id()}",
                    ["payment_provider_account"] = new JsonObject
                    {
                        ["banking_country"] = "US",
                        ["banking_currency"] = "usd",
                        ["charges_enabled"] = enabled,
                        ["payouts_enabled"] = enabled,
                        ["requirements"] = new JsonObject
                        {
                            ["currently_due"] = enabled ? new JsonArray() : new JsonArray("external_account"),
                            ["disabled_reason"] = enabled ? null : "requirements.past_due",
                        },
                    },
                },
            }
        );
}
