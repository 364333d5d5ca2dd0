using Newtonsoft.Json.Linq;
using Violet.Generated.Testing;
using Violet.Generated.Tests.EveryOperation;

namespace Violet.Generated.Tests.TestServer;

/// <summary>What causes each refusal: by its slug, or by operation, status and slug.</summary>
public partial class EveryRefusalTests
{
    /// <summary>Of a merchant who is not connected.</summary>
    private const long Closed = 10010,
        ClosedOffer = 20271,
        ClosedSku = 202710;

    private const string Blocked = """{"address_1":"1 Market Street","city":"San Francisco","country":"US","postal_code":"99999"}""";

    private Dictionary<string, Func<OperationCall, Task>> Ways =>
        new()
        {
            // of many operations
            ["order_not_found"] = c => Set(c, c.Id.StartsWith("Carts_", StringComparison.Ordinal) ? "cartId" : "orderId", Nothing),
            ["Orders_Search 404 order_not_found"] = c => Body(c, """{"order_id":1}"""),
            ["order_completed"] = async c => c.Set("cartId", (await Submitted(Tote)).Id),
            ["bag_not_found"] = c => Set(c, "bagId", Nothing),
            ["insufficient_permissions"] = _ => Use(VioletScenario.NoPermissions),
            ["unknown_error"] = _ =>
            {
                Server.Faults.Add(Fault.Status(500, """{"message":"x","error":"unknown_error","code":9000}"""));
                return Task.CompletedTask;
            },
            ["empty_body"] = c => Send(c, body: null),
            ["offer_not_found"] = c => Set(c, "offerId", Nothing),
            ["Skus_Get 404 sku_not_found"] = c => Set(c, "skuId", Nothing),
            // carts
            ["Carts_Create 400 blocked_address"] = c => Body(c, $$"""{"customer":{{CustomerAt}} }"""),
            ["Carts_Create 422 external_cart_creation_failure"] = c => Body(c, Skus(TestSkus.NoCart)),
            ["Carts_AddSku 400 insufficient_inventory"] = c => Body(c, Sku(TestSkus.SoldOut)),
            ["Carts_AddSku 401 sku_not_accessible"] = c => Body(c, Sku(ClosedSku)),
            ["Carts_AddSku 404 sku_not_found"] = c => Body(c, Sku(Nothing)),
            ["Carts_UpdateSku 404 order_sku_not_found"] = c => Set(c, "orderSkuId", Tote),
            ["Carts_RemoveSku 404 order_sku_not_found"] = c => Set(c, "orderSkuId", Tote),
            ["Carts_SetCustomer 400 blocked_address"] = c => Body(c, CustomerAt),
            ["Carts_SetShippingAddress 400 blocked_address"] = c => Body(c, Blocked),
            ["Carts_SetBillingAddress 400 blocked_address"] = c => Body(c, Blocked),
            ["Carts_RemoveDiscount 404 bag_discount_not_found"] = c => Set(c, "discountId", Nothing),
            ["Carts_RemoveShipping 404 order_shipping_method_not_found"] = c => Set(c, "shippingMethodId", "none"),
            ["empty_cart"] = async c => c.Set("cartId", (await Cart()).Id),
            ["Carts_Submit 400 external_cart_completion_error"] = async c =>
                c.Set("cartId", (await ReadyCart(TestSkus.RefusedAtSubmit)).Id),
            ["Carts_Submit 400 missing_parameter"] = async c =>
            {
                c.Set("cartId", (await Cart(Tote)).Id);
                await Body(c, "{}");
            },
            ["Carts_Submit 400 order_sku_not_available"] = async c =>
            {
                Order first = await ReadyCart(TestSkus.Scarce, TestSkus.Scarce);
                c.Set("cartId", (await ReadyCart(TestSkus.Scarce)).Id);
                await Submit(first);
            },
            ["Carts_Submit 400 offer_not_published"] = async c => c.Set("cartId", (await ReadyCart(TestSkus.Unpublished)).Id),
            ["Carts_Submit 400 null_shipping_method"] = async c =>
            {
                Order cart = await ReadyCart(Tote);
                await Violet.Carts.SetShippingAddressAsync(cart.Id, Address("10001")); // the choice was for another
                c.Set("cartId", cart.Id);
            },
            ["Carts_Submit 409 order_submission_in_progress"] = _ => Use(VioletScenario.SubmitInProgress),
            // orders in one call, and estimates
            ["Orders_Create 400 external_write_order_error"] = c => Order(c, sku: TestSkus.RefusedAtSubmit),
            ["Orders_Create 400 missing_parameter"] = c => Order(c, "shipping_address", "null"),
            ["Orders_Create 400 insufficient_inventory"] = c => Order(c, sku: TestSkus.Scarce),
            ["Orders_Create 400 sku_not_available"] = c => Order(c, sku: TestSkus.SoldOut),
            ["Orders_Create 400 offer_not_published"] = c => Order(c, sku: TestSkus.Unpublished),
            ["Orders_Create 400 invalid_currency"] = c => Order(c, "currency", "\"dollars\""),
            ["Orders_Create 400 bad_request"] = c => Order(c, "bags[0].shipping_total", "1"),
            ["Orders_Create 400 payment_already_captured"] = async c =>
            {
                await Order(c);
                await c.SendAsync(Violet, _rutter);
            },
            ["Orders_Create 400 invalid_payment_method"] = c => Order(c, token: "tok_chargeDeclined"),
            ["Orders_Create 401 merchant_not_connected"] = c => Order(c, sku: ClosedSku),
            ["Orders_Create 404 sku_not_found"] = c => Order(c, sku: Nothing),
            ["missing_parameter"] = c => Estimate(c, """{"skus":[]}"""),
            ["blocked_address"] = c => Estimate(c, $$"""{"shipping_address":{{Blocked}} }"""),
            ["invalid_shipping_address"] = c => Estimate(c, $$"""{"shipping_address":{{Blocked.Replace("99999", "00000")}} }"""),
            ["bad_request"] = c => Estimate(c, """{"discounts":[{"code":"a","merchant_id":10002}]}"""),
            ["multiple_payment_configurations_exception"] = c => Estimate(c, Skus(Tote, TestSkus.PaidElsewhere)),
            ["insufficient_inventory"] = c => Estimate(c, Skus(TestSkus.Scarce)),
            ["sku_not_available"] = c => Estimate(c, Skus(TestSkus.SoldOut)),
            ["sku_not_accessible"] = c => Estimate(c, Skus(ClosedSku)),
            ["sku_not_found"] = c => Estimate(c, Skus(Nothing)),
            // what is done with orders
            ["Orders_SearchBags 400 bad_request"] = c => Body(c, """{"sort_by":"colour"}"""),
            ["Orders_Refund 400 invalid_bag_state"] = async c =>
                await Violet.Orders.RefundAsync(c.Order.Id, c.Order.Bags[0].Id, new RefundBagRequest()),
            ["Orders_Refund 400 invalid_parameter"] = c => Body(c, """{"amount_refunded":9999999}"""),
            ["Orders_Refund 404 order_sku_not_found"] = c => Body(c, """{"skus":[{"order_sku_id":1}]}"""),
            ["Orders_GetRefund 404 order_refund_not_found"] = c => Set(c, "refundId", Nothing),
            ["invalid_bag_state"] = async c => await Violet.Orders.CancelBagAsync(c.Order.Id, c.Order.Bags[0].Id, new CancelOrderRequest()),
            ["Orders_CreateBagAdjustment 400 bad_request"] = c => Send(c, new JObject { ["reason"] = "no more than that" }),
            ["Orders_GetBagAdjustment 404 bag_adjustment_not_found"] = c => Set(c, "adjustmentId", Nothing),
            ["Orders_SubmitBagTransactionFee 400 bad_request"] = c => Body(c, "{}"),
            ["Orders_SubmitBagTransactionFee 403 bad_request"] = _ => AsAnotherApp(),
            ["Orders_SubmitBagTransactionFee 404 bad_request"] = c => Set(c, "bagId", Nothing),
            ["Orders_TransferBagFunds 409 transfer_already_processed"] = c => c.SendAsync(Violet, _rutter),
            ["Orders_BulkTransferFunds 400 missing_parameter"] = c => Body(c, """{"order_ids":[]}"""),
            ["Orders_BulkTransferFunds 400 invalid_parameter"] = c => Send(c, JObject.Parse("""{"order_ids":[1],"bag_ids":[2]}""")),
            ["Orders_BulkTransferBagFunds 400 missing_parameter"] = c => Body(c, """{"bag_ids":[]}"""),
            ["Orders_BulkTransferBagFunds 400 invalid_parameter"] = c => Send(c, JObject.Parse("""{"bag_ids":[1],"order_ids":[2]}""")),
            ["Distributions_Get 404"] = c => Set(c, "distributionId", Nothing),
            // merchants
            ["Merchants_ListConnectUrls 401 merchant_not_connected"] = c => Set(c, "merchantId", Closed),
            ["Sync_ResyncOffer 401 merchant_not_connected"] = c => Set(c, "offerId", ClosedOffer),
            ["MerchantSettings_CreateShippingMethod 400"] = c => Body(c, """{"label":"Bike"}"""),
            ["MerchantSettings_CreateShippingMethod 409"] = c => c.SendAsync(Violet, _rutter),
            ["MerchantSettings_GetShippingMethod 404"] = c => Set(c, "handle", "none"),
            ["MerchantSettings_PutShippingMethod 400"] = c => Set(c, "handle", "other"),
            ["MerchantSettings_DeleteShippingMethod 404"] = c => Set(c, "handle", "none"),
            ["MerchantSettings_UpdateCatalog 403"] = c => Use(VioletScenario.NoPermissions),
            ["MerchantSettings_DeleteAvailabilityRule 404"] = c => Set(c, "key", "none"),
            ["MerchantSettings_DeleteExclusionRule 404"] = c => Set(c, "key", "none"),
            ["MerchantSettings_UpdateInventoryLocations 400"] = c => Set(c, "merchantId", 10003L), // at BigCommerce
            ["Connections_ListHealth 400"] = _ =>
            {
                for (int i = 0; i < 500; i++)
                    Server.Merchants.Add(new Merchant());
                return Task.CompletedTask;
            },
        };

    private const long Nothing = 1;

    private static string CustomerAt =>
        $$"""{"first_name":"Ada","last_name":"Lovelace","email":"ada@example.com","shipping_address":{{Blocked}} }""";

    private static string Sku(long id) => $$"""{"sku_id":{{id}},"quantity":3}""";

    private static string Skus(params long[] ids) => $$"""{"skus":[{{string.Join(',', ids.Select(Sku))}}]}""";

    private static Task Set(OperationCall call, string parameter, object value)
    {
        call.Set(parameter, value);
        return Task.CompletedTask;
    }

    private static Task Body(OperationCall call, string json)
    {
        call.SetBody(JToken.Parse(json));
        return Task.CompletedTask;
    }

    private Task Use(VioletScenario scenario)
    {
        Server.Use(scenario);
        return Task.CompletedTask;
    }

    private Task AsAnotherApp()
    {
        var options = new VioletOptions();
        Server.AddAccount().Configure(options);
        _client = new VioletClient(options);
        return Task.CompletedTask;
    }

    private Task Send(OperationCall call, JToken? body)
    {
        string path = call.Path.Replace("{order_id}", $"{call.Order.Id}").Replace("{bag_id}", $"{call.Order.Bags[0].Id}");
        _send = () => Violet.SendAsync(HttpMethod.Post, path.TrimStart('/'), body);
        return Task.CompletedTask;
    }

    /// <summary>An order in one call, with one field changed.</summary>
    private static Task Order(OperationCall call, string? field = null, string json = "", long sku = Tote, string token = "tok_visa")
    {
        var request = JObject.Parse(
            $$"""
            {"order":{"app_order_id":"1","currency":"USD","customer":{"email":"ada@example.com"},"shipping_address":{{Blocked}},
            "bags":[{"skus":[{"sku_id":{{sku}},"price":900,"quantity":3}],"shipping_method":{"label":"Standard","price":500} }]},
            "payment_method":{"type":"SINGLE_USE_CARD_TOKEN","payment_provider":"STRIPE","token":"{{token}}"} }
            """
        );
        request["order"]!["shipping_address"]!["postal_code"] = "94105";
        string[] steps = field?.Split('.') ?? [];
        if (steps.Length > 0)
            (steps.Length == 1 ? request["order"]! : request.SelectToken($"order.{steps[0]}")!)[steps[^1]] = JToken.Parse(json);
        call.SetBody(request);
        return Task.CompletedTask;
    }

    /// <summary>An estimate, with fields changed.</summary>
    private static Task Estimate(OperationCall call, string fields)
    {
        var request = JObject.Parse(
            $$"""
            {"skus":[{"sku_id":{{Tote}},"quantity":1}],"shipping_address":{{Blocked.Replace("99999", "94105")}} }
            """
        );
        foreach (JProperty field in JObject.Parse(fields).Properties())
            request[field.Name] = field.Value;
        call.SetBody(request);
        return Task.CompletedTask;
    }
}
