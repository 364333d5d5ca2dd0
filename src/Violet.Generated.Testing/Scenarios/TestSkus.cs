namespace Violet.Generated.Testing;

/// <summary>SKUs of a new server by what becomes of them. All but <see cref="OfSecondMerchant"/> and <see cref="PaidElsewhere"/> are
/// of merchant 10001.</summary>
public static class TestSkus
{
    /// <summary>Can be bought: 9.00.</summary>
    public const long Ordinary = 200010;

    /// <summary>Can be bought, and is of another merchant (10002): 11.74.</summary>
    public const long OfSecondMerchant = 200330;

    /// <summary>Nothing is left, and Violet knows: adding it is refused with 400 <c>insufficient_inventory</c>.</summary>
    public const long SoldOut = 200090;

    /// <summary>Two are left. More are put into the cart; the shop's EXTERNAL_ADD_ITEM comes later.</summary>
    public const long Scarce = 200051;

    /// <summary>Digital: its bag needs no shipping method, and a cart of nothing else no shipping address.</summary>
    public const long Digital = 200200;

    /// <summary>Never gets into the cart; INTERNAL_ADD_ITEM says so, and blocks nothing.</summary>
    public const long LeftOut = 200210;

    /// <summary>The shop refuses it at first: its EXTERNAL_ADD_ITEM comes and goes by itself.</summary>
    public const long HealsItself = 200220;

    /// <summary>The shop refuses the bag at submission: 400 <c>external_cart_completion_error</c> with one merchant, a rejected bag with
    /// several.</summary>
    public const long RefusedAtSubmit = 200230;

    /// <summary>The shop cannot create a cart with it: 422 at creation with one merchant, 202 and an error with several.</summary>
    public const long NoCart = 200240;

    /// <summary>Its offer is not published: submitting is refused with 400 <c>offer_not_published</c>.</summary>
    public const long Unpublished = 200250;

    /// <summary>Of a merchant (10013) who is paid past Violet: 9.00. It goes with no other merchant's: 400
    /// <c>multiple_payment_configurations_exception</c>.</summary>
    public const long PaidElsewhere = 203610;
}
