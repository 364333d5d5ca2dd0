using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Something that must hold, and the answer where it does not.</summary>
/// <param name="Holds">Whether it does.</param>
/// <param name="Otherwise">The refusal.</param>
internal sealed record CheckoutRule(Func<CartCall, bool> Holds, Func<CartCall, ApiAnswer> Otherwise)
{
    public CheckoutRule(Func<CartCall, bool> holds, Func<ApiAnswer> otherwise)
        : this(holds, _ => otherwise()) { }
}

/// <summary>A row of the checkout's table.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Totals">What it does to the totals.</param>
/// <param name="Rules">What must hold, in this order.</param>
/// <param name="Effect">What it does; null for the cart as the answer, else an answer of its own.</param>
internal sealed record CheckoutRow(string Operation, Totals Totals, IReadOnlyList<CheckoutRule> Rules, Func<CartCall, ApiAnswer?> Effect)
{
    public ApiAnswer? Run(CartCall call) => Rules.FirstOrDefault(r => !r.Holds(call)) is { } broken ? broken.Otherwise(call) : Effect(call);
}
