using Violet.Generated;
using Violet.Generated.Rutter;

namespace Violet.Dashboard;

/// <summary>What Rutter's reasons for disabling a connection mean, and what to do about each.</summary>
internal static class DisabledReasons
{
    public static (string Meaning, string Advice) Explain(OpenEnum<DisabledReason> reason) =>
        reason.Value switch
        {
            DisabledReason.ShopApiKeyExpired => (
                "The shop's API key has run out.",
                "The merchant makes a new API key at the platform and connects with it."
            ),
            DisabledReason.ShopIdIsInvalid => (
                "The platform does not accept the shop's id.",
                "Compare the id in your records with the merchant's."
            ),
            DisabledReason.ShopNotFound => (
                "There is no shop at that address.",
                "Ask the merchant for the address of the shop as it is now."
            ),
            DisabledReason.ShopIsDisabledOrExpired => (
                "The platform has switched the shop off, or its plan has ended.",
                "Ask the merchant whether the shop is to be switched on again."
            ),
            DisabledReason.ShopIsLocked => (
                "The platform has locked the shop.",
                "The merchant asks the platform what it takes to unlock it."
            ),
            DisabledReason.ShopPaymentRequired => ("The platform is owed a payment.", "Ask the merchant to pay the platform."),
            DisabledReason.ShopIsUnavailable => (
                "The shop was not available when it was connected.",
                "Ask the merchant whether the shop is open yet, then connect again."
            ),
            DisabledReason.WebServiceIsDisabled => (
                "The shop's web service is switched off.",
                "The merchant switches the API on in the shop's settings."
            ),
            DisabledReason.TunnelError => (
                "The connection was made with a developer account.",
                "Connect again with production credentials."
            ),
            DisabledReason.CertExpired => ("The shop's TLS certificate has run out.", "Ask the merchant to renew the certificate."),
            DisabledReason.Unknown => (
                "The shop cannot be reached, and Rutter does not know why.",
                "Ask the merchant whether the shop works; if it does, ask Rutter."
            ),
            DisabledReason.FailedToAuthenticate => (
                "The platform refused the merchant's credentials.",
                "Send the merchant the link to sign in again."
            ),
            DisabledReason.NeedsReauth => ("The merchant has to sign in again.", "Send the merchant the link to sign in again."),
            DisabledReason.RequestTimeout => (
                "The shop did not answer in time.",
                "Ask the merchant whether the shop is slow or down, then ask Rutter to enable the connection."
            ),
            DisabledReason.ManuallyDisabled => (
                "Somebody switched the connection off by hand.",
                "Ask in your team and at Rutter who did, and why."
            ),
            _ => ("This version does not know that reason.", "Look it up in Rutter's reference, or ask Rutter."),
        };
}
