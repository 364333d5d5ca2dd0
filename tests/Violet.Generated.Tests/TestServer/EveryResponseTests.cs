using System.Text;
using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Generated.Testing.Contract;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Every operation of the contract answers something that the contract allows and the client reads whole.</summary>
public class EveryResponseTests
{
    private static readonly ExampleMaker s_examples = new(DateTimeOffset.UnixEpoch);

    /// <summary>Requests that need more than the contract requires, or values that fit each other.</summary>
    private static readonly Dictionary<string, string> s_bodies = new()
    {
        ["MerchantSettings_CreateShippingMethod"] = Method,
        ["MerchantSettings_PutShippingMethod"] = Method,
        ["Orders_CreateBagAdjustment"] = """
            {"entity_type":"TAX_TOTAL","previous_value":300,"adjusted_value":200,"shopper_adjustment":true,"shopper_adjustment_amount":-100,
            "merchant_adjustment":true,"merchant_adjustment_amount":100,"channel_adjustment":false,"channel_adjustment_amount":0,"reason":"x"}
            """,
        ["Orders_SubmitBagTransactionFee"] = """
            {"transaction_fee_total_amount":30,"currency":"USD","source_type":"APP_PROVIDED","source_provider":"stripe",
            "source_reference_id":"ch_1","idempotency_key":"1"}
            """,
        ["Webhooks_Create"] = Hook,
        ["Webhooks_Update"] = Hook,
        ["Webhooks_Simulate"] = $$"""{"order_id":{{OrderSeed.FirstId}}}""",
    };

    private const string Method = """{"label":"Bike","price":250,"currency":"USD"}""";
    private const string Hook = """{"event":"ORDER_UPDATED","remote_endpoint":"https://shop.example.com/webhooks"}""";

    /// <summary>What every server starts with: the ids are the same.</summary>
    private static readonly Store s_store = new(DateTimeOffset.UnixEpoch.AddYears(50));

    private VioletTestServer _server = null!;
    private HttpClient _http = null!;
    private string? _prepared;

    public static IEnumerable<TestCaseData> Operations() =>
        from bundle in (string[])["violet", "rutter"]
        from operation in ContractDocument.Load(bundle + ".json").Operations
        select new TestCaseData(bundle, operation.Id).SetName($"{{m}}({bundle} {operation.Id})");

    [SetUp]
    public async Task Start()
    {
        _server = await VioletTestServer.StartAsync();
        _http = _server.Http();
    }

    [TearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [TestCaseSource(nameof(Operations))]
    public async Task The_answer_keeps_the_contract_and_the_client_reads_all_of_it(string bundle, string id)
    {
        ContractOperation operation = ContractDocument.Load(bundle + ".json").Operations.Single(o => o.Id == id);

        await PrepareAsync(id);
        using HttpRequestMessage request = Request(bundle, operation);
        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();

        Assert.That((int)response.StatusCode, Is.EqualTo(operation.SuccessStatus), text);
        Assert.That(
            _server.Requests.Single(r => r.Operation == id),
            Has.Property(nameof(RecordedRequest.Operation))
                .EqualTo(id)
                .And.Property(nameof(RecordedRequest.Status))
                .EqualTo(operation.SuccessStatus)
        );
        if (operation.Answer is not { } schema)
        {
            Assert.That(text, Is.Empty);
            return;
        }

        Assert.That(SchemaCheck.Check(JsonNode.Parse(text), schema, "answer", openEnums: true)?.Text, Is.Null);
        Type model = ModelOf(bundle, schema);
        object? read = JsonConvert.DeserializeObject(text, model);
        Assert.That(Paths(JsonConvert.SerializeObject(read)), Is.EquivalentTo(Paths(text)));
    }

    [Test]
    public void Examples_keep_the_contract() =>
        Assert.Multiple(() =>
        {
            foreach (string bundle in (string[])["violet", "rutter"])
            {
                var contract = ContractDocument.Load(bundle + ".json");
                foreach ((string name, ContractSchema schema) in contract.Schemas)
                    Assert.That(SchemaCheck.Check(s_examples.Make(schema), schema, name)?.Text, Is.Null);
            }
        });

    [Test]
    public void Only_operations_of_the_contract_have_state()
    {
        DateTimeOffset epoch = DateTimeOffset.UnixEpoch.AddYears(50);
        var violet = new VioletApi(
            new Accounts(TimeProvider.System, TimeSpan.FromDays(1)),
            epoch,
            TimeProvider.System,
            new VioletTestServerOptions()
        );
        var rutter = new RutterApi(epoch, TimeProvider.System);
        Assert.That(violet.Handlers.Keys, Is.SubsetOf(violet.Contract.Operations.Select(o => o.Id)));
        Assert.That(rutter.Handlers.Keys, Is.SubsetOf(rutter.Contract.Operations.Select(o => o.Id)));
    }

    [Test]
    public void The_seeded_data_keeps_the_contract() =>
        Assert.Multiple(() =>
        {
            var store = new Store(DateTimeOffset.UnixEpoch.AddYears(50));
            IReadOnlyDictionary<string, ContractSchema> schemas = ContractDocument.Load("violet.json").Schemas;
            foreach (
                (string schema, IEnumerable<JsonObject> items) in ((string, IEnumerable<JsonObject>)[])
                    [
                        ("Order", store.Orders),
                        ("Offer", store.Offers),
                        ("Merchant", store.Merchants.Select(m => m.Json)),
                        ("ConnectionHealth", store.Merchants.Select(m => m.Health)),
                    ]
            )
            {
                foreach (JsonObject item in items)
                    Assert.That(SchemaCheck.Check(item, schemas[schema], schema, openEnums: true)?.Text, Is.Null);
            }

            string[] statuses = [.. store.Orders.SelectMany(o => o.List("bags")).Select(b => b.Text("status")).Distinct()];
            Assert.That(schemas["BagStatus"].Enum.Take(10), Is.SubsetOf(statuses));
        });

    /// <summary>What is read, changed or deleted must be there.</summary>
    private async Task PrepareAsync(string operation)
    {
        (string method, string path) = operation switch
        {
            "Orders_GetBagAdjustment" => (
                "POST",
                $"orders/{OrderSeed.FirstId}/bags/{OrderFor(operation).List("bags").First().Id()}/adjustments"
            ),
            "MerchantSettings_GetShippingMethod" or "MerchantSettings_DeleteShippingMethod" => (
                "PUT",
                "merchants/10001/shipping-methods/x"
            ),
            "MerchantSettings_DeleteAvailabilityRule" => ("PUT", "merchants/10001/catalog-rules/availability/tags/x"),
            "MerchantSettings_DeleteExclusionRule" => ("PUT", "merchants/10001/catalog-rules/exclusions/tags/x"),
            "Webhooks_Get" or "Webhooks_Update" or "Webhooks_Delete" or "Webhooks_Simulate" => ("POST", "events/webhooks"),
            _ => ("", ""),
        };
        if (method.Length == 0)
            return;
        string[] segments = path.Split('/');
        (ContractOperation? before, _, _) = ContractDocument.Load("violet.json").Find(method, segments);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{_server.VioletAddress}/{path}");
        request.Content = new StringContent(Body(before!, before!.Body!).ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request);
        string answer = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.LessThan(300), answer);
        _prepared = JsonNode.Parse(answer)?.AsObject() is { } made ? $"{made.Number("id")}" : null;
    }

    private HttpRequestMessage Request(string bundle, ContractOperation operation)
    {
        string path = operation.Path;
        var query = new List<string>();
        var request = new HttpRequestMessage { Method = new HttpMethod(operation.Method) };
        foreach (ContractParameter parameter in operation.Parameters.Where(p => p.IsRequired))
        {
            string value = Uri.EscapeDataString(Value(operation, parameter));
            if (parameter.In == "path")
                path = path.Replace($"{{{parameter.Name}}}", value, StringComparison.Ordinal);
            else if (parameter.In == "query")
                query.Add($"{parameter.Name}={value}");
            else if (parameter.Name == "X-Violet-Token")
                request.Headers.Add(parameter.Name, _server.RefreshToken);
            else
                request.Headers.Add(parameter.Name, value);
        }

        request.RequestUri = new Uri(
            $"{(bundle == "violet" ? _server.VioletAddress : _server.RutterAddress)}{path}?{string.Join('&', query)}"
        );
        if (operation.Body is { } body)
            request.Content = new StringContent(Body(operation, body).ToJsonString(), Encoding.UTF8, "application/json");
        return request;
    }

    /// <summary>An order in the state that an operation needs.</summary>
    private static JsonObject OrderFor(string operation) =>
        s_store.Order(
            operation switch
            {
                _ when operation.StartsWith("Carts_", StringComparison.Ordinal) => OrderSeed.ReadyCartId,
                "Orders_Cancel" or "Orders_CancelBag" => s_store.Orders.First(o => o.Text("status") == "PROCESSING").Id(),
                "Orders_GetRefund" => s_store.Refunds[0].Number("order_id"),
                "Orders_GetCancellation" => s_store.Cancellations[0].Number("order_id"),
                _ => OrderSeed.FirstId,
            }
        )!;

    private string Value(ContractOperation operation, ContractParameter parameter) =>
        Known(operation.Id, parameter.Name)
        ?? parameter.Name switch
        {
            "merchant_id" => "10001",
            "collection_id" => "100011",
            "dimension" => "tags",
            "handle" or "key" => "x",
            "webhook_id" or "adjustment_id" when _prepared is not null => _prepared,
            "access_token" => _server.RutterAccessTokens[0],
            "id" when operation.Id.StartsWith("Connections_", StringComparison.Ordinal) => "7e570001-0000-4000-8000-000000000001",
            _ => s_examples.Make(parameter.Schema.Type == "array" ? parameter.Schema.Items! : parameter.Schema, parameter.Name)!.ToString(),
        };

    /// <summary>The things of an order and the goods that the server knows; null for anything else.</summary>
    private static string? Known(string operation, string name)
    {
        JsonObject order = OrderFor(operation),
            bag = order.List("bags").First();
        return name switch
        {
            "cart_id" or "order_id" => $"{order.Id()}",
            "bag_id" => $"{bag.Id()}",
            "order_sku_id" => $"{bag.List("skus").First().Id()}",
            "discount_id" => $"{bag.List("discounts").First().Id()}",
            "shipping_method_id" when operation.StartsWith("Carts_", StringComparison.Ordinal) => bag["shipping_method"]
                .Text("shipping_method_id"),
            "refund_id" => $"{s_store.Refunds[0].Id()}",
            "offer_id" => "20001",
            "sku_id" => "200010",
            _ => null,
        };
    }

    /// <summary>Names things in a request that the server knows.</summary>
    private static JsonNode? Real(string operation, JsonNode? value, string name = "") =>
        value switch
        {
            JsonObject fields => new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, Real(operation, f.Value, f.Key)))),
            JsonArray items => new JsonArray([.. items.Select(i => Real(operation, i))]),
            JsonValue when name == "merchant_id" => OrderFor(operation).List("bags").First().Number("merchant_id"),
            JsonValue when Known(operation, name) is { } known => value.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? known
                : long.Parse(known, System.Globalization.CultureInfo.InvariantCulture),
            _ => value?.DeepClone(),
        };

    private JsonNode Body(ContractOperation operation, ContractSchema schema)
    {
        if (operation.Id.StartsWith("Carts_", StringComparison.Ordinal))
            return Real(operation.Id, CartBody(operation, schema))!;
        if (operation.Id == "Auth_Login")
            return new JsonObject { ["username"] = _server.Username, ["password"] = _server.Password };
        if (schema.Type == "array")
            return s_examples.Make(schema)!;
        if (s_bodies.TryGetValue(operation.Id, out string? body))
            return JsonNode.Parse(body)!;
        if (operation.Id is "Orders_Create" or "Orders_Estimate")
            return Real(operation.Id, CartBody(operation, schema))!;
        return new JsonObject(schema.Required.Select(name => KeyValuePair.Create(name, s_examples.Make(schema.Properties[name], name))));
    }

    private static JsonNode CartBody(ContractOperation operation, ContractSchema schema)
    {
        if (operation.Id is "Carts_SetPayment" or "Carts_Authorize")
            return new JsonObject { ["intent_based_capture"] = true };
        return schema.Type == "array"
            ? s_examples.Make(schema)!
            : new JsonObject(schema.Required.Select(name => KeyValuePair.Create(name, s_examples.Make(schema.Properties[name], name))));
    }

    private static Type ModelOf(string bundle, ContractSchema schema)
    {
        if (schema.Type == "array")
            return typeof(List<>).MakeGenericType(ModelOf(bundle, schema.Items!));
        if (schema.Name is null)
            return typeof(JToken);
        Type type = typeof(VioletClient).Assembly.GetType(
            $"{(bundle == "violet" ? typeof(VioletClient) : typeof(RutterClient)).Namespace}.{schema.Name}",
            throwOnError: true
        )!;
        return type.IsEnum ? typeof(OpenEnum<>).MakeGenericType(type) : type;
    }

    /// <summary>Where every value stands that is not null or an empty list.</summary>
    private static IEnumerable<string> Paths(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return
        [
            .. ((JContainer)JToken.ReadFrom(reader))
                .DescendantsAndSelf()
                .OfType<JValue>()
                .Where(v => v.Type != JTokenType.Null)
                .Select(v => v.Path),
        ];
    }
}
