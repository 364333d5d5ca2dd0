using System.Collections;
using System.Reflection;
using System.Text;
using Newtonsoft.Json.Linq;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Generated.Testing.State;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.EveryOperation;

/// <summary>
/// One test per operation of the contract: called through the client against the test server, which refuses a request that breaks the contract; the answer
/// must come back out of the model as it went in.
/// </summary>
public class EveryOperationTests
{
    private static readonly NullabilityInfoContext s_nullability = new();

    /// <summary>The test server sends one field on purpose that no contract knows.</summary>
    private const string PlantedField = ".risk_score";

    private VioletTestServer _server = null!;
    private Recorder _recorder = null!;
    private VioletClient _violet = null!;
    private RutterClient _rutter = null!;
    private Order _order = null!;
    private Refund? _refund;
    private ListedConnection _connection = null!;
    private long _collectionId;

    public static IEnumerable<TestCaseData> Operations => GeneratedTypes.Operations
        .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.DeclaringType != typeof(IVioletClient) && method.DeclaringType != typeof(IRutterClient))
        .Select(method => new TestCaseData(method).SetArgDisplayNames(OperationId(method) + (IsRutter(method) ? " of Rutter" : "")));

    [SetUp]
    public async Task StartServer()
    {
        _server = await VioletTestServer.StartAsync();
        _recorder = new Recorder();
        var violet = new VioletOptions { MaxRetries = 0 };
        _server.Configure(violet);
        _violet = new VioletClient(violet, new HttpClient(_recorder, disposeHandler: false));
        var rutter = new RutterOptions { MaxRetries = 0 };
        _server.Configure(rutter);
        _rutter = new RutterClient(rutter, new HttpClient(_recorder, disposeHandler: false));
        _connection = (await _rutter.Connections.ListAsync()).Connections[0];
        _order = (await _violet.Orders.ListAsync(size: 100)).Content.First(order => order.Bags.Any(bag => bag.Skus.Any(sku => sku.OfferId > 0)));
        _collectionId = (await _violet.Relay.ListCollectionsAsync(Id("merchantId"))).Content[0].Id ?? 1;
    }

    [TearDown]
    public async Task StopServer()
    {
        _violet.Dispose();
        await _server.DisposeAsync();
        _recorder.Dispose();
    }

    [TestCaseSource(nameof(Operations))]
    public async Task The_operation_is_sent_as_the_contract_says_and_its_answer_is_read_whole(MethodInfo operation)
    {
        object client = operation.DeclaringType!.Namespace == typeof(IRutterClient).Namespace ? _rutter : _violet;
        object section = client.GetType().GetProperties().Single(property => property.PropertyType == operation.DeclaringType).GetValue(client)!;
        await Prepare(operation);
        object?[] arguments = [.. operation.GetParameters().Select(Argument)];

        var call = (Task)operation.Invoke(section, arguments)!;
        await call;

        RecordedRequest request = _server.Requests[^1];
        Assert.That((request.Operation, request.Status / 100), Is.EqualTo((OperationId(operation), 2)), request.ToString());
        if (operation.ReturnType == typeof(Task)) return;
        object? result = call.GetType().GetProperty("Result")!.GetValue(call);
        if (result is null)
        {
            Assert.That(s_nullability.Create(operation.ReturnParameter).GenericTypeArguments[0].ReadState, Is.EqualTo(NullabilityState.Nullable));
            return;
        }

        Assert.That(UnknownFields(result, "$").Where(field => !field.EndsWith(PlantedField, StringComparison.Ordinal)), Is.Empty, "The contract must know every field that the test server sends.");
        AssertSame(Canonical.Parse(_recorder.LastAnswer), ToJson(result));
    }

    /// <summary>Carts, refunds and cancellations have state: they get an order that is in the right one.</summary>
    private async Task Prepare(MethodInfo operation)
    {
        bool isCart = operation.DeclaringType == typeof(ICartsClient);
        if (!isCart && (operation.DeclaringType != typeof(IOrdersClient) || !(operation.Name.Contains("Refund", StringComparison.Ordinal) || operation.Name.Contains("Cancel", StringComparison.Ordinal)))) return;
        _order = await _violet.Carts.GetAsync(OrderSeed.ReadyCartId);
        if (isCart) return;
        _order = (await _violet.Carts.SubmitAsync(_order.Id, new SubmitCartRequest())).ThrowIfErrors();
        if (operation.Name.Contains("Refund", StringComparison.Ordinal)) _refund = await _violet.Orders.RefundAsync(_order.Id, _order.Bags[0].Id, new RefundBagRequest { AmountRefunded = 100 });
        if (operation.Name == nameof(IOrdersClient.GetCancellationAsync)) await _violet.Orders.CancelBagAsync(_order.Id, _order.Bags[0].Id, new CancelOrderRequest());
    }

    private object? Argument(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(CancellationToken)) return CancellationToken.None;
        if (typeof(VioletModel).IsAssignableFrom(type)) return Request(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>)) return Items(type.GetGenericArguments()[0]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OpenEnum<>))
            return parameter.HasDefaultValue ? Activator.CreateInstance(type) : Activator.CreateInstance(type, Enum.GetValues(type.GetGenericArguments()[0]).GetValue(0));
        if (parameter.Name == "excludeInProgress") return false;
        if (parameter.HasDefaultValue) return null;
        if (type == typeof(bool)) return true;
        if (type == typeof(DateTimeOffset)) return _server.Time.GetUtcNow();
        if (type == typeof(double)) return 1.5;
        if (type == typeof(long) || type == typeof(int)) return Convert.ChangeType(Id(parameter.Name!), type, System.Globalization.CultureInfo.InvariantCulture);
        return parameter.Name switch
        {
            "accessToken" => _connection.AccessToken,
            "connectionId" => _connection.Id,
            "collectionId" => _collectionId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "refreshToken" => _server.RefreshToken,
            "shippingMethodId" => _order.Bags[0].ShippingMethod?.ShippingMethodId,
            _ => "x",
        };
    }

    private long Id(string name) => name switch
    {
        "orderId" or "cartId" => _order.Id,
        "orderSkuId" => _order.Bags[0].Skus[0].Id,
        "discountId" => _order.Bags[0].Discounts[0].Id ?? 1,
        "refundId" => _refund?.Id ?? 1,
        "bagId" => _order.Bags[0].Id,
        "merchantId" => _order.Bags[0].MerchantId ?? 1,
        "collectionId" => _collectionId,
        "skuId" => _order.Bags.SelectMany(bag => bag.Skus).First(sku => sku.OfferId > 0).SkuId!.Value,
        "offerId" => _order.Bags.SelectMany(bag => bag.Skus).First(sku => sku.OfferId > 0).OfferId!.Value,
        _ => 1,
    };

    private object Request(Type type)
    {
        if (type == typeof(LoginRequest)) return new LoginRequest { Username = _server.Username, Password = _server.Password };
        // A search that names everything at once finds nothing, and one for an unknown order is an error.
        if (type.Name.EndsWith("SearchRequest", StringComparison.Ordinal)) return Activator.CreateInstance(type)!;
        JObject request = Sample.Of(type, SampleKind.Full);
        if (_order.Id == OrderSeed.ReadyCartId) Name(request);
        return ModelCodec.Of(type).FromWire(request.ToString());
    }

    /// <summary>Names things in a request about the cart that the server knows.</summary>
    private void Name(JObject request)
    {
        foreach (JProperty field in request.Descendants().OfType<JProperty>().Where(field => field.Value is JValue).ToList())
        {
            field.Value = field.Name switch
            {
                "sku_id" => Id("skuId"),
                "merchant_id" => Id("merchantId"),
                "bag_id" => Id("bagId"),
                "order_sku_id" => Id("orderSkuId"),
                "quantity" or "quantity_refunded" => 1,
                "amount_refunded" => 100,
                "base_currency" => "USD",
                "custom" => false,
                "shipping_method_id" => _order.Bags[0].ShippingMethod?.ShippingMethodId,
                _ => field.Value,
            };
        }

        // A line named twice is an error.
        if (request["skus"] is JArray { Count: > 1 } lines && lines[0]["order_sku_id"] is not null) lines.RemoveAt(1);
    }

    private Array Items(Type type)
    {
        var items = Array.CreateInstance(type, 1);
        items.SetValue(typeof(VioletModel).IsAssignableFrom(type) ? Request(type) : type == typeof(string) ? "x" : Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture), 0);
        return items;
    }

    private static JToken ToJson(object result) => result switch
    {
        VioletModel model => Canonical.Parse(VioletJson.Serialize(model)),
        JToken token => token,
        string text => new JValue(text),
        IEnumerable items => new JArray(items.Cast<object>().Select(ToJson)),
        _ => new JValue(result),
    };

    private static IEnumerable<string> UnknownFields(object? value, string path) => value switch
    {
        VioletModel model => model.Extra.Select(field => $"{path}.{field.Key}").Concat(GeneratedTypes.WireProperties(model.GetType()).SelectMany(property => UnknownFields(property.GetValue(model), $"{path}.{property.Name}"))),
        string or JToken => [],
        IDictionary map => map.Values.Cast<object>().SelectMany(item => UnknownFields(item, path + "[*]")),
        IEnumerable items => items.Cast<object>().SelectMany(item => UnknownFields(item, path + "[]")),
        _ => [],
    };

    private static void AssertSame(JToken sent, JToken read)
    {
        string[] lost = [.. Differences(sent, read, "$")];
        Assert.That(lost, Is.Empty);
    }

    /// <summary>What the model lost or changed; null and absent are the same, dates are compared as points in time, numbers by value.</summary>
    private static IEnumerable<string> Differences(JToken sent, JToken? read, string path)
    {
        switch (sent)
        {
            case JObject fields:
                return fields.Properties().Where(field => field.Value.Type != JTokenType.Null).SelectMany(field => Differences(field.Value, (read as JObject)?[field.Name], $"{path}.{field.Name}"));
            case JArray items when read is JArray others && others.Count == items.Count:
                return items.Zip(others).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]"));
            case JArray:
                return [$"{path}: {sent} but read {read}"];
        }

        bool same = read is not null && (JToken.DeepEquals(sent, read)
            || (sent.Type == JTokenType.Float && (double)sent == (double)read)
            || (DateTimeOffset.TryParse((string?)sent, out DateTimeOffset one) && DateTimeOffset.TryParse((string?)read, out DateTimeOffset other) && one == other));
        return same ? [] : [$"{path}: {sent} but read {read}"];
    }

    private static bool IsRutter(MethodInfo operation) => operation.DeclaringType!.Namespace == typeof(IRutterClient).Namespace;

    private static string OperationId(MethodInfo operation)
    {
        string section = operation.DeclaringType!.Name[(IsRutter(operation) ? "IRutter".Length : 1)..^"Client".Length];
        return $"{section}_{operation.Name[..^"Async".Length]}";
    }

    private sealed class Recorder() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
    {
        public string LastAnswer { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            LastAnswer = Encoding.UTF8.GetString(body);
            return response;
        }
    }
}
