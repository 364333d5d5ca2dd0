using System.Text.Json.Nodes;
using Violet.Contract.Bundling;
using Violet.Contract.Reading;

namespace Violet.Contract.Tests.Bundling;

/// <summary>One document per API, whose references lead nowhere else.</summary>
public sealed class BundleTests
{
    private SmallContract _contract = null!;

    [SetUp]
    public void Start() => _contract = new SmallContract();

    [TearDown]
    public void Clean() => _contract.Dispose();

    private JsonObject Bundled => Bundle.Of(ContractApi.Read(_contract.ApiFolder));

    [Test]
    public void Every_reference_leads_to_a_component_of_the_document()
    {
        JsonObject document = Bundled;

        string[] references = [.. References(document)];

        Assert.That(references, Is.Not.Empty.And.All.StartsWith("#/components/"));
        Assert.That(references.Where(reference => Find(document, reference) is null), Is.Empty);
    }

    [Test]
    public void Paths_stand_in_their_place() =>
        Assert.That(Bundled["paths"]!["/items"]!["get"]!["operationId"]!.GetValue<string>(), Is.EqualTo("Items_List"));

    [Test]
    public void What_stands_beside_a_reference_stays() =>
        Assert.That(
            Schema("Item")["properties"]!["state"]!.ToJsonString(),
            Is.EqualTo("""{"$ref":"#/components/schemas/ItemState","description":"Where it stands."}""")
        );

    [Test]
    public void What_webhooks_carry_is_kept_though_no_operation_gives_it()
    {
        Assert.That(
            Schema("ShopTopic")["x-webhook-payload"]!["ITEM_SOLD"]!["$ref"]!.GetValue<string>(),
            Is.EqualTo("#/components/schemas/SoldItem")
        );
        Assert.That(Schema("SoldItem")["properties"]!["buyer"], Is.Not.Null);
    }

    [Test]
    public void A_schema_that_holds_itself_is_written_once() =>
        Assert.That(
            Schema("Item")["properties"]!["related"]!["items"]!["$ref"]!.GetValue<string>(),
            Is.EqualTo("#/components/schemas/Item")
        );

    [Test]
    public void Values_keep_their_types()
    {
        JsonObject page = Bundled["components"]!["parameters"]!["Page"]!.AsObject();

        Assert.That(page["schema"]!["default"]!.ToJsonString(), Is.EqualTo("1"));
        Assert.That(Bundled["info"]!["version"]!.ToJsonString(), Is.EqualTo("\"1\""));
    }

    [Test]
    public void Two_parameters_of_one_name_are_one_when_they_are_the_same_and_two_when_they_are_not()
    {
        _contract.Edit("{ $ref: 'common.yaml#/components/parameters/Size' }", "{ $ref: '#/components/parameters/Size' }");
        const string same = "{ name: size, in: query, description: Items per page., schema: { type: integer, format: int32 } }";
        string items = File.ReadAllText(_contract.PathOf("items.yaml"));

        Assert.Multiple(() =>
        {
            Assert.That(ParametersWith(same), Is.EquivalentTo(new[] { "Page", "Size" }));
            Assert.That(
                ParametersWith(same.Replace("per page", "a page", StringComparison.Ordinal)),
                Is.EquivalentTo(new[] { "Page", "Size", "Size-2" })
            );
        });

        IEnumerable<string> ParametersWith(string size)
        {
            // The search takes the one of common.yaml, the listing the one of its own file.
            string both = items
                .Replace(
                    "  schemas:\n    ItemSearchRequest:",
                    $"  parameters:\n    Size: {size}\n  schemas:\n    ItemSearchRequest:",
                    StringComparison.Ordinal
                )
                .Replace(
                    "      requestBody:",
                    "      parameters: [{ $ref: 'common.yaml#/components/parameters/Size' }]\n      requestBody:",
                    StringComparison.Ordinal
                );
            _contract.Write("items.yaml", both);
            return Bundled["components"]!["parameters"]!.AsObject().Select(parameter => parameter.Key);
        }
    }

    private JsonObject Schema(string name) => Bundled["components"]!["schemas"]![name]!.AsObject();

    private static JsonNode? Find(JsonNode document, string reference) =>
        reference[2..].Split('/').Aggregate((JsonNode?)document, (node, key) => node?[key]);

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(value => value.Key == "$ref" ? [value.Value!.GetValue<string>()] : References(value.Value)),
            JsonArray list => list.SelectMany(References),
            _ => [],
        };
}
