namespace Violet.Generated.AspNetCore;

/// <summary>
/// What a failed call means to whoever called the app. What the app did wrong, its credentials included, and what broke behind it are
/// faults of a gateway; only what the caller can understand is the caller's.
/// </summary>
internal static class ProblemStatus
{
    public static int Of(VioletException failure) =>
        failure switch
        {
            VioletApiException { StatusCode: < 500 } refusal => OfSlug(refusal.Slug) ?? OfStatus(refusal),
            VioletApiException { StatusCode: 504 } or VioletTimeoutException => 504,
            VioletOrderException => 422,
            _ => 502,
        };

    /// <summary>Whether the error's name is one of the contract's. Any other text may be somebody's data.</summary>
    public static bool IsKnown(string? slug) => slug == VioletErrorSlugs.BadRequest || OfSlug(slug) is not null;

    /// <summary>404: it is not there. 409: what is there stands in the way, and may change. 422: what was asked for cannot be
    /// done.</summary>
    private static int? OfSlug(string? slug) =>
        slug switch
        {
            VioletErrorSlugs.BagAdjustmentNotFound
            or VioletErrorSlugs.BagDiscountNotFound
            or VioletErrorSlugs.BagNotFound
            or VioletErrorSlugs.OfferNotFound
            or VioletErrorSlugs.OrderNotFound
            or VioletErrorSlugs.OrderRefundNotFound
            or VioletErrorSlugs.OrderShippingMethodNotFound
            or VioletErrorSlugs.OrderSkuNotFound
            or VioletErrorSlugs.SkuNotFound => 404,
            VioletErrorSlugs.InsufficientInventory
            or VioletErrorSlugs.InvalidBagState
            or VioletErrorSlugs.MerchantNotConnected
            or VioletErrorSlugs.OfferNotPublished
            or VioletErrorSlugs.OrderCompleted
            or VioletErrorSlugs.OrderSkuNotAvailable
            or VioletErrorSlugs.OrderSubmissionInProgress
            or VioletErrorSlugs.PaymentAlreadyCaptured
            or VioletErrorSlugs.SkuNotAccessible
            or VioletErrorSlugs.SkuNotAvailable
            or VioletErrorSlugs.TransferAlreadyProcessed => 409,
            VioletErrorSlugs.BlockedAddress
            or VioletErrorSlugs.EmptyCart
            or VioletErrorSlugs.ExternalCartCompletionError
            or VioletErrorSlugs.ExternalCartCreationFailure
            or VioletErrorSlugs.ExternalWriteOrderError
            or VioletErrorSlugs.InvalidCurrency
            or VioletErrorSlugs.InvalidPaymentMethod
            or VioletErrorSlugs.InvalidShippingAddress
            or VioletErrorSlugs.MultiplePaymentConfigurationsException
            or VioletErrorSlugs.NullShippingMethod => 422,
            _ => null,
        };

    private static int OfStatus(VioletApiException refusal) =>
        refusal switch
        {
            VioletRateLimitException => 429,
            VioletConflictException => 409,
            VioletNotFoundException when IsOfApi(refusal) => 404,
            { StatusCode: 422 } => 422,
            { StatusCode: 408 } => 504,
            _ => 502,
        };

    /// <summary>Whether it is the API that says so: a server at a wrong base address answers 404 too. Violet names what is missing and
    /// gives a number; the contract does not list the names of all things.</summary>
    private static bool IsOfApi(VioletApiException notFound) =>
        notFound.StatusCode == 410
        || notFound.Slug == VioletErrorSlugs.BadRequest
        || (notFound.Code is not null && notFound.Slug?.EndsWith("_not_found", StringComparison.Ordinal) == true);
}
