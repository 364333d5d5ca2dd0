using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Sends the funds of bags to their merchants, and takes what an app says of the fees of a payment.</summary>
internal sealed class TransferHandlers(Store store, TimeProvider time, Behaviour behaviour)
{
    /// <summary>What a submission must hold: Violet's reference marks nothing, yet refuses one that lacks something; which parts that are
    /// is a guess.</summary>
    private static readonly string[] s_required =
    [
        "transaction_fee_total_amount",
        "currency",
        "source_type",
        "source_provider",
        "source_reference_id",
        "idempotency_key",
    ];

    /// <summary>The bags whose funds are sent.</summary>
    private readonly HashSet<long> _sent = [];
    private readonly Dictionary<string, JsonObject> _fees = [];

    public void Register(
        Dictionary<string, Func<ApiCall, ApiAnswer>> handlers,
        Func<ApiCall, ApiAnswer?> guard,
        Func<ApiCall, ApiAnswer> example
    )
    {
        handlers["Orders_TransferBagFunds"] = call =>
            guard(call) ?? (_sent.Add(call.PathId("bag_id")) ? example(call) : Refusals.AlreadyTransferred());
        handlers["Orders_BulkTransferFunds"] = call => SendMany(call, "order_ids", "bag_ids", store.Order);
        handlers["Orders_BulkTransferBagFunds"] = call => SendMany(call, "bag_ids", "order_ids", store.Bag);
        handlers["Orders_SubmitBagTransactionFee"] = SubmitFee;
    }

    /// <summary>Ids that are not there are among the failed (a guess); a failure inside is no HTTP error.</summary>
    private static ApiAnswer SendMany(ApiCall call, string ids, string others, Func<long, JsonObject?> find)
    {
        if (call.Fields[others] is not null)
            return Refusals.Invalid(others);
        if (call.Fields[ids] is not JsonArray { Count: > 0 } wanted)
            return Refusals.Missing(ids);
        ILookup<bool, long> sorted = wanted.Select(id => (long)id!).ToLookup(id => find(id) is not null);
        return ApiAnswer.Ok(
            new JsonObject { ["successful_transfers"] = Summary(sorted[true]), ["failed_transfers"] = Summary(sorted[false]) }
        );

        JsonObject Summary(IEnumerable<long> some) =>
            new()
            {
                ["count"] = some.Count(),
                [ids] = new JsonArray([.. some.Select(id => JsonValue.Create(id))]),
                ["transfers"] = new JsonArray(),
            };
    }

    private ApiAnswer SubmitFee(ApiCall call)
    {
        JsonObject request = call.Fields;
        if (store.Bag(call.PathId("bag_id")) is not { } bag)
            return Refusals.Fee(404, "UNKNOWN_BAG");
        if (!bag.IsOf(call))
            return Refusals.Fee(403, "BAG_NOT_OWNED_BY_APP");
        if (WhyNoFee(request, bag) is { } reason)
            return Refusals.Fee(400, reason);
        string key = request.Text("idempotency_key");
        if (_fees.TryGetValue(key, out JsonObject? earlier))
        {
            return JsonNode.DeepEquals(earlier["request"], request)
                ? Outcome("duplicate_accepted", (JsonObject)earlier["fee"]!)
                : Refusals.Fee(400, "DUPLICATE_CONFLICT");
        }

        if (behaviour.ForbidsFees)
            return Outcome("config_conflict_rejected", Fee(request, bag, "REJECTED"), "CONFIG_DISALLOWS_APP_PROVIDED_FEE");
        if (_sent.Contains(bag.Id()))
            return Outcome("late_rejected", Fee(request, bag, "LATE_REJECTED")); // a guess when it is too late
        JsonObject fee = Fee(request, bag, "ACCEPTED");
        _fees[key] = new JsonObject { ["request"] = request.DeepClone(), ["fee"] = fee };
        return Outcome("accepted", fee);
    }

    private static string? WhyNoFee(JsonObject request, JsonObject bag) =>
        s_required.Any(f => request[f] is null) ? "MISSING_REQUIRED_FIELD"
        : request.Text("source_type") != "APP_PROVIDED" ? "INVALID_SOURCE_TYPE"
        : request.Number("transaction_fee_total_amount") < 0 ? "INVALID_AMOUNT"
        : request.Text("currency") != bag.Text("currency") ? "INVALID_CURRENCY"
        : null;

    private JsonObject Fee(JsonObject request, JsonObject bag, string status)
    {
        var fee = (JsonObject)request.DeepClone();
        string now = Wire.Date(time.GetUtcNow());
        (fee["id"], fee["bag_id"], fee["order_id"]) = (store.NextId(), bag.Id(), bag.Number("order_id"));
        (fee["app_id"], fee["source_app_id"], fee["merchant_id"]) = (bag.Number("app_id"), bag.Number("app_id"), bag.Number("merchant_id"));
        (fee["status"], fee["received_at"], fee["date_created"], fee["date_last_modified"]) = (status, now, now, now);
        fee["accepted_at"] = status == "ACCEPTED" ? now : null;
        return fee;
    }

    private static ApiAnswer Outcome(string outcome, JsonObject fee, string? error = null)
    {
        var shown = (JsonObject)fee.DeepClone();
        shown["rejection_reason"] = error;
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["outcome"] = outcome,
                ["error_code"] = error,
                ["bag_transaction_fee"] = shown,
            }
        );
    }
}
