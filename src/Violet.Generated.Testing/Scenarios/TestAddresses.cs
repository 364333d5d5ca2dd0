namespace Violet.Generated.Testing;

/// <summary>Postal codes by what becomes of an address with them.</summary>
public static class TestAddresses
{
    /// <summary>Nothing is sold there: 400 <c>blocked_address</c>.</summary>
    public const string BlockedPostalCode = "99999";

    /// <summary>Does not exist: the shop's EXTERNAL_ADD_SHIPPING_ADDRESS (or BILLING) comes later. So it does with no code at all in a
    /// country that has codes.</summary>
    public const string UnknownPostalCode = "00000";

    /// <summary>No merchant ships there: the lists of shipping methods are empty.</summary>
    public const string UnreachablePostalCode = "96799";

    /// <summary>Countries without postal codes.</summary>
    internal static readonly HashSet<string> WithoutPostalCodes =
    [
        .. "AE AG AN AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GN GQ GY HK IE JM".Split(' '),
        .. "KE KI KM KN KP LC ML MO MR MS MU MW".Split(' '),
        .. "NA NR NU PA QA RW SB SC SL SO SR ST SY TD TF TG TK TL TO TT TV TZ UG VU WS YE ZA ZW".Split(' '),
    ];
}
