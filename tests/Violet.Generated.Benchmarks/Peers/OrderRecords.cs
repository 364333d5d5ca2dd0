using System.Text.Json.Serialization;

namespace Violet.Generated.Benchmarks;

// Peer (c): what a careful engineer would write by hand for the order page. The fields are those of the benchmark's bytes, enums are texts
// because the API adds values
// without notice, and System.Text.Json's source generator makes the reader.

internal sealed record OrderPageRecord
{
    public bool? Last { get; set; }
    public int? TotalPages { get; set; }
    public long? TotalElements { get; set; }
    public bool? First { get; set; }
    public int? NumberOfElements { get; set; }
    public int? Size { get; set; }
    public int? Number { get; set; }
    public bool? Empty { get; set; }
    public PageableRecord? Pageable { get; set; }
    public SortRecord? Sort { get; set; }
    public List<OrderRecord>? Content { get; set; }
}

internal sealed record OrderRecord
{
    public long? Id { get; set; }
    public long? OrderId { get; set; }
    public string? Token { get; set; }
    public string? Status { get; set; }
    public string? OrderStatus { get; set; }
    public string? PaymentStatus { get; set; }
    public List<OrderErrorRecord>? Errors { get; set; }
    public long? UserId { get; set; }
    public long? AppId { get; set; }
    public long? DeveloperId { get; set; }
    public string? AppOrderId { get; set; }
    public string? ReferralId { get; set; }
    public string? Channel { get; set; }
    public OrderCustomerRecord? Customer { get; set; }
    public OrderAddressRecord? ShippingAddress { get; set; }
    public OrderAddressRecord? BillingAddress { get; set; }
    public List<BagRecord>? Bags { get; set; }
    public OrderPaymentMethodRecord? PaymentMethod { get; set; }
    public List<PaymentTransactionRecord>? PaymentTransactions { get; set; }
    public string? Currency { get; set; }
    public string? CurrencySymbol { get; set; }
    public long? SubTotal { get; set; }
    public long? ShippingTotal { get; set; }
    public long? TaxTotal { get; set; }
    public long? DiscountTotal { get; set; }
    public long? DutyTotal { get; set; }
    public long? Total { get; set; }
    public bool? Priced { get; set; }
    public bool? IsGuest { get; set; }
    public bool? Guest { get; set; }
    public bool? WalletBasedCheckout { get; set; }
    public bool? IntentBasedCheckout { get; set; }
    public string? StripeKey { get; set; }
    public string? PaymentIntentClientSecret { get; set; }
    public DateTimeOffset? DateCreated { get; set; }
    public DateTimeOffset? DateLastModified { get; set; }
    public DateTimeOffset? DateSubmitted { get; set; }
}

internal sealed record OrderCustomerRecord
{
    public long? UserId { get; set; }
    public string? ExternalId { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    public OrderAddressRecord? ShippingAddress { get; set; }
    public OrderAddressRecord? BillingAddress { get; set; }
    public bool? SameAddress { get; set; }
}

internal sealed record OrderAddressRecord
{
    public string? Type { get; set; }
    public string? Name { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }

    [JsonPropertyName("address_1")]
    public string? Address1 { get; set; }

    [JsonPropertyName("address_2")]
    public string? Address2 { get; set; }
    public string? City { get; set; }
    public string? State { get; set; }
    public string? PostalCode { get; set; }
    public string? Country { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
}

internal sealed record BagRecord
{
    public long? Id { get; set; }
    public long? BagId { get; set; }
    public long? OrderId { get; set; }
    public long? MerchantId { get; set; }
    public string? MerchantName { get; set; }
    public long? AppId { get; set; }
    public string? AppName { get; set; }
    public string? AppOrderId { get; set; }
    public string? ExternalId { get; set; }
    public string? ExternalReferenceId { get; set; }
    public string? Platform { get; set; }
    public string? Channel { get; set; }
    public string? Status { get; set; }
    public string? BagStatus { get; set; }
    public string? FulfillmentStatus { get; set; }
    public string? FinancialStatus { get; set; }
    public string? DisputeStatus { get; set; }
    public List<OrderSkuRecord>? Skus { get; set; }
    public OrderShippingMethodRecord? ShippingMethod { get; set; }
    public List<BagFulfillmentRecord>? Fulfillments { get; set; }
    public List<BagDiscountRecord>? Discounts { get; set; }
    public List<OrderTaxRecord>? Taxes { get; set; }
    public List<BagTransactionRecord>? Transactions { get; set; }
    public string? Currency { get; set; }
    public string? ExternalCurrency { get; set; }
    public double? CurrencyExchangeRate { get; set; }
    public long? SubTotal { get; set; }
    public long? ShippingTotal { get; set; }
    public long? TaxTotal { get; set; }
    public long? DiscountTotal { get; set; }
    public long? DutyTotal { get; set; }
    public long? Total { get; set; }
    public bool? TaxesIncluded { get; set; }
    public bool? ExternalCheckout { get; set; }
    public bool? WalletBasedCheckout { get; set; }
    public double? CommissionRate { get; set; }
    public string? CommissionRateSource { get; set; }
    public CommunicationPreferencesRecord? CommunicationPreferences { get; set; }
    public CommunicationPreferencesRecord? CommunicationPreferencesInternal { get; set; }
    public BagDataRecord? Data { get; set; }
    public DateTimeOffset? DateCreated { get; set; }
    public DateTimeOffset? DateLastModified { get; set; }
    public DateTimeOffset? DateLastConsolidated { get; set; }
    public DateTimeOffset? DateSubmitted { get; set; }
    public DateTimeOffset? RemorsePeriodEnds { get; set; }
}

internal sealed record OrderSkuRecord
{
    public long? Id { get; set; }
    public long? SkuId { get; set; }
    public long? OfferId { get; set; }
    public string? ProductId { get; set; }
    public long? MerchantId { get; set; }
    public long? AppId { get; set; }
    public string? ExternalId { get; set; }
    public string? Name { get; set; }
    public string? Brand { get; set; }
    public string? Thumbnail { get; set; }
    public int? Quantity { get; set; }
    public int? QuantityFulfilled { get; set; }
    public long? Price { get; set; }
    public long? LinePrice { get; set; }
    public double? Weight { get; set; }
    public double? Height { get; set; }
    public double? Width { get; set; }
    public double? Length { get; set; }
    public bool? Available { get; set; }
    public string? Status { get; set; }
    public string? ProductType { get; set; }
    public bool? Custom { get; set; }
    public List<OrderSkuCustomPropertyRecord>? CustomProperties { get; set; }
    public List<OrderSkuRateRecord>? Rates { get; set; }
    public double? CommissionRate { get; set; }
    public string? CommissionRateSource { get; set; }
}

internal sealed record OrderSkuRateRecord
{
    public long? OrderSkuId { get; set; }
    public string? Type { get; set; }
    public string? Name { get; set; }
    public long? Amount { get; set; }
    public double? Rate { get; set; }
    public double? DecimalRate { get; set; }
}

internal sealed record OrderShippingMethodRecord
{
    public long? Id { get; set; }
    public string? ShippingMethodId { get; set; }
    public long? BagId { get; set; }
    public long? MerchantId { get; set; }
    public string? ExternalId { get; set; }
    public string? Type { get; set; }
    public string? Carrier { get; set; }
    public string? Label { get; set; }
    public long? Price { get; set; }
    public bool? Custom { get; set; }
    public long? MinSubtotal { get; set; }
    public long? MaxSubtotal { get; set; }
}

internal sealed record BagFulfillmentRecord
{
    public long? Id { get; set; }
    public long? BagId { get; set; }
    public string? ExternalId { get; set; }
    public string? Status { get; set; }
    public string? Carrier { get; set; }
    public string? RawCarrier { get; set; }
    public string? CarrierStatus { get; set; }
    public string? TrackingNumber { get; set; }
    public string? TrackingUrl { get; set; }
    public List<BagFulfillmentSkuRecord>? Skus { get; set; }
}

internal sealed record BagFulfillmentSkuRecord
{
    public long? Id { get; set; }
    public long? FulfillmentId { get; set; }
    public long? OrderSkuId { get; set; }
    public int? QuantityFulfilled { get; set; }
}

internal sealed record OrderTaxRecord
{
    public long? OrderId { get; set; }
    public long? MerchantId { get; set; }
    public List<string>? Skus { get; set; }
    public string? State { get; set; }
    public string? PostalCode { get; set; }
    public double? Rate { get; set; }
    public long? Amount { get; set; }
    public string? Description { get; set; }
}

internal sealed record BagTransactionRecord
{
    public long? Id { get; set; }
    public long? OrderId { get; set; }
    public long? BagId { get; set; }
    public long? AppId { get; set; }
    public long? MerchantId { get; set; }
    public string? Type { get; set; }
    public string? Status { get; set; }
    public long? Amount { get; set; }
    public string? Currency { get; set; }
    public string? Gateway { get; set; }
    public string? GatewayTransactionId { get; set; }
    public long? PaymentMethodId { get; set; }
    public bool? Test { get; set; }
    public DateTimeOffset? DateCreated { get; set; }
    public DateTimeOffset? DateLastModified { get; set; }
}

internal sealed record CommunicationPreferencesRecord
{
    public EmailPreferencesRecord? EmailPreferences { get; set; }
}

internal sealed record EmailPreferencesRecord
{
    public CommunicationPreferenceRecord? Marketing { get; set; }
    public CommunicationPreferenceRecord? OrderConfirmation { get; set; }
    public CommunicationPreferenceRecord? OrderFulfillment { get; set; }
}

internal sealed record CommunicationPreferenceRecord
{
    public string? Requested { get; set; }
    public string? Result { get; set; }
}

internal sealed record BagDataRecord
{
    public CommunicationPreferencesRecord? CommunicationPreferences { get; set; }
}

internal sealed record OrderSkuCustomPropertyRecord
{
    public string? Name { get; set; }
    public string? Value { get; set; }
}

internal sealed record OrderPaymentMethodRecord
{
    public long? PaymentMethodId { get; set; }
    public string? Brand { get; set; }
    public string? LastFour { get; set; }
    public int? ExpMonth { get; set; }
    public int? ExpYear { get; set; }
    public string? CardholderName { get; set; }
    public bool? Default { get; set; }
}

internal sealed record PaymentTransactionRecord
{
    public long? Id { get; set; }
    public long? OrderId { get; set; }
    public string? PaymentProvider { get; set; }
    public string? PaymentProviderTransactionId { get; set; }
    public long? PaymentMethodId { get; set; }
    public string? PaymentProviderPaymentMethodId { get; set; }
    public long? PaymentPlatformConnectionId { get; set; }
    public string? PaymentIntentClientSecret { get; set; }
    public long? Amount { get; set; }
    public string? Currency { get; set; }
    public string? CaptureStatus { get; set; }
    public string? Status { get; set; }
    public string? CaptureMethod { get; set; }
    public string? TransferStatus { get; set; }
    public string? TransferMethod { get; set; }
    public string? DisputeStatus { get; set; }
    public PaymentTransactionMetadataRecord? Metadata { get; set; }
    public List<string>? RelatedBags { get; set; }
    public List<string>? RelatedRefunds { get; set; }
    public List<PaymentTransactionErrorRecord>? Errors { get; set; }
    public DateTimeOffset? DateCreated { get; set; }
    public DateTimeOffset? DateLastModified { get; set; }
}

internal sealed record PaymentTransactionMetadataRecord
{
    public string? PaymentIntentId { get; set; }
    public string? PaymentIntentClientSecret { get; set; }
}

internal sealed record BagDiscountRecord
{
    public long? Id { get; set; }
    public long? BagId { get; set; }
    public long? MerchantId { get; set; }
    public string? Status { get; set; }
    public string? Type { get; set; }
    public string? ValueType { get; set; }
    public string? TargetType { get; set; }
    public string? Code { get; set; }
    public double? Percentage { get; set; }
    public long? AmountTotal { get; set; }
    public DateTimeOffset? DateCreated { get; set; }
    public DateTimeOffset? DateLastModified { get; set; }
}

internal sealed record PageableRecord
{
    public int? PageNumber { get; set; }
    public int? PageSize { get; set; }
    public SortRecord? Sort { get; set; }
    public long? Offset { get; set; }
    public bool? Paged { get; set; }
    public bool? Unpaged { get; set; }
}

internal sealed record SortRecord
{
    public bool? Sorted { get; set; }
    public bool? Unsorted { get; set; }
    public bool? Empty { get; set; }
}

internal sealed record OrderErrorRecord
{
    public long? Id { get; set; }
    public long? OrderId { get; set; }
    public long? BagId { get; set; }
    public string? EntityId { get; set; }
    public string? EntityType { get; set; }
    public string? Type { get; set; }
    public string? Message { get; set; }
    public string? Platform { get; set; }
    public DateTimeOffset? DateCreated { get; set; }
}

internal sealed record PaymentTransactionErrorRecord
{
    public long? Id { get; set; }
    public long? PaymentTransactionId { get; set; }
    public int? ErrorCode { get; set; }
    public string? ErrorMessage { get; set; }
    public bool? Resolved { get; set; }
    public DateTimeOffset? DateResolved { get; set; }
    public DateTimeOffset? DateCreated { get; set; }
}

internal sealed record CreateOrderRequestRecord
{
    public OrderRequestRecord? Order { get; set; }
    public OrderPaymentMethodRequestRecord? PaymentMethod { get; set; }
}

internal sealed record OrderRequestRecord
{
    public string? AppOrderId { get; set; }
    public OrderCustomerRequestRecord? Customer { get; set; }
    public List<OrderBagRequestRecord>? Bags { get; set; }
    public AddressRequestRecord? ShippingAddress { get; set; }
    public AddressRequestRecord? BillingAddress { get; set; }
    public string? Currency { get; set; }
}

internal sealed record OrderCustomerRequestRecord
{
    public string? Email { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
}

internal sealed record OrderBagRequestRecord
{
    public long? MerchantId { get; set; }
    public List<OrderSkuRequestRecord>? Skus { get; set; }
    public OrderShippingMethodRequestRecord? ShippingMethod { get; set; }
    public long? TaxTotal { get; set; }
    public long? SubTotal { get; set; }
    public long? ShippingTotal { get; set; }
    public long? DiscountTotal { get; set; }
    public List<DiscountRequestRecord>? Discounts { get; set; }
    public double? CommissionRate { get; set; }
    public CommunicationPreferencesRequestRecord? CommunicationPreferences { get; set; }
}

internal sealed record OrderSkuRequestRecord
{
    public long? SkuId { get; set; }
    public long? Price { get; set; }
    public int? Quantity { get; set; }
    public List<OrderSkuRateRequestRecord>? TaxRates { get; set; }
    public List<OrderSkuRateRequestRecord>? Rates { get; set; }
    public double? CommissionRate { get; set; }
}

internal sealed record OrderSkuRateRequestRecord
{
    public long? Amount { get; set; }
    public double? Rate { get; set; }
    public string? Type { get; set; }
    public string? Name { get; set; }
}

internal sealed record OrderShippingMethodRequestRecord
{
    public string? Label { get; set; }
    public long? Price { get; set; }
    public string? Carrier { get; set; }
    public string? ShippingMethodId { get; set; }
}

internal sealed record DiscountRequestRecord
{
    public string? Type { get; set; }
    public string? ValueType { get; set; }
    public string? TargetType { get; set; }
    public string? Code { get; set; }
    public string? ExternalId { get; set; }
    public long? Amount { get; set; }
    public double? Percentage { get; set; }
    public long? AmountTotal { get; set; }
    public long? SkuId { get; set; }
    public long? MerchantId { get; set; }
    public string? Email { get; set; }
}

internal sealed record CommunicationPreferencesRequestRecord
{
    public EmailPreferencesRequestRecord? EmailPreferences { get; set; }
}

internal sealed record EmailPreferencesRequestRecord
{
    public string? Marketing { get; set; }
    public string? OrderConfirmation { get; set; }
    public string? OrderFulfillment { get; set; }
}

internal sealed record AddressRequestRecord
{
    [JsonPropertyName("address_1")]
    public string? Address1 { get; set; }

    [JsonPropertyName("address_2")]
    public string? Address2 { get; set; }
    public string? City { get; set; }
    public string? State { get; set; }
    public string? PostalCode { get; set; }
    public string? Country { get; set; }
    public string? Name { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    public string? Type { get; set; }
}

internal sealed record OrderPaymentMethodRequestRecord
{
    public string? Type { get; set; }
    public string? PaymentProvider { get; set; }
    public string? Token { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(VioletDateConverter)]
)]
[JsonSerializable(typeof(OrderPageRecord))]
[JsonSerializable(typeof(CreateOrderRequestRecord))]
internal sealed partial class OrderContext : JsonSerializerContext;
