using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Who buys, and the addresses of carts.</summary>
internal sealed class CartBuyer(Carts carts)
{
    public static bool IsBlocked(JsonNode? address) => address.Text("postal_code") == TestAddresses.BlockedPostalCode;

    public ApiAnswer? SetCustomer(CartCall call)
    {
        SetCustomer(call.Cart, call.Request);
        return null;
    }

    public ApiAnswer? SetShippingAddress(CartCall call)
    {
        SetAddress(call.Cart, call.Request, "shipping_address");
        return null;
    }

    public ApiAnswer? SetBillingAddress(CartCall call)
    {
        SetAddress(call.Cart, call.Request, "billing_address");
        return null;
    }

    /// <summary>Fills in what a cart does not say yet of who buys, as a submission may.</summary>
    public void AddCustomer(JsonObject cart, JsonObject request)
    {
        JsonNode? customer = cart["customer"]?.DeepClone();
        var missing = (JsonObject)request.DeepClone();
        if (!cart.Flag("wallet_based_checkout")) // a wallet tells the whole address at the end
        {
            if (missing.Flag("same_address"))
            {
                missing["shipping_address"] ??= missing["billing_address"]?.DeepClone();
                missing["billing_address"] ??= missing["shipping_address"]?.DeepClone();
                missing.Remove("same_address");
            }

            foreach (string address in (string[])["shipping_address", "billing_address"])
            {
                if (cart[address] is not null)
                    missing.Remove(address);
            }
        }

        SetCustomer(cart, missing);
        if (customer is not null)
            cart["customer"] = customer;
    }

    private void SetCustomer(JsonObject cart, JsonObject request)
    {
        cart["customer"] = CartParts.Customer(request);
        JsonObject? shipping = request["shipping_address"] as JsonObject,
            billing = request["billing_address"] as JsonObject;
        if (request.Flag("same_address"))
            (shipping, billing) = (shipping ?? billing, billing ?? shipping);
        if (shipping is not null)
            SetAddress(cart, shipping, "shipping_address");
        if (billing is not null)
            SetAddress(cart, billing, "billing_address");
    }

    /// <summary>An address whose postal code is wrong for the country is not stored, and the shop's error comes later (a guess: the kind of
    /// refusal is not documented for carts).</summary>
    private void SetAddress(JsonObject cart, JsonObject request, string which)
    {
        string step = which == "shipping_address" ? "EXTERNAL_ADD_SHIPPING_ADDRESS" : "EXTERNAL_ADD_BILLING_ADDRESS";
        bool isWallet = cart.Flag("wallet_based_checkout");
        if (!HasGoodCode(request, isWallet) || (request.Text("address_1").Length == 0 && !isWallet))
        {
            carts.Errors.Add(cart, step, $"The address with the postal code '{request.Text("postal_code")}' does not exist.");
            return;
        }

        carts.Errors.Resolve(cart, step);
        JsonObject address = CartParts.Address(request, which == "shipping_address" ? "SHIPPING" : "BILLING");
        JsonNode? before = cart[which];
        cart[which] = address;
        if (which != "shipping_address")
            return;
        carts.Errors.Resolve(cart, "EXTERNAL_GET_SHIPPING_METHODS", "EXTERNAL_SET_SHIPPING_METHOD");
        if (JsonNode.DeepEquals(before, address) || (isWallet && IsFilledIn(before, address)))
            return;
        foreach (JsonObject bag in cart.List("bags"))
            bag["shipping_method"] = null; // it was offered for another address (inferred)
    }

    private static bool HasGoodCode(JsonObject address, bool isWallet)
    {
        string code = address.Text("postal_code");
        if (code == TestAddresses.UnknownPostalCode)
            return false;
        return code.Length > 0 || isWallet || TestAddresses.WithoutPostalCodes.Contains(address.Text("country").ToUpperInvariant());
    }

    /// <summary>Whether an address only adds what a wallet withheld before the payment.</summary>
    private static bool IsFilledIn(JsonNode? before, JsonObject after) =>
        before is JsonObject earlier
        && ((string[])["country", "state", "city", "postal_code"]).All(f =>
            earlier.Text(f).Length == 0 || after.Text(f).StartsWith(earlier.Text(f), StringComparison.OrdinalIgnoreCase)
        );
}
