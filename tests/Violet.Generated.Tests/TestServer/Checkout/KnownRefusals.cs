using Violet.Generated.Testing.Contract;

namespace Violet.Generated.Tests.TestServer;

/// <summary>The refusals that Violet documents, from the contract, and those of the test server that are guesses.</summary>
internal static class KnownRefusals
{
    /// <summary>As <c>Carts.Submit 409 order_submission_in_progress 4238</c>.</summary>
    public static IReadOnlySet<string> Documented { get; } = Read();

    /// <summary>Listed under "Guesses" on the page of Violet.Generated.Testing.</summary>
    public static IReadOnlySet<string> Guesses { get; } =
        new HashSet<string>
        {
            "Carts.Create 400 invalid_currency 4226",
            "Carts.Create 400 insufficient_inventory 4223", // as when it is added
            "Carts.AddSku 400 invalid_parameter 9001",
            "Carts.SetShipping 404 bag_not_found 4201",
            "Carts.SetShipping 400 invalid_parameter 9001",
            "Carts.SetPayment 400 invalid_payment_method 4409",
            "Carts.SetPayment 400 bad_request 1001",
            "Carts.UpdatePayment 400 invalid_payment_method 4409",
            "Carts.Submit 400 invalid_payment_method 4409",
            "Carts.Submit 400 bad_request 1001",
            "Carts.Submit 422 external_cart_completion_error 2503", // the guides say 400 or 422, the reference shows 400
            "Carts.AddSku 400 multiple_payment_configurations_exception 4451", // as on estimates
            "Orders.Refund 400 bad_request 1001", // the merchant's prohibit flags
            "Orders.Cancel 400 bad_request 1001",
            "Orders.CancelBag 400 bad_request 1001",
            "Merchants.SetFeatureFlag 401 merchant_not_connected 7118",
            "Merchants.SetFeatureFlag 400 bad_request 1001", // locked
            "Merchants.UpdateOrdersConfig 400 bad_request 1001",
            "Apps.SetCommissionRate 400 invalid_parameter 9001",
            "Webhooks.Create 400 invalid_parameter 9001",
            "Webhooks.Get 404 webhook_not_found 1001",
            "Webhooks.Delete 404 webhook_not_found 1001",
            "Webhooks.Simulate 404 order_not_found 4216",
            "Connections.ListHealth 400 bad_request 1001", // 400 is documented, slug and code are not
        };

    private static HashSet<string> Read() =>
        [
            .. from operation in ContractDocument.Load("violet.json").Operations
            from refusal in operation.Refusals
            select $"{operation.Id.Replace('_', '.')} {refusal.Status} {refusal.Slug} {refusal.Code}",
        ];
}
