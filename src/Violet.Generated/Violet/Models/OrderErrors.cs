using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Violet.Generated;

public sealed partial class Order
{
    /// <summary>
    /// Throws when the order has errors, those included that could not be read, whether they block or not: for the steps before a
    /// submission, in code that gives up at any of them. Shops answer after Violet, so that an error often shows with a later call only
    /// (<see cref="CartReading.ReadSettledAsync"/>). Not for the response to a submission: a partly placed order is charged and has
    /// errors; see <see cref="GetSubmitOutcome"/>.
    /// </summary>
    /// <returns>This order.</returns>
    /// <exception cref="VioletOrderException">The order has errors; the exception has the order.</exception>
    public Order ThrowIfErrors() => AllErrors().Any() ? throw new VioletOrderException(this) : this;

    /// <summary>The errors that keep Violet from placing the order: all but INTERNAL_ADD_ITEM (one item is missing, which blocks nothing)
    /// and EXTERNAL_ADD_DISCOUNT_CODE (at submission, codes that do not apply vanish with their errors). Of the others, some go by
    /// themselves and some when their cause is set right; Violet does not say which. What came among the errors and is none, as far as this
    /// version can read, stands for one: its JSON is the message.</summary>
    /// <returns>The errors, those last that could not be read; empty for none.</returns>
    public IReadOnlyList<OrderError> BlockingErrors() =>
        [.. AllErrors().Where(error => error.Type.Value is not (OrderErrorType.InternalAddItem or OrderErrorType.ExternalAddDiscountCode))];

    /// <summary>What came of submitting this cart, from the response to the submission or from the order as it was read later.</summary>
    /// <returns>The outcome.</returns>
    public SubmitOutcome GetSubmitOutcome() => SubmitOutcome.Of(this);

    /// <summary>The client secret of the payment intent, with which Stripe's code in the browser goes on. Violet tells it in three places,
    /// of which a response has one or more: on the order, on its payment transaction, and in that transaction's metadata.</summary>
    /// <returns>The secret; null where there is none.</returns>
    public string? FindClientSecret() =>
        PaymentTransactions
            .SelectMany(t => new[] { t.PaymentIntentClientSecret, t.Metadata?.PaymentIntentClientSecret })
            .Prepend(PaymentIntentClientSecret)
            .FirstOrDefault(secret => !string.IsNullOrEmpty(secret));

    /// <summary>The errors, and one for each that could not be read.</summary>
    internal IEnumerable<OrderError> AllErrors()
    {
        if (!HasMisfit("errors"))
            return Errors;
        JToken unread = Extra["errors"]!;
        return Errors.Concat((unread as JArray ?? [unread]).Select(error => new OrderError { Message = error.ToString(Formatting.None) }));
    }
}

/// <summary>An order came back with errors in it, although the call itself succeeded.</summary>
public sealed class VioletOrderException : VioletException
{
    /// <summary>Makes an exception, as <see cref="Order.ThrowIfErrors"/> does.</summary>
    /// <param name="order">The order with the errors.</param>
    public VioletOrderException(Order order)
        : base($"Order {order.Id} has {order.AllErrors().Count()} error(s): {Kinds(order)}. See Order.Errors.") => Order = order;

    /// <summary>The order as it came, with its errors.</summary>
    public Order Order { get; }

    private static string Kinds(Order order) =>
        string.Join(", ", order.AllErrors().Select(error => error.Type.IsKnown ? error.Type.Raw : "of another kind").Distinct());
}
