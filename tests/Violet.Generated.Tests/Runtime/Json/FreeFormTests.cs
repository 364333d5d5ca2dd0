using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Locales;

namespace Violet.Generated.Tests.Json;

/// <summary>Values that the contract leaves open: JToken properties.</summary>
[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class FreeFormTests(Locale place) : InPlace(place)
{
    private const string Json = """{"transfer_id":1,"metadata":{"a":[1,2.50],"date":"2024-06-28T20:31:56+0000"}}""";

    private static ExternalTransfer Read(string json) => VioletJson.Deserialize<ExternalTransfer>(json);

    [Test]
    public void A_value_is_read_when_somebody_looks_and_stays_the_same_object()
    {
        ExternalTransfer transfer = Read(Json);
        JToken? metadata = transfer.Metadata;
        Assert.That(metadata, Is.InstanceOf<JObject>());
        Assert.That(transfer.Metadata, Is.SameAs(metadata));
        Assert.That(metadata!["date"]!.Type, Is.EqualTo(JTokenType.String));
        Assert.That(VioletJson.Serialize(transfer), Is.EqualTo(Json));
    }

    [Test]
    public void A_change_in_place_is_written()
    {
        ExternalTransfer transfer = Read(Json);
        transfer.Metadata!["a"] = "changed";
        Assert.That(
            VioletJson.Serialize(transfer),
            Is.EqualTo("""{"transfer_id":1,"metadata":{"a":"changed","date":"2024-06-28T20:31:56+0000"}}""")
        );
    }

    [Test]
    public void A_value_can_be_replaced_emptied_and_taken_away()
    {
        ExternalTransfer transfer = Read(Json);
        transfer.Metadata = new JArray();
        Assert.That(VioletJson.Serialize(transfer), Is.EqualTo("""{"transfer_id":1,"metadata":[]}"""));
        transfer.Metadata = JValue.CreateNull();
        Assert.That(VioletJson.Serialize(transfer), Is.EqualTo("""{"transfer_id":1,"metadata":null}"""));
        transfer.Metadata = null;
        Assert.That(VioletJson.Serialize(transfer), Is.EqualTo("""{"transfer_id":1}"""));
        Assert.That(transfer.Metadata, Is.Null);
    }

    [Test]
    public void Null_and_absent_are_null()
    {
        Assert.That(Read("{}").Metadata, Is.Null);
        Assert.That(Read("""{"metadata":null}""").Metadata, Is.Null);
    }

    [TestCase("\"text\"", JTokenType.String)]
    [TestCase("1", JTokenType.Integer)]
    [TestCase("1.5", JTokenType.Float)]
    [TestCase("true", JTokenType.Boolean)]
    [TestCase("[]", JTokenType.Array)]
    [TestCase("{}", JTokenType.Object)]
    [TestCase("\"\"", JTokenType.String)]
    public void Any_kind_of_value_is_kept(string value, JTokenType type)
    {
        ExternalTransfer transfer = Read($$"""{"transfer_id":1,"metadata":{{value}}}""");
        Assert.That(transfer.Metadata!.Type, Is.EqualTo(type));
        Assert.That(VioletJson.Serialize(transfer), Is.EqualTo($$"""{"transfer_id":1,"metadata":{{value}}}"""));
    }

    [Test]
    public void A_value_made_of_NET_values_is_written_as_JSON()
    {
        var transfer = new ExternalTransfer
        {
            Metadata = JObject.FromObject(
                new
                {
                    Date = new DateTime(2024, 6, 28, 0, 0, 0, DateTimeKind.Utc),
                    Number = 1.5m,
                    Nothing = (string?)null,
                    Id = Guid.Empty,
                    NaN = double.NaN,
                }
            ),
        };

        Assert.That(
            Canonical.Text(VioletJson.Serialize(transfer)),
            Is.EqualTo(
                """{"metadata":{"Date":"2024-06-28T00:00:00Z","Number":1.5,"Nothing":null,"Id":"00000000-0000-0000-0000-000000000000","NaN":"NaN"}}"""
            )
        );
    }

    [Test]
    public void One_token_in_two_models_is_not_torn_out_of_either()
    {
        var token = new JObject { ["a"] = 1 };
        var first = new ExternalTransfer { Metadata = token };
        var second = new ExternalTransfer { Metadata = first.Metadata };
        second.Extra["x"] = token;

        Assert.That(VioletJson.Serialize(first), Is.EqualTo("""{"metadata":{"a":1}}"""));
        Assert.That(VioletJson.Serialize(second), Is.EqualTo("""{"metadata":{"a":1},"x":{"a":1}}"""));
    }
}
