namespace Violet.Generated.Testing.State;

/// <summary>How shops and banks behave now: what scenarios change.</summary>
internal sealed class Behaviour
{
    public bool RefusesLastBag { get; set; }

    public bool RefusesAllBags { get; set; }

    public bool SubmitsElsewhere { get; set; }

    public bool PaymentsAreSlow { get; set; }

    /// <summary>The card that every other one behaves like; null for each as it is.</summary>
    public string? Card { get; set; }

    /// <summary>With which call on the cart a shop's error shows: 0 for the one that caused it, 1 for the next.</summary>
    public int ErrorsAfter { get; set; } = 1;

    public bool ShipsNowhere { get; set; }

    public bool CancellationsFail { get; set; }

    public string RefundStatus { get; set; } = "COMPLETED";

    public bool LacksPermissions { get; set; }

    public bool LocksConfigurations { get; set; }

    public bool ForbidsFees { get; set; }

    public void Reset()
    {
        RefusesLastBag = RefusesAllBags = SubmitsElsewhere = PaymentsAreSlow = ShipsNowhere = CancellationsFail = false;
        LacksPermissions = LocksConfigurations = ForbidsFees = false;
        (Card, ErrorsAfter, RefundStatus) = (null, 1, "COMPLETED");
    }
}
