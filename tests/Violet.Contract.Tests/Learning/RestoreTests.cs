using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Violet.Contract.Generating;
using Violet.Contract.Reading;
using Violet.Generated.Testing.Contract;

namespace Violet.Contract.Tests.Learning;

/// <summary>The contract of this repository, of which parts are forgotten and learned again from what the test server's examples are made
/// of.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RestoreTests : IDisposable
{
    private static readonly string s_openApi = Path.Combine(
        typeof(RestoreTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "RepoRoot").Value!,
        "openapi"
    );

    private readonly string _folder = Directory.CreateTempSubdirectory("violet-learn-").FullName;
    private readonly Captures _captures;

    public RestoreTests()
    {
        foreach (string file in Directory.GetFiles(s_openApi, "*.yaml", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_folder, Path.GetRelativePath(s_openApi, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        _captures = new Captures(_folder);
        foreach (string api in new[] { "violet", "rutter" })
            CaptureAll(ContractDocument.Read(JsonSerializer.SerializeToElement(Document(api))));
    }

    public void Dispose()
    {
        _captures.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void What_the_test_server_makes_of_the_contract_fits_it() =>
        Assert.That(_captures.Run("check").Output, Does.Contain("nothing differs"));

    [Test]
    public void What_is_forgotten_is_learned_again()
    {
        string whole = Simplify(Document("violet"))!.ToJsonString();
        string[] order = ["sub_total", "priced", "date_created", "currency"];
        string[] bag = ["platform", "currency_exchange_rate", "taxes_included"];
        foreach (string property in order)
            RemoveLines("orders.yaml", "components", "schemas", "Order", "properties", property);
        foreach (string property in bag)
            RemoveLines("orders.yaml", "components", "schemas", "Bag", "properties", property);
        RemoveLines("orders.yaml", "components", "schemas", "OrderSku", "properties", "quantity_fulfilled");
        RemoveLines("orders.yaml", "components", "schemas", "OrderSku", "properties", "product_type");
        RemoveLines("orders.yaml", "components", "schemas", "OrderCustomer", "properties", "shipping_address");
        Replace("orders.yaml", "enum: [UNDISPUTED, ", "enum: [");
        Replace("catalog.yaml", "enum: [UNAVAILABLE, ", "enum: [");
        RemoveLines("orders.yaml", "paths", "/orders/bags/search", "post", "parameters", "2");
        RemoveLines("payments.yaml", "components", "schemas", "TransferRunProjection", "properties", "awaiting_fulfillment");
        RemoveLines("payments.yaml", "components", "schemas", "AwaitingFulfillment");
        Assert.That(Simplify(Document("violet", mayHaveProblems: true))?.ToJsonString(), Is.Not.EqualTo(whole));

        (int _, string output) = _captures.Run("learn", "--write");

        TestContext.Out.WriteLine(output[..output.IndexOf("in no sample", StringComparison.Ordinal)]);
        Assert.That(output, Does.Contain("15 additions written"));
        Assert.That(
            CheckedApi.Check(Path.Combine(_folder, "violet")).Problems.Select(problem => problem.Code),
            Is.All.EqualTo("VIOLET032")
        );
        foreach (string file in new[] { "orders.yaml", "payments.yaml" })
            Replace(file, "description: TODO", "description: 'Described again.'");
        Assert.That(Simplify(Document("violet"))!.ToJsonString(), Is.EqualTo(whole));
        Assert.That(_captures.Run("check").Code, Is.Zero);
    }

    private JsonObject? Document(string api, bool mayHaveProblems)
    {
        var checkedApi = CheckedApi.Check(Path.Combine(_folder, api));
        return mayHaveProblems && checkedApi.Problems.Count > 0 ? null : checkedApi.Document;
    }

    private JsonObject Document(string api) => Document(api, mayHaveProblems: false)!;

    private void CaptureAll(ContractDocument contract)
    {
        var maker = new ExampleMaker(new DateTimeOffset(2024, 1, 31, 12, 0, 0, TimeSpan.Zero));
        foreach (ContractOperation operation in contract.Operations)
        {
            IEnumerable<string> query = operation
                .Parameters.Where(parameter => parameter.In == "query")
                .Select(parameter =>
                    $"{parameter.Name}={Uri.EscapeDataString(maker.Make(parameter.Schema, parameter.Name)?.ToString() ?? "")}"
                );
            string path = string.Join('/', operation.Segments.Select(segment => segment.StartsWith('{') ? "7" : segment));
            _captures.Exchange(
                operation.Method,
                $"http://127.0.0.1:5000/v1/{path}?{string.Join('&', query)}",
                operation.Answer is null ? null : maker.Make(operation.Answer)?.ToJsonString(),
                operation.Body is null ? null : maker.Make(operation.Body)?.ToJsonString(),
                operation.SuccessStatus
            );
        }
    }

    private void Replace(string file, string before, string after)
    {
        string path = Path.Combine(_folder, "violet", file);
        string text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(before));
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Removes what stands at a place, whose lines end where the next key or item begins.</summary>
    private void RemoveLines(string file, params string[] keys)
    {
        string path = Path.Combine(_folder, "violet", file);
        Node node = YamlFile.Read(path, File.ReadAllText(path)).Document!;
        foreach (string key in keys)
            node = node[key]!;
        List<string> lines = [.. File.ReadAllLines(path)];
        int next =
            node.Parent!.Children.SkipWhile(child => child != node).Skip(1).FirstOrDefault()?.KeyPlace.Line ?? node.KeyPlace.Line + 1;
        lines.RemoveRange(node.KeyPlace.Line - 1, next - node.KeyPlace.Line);
        File.WriteAllLines(path, lines);
    }

    /// <summary>Without words and order: what the contract means.</summary>
    private static JsonNode? Simplify(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.Where(value => value.Key != "description" || value.Value is not JsonValue)
                    .OrderBy(value => value.Key, StringComparer.Ordinal)
                    .Select(value => KeyValuePair.Create(value.Key, Simplify(value.Value)))
            ),
            JsonArray list => new JsonArray([
                .. list.Select(Simplify)
                    .OrderBy(item => item?.ToJsonString() ?? "", StringComparer.Create(CultureInfo.InvariantCulture, false)),
            ]),
            _ => node?.DeepClone(),
        };
}
