namespace Violet.Generated;

public sealed partial class Order
{
    /// <summary>
    /// Throws when <see cref="Errors"/> is not empty. Violet's checkout answers 200 with problems in that list, so look after every call
    /// that returns an order.
    /// </summary>
    /// <returns>This order.</returns>
    /// <exception cref="VioletOrderException">The order has errors; the exception has the order.</exception>
    public Order ThrowIfErrors() => Errors.Count == 0 ? this : throw new VioletOrderException(this);
}

/// <summary>An order came back with errors in it, although the call itself succeeded.</summary>
public sealed class VioletOrderException : VioletException
{
    internal VioletOrderException(Order order)
        : base(
            $"Order {order.Id} has {order.Errors.Count} error(s): "
                + $"{string.Join(", ", order.Errors.Select(error => error.Type.IsKnown ? error.Type.Raw : "of another kind").Distinct())}. "
                + $"See Order.Errors."
        ) => Order = order;

    /// <summary>The order as it came, with its errors.</summary>
    public Order Order { get; }
}
