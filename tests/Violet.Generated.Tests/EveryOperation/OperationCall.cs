using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Generated.Testing.State;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.EveryOperation;

/// <summary>A call of an operation, whichever it is, with arguments that the test server accepts.</summary>
internal sealed class OperationCall
{
    private readonly VioletTestServer _server;
    private readonly MethodInfo _method;
    private object?[] _arguments = [];
    private Order _order = null!;
    private Refund? _refund;
    private ListedConnection _connection = null!;
    private long _collectionId;
    private long _webhookId;
    private long _adjustmentId;

    private OperationCall(MethodInfo method, VioletTestServer server)
    {
        (_method, _server) = (method, server);
        (HttpMethod, Path, Contract) = (
            from document in Rules.Contract.Documents
            where document.Namespace == method.DeclaringType!.Namespace
            from path in document.Document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where operation.Value is JsonObject fields && fields["operationId"]?.GetValue<string>() == Id
            select (operation.Key, path.Key, operation.Value.AsObject())
        ).Single();
    }

    /// <summary>A test case for each operation of both contracts.</summary>
    public static IEnumerable<TestCaseData> Cases =>
        GeneratedTypes
            .Operations.Where(method =>
                method.Name.EndsWith("Async", StringComparison.Ordinal)
                && method.DeclaringType != typeof(IVioletClient)
                && method.DeclaringType != typeof(IRutterClient)
            )
            .Select(method => new TestCaseData(method).SetArgDisplayNames(OperationId(method) + (IsRutter(method) ? " of Rutter" : "")));

    /// <summary>The operation as the contract names it, such as <c>Orders_List</c>.</summary>
    public string Id => OperationId(_method);

    /// <summary>The path as the contract writes it.</summary>
    public string Path { get; }

    /// <summary>Whether the contract lets the call be repeated after a failure.</summary>
    public bool IsRepeatable => HttpMethod is "get" or "put" or "delete" ? Text("x-retry") != "never" : Text("x-retry") == "safe";

    /// <summary>Whether a call that is repeated although it took effect may find that there is nothing left to do, and be
    /// refused.</summary>
    public bool ChangesState => HttpMethod is "put" or "delete";

    /// <summary>Whether the test server would refuse a second such call: there is nothing left to cancel, to refund, to delete.</summary>
    public bool UsesUpState =>
        HttpMethod != "get"
        && !IsSafePost
        && (
            _method.DeclaringType == typeof(ICartsClient)
            || _method.DeclaringType == typeof(IOrdersClient)
            || HttpMethod == "delete"
            || Id == "MerchantSettings_CreateShippingMethod"
            || IsRutter(_method)
        );

    /// <summary>Whether the contract's answer has a body.</summary>
    public bool HasBody => Contract["responses"]!.AsObject().First(response => response.Key.StartsWith('2')).Value!["content"] is not null;

    /// <summary>Whether an answer is read into a result.</summary>
    public bool HasResult => _method.ReturnType != typeof(Task);

    /// <summary>Whether the result may be absent.</summary>
    public bool IsResultOptional =>
        HasResult
        && new NullabilityInfoContext().Create(_method.ReturnParameter).GenericTypeArguments[0].ReadState == NullabilityState.Nullable;

    private bool IsSafePost => HttpMethod == "post" && IsRepeatable;

    private string HttpMethod { get; }

    private JsonObject Contract { get; }

    /// <summary>Looks for what the arguments name, and brings the order that they name into the right state.</summary>
    public static async Task<OperationCall> PrepareAsync(
        MethodInfo method,
        VioletTestServer server,
        IVioletClient violet,
        IRutterClient rutter
    )
    {
        var call = new OperationCall(method, server)
        {
            _connection = (await rutter.Connections.ListAsync()).Connections[0],
            _order = (await violet.Orders.ListAsync(size: 20)).Content.First(order =>
                order.Bags.Any(bag => bag.Skus.Any(sku => sku.OfferId > 0))
            ),
        };
        call._collectionId = (await violet.Relay.ListCollectionsAsync(call.IdOf("merchantId"))).Content[0].Id ?? 1;
        await call.PrepareOrderAsync(violet);
        await call.PrepareSettingsAsync(violet);
        call._arguments = [.. method.GetParameters().Select(call.Argument)];
        return call;
    }

    /// <summary>Sends this body. A text such as <c>{bag}</c> in it becomes an id that the server knows.</summary>
    public void SetBody(JToken body)
    {
        foreach (JValue value in body.SelectTokens("$..*").OfType<JValue>().ToList())
        {
            if (value.Value is string text && text.StartsWith('{'))
                value.Value = Known(text.Trim('{', '}'));
        }

        int place = Array.FindIndex(_arguments, argument => argument is VioletModel or IEnumerable<VioletModel>);
        if (_arguments[place] is Array items)
        {
            Type type = items.GetType().GetElementType()!;
            var models = Array.CreateInstance(type, body.Count());
            for (int i = 0; i < models.Length; i++)
                models.SetValue(ModelCodec.Of(type).FromWire(body[i]!.ToString(Formatting.None)), i);
            _arguments[place] = models;
        }
        else
        {
            _arguments[place] = ModelCodec.Of(_arguments[place]!.GetType()).FromWire(body.ToString(Formatting.None));
        }
    }

    /// <summary>Gives another value to a parameter.</summary>
    public void Set(string parameter, object value) =>
        _arguments[Array.FindIndex(_method.GetParameters(), p => p.Name == parameter)] = value;

    /// <summary>The order or cart that the call names.</summary>
    public Order Order => _order;

    public Task SendAsync(IVioletClient violet, IRutterClient rutter)
    {
        object client = IsRutter(_method) ? rutter : violet;
        object section = client
            .GetType()
            .GetProperties()
            .Single(property => property.PropertyType == _method.DeclaringType)
            .GetValue(client)!;
        return (Task)_method.Invoke(section, BindingFlags.DoNotWrapExceptions, binder: null, _arguments, CultureInfo.InvariantCulture)!;
    }

    /// <summary>Carts, refunds and cancellations have state.</summary>
    private async Task PrepareOrderAsync(IVioletClient violet)
    {
        bool isCart = _method.DeclaringType == typeof(ICartsClient);
        bool isRefund = _method.Name.Contains("Refund", StringComparison.Ordinal);
        if (
            !isCart
            && (_method.DeclaringType != typeof(IOrdersClient) || !(isRefund || _method.Name.Contains("Cancel", StringComparison.Ordinal)))
        )
        {
            return;
        }

        _order = await violet.Carts.GetAsync(OrderSeed.ReadyCartId);
        if (isCart)
            return;
        _order = (await violet.Carts.SubmitAsync(_order.Id, new SubmitCartRequest())).ThrowIfErrors();
        if (isRefund)
            _refund = await violet.Orders.RefundAsync(_order.Id, _order.Bags[0].Id, new RefundBagRequest { AmountRefunded = 100 });
        if (_method.Name == nameof(IOrdersClient.GetCancellationAsync))
            await violet.Orders.CancelBagAsync(_order.Id, _order.Bags[0].Id, new CancelOrderRequest());
    }

    /// <summary>What is read, changed or deleted must be there.</summary>
    private async Task PrepareSettingsAsync(IVioletClient violet)
    {
        const long Merchant = 10001;
        switch (Id)
        {
            case "MerchantSettings_GetShippingMethod" or "MerchantSettings_DeleteShippingMethod":
                await violet.MerchantSettings.PutShippingMethodAsync(
                    Merchant,
                    "x",
                    (FallbackShippingMethodRequest)Request(typeof(FallbackShippingMethodRequest))
                );
                break;
            case "MerchantSettings_DeleteAvailabilityRule" or "MerchantSettings_GetCatalogRules":
                await violet.MerchantSettings.PutAvailabilityRuleAsync(
                    Merchant,
                    "tags",
                    "x",
                    new AvailabilityRuleRequest { Available = true }
                );
                break;
            case "MerchantSettings_DeleteExclusionRule":
                await violet.MerchantSettings.PutExclusionRuleAsync(Merchant, "tags", "x", new ExclusionRuleRequest());
                break;
            case "Orders_GetBagAdjustment":
                var request = (CreateBagAdjustmentRequest)Request(typeof(CreateBagAdjustmentRequest));
                _adjustmentId = (await violet.Orders.CreateBagAdjustmentAsync(_order.Id, _order.Bags[0].Id, request)).Id;
                break;
            case var id when id.StartsWith("Webhooks_", StringComparison.Ordinal):
                _webhookId = (await violet.Webhooks.CreateAsync((WebhookRequest)Request(typeof(WebhookRequest)))).Id;
                break;
        }
    }

    private object? Argument(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(CancellationToken))
            return CancellationToken.None;
        if (typeof(VioletModel).IsAssignableFrom(type))
            return Request(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            return Items(type.GetGenericArguments()[0]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OpenEnum<>))
        {
            return parameter.HasDefaultValue
                ? Activator.CreateInstance(type)
                : Activator.CreateInstance(type, Enum.GetValues(type.GetGenericArguments()[0]).GetValue(0));
        }

        if (parameter.Name == "excludeInProgress")
            return false;
        if (parameter.HasDefaultValue)
            return null;
        if (type == typeof(bool))
            return true;
        if (type == typeof(DateTimeOffset))
            return _server.Time.GetUtcNow();
        if (type == typeof(double))
            return 1.5;
        if (type == typeof(long) || type == typeof(int))
            return Convert.ChangeType(IdOf(parameter.Name!), type, CultureInfo.InvariantCulture);
        return parameter.Name switch
        {
            "accessToken" => _connection.AccessToken,
            "connectionId" => _connection.Id,
            "collectionId" => _collectionId.ToString(CultureInfo.InvariantCulture),
            "refreshToken" => _server.RefreshToken,
            "shippingMethodId" => _order.Bags[0].ShippingMethod?.ShippingMethodId,
            "dimension" => "tags",
            _ => "x",
        };
    }

    private long IdOf(string name) =>
        name switch
        {
            "orderId" or "cartId" => _order.Id,
            "orderSkuId" => _order.Bags[0].Skus[0].Id,
            "discountId" => _order.Bags[0].Discounts[0].Id ?? 1,
            "refundId" => _refund?.Id ?? 1,
            "bagId" => _order.Bags[0].Id,
            "merchantId" when _method.DeclaringType == typeof(IMerchantSettingsClient) => 10001,
            "merchantId" => _order.Bags[0].MerchantId ?? 1,
            "webhookId" => _webhookId,
            "adjustmentId" => _adjustmentId,
            "distributionId" => 1001,
            "collectionId" => _collectionId,
            "skuId" => _order.Bags.SelectMany(bag => bag.Skus).First(sku => sku.OfferId > 0).SkuId!.Value,
            "offerId" => _order.Bags.SelectMany(bag => bag.Skus).First(sku => sku.OfferId > 0).OfferId!.Value,
            _ => 1,
        };

    private object? Known(string name) =>
        name switch
        {
            "method" or "method2" => Of(name).ShippingMethod?.ShippingMethodId,
            "sku" => _order.Bags[0].Skus[0].SkuId,
            "digital" => TestSkus.Digital,
            "bag" or "bag2" => Of(name).Id,
            "line" => _order.Bags[0].Skus[0].Id,
            "merchant" => _order.Bags[0].MerchantId,
            "order" => _order.Id,
            _ => throw new ArgumentException(name),
        };

    private Bag Of(string name) => _order.Bags[name[^1] == '2' ? 1 : 0];

    private object Request(Type type)
    {
        if (type == typeof(LoginRequest))
            return new LoginRequest { Username = _server.Username, Password = _server.Password };
        // A search that names everything at once finds nothing, and one for an unknown order is an error.
        if (type.Name.EndsWith("SearchRequest", StringComparison.Ordinal))
            return Activator.CreateInstance(type)!;
        JObject request = Sample.Of(type, SampleKind.Full);
        bool isDirect = type == typeof(CreateOrderRequest) || type == typeof(EstimateRequest);
        if (type == typeof(CreateOrderRequest))
            request["order"]!["bags"] = JArray.Parse("""[{"skus":[{"sku_id":1,"price":1}],"shipping_method":{"label":"x","price":1}}]""");
        if (_order.Id == OrderSeed.ReadyCartId || isDirect)
            Name(request, isDirect);
        foreach ((string field, JToken value) in Valid(type))
            request[field] = value;
        return ModelCodec.Of(type).FromWire(request.ToString());
    }

    /// <summary>Values that a request must have to be taken.</summary>
    private IEnumerable<(string Field, JToken Value)> Valid(Type type) =>
        type.Name switch
        {
            nameof(CreateBagAdjustmentRequest) =>
            [
                ("shopper_adjustment_amount", -100),
                ("merchant_adjustment_amount", 60),
                ("channel_adjustment_amount", 40),
            ],
            nameof(BagTransactionFeeRequest) => [("currency", "USD"), ("source_type", "APP_PROVIDED")],
            nameof(PaymentMethodRequest) => [("card_exp_month", 12)],
            nameof(EstimateRequest) => [("shipping_address", JObject.Parse("""{"city":"Paris","country":"FR","postal_code":"75001"}"""))],
            nameof(FallbackShippingMethodRequest) => [("handle", "x")],
            nameof(WebhookRequest) => [("remote_endpoint", "https://shop.example.com/webhooks"), ("event", "ORDER_UPDATED")],
            nameof(SimulateWebhookRequest) => [("order_id", _order.Id)],
            _ => [],
        };

    /// <summary>Names things in a request about the cart that the server knows.</summary>
    private void Name(JObject request, bool isDirect)
    {
        foreach (JProperty field in request.Descendants().OfType<JProperty>().Where(field => field.Value is JValue).ToList())
        {
            field.Value = field.Name switch
            {
                "sku_id" => isDirect ? TestSkus.Ordinary : IdOf("skuId"),
                "merchant_id" => isDirect ? 10001 : IdOf("merchantId"),
                "bag_id" => IdOf("bagId"),
                "order_sku_id" => IdOf("orderSkuId"),
                "quantity" or "quantity_refunded" => 1,
                "amount_refunded" => 100,
                "base_currency" or "currency" => "USD",
                "price" or "shipping_total" => 100, // the one is the other
                "custom" => false,
                "complete_checkout" => false, // not with an intent
                "shipping_method_id" => _order.Bags[0].ShippingMethod?.ShippingMethodId,
                _ => field.Value,
            };
        }

        // One discount per merchant, and of SKUs or of bags.
        foreach (JProperty discounts in request.Descendants().OfType<JProperty>().Where(field => field.Name == "discounts").ToList())
            discounts.Value = new JArray(discounts.Value.Take(1));
        if (request["discounts"] is not null)
        {
            foreach (JObject line in (request["skus"] as JArray ?? []).OfType<JObject>())
                line.Remove("discount");
        }

        // A line named twice is an error.
        if (request["skus"] is JArray { Count: > 1 } lines && lines[0]["order_sku_id"] is not null)
            lines.RemoveAt(1);
    }

    private Array Items(Type type)
    {
        var items = Array.CreateInstance(type, 1);
        items.SetValue(
            typeof(VioletModel).IsAssignableFrom(type) ? Request(type)
                : type == typeof(string) ? "x"
                : Convert.ChangeType(1, type, CultureInfo.InvariantCulture),
            0
        );
        return items;
    }

    private string? Text(string field) => Contract[field]?.GetValue<string>();

    private static bool IsRutter(MethodInfo method) => method.DeclaringType!.Namespace == typeof(IRutterClient).Namespace;

    public static string OperationId(MethodInfo method)
    {
        string section = method.DeclaringType!.Name[(IsRutter(method) ? "IRutter".Length : 1)..^"Client".Length];
        return $"{section}_{method.Name[..^"Async".Length]}";
    }
}
