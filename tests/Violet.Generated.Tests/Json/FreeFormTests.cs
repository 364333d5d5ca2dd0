using Newtonsoft.Json.Linq;

namespace Violet.Generated.Tests.Json;

/// <summary>Values that the contract leaves open: JToken properties.</summary>
public class FreeFormTests
{
    private const string Json = """{"id":1,"metadata":{"a":[1,2.50],"date":"2024-06-28T20:31:56+0000"}}""";

    private static PaymentTransaction Read(string json) => VioletJson.Deserialize<PaymentTransaction>(json);

    [Test]
    public void A_value_is_read_when_somebody_looks_and_stays_the_same_object()
    {
        PaymentTransaction transaction = Read(Json);
        Assert.That(transaction.Metadata, Is.InstanceOf<JObject>());
        Assert.That(transaction.Metadata, Is.SameAs(transaction.Metadata));
        Assert.That(transaction.Metadata!["date"]!.Type, Is.EqualTo(JTokenType.String));
        Assert.That(VioletJson.Serialize(transaction), Is.EqualTo(Json));
    }

    [Test]
    public void A_change_in_place_is_written()
    {
        PaymentTransaction transaction = Read(Json);
        transaction.Metadata!["a"] = "changed";
        Assert.That(VioletJson.Serialize(transaction), Is.EqualTo("""{"id":1,"metadata":{"a":"changed","date":"2024-06-28T20:31:56+0000"}}"""));
    }

    [Test]
    public void A_value_can_be_replaced_emptied_and_taken_away()
    {
        PaymentTransaction transaction = Read(Json);
        transaction.Metadata = new JArray();
        Assert.That(VioletJson.Serialize(transaction), Is.EqualTo("""{"id":1,"metadata":[]}"""));
        transaction.Metadata = JValue.CreateNull();
        Assert.That(VioletJson.Serialize(transaction), Is.EqualTo("""{"id":1,"metadata":null}"""));
        transaction.Metadata = null;
        Assert.That(VioletJson.Serialize(transaction), Is.EqualTo("""{"id":1}"""));
        Assert.That(transaction.Metadata, Is.Null);
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
        PaymentTransaction transaction = Read($$"""{"id":1,"metadata":{{value}}}""");
        Assert.That(transaction.Metadata!.Type, Is.EqualTo(type));
        Assert.That(VioletJson.Serialize(transaction), Is.EqualTo($$"""{"id":1,"metadata":{{value}}}"""));
    }

    [Test]
    public void A_value_made_of_NET_values_is_written_as_JSON()
    {
        var transaction = new PaymentTransaction
        {
            Metadata = JObject.FromObject(new { Date = new DateTime(2024, 6, 28, 0, 0, 0, DateTimeKind.Utc), Number = 1.5m, Nothing = (string?)null, Id = Guid.Empty, NaN = double.NaN }),
        };

        Assert.That(Canonical.Text(VioletJson.Serialize(transaction)), Is.EqualTo("""{"id":0,"metadata":{"Date":"2024-06-28T00:00:00Z","Number":1.5,"Nothing":null,"Id":"00000000-0000-0000-0000-000000000000","NaN":"NaN"}}"""));
    }

    [Test]
    public void One_token_in_two_models_is_not_torn_out_of_either()
    {
        var token = new JObject { ["a"] = 1 };
        var first = new PaymentTransaction { Metadata = token };
        var second = new PaymentTransaction { Metadata = first.Metadata };
        second.Extra["x"] = token;

        Assert.That(VioletJson.Serialize(first), Is.EqualTo("""{"id":0,"metadata":{"a":1}}"""));
        Assert.That(VioletJson.Serialize(second), Is.EqualTo("""{"id":0,"metadata":{"a":1},"x":{"a":1}}"""));
    }
}
