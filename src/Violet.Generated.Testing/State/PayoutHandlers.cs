using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Whether merchants can be paid out. All who are connected can.</summary>
internal static class PayoutHandlers
{
    public static void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers, Store store) =>
        handlers["PayoutAccounts_GetReadiness"] = call =>
        {
            JsonNode[] all =
            [
                .. store.Merchants.Select(Readiness).Where(r => call.Query("status") is not { } status || r.Text("status") == status),
            ];
            return ApiAnswer.Ok(
                new JsonObject
                {
                    ["summary"] = new JsonObject { ["total_merchants"] = all.Length },
                    ["merchants"] = Pages.Numbered(all, call, firstNumber: 0),
                }
            );
        };

    private static JsonNode Readiness(MerchantRecord merchant) =>
        new JsonObject
        {
            ["merchant_id"] = merchant.Id,
            ["merchant_name"] = merchant.Json.Text("name"),
            ["status"] = merchant.IsConnected ? "ACTIVE" : "NEVER_CONNECTED",
            ["queued_distribution_count"] = 0,
            ["queued_amount"] = 0,
            ["currency"] = "USD",
            ["recent_failure_count"] = 0,
            ["errors"] = new JsonArray(),
        };
}
