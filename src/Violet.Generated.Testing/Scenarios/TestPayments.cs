using System.Text.Json.Nodes;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>Plays the shopper's device and bank, which no API can: an order that is paid by an intent is not placed before.</summary>
/// <example>
/// <code>
/// await violet.Carts.SetPaymentAsync(cart.Id, new PaymentMethodRequest { IntentBasedCapture = true });
/// server.Payments.Confirm(cart.Id);                                  // or with TestCards.Declined, TestCards.RequiresAction
/// await violet.Carts.SubmitAsync(cart.Id, new SubmitCartRequest());
/// </code>
/// </example>
public sealed class TestPayments
{
    private readonly VioletApi _violet;

    internal TestPayments(VioletApi violet) => _violet = violet;

    /// <summary>The shopper enters a card, as Stripe's form in the browser would have it.</summary>
    /// <param name="cartId">The cart, which must be paid by an intent or be a wallet cart.</param>
    /// <param name="card">One of <see cref="TestCards"/>; any other number pays.</param>
    /// <returns>What becomes of the payment: <see cref="PaymentStatus.Authorized"/>, <see cref="PaymentStatus.RequiresAction"/>, or
    /// <see cref="PaymentStatus.RequiresPaymentMethod"/> when it is declined.</returns>
    /// <exception cref="ArgumentException">There is no such cart.</exception>
    /// <exception cref="InvalidOperationException">It has no intent, or one that is confirmed already.</exception>
    public OpenEnum<PaymentStatus> Confirm(long cartId, string card = TestCards.Visa)
    {
        ArgumentNullException.ThrowIfNull(card);
        return Change(cartId, cart => _violet.Payments.Confirm(cart, card.Replace(" ", "", StringComparison.Ordinal)));
    }

    /// <summary>The shopper answers the bank's question (3-D Secure). Submit the cart again after it, with the same app_order_id.</summary>
    /// <param name="cartId">The cart.</param>
    /// <param name="succeeds">Whether the answer is right; else another payment method is needed.</param>
    /// <returns>What becomes of the payment.</returns>
    /// <exception cref="ArgumentException">There is no such cart.</exception>
    /// <exception cref="InvalidOperationException">Nobody asks the shopper anything.</exception>
    public OpenEnum<PaymentStatus> CompleteAction(long cartId, bool succeeds = true) =>
        Change(cartId, cart => _violet.Payments.CompleteAction(cart, succeeds));

    private OpenEnum<PaymentStatus> Change(long cartId, Func<JsonObject, string> change)
    {
        string? status = null;
        _ =
            _violet.Entity(store => store.Order(cartId), (_, cart) => status = change(cart))
            ?? throw new ArgumentException($"The test server has no cart {cartId}.", nameof(cartId));
        return new OpenEnum<PaymentStatus>(status);
    }
}
