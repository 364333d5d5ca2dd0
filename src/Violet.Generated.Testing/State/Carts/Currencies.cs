namespace Violet.Generated.Testing.State;

/// <summary>The shops' prices, which are in US dollars, in the currency of a cart.</summary>
internal static class Currencies
{
    /// <summary>Minor units for a US cent. The yen has none: 150 for a dollar are 1.5 for a cent.</summary>
    private static readonly Dictionary<string, decimal> s_rates = new()
    {
        ["EUR"] = 0.9m,
        ["GBP"] = 0.8m,
        ["CAD"] = 1.4m,
        ["JPY"] = 1.5m,
    };

    public static long FromUsd(long cents, string currency) =>
        (long)Math.Round(cents * s_rates.GetValueOrDefault(currency, 1), MidpointRounding.AwayFromZero);
}
