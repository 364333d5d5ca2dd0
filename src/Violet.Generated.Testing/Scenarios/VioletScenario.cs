using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>Something that happens at shops or banks, in one line: <c>server.Use(VioletScenario.PartialSubmit)</c>. Several add up;
/// <see cref="Ordinary"/> ends them all.</summary>
public sealed class VioletScenario
{
    private readonly Action<Behaviour> _apply;

    private VioletScenario(Action<Behaviour> apply) => _apply = apply;

    /// <summary>All goes well again, and errors come with the next call on the cart.</summary>
    public static VioletScenario Ordinary { get; } = new(b => b.Reset());

    /// <summary>Of a cart with several merchants, the last one's shop refuses its bag at submission: 200, COMPLETED, one bag REJECTED and
    /// VOIDED.</summary>
    public static VioletScenario PartialSubmit { get; } = new(b => b.RefusesLastBag = true);

    /// <summary>Every shop refuses every submission: 400 with one merchant; with several, a REJECTED order (a guess).</summary>
    public static VioletScenario RefusedSubmit { get; } = new(b => b.RefusesAllBags = true);

    /// <summary>As if another call were submitting the cart: the next submission answers 409, and the order is placed all the
    /// same.</summary>
    public static VioletScenario SubmitInProgress { get; } = new(b => b.SubmitsElsewhere = true);

    /// <summary>Payments take their time: a submitted order is PROCESSING until it is read twice (a guess: Violet says that it lasts
    /// milliseconds).</summary>
    public static VioletScenario SlowPayments { get; } = new(b => b.PaymentsAreSlow = true);

    /// <summary>Every card asks for 3-D Secure.</summary>
    public static VioletScenario RequiresAction { get; } = new(b => b.Card = TestCards.RequiresAction);

    /// <summary>Every card is declined.</summary>
    public static VioletScenario Declined { get; } = new(b => b.Card = TestCards.Declined);

    /// <summary>Shops answer before Violet does: their errors are in the answer to the call that caused them, and not, as usual, in the
    /// next.</summary>
    public static VioletScenario ImmediateErrors { get; } = new(b => b.ErrorsAfter = 0);

    /// <summary>Shops answer late: their errors show with the second call on the cart after the one that caused them.</summary>
    public static VioletScenario SlowShops { get; } = new(b => b.ErrorsAfter = 2);

    /// <summary>No shop offers a way of shipping: the lists are empty.</summary>
    public static VioletScenario NoShippingMethods { get; } = new(b => b.ShipsNowhere = true);

    /// <summary>Shops refuse to cancel: 202 with CANCELLATION_FAILURE.</summary>
    public static VioletScenario CancellationFails { get; } = new(b => b.CancellationsFail = true);

    /// <summary>Refunds fail at the shop: 200 with the status FAILED and errors.</summary>
    public static VioletScenario RefundFails { get; } = new(b => b.RefundStatus = "FAILED");

    /// <summary>Refunds take their time: 200 with the status PROCESSING.</summary>
    public static VioletScenario SlowRefunds { get; } = new(b => b.RefundStatus = "PROCESSING");

    /// <summary>The token has no permissions: 403 <c>insufficient_permissions</c> wherever Violet documents it, with 9403 where it may not
    /// do something and 9901 where it may not see something.</summary>
    public static VioletScenario NoPermissions { get; } = new(b => b.LacksPermissions = true);

    /// <summary>The configurations of merchants are locked: every change is refused (400, a guess).</summary>
    public static VioletScenario LockedConfigurations { get; } = new(b => b.LocksConfigurations = true);

    /// <summary>The app may not tell transaction fees: 200 with the outcome config_conflict_rejected.</summary>
    public static VioletScenario NoTransactionFees { get; } = new(b => b.ForbidsFees = true);

    internal void Apply(Behaviour behaviour) => _apply(behaviour);
}
