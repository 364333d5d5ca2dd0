using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Violet's refusals: status, slug and code as its reference shows them. Where it shows none, ours are marked as
/// guesses.</summary>
internal static class Refusals
{
    public static ApiAnswer OrderNotFound() => Make(404, "order_not_found", 4216, "Order could not be found.");

    public static ApiAnswer OrderCompleted() => Make(400, "order_completed", 4222, "Order has already been completed.");

    public static ApiAnswer SubmissionInProgress() =>
        Make(409, "order_submission_in_progress", 4238, "Order is being submitted by another call.");

    public static ApiAnswer BagNotFound() => Make(404, "bag_not_found", 4201, "Bag could not be found.");

    public static ApiAnswer LineNotFound() => Make(404, "order_sku_not_found", 4219, "Order SKU could not be found.");

    public static ApiAnswer DiscountNotFound() => Make(404, "bag_discount_not_found", 4234, "Bag discount could not be found.");

    public static ApiAnswer ShippingMethodNotFound() =>
        Make(404, "order_shipping_method_not_found", 4218, "Order shipping method could not be found.");

    public static ApiAnswer RefundNotFound() => Make(404, "order_refund_not_found", 4227, "Order refund could not be found.");

    public static ApiAnswer MerchantNotFound() => Make(404, "merchant_not_found", 1001, "Merchant could not be found.");

    public static ApiAnswer OfferNotFound() => Make(404, "offer_not_found", 2004, "Offer could not be found.");

    public static ApiAnswer SkuNotFound() => Make(404, "sku_not_found", 2002, "SKU could not be found.");

    public static ApiAnswer SkuNotAccessible() => Make(401, "sku_not_accessible", 2008, "The app has no access to this SKU.");

    public static ApiAnswer NotConnected() =>
        Make(401, "merchant_not_connected", 7118, "The merchant is not connected to the app, which so has no access to its data.");

    public static ApiAnswer BlockedAddress() => Make(400, "blocked_address", 4236, "Nothing is sold to this address.");

    public static ApiAnswer InsufficientInventory() =>
        Make(400, "insufficient_inventory", 4223, "The merchant has not so many of this SKU.");

    public static ApiAnswer EmptyCart() => Make(412, "empty_cart", 4204, "Cart is empty.");

    public static ApiAnswer NoShippingMethod() => Make(400, "null_shipping_method", 4211, "A bag has no shipping method.");

    public static ApiAnswer OfferNotPublished() => Make(400, "offer_not_published", 2011, "The offer is not published.");

    public static ApiAnswer SkuNotAvailable() => Make(400, "sku_not_available", 2003, "The SKU is not available.");

    public static ApiAnswer LineNotAvailable(JsonObject line) =>
        WithData(Make(400, "order_sku_not_available", 4219, "An order SKU is not available any more."), "EXTERNAL_SUBMIT_CART", [line]);

    public static ApiAnswer CartNotCompleted(IEnumerable<JsonObject> lines) =>
        WithData(Make(400, "external_cart_completion_error", 2503, "The shop could not complete the cart."), "EXTERNAL_SUBMIT_CART", lines);

    public static ApiAnswer CartNotCreated(IEnumerable<JsonObject> lines) =>
        WithData(Make(422, "external_cart_creation_failure", 2503, "The shop could not create the cart."), "EXTERNAL_CREATE_CART", lines);

    public static ApiAnswer Missing(string parameter) =>
        Make(400, "missing_parameter", 9002, $"Required parameter '{parameter}' cannot be null or empty.");

    public static ApiAnswer Invalid(string parameter) => Make(400, "invalid_parameter", 9001, $"Parameter '{parameter}' is invalid.");

    public static ApiAnswer InvalidBagState(string status) =>
        Make(400, "invalid_bag_state", 4225, $"This cannot be done with a bag that is {status}.");

    public static ApiAnswer InvalidSort() => BadRequest("Invalid sorting property.");

    public static ApiAnswer BadRequest(string message) => Make(400, "bad_request", 1001, message);

    public static ApiAnswer InvalidCurrency() => Make(400, "invalid_currency", 4226, "This is no ISO 4217 code.");

    /// <summary>9403: the role may not do this at all. 9901: it may not see this thing. The slug is the same.</summary>
    public static ApiAnswer NotPermitted(int code = 9403) =>
        Make(
            403,
            "insufficient_permissions",
            code,
            code == 9901 ? "The token may not access this resource." : "The token lacks the permissions for this action."
        );

    public static ApiAnswer AdjustmentNotFound() => Make(404, "bag_adjustment_not_found", 4250, "Bag adjustment could not be found.");

    public static ApiAnswer SeveralPaymentSettings() =>
        Make(
            400,
            "multiple_payment_configurations_exception",
            4451,
            "The merchants are paid in different ways, which one cart cannot hold."
        );

    /// <summary>Transaction fees have one slug and one code for all; the reason is the message.</summary>
    public static ApiAnswer Fee(int status, string reason) => Make(status, "bad_request", 1001, reason);

    /// <summary>Transfers have a shape of their own for errors, with the number as text.</summary>
    public static ApiAnswer AlreadyTransferred() =>
        new(
            409,
            new JsonObject
            {
                ["error"] = "transfer_already_processed",
                ["error_code"] = "4461",
                ["error_message"] = "All transfers for this entity have already been processed.",
            }
        );

    /// <summary>The body holds a message and no more.</summary>
    public static ApiAnswer DistributionNotFound(long id) =>
        new(404, new JsonObject { ["message"] = $"Distribution with ID {id} not found" });

    /// <summary>A guess: that a merchant can forbid it is known, the refusal is not.</summary>
    public static ApiAnswer Prohibited(string what) => BadRequest($"The merchant does not allow {what} through the API.");

    /// <summary>A guess: that every change is refused is known, how is not.</summary>
    public static ApiAnswer Locked() => BadRequest("The configuration is locked.");

    /// <summary>A guess: that such a submission is refused was seen, its slug and code were not.</summary>
    public static ApiAnswer NoPayment(string message = "The cart has no valid payment method attached.") =>
        Make(400, "invalid_payment_method", 4409, message);

    /// <summary>A guess, as for carts only the slug and the code of the estimates are known.</summary>
    public static ApiAnswer NoShippingAddress() => Make(400, "invalid_shipping_address", 4232, "Cart has no shipping address.");

    private static ApiAnswer WithData(ApiAnswer answer, string step, IEnumerable<JsonObject> lines)
    {
        ((JsonObject)answer.Body!)["data"] = new JsonObject
        {
            ["cause"] = "ORDER_ERROR",
            ["skus"] = new JsonArray([
                .. lines.Select(line => new JsonObject
                {
                    ["message"] = "The shop refused it.",
                    ["name"] = line.Text("name"),
                    ["sku_id"] = line["sku_id"] is null ? line.Id() : line.Number("sku_id"),
                    ["order_sku_id"] = step == "EXTERNAL_CREATE_CART" ? null : line.Id(),
                    ["bag_id"] = step == "EXTERNAL_CREATE_CART" ? null : line.Parent?.Parent?["id"]?.DeepClone(),
                }),
            ]),
        };
        return answer;
    }

    private static ApiAnswer Make(int status, string slug, int code, string message) => ApiAnswer.VioletError(status, slug, code, message);
}
