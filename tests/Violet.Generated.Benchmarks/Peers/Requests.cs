namespace Violet.Generated.Benchmarks;

/// <summary>One request body, as ours and as (c) would hold it.</summary>
internal static class Requests
{
    public static CreateOrderRequest Ours() =>
        new()
        {
            Order = new OrderRequest
            {
                AppOrderId = "ch-104233",
                Currency = CurrencyCode.Usd,
                Customer = new OrderCustomerRequest
                {
                    Email = "ada.lovelace@example.com",
                    FirstName = "Ada",
                    LastName = "Lovelace",
                },
                ShippingAddress = new AddressRequest
                {
                    Address1 = "1 Pine Street",
                    Address2 = "Apt 4",
                    City = "Seattle",
                    State = "WA",
                    PostalCode = "98101",
                    Country = "US",
                    Name = "Ada Lovelace",
                    Phone = "+12065550100",
                    Type = AddressType.Shipping,
                },
                BillingAddress = new AddressRequest
                {
                    Address1 = "1 Pine Street",
                    Address2 = "Apt 4",
                    City = "Seattle",
                    State = "WA",
                    PostalCode = "98101",
                    Country = "US",
                    Name = "Ada Lovelace",
                    Phone = "+12065550100",
                    Type = AddressType.Billing,
                },
                Bags =
                [
                    .. Enumerable
                        .Range(0, 2)
                        .Select(i => new OrderBagRequest
                        {
                            MerchantId = 10_400 + i,
                            TaxTotal = 310,
                            SubTotal = 8_900,
                            ShippingTotal = 590,
                            DiscountTotal = 0,
                            CommissionRate = 15.5,
                            ShippingMethod = new OrderShippingMethodRequest
                            {
                                Label = "Standard Shipping",
                                Price = 590,
                                Carrier = "UPS",
                                ShippingMethodId = "shopify-Standard%20Shipping-5.90",
                            },
                            Skus =
                            [
                                .. Enumerable
                                    .Range(0, 3)
                                    .Select(j => new OrderSkuRequest
                                    {
                                        SkuId = 33_000 + j,
                                        Price = 2_990,
                                        Quantity = 1,
                                        CommissionRate = 15.5,
                                        Rates =
                                        [
                                            new OrderSkuRateRequest
                                            {
                                                Amount = 104,
                                                Rate = 6.5,
                                                Type = OrderSkuRateType.Tax,
                                                Name = "State Tax",
                                            },
                                        ],
                                    }),
                            ],
                        }),
                ],
            },
            PaymentMethod = new OrderPaymentMethodRequest { PaymentProvider = "STRIPE", Token = "tok_visa_debit_1P3xYz" },
        };

    public static CreateOrderRequestRecord HandWritten() =>
        new()
        {
            Order = new OrderRequestRecord
            {
                AppOrderId = "ch-104233",
                Currency = "USD",
                Customer = new OrderCustomerRequestRecord
                {
                    Email = "ada.lovelace@example.com",
                    FirstName = "Ada",
                    LastName = "Lovelace",
                },
                ShippingAddress = new AddressRequestRecord
                {
                    Address1 = "1 Pine Street",
                    Address2 = "Apt 4",
                    City = "Seattle",
                    State = "WA",
                    PostalCode = "98101",
                    Country = "US",
                    Name = "Ada Lovelace",
                    Phone = "+12065550100",
                    Type = "SHIPPING",
                },
                BillingAddress = new AddressRequestRecord
                {
                    Address1 = "1 Pine Street",
                    Address2 = "Apt 4",
                    City = "Seattle",
                    State = "WA",
                    PostalCode = "98101",
                    Country = "US",
                    Name = "Ada Lovelace",
                    Phone = "+12065550100",
                    Type = "BILLING",
                },
                Bags =
                [
                    .. Enumerable
                        .Range(0, 2)
                        .Select(i => new OrderBagRequestRecord
                        {
                            MerchantId = 10_400 + i,
                            TaxTotal = 310,
                            SubTotal = 8_900,
                            ShippingTotal = 590,
                            DiscountTotal = 0,
                            CommissionRate = 15.5,
                            ShippingMethod = new OrderShippingMethodRequestRecord
                            {
                                Label = "Standard Shipping",
                                Price = 590,
                                Carrier = "UPS",
                                ShippingMethodId = "shopify-Standard%20Shipping-5.90",
                            },
                            Skus =
                            [
                                .. Enumerable
                                    .Range(0, 3)
                                    .Select(j => new OrderSkuRequestRecord
                                    {
                                        SkuId = 33_000 + j,
                                        Price = 2_990,
                                        Quantity = 1,
                                        CommissionRate = 15.5,
                                        Rates =
                                        [
                                            new OrderSkuRateRequestRecord
                                            {
                                                Amount = 104,
                                                Rate = 6.5,
                                                Type = "TAX",
                                                Name = "State Tax",
                                            },
                                        ],
                                    }),
                            ],
                        }),
                ],
            },
            PaymentMethod = new OrderPaymentMethodRequestRecord { PaymentProvider = "STRIPE", Token = "tok_visa_debit_1P3xYz" },
        };
}
