using System.Diagnostics;

namespace Violet.Generated;

/// <summary>What came of submitting a cart, where the response was a success; see <see cref="SubmitOutcome"/>.</summary>
public enum SubmitState
{
    /// <summary>Every shop has accepted its bag, and the shopper is charged.</summary>
    Placed = 1,

    /// <summary>Some shops have accepted their bags and the shopper is charged for those; the others' bags are rejected and void.</summary>
    PartlyPlaced,

    /// <summary>Not placed and not charged: the shopper's bank asks for something (3-D Secure). Let the shopper do it with
    /// <see cref="SubmitOutcome.ClientSecret"/>, then submit the same cart with the same <c>app_order_id</c> again.</summary>
    ActionRequired,

    /// <summary>Not decided yet, or told in words that this version does not know or cannot read: read the order again.</summary>
    Pending,

    /// <summary>Not placed and not charged. <see cref="SubmitOutcome.Errors"/> says why, where a shop is the reason. A cart that was never
    /// submitted looks the same.</summary>
    Refused,
}

/// <summary>
/// What came of submitting a cart. Get it from <see cref="Order.GetSubmitOutcome"/>: it reads the status of the order, of its bags and of
/// its payments together, as none of them tells alone.
/// </summary>
/// <remarks>
/// A refusal can also be an HTTP error, and so an exception: with one merchant the shop's refusal is 400 or 422
/// (<see cref="VioletBadRequestException"/>, such as <c>external_cart_completion_error</c> or <c>order_sku_not_available</c>), as is a cart
/// that is not ready or not paid; 409 <c>order_submission_in_progress</c> (<see cref="VioletConflictException"/>) means that another call
/// submits it, 400 <c>order_completed</c> that one did: read the order then.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SubmitOutcome
{
    private SubmitOutcome(Order order, SubmitState state)
    {
        Order = order;
        State = state;
        RefusedBags = [.. order.Bags.Where(IsRefused).Select(bag => new RefusedBag(bag, [.. order.Errors.Where(e => Concerns(e, bag))]))];
        bool isPlaced = state is SubmitState.Placed or SubmitState.PartlyPlaced;
        PlacedBags = isPlaced ? [.. order.Bags.Where(bag => !IsRefused(bag))] : [];
        Errors = order.BlockingErrors();
        ClientSecret = state == SubmitState.ActionRequired ? order.FindClientSecret() : null;
    }

    /// <summary>The outcome in one word.</summary>
    public SubmitState State { get; }

    /// <summary>The order as it came.</summary>
    public Order Order { get; }

    /// <summary>The bags that shops have accepted; empty unless placed or partly placed.</summary>
    public IReadOnlyList<Bag> PlacedBags { get; }

    /// <summary>The bags that shops have rejected, each with its errors.</summary>
    public IReadOnlyList<RefusedBag> RefusedBags { get; }

    /// <summary>What was in the way: <see cref="Order.BlockingErrors"/>.</summary>
    public IReadOnlyList<OrderError> Errors { get; }

    /// <summary>With <see cref="SubmitState.ActionRequired"/>, the secret that Stripe's <c>handleNextAction</c> takes; null where the order
    /// has none, and otherwise.</summary>
    public string? ClientSecret { get; }

    /// <summary>The state, the order's id and the numbers of bags; nothing of the shopper.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{State}: order {Order.Id}, {PlacedBags.Count} bags placed, {RefusedBags.Count} refused");

    internal static SubmitOutcome Of(Order order) => new(order, Read(order));

    /// <summary>The first that holds decides: an order that is charged is never a failure, one that waits for the shopper never a
    /// success.</summary>
    private static SubmitState Read(Order order)
    {
        bool isCharged = order.PaymentTransactions.Any(t => Is(t, IsCharge));
        if (!isCharged && NeedsAction(order))
            return SubmitState.ActionRequired;
        if (IsUnread(order))
            return SubmitState.Pending;
        if (IsDone(order.Status.Value))
        {
            int refused = order.Bags.Count(IsRefused);
            bool isWhole = refused == order.Bags.Count && refused > 0;
            return refused == 0 ? SubmitState.Placed
                : !isWhole ? SubmitState.PartlyPlaced
                : isCharged ? SubmitState.Pending
                : SubmitState.Refused;
        }

        if (isCharged)
            return SubmitState.Pending;
        return order.Status.Value switch
        {
            OrderStatus.Rejected => SubmitState.Refused,
            OrderStatus.InProgress when !order.PaymentTransactions.Any(t => Is(t, s => s == PaymentStatus.Processing)) =>
                SubmitState.Refused,
            _ => SubmitState.Pending,
        };
    }

    private static bool NeedsAction(Order order) =>
        order.Status == OrderStatus.RequiresAction
        || order.PaymentStatus == PaymentStatus.RequiresAction
        || order.PaymentTransactions.Any(t => Is(t, s => s == PaymentStatus.RequiresAction));

    /// <summary>Whether something that decides could not be read: then it may say anything.</summary>
    private static bool IsUnread(Order order) =>
        order.HasMisfit("status")
        || order.HasMisfit("payment_status")
        || order.HasMisfit("payment_transactions")
        || order.HasMisfit("bags")
        || order.PaymentTransactions.Any(t => t.HasMisfit("status") || t.HasMisfit("capture_status"))
        || order.Bags.Any(bag => bag.HasMisfit("status"));

    private static bool Is(PaymentTransaction transaction, Func<PaymentStatus, bool> which) =>
        (transaction.CaptureStatus.Value is { } capture && which(capture)) || (transaction.Status.Value is { } status && which(status));

    private static bool IsCharge(PaymentStatus status) =>
        status is PaymentStatus.Captured or PaymentStatus.Refunded or PaymentStatus.PartiallyRefunded;

    /// <summary>What an order is only after shops have accepted it.</summary>
    private static bool IsDone(OrderStatus? status) =>
        status
            is OrderStatus.Completed
                or OrderStatus.Accepted
                or OrderStatus.Refunded
                or OrderStatus.PartiallyRefunded
                or OrderStatus.Canceled;

    private static bool IsRefused(Bag bag) => bag.Status == BagStatus.Rejected;

    private static bool Concerns(OrderError error, Bag bag) =>
        error.BagId == bag.Id
        || (
            error.BagId is null
            && error.EntityType == OrderErrorEntityType.Sku
            && bag.Skus.Any(sku => sku.SkuId?.ToString(System.Globalization.CultureInfo.InvariantCulture) == error.EntityId)
        );
}

/// <summary>A bag that its shop has rejected.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RefusedBag
{
    internal RefusedBag(Bag bag, IReadOnlyList<OrderError> errors) => (Bag, Errors) = (bag, errors);

    /// <summary>The bag.</summary>
    public Bag Bag { get; }

    /// <summary>Why, in the shop's words; empty where the order has no error for it.</summary>
    public IReadOnlyList<OrderError> Errors { get; }

    /// <summary>The bag's id and status, and the number of errors.</summary>
    public override string ToString() => FormattableString.Invariant($"{Bag}, {Errors.Count} errors");
}
