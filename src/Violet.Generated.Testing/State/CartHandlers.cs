using System.Text.Json.Nodes;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing.State;

/// <summary>Carts and what is in them: lines, the customer, addresses and discounts.</summary>
internal sealed class CartHandlers(Carts carts)
{
    private const int MostOfOne = 1000;

    private Store Store => carts.Store;

    public void Register(Dictionary<string, Func<ApiCall, ApiAnswer>> handlers)
    {
        handlers["Carts_Create"] = Create;
        handlers["Carts_Get"] = call =>
            Store.Order(call.PathId("cart_id")) is { } cart ? ApiAnswer.Ok(cart.DeepClone()) : OrderHandlers.NotFound();
        handlers["Carts_Delete"] = Delete;
        handlers["Carts_AddSku"] = call => carts.Change(call, cart => AddSku(cart, call.Fields));
        handlers["Carts_UpdateSku"] = call => carts.Change(call, cart => UpdateSku(cart, call.PathId("order_sku_id"), call.Fields));
        handlers["Carts_RemoveSku"] = call => carts.Change(call, cart => RemoveSku(cart, call.PathId("order_sku_id")));
        handlers["Carts_SetCustomer"] = call =>
            carts.Change(call, cart => SetCustomer(cart, call.Fields), movesPrice: call.Fields["shipping_address"] is not null);
        handlers["Carts_SetShippingAddress"] = call => carts.Change(call, cart => SetAddress(cart, call.Fields, "shipping_address"));
        handlers["Carts_SetBillingAddress"] = call =>
            carts.Change(call, cart => SetAddress(cart, call.Fields, "billing_address"), movesPrice: false);
        handlers["Carts_AddDiscount"] = call => carts.Change(call, cart => AddDiscount(cart, call.Fields));
        handlers["Carts_RemoveDiscount"] = call => carts.Change(call, cart => RemoveDiscount(cart, call.PathId("discount_id")));
    }

    /// <summary>Says who buys, and the addresses where they come along.</summary>
    public ApiAnswer? SetCustomer(JsonObject cart, JsonObject request)
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
        return null;
    }

    /// <summary>Fills in what a cart does not say yet of who buys.</summary>
    public void AddCustomer(JsonObject cart, JsonObject request)
    {
        var missing = (JsonObject)request.DeepClone();
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

        JsonNode? customer = cart["customer"]?.DeepClone();
        SetCustomer(cart, missing);
        if (customer is not null)
            cart["customer"] = customer;
    }

    private ApiAnswer Create(ApiCall call)
    {
        JsonObject request = call.Fields;
        string? Text(string name) => (string?)request[name] ?? call.Query(name);
        if (Text("base_currency") is not (null or "USD"))
            return ApiAnswer.VioletError(400, "invalid_currency", 4226, "Only USD is sold here.");
        JsonObject cart = CartParts.Cart(
            Store.NextOrderId(),
            Text("app_order_id"),
            Text("referral_id"),
            request.Flag("wallet_based_checkout"),
            carts.Now
        );
        foreach (JsonObject line in request.List("skus"))
        {
            if (AddSku(cart, line) is { } refused)
                return refused;
        }

        if (request["customer"] is JsonObject customer)
            SetCustomer(cart, customer);
        foreach (JsonObject discount in request.List("discounts"))
        {
            if (AddDiscount(cart, discount) is { } refused)
                return refused;
        }

        OrderMath.Unprice(cart);
        CartPrices.SetDiscounts(cart);
        Store.Orders.Add(cart);
        return carts.Answer(cart);
    }

    private ApiAnswer Delete(ApiCall call)
    {
        ApiAnswer answer = carts.Change(
            call,
            cart =>
            {
                Store.Orders.Remove(cart);
                return null;
            }
        );
        return answer.Status == 200 ? new ApiAnswer(204, null) : answer;
    }

    private ApiAnswer? AddSku(JsonObject cart, JsonObject request)
    {
        if (Store.Sku(request.Number("sku_id")) is not { } sku)
            return CatalogHandlers.SkuNotFound();
        MerchantRecord merchant = Store.Merchant(sku.Number("merchant_id"))!;
        if (!merchant.IsConnected)
            return CatalogHandlers.NotConnected();
        long quantity = request["quantity"] is null ? 1 : Math.Min(request.Number("quantity"), MostOfOne);
        if (quantity < 1)
            return InvalidQuantity();
        if (!sku.Flag("in_stock"))
        {
            carts.AddError(cart, "EXTERNAL_ADD_ITEM", $"{sku.Text("name")} is not available any more.", sku);
            return null;
        }

        JsonObject? bag = cart.List("bags").FirstOrDefault(b => b.Number("merchant_id") == merchant.Id);
        JsonObject? line = bag.List("skus").FirstOrDefault(l => l.Number("sku_id") == sku.Id());
        if (line is not null)
            quantity = Math.Min(quantity + line.Number("quantity"), MostOfOne);
        if (!HasStock(cart, sku, quantity, "EXTERNAL_ADD_ITEM"))
            return null;
        if (bag is null)
            ((JsonArray)cart["bags"]!).Add(bag = CartParts.Bag(Store.NextId(), cart, merchant, carts.Now));
        if (line is null)
            ((JsonArray)bag["skus"]!).Add(line = CartParts.Line(Store.NextId(), Store.Offer(sku.Number("offer_id"))!, sku));
        line["quantity"] = quantity;
        SetLine(line, request);
        OrderMath.AddUpLines(cart);
        return null;
    }

    private ApiAnswer? UpdateSku(JsonObject cart, long lineId, JsonObject request)
    {
        if (Line(cart, lineId) is not { } line)
            return LineNotFound();
        if (request["quantity"] is not null)
        {
            long quantity = Math.Min(request.Number("quantity"), MostOfOne);
            if (quantity < 1)
                return InvalidQuantity();
            if (!HasStock(cart, Store.Sku(line.Number("sku_id"))!, quantity, "EXTERNAL_UPDATE_ITEM"))
                return null;
            line["quantity"] = quantity;
        }

        SetLine(line, request);
        OrderMath.AddUpLines(cart);
        return null;
    }

    private static ApiAnswer? RemoveSku(JsonObject cart, long lineId)
    {
        if (Line(cart, lineId) is not { } line)
            return LineNotFound();
        var lines = (JsonArray)line.Parent!;
        lines.Remove(line);
        if (lines.Count == 0)
            ((JsonArray)cart["bags"]!).Remove(lines.Parent); // a bag goes with its last line
        return null;
    }

    private ApiAnswer? SetAddress(JsonObject cart, JsonObject request, string which)
    {
        if (request.Text("postal_code") is not { } code || code.Length == 0 || code.All(c => c is '0'))
        {
            carts.AddError(
                cart,
                which == "shipping_address" ? "EXTERNAL_ADD_SHIPPING_ADDRESS" : "EXTERNAL_ADD_BILLING_ADDRESS",
                $"The postal code {request.Text("postal_code")} does not exist."
            );
            return null;
        }

        JsonObject address = CartParts.Address(request, which == "shipping_address" ? "SHIPPING" : "BILLING");
        bool isNew = !JsonNode.DeepEquals(cart[which], address);
        cart[which] = address;
        if (which != "shipping_address" || !isNew)
            return null;
        foreach (JsonObject bag in cart.List("bags"))
            bag["shipping_method"] = null; // it was offered for another address
        return null;
    }

    private ApiAnswer? AddDiscount(JsonObject cart, JsonObject request)
    {
        if (cart.List("bags").FirstOrDefault(b => b.Number("merchant_id") == request.Number("merchant_id")) is not { } bag)
            return CheckoutHandlers.BagNotFound();
        ((JsonArray)bag["discounts"]!).Add(CartPrices.Discount(Store.NextId(), bag, request, carts.Now));
        return null;
    }

    private static ApiAnswer? RemoveDiscount(JsonObject cart, long id)
    {
        JsonObject? discount = cart.List("bags").SelectMany(b => b.List("discounts")).FirstOrDefault(d => d.Id() == id);
        if (discount is null)
            return ApiAnswer.VioletError(404, "discount_not_found", 4234, "Discount could not be found.");
        ((JsonArray)discount.Parent!).Remove(discount);
        return null;
    }

    /// <summary>Sets what the caller may say of a line besides its quantity.</summary>
    private static void SetLine(JsonObject line, JsonObject request)
    {
        if (request["price"] is not null)
            (line["price"], line["custom"]) = (request.Number("price"), true);
        if (request["discount"] is { } discount)
            line["discount"] = discount.DeepClone();
        if (request["custom_properties"] is { } properties)
            line["custom_properties"] = properties.DeepClone();
        if (request["commission_rate"] is { } rate)
            (line["commission_rate"], line["commission_rate_source"]) = (rate.DeepClone(), "SKU");
    }

    private bool HasStock(JsonObject cart, JsonObject sku, long quantity, string step)
    {
        if (quantity <= sku.Number("qty_available"))
            return true;
        carts.AddError(cart, step, $"Insufficient inventory: {quantity} wanted, {sku.Number("qty_available")} left.", sku);
        return false;
    }

    private static JsonObject? Line(JsonObject cart, long id) =>
        cart.List("bags").SelectMany(b => b.List("skus")).FirstOrDefault(l => l.Id() == id);

    private static ApiAnswer LineNotFound() => ApiAnswer.VioletError(404, "order_sku_not_found", 4219, "Order SKU could not be found.");

    private static ApiAnswer InvalidQuantity() => ApiAnswer.VioletError(400, "invalid_parameter", 9001, "The quantity must be 1 or more.");
}
