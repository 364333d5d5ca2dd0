namespace Violet.Generated;

/// <summary>Reads carts until the shops have spoken.</summary>
public static class CartReading
{
    /// <summary>
    /// Reads a cart until two readings agree on its errors, lines and totals. Violet passes the steps of a checkout on to the shops after
    /// it has answered, so that a shop's refusal is not in the response but in a later reading; and some errors go by themselves.
    /// </summary>
    /// <param name="carts">The client's carts.</param>
    /// <param name="cartId">The cart.</param>
    /// <param name="bounds">How often and how long; null for at most 6 readings in 10 seconds, half a second apart.</param>
    /// <param name="cancellationToken">Gives up the reading.</param>
    /// <returns>The cart as it was read last, whether two readings have agreed or the bounds were reached: no number of readings proves
    /// that a shop has nothing more to say. What is outstanding, a submission shows at the latest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bounds allow no reading.</exception>
    /// <exception cref="VioletException">A reading failed.</exception>
    public static async Task<Order> ReadSettledAsync(
        this ICartsClient carts,
        long cartId,
        SettleBounds? bounds = null,
        CancellationToken cancellationToken = default
    )
    {
        if (carts is null)
            throw new ArgumentNullException(nameof(carts));
        bounds ??= new SettleBounds();
        if (bounds.MaxReads < 1)
            throw new ArgumentOutOfRangeException(nameof(bounds), "MaxReads must be 1 or more.");
        TimeProvider time = bounds.TimeProvider;
        long start = time.GetTimestamp();
        Order cart = await carts.GetAsync(cartId, cancellationToken).ConfigureAwait(false);
        for (int reads = 1; reads < bounds.MaxReads && time.GetElapsedTime(start) + bounds.Interval <= bounds.MaxDuration; reads++)
        {
            await time.Delay(bounds.Interval, cancellationToken).ConfigureAwait(false);
            Order next = await carts.GetAsync(cartId, cancellationToken).ConfigureAwait(false);
            if (Signature(next) == Signature(cart))
                return next;
            cart = next;
        }

        return cart;
    }

    private static string Signature(Order cart) =>
        string.Join(
            "\n",
            cart.AllErrors()
                .Select(e => $"{e.Type} {e.EntityId} {e.BagId} {e.Message}")
                .OrderBy(text => text, StringComparer.Ordinal)
                .Concat(
                    cart.Bags.SelectMany(bag =>
                        bag.Skus.Select(sku => $"{sku.Id} {sku.Quantity} {sku.Available}").Prepend($"{bag.Id} {bag.Status} {bag.Total}")
                    )
                )
                .Append($"{cart.Status} {cart.SubTotal} {cart.Total}")
        );
}

/// <summary>How often and how long a cart is read until it is settled.</summary>
public sealed class SettleBounds
{
    /// <summary>At most so many readings (6).</summary>
    public int MaxReads { get; set; } = 6;

    /// <summary>No reading begins later than so long after the first (10 seconds).</summary>
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two readings (half a second).</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
