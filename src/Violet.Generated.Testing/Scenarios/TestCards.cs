namespace Violet.Generated.Testing;

/// <summary>Card numbers by what becomes of them, for <see cref="TestPayments.Confirm"/> and for a payment by card. They are Violet's and
/// Stripe's numbers for tests.</summary>
public static class TestCards
{
    /// <summary>A card that pays.</summary>
    public const string Visa = "4242424242424242";

    /// <summary>A card that pays.</summary>
    public const string Mastercard = "5555555555554444";

    /// <summary>A card that pays.</summary>
    public const string AmericanExpress = "378282246310005";

    /// <summary>Pays once the shopper has answered the bank's question (3-D Secure).</summary>
    public const string RequiresAction = "4000002500003155";

    /// <summary>Is declined.</summary>
    public const string Declined = "4000000000000002";

    /// <summary>Is declined: there is too little money.</summary>
    public const string InsufficientFunds = "4000000000009995";

    /// <summary>Is declined: the card has expired.</summary>
    public const string Expired = "4000000000000069";

    /// <summary>Is declined: the security code is wrong.</summary>
    public const string WrongCvc = "4000000000000127";

    /// <summary>Is declined: processing fails.</summary>
    public const string ProcessingError = "4000000000000119";

    /// <summary>Is declined: there is no such number.</summary>
    public const string Invalid = "4242424242424241";

    /// <summary>Stripe's tokens for the same cards.</summary>
    internal static string OfToken(string token) =>
        token switch
        {
            "tok_mastercard" => Mastercard,
            "tok_amex" => AmericanExpress,
            "tok_threeDSecure2Required" or "tok_threeDSecureRequired" => RequiresAction,
            "tok_chargeDeclined" => Declined,
            "tok_chargeDeclinedInsufficientFunds" => InsufficientFunds,
            "tok_chargeDeclinedExpiredCard" => Expired,
            "tok_chargeDeclinedIncorrectCvc" => WrongCvc,
            "tok_chargeDeclinedProcessingError" => ProcessingError,
            _ => Visa,
        };

    internal static bool IsDeclined(string card) =>
        card is Declined or InsufficientFunds or Expired or WrongCvc or ProcessingError or Invalid;
}
