using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Locales;
using Stj = System.Text.Json;

namespace Violet.Generated.Tests.Json;

/// <summary>Open enums in a user's own types.</summary>
[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class OpenEnumSerializerTests(Locale place) : InPlace(place)
{
    public sealed class Mine
    {
        public OpenEnum<OrderStatus> Status { get; set; }

        public OpenEnum<OrderStatus>? Maybe { get; set; }

        public List<OpenEnum<BagStatus>> Bags { get; set; } = [];

        public Dictionary<string, OpenEnum<OrderStatus>> ByName { get; set; } = [];
    }

    public static IEnumerable<TestCaseData> Serializers =>
        [
            new TestCaseData(
                (Func<object, string>)JsonConvert.SerializeObject,
                (Func<string, Type, object?>)JsonConvert.DeserializeObject
            ).SetArgDisplayNames("Newtonsoft.Json"),
            new TestCaseData(
                new Func<object, string>(value => Stj.JsonSerializer.Serialize(value, value.GetType())),
                new Func<string, Type, object?>((json, type) => Stj.JsonSerializer.Deserialize(json, type))
            ).SetArgDisplayNames("System.Text.Json"),
        ];

    [TestCaseSource(nameof(Serializers))]
    public void A_type_of_the_user_keeps_every_text(Func<object, string> write, Func<string, Type, object?> read)
    {
        const string Json =
            """{"Status":"cancelled","Maybe":"TOMORROW","Bags":["42","IN_PROGRESS",""],"ByName":{"a":"COMPLETED","b":null}}""";
        var mine = (Mine)read(Json, typeof(Mine))!;

        Assert.That(mine.Status == OrderStatus.Canceled);
        Assert.That(mine.Maybe?.Raw, Is.EqualTo("TOMORROW"));
        Assert.That(mine.Bags.Select(bag => bag.Raw), Is.EqualTo(new[] { "42", "IN_PROGRESS", "" }));
        Assert.That(mine.ByName["b"], Is.EqualTo(default(OpenEnum<OrderStatus>)));
        Assert.That(write(mine), Is.EqualTo(Json));
    }

    [TestCaseSource(nameof(Serializers))]
    public void An_absent_value_is_null_and_back(Func<object, string> write, Func<string, Type, object?> read)
    {
        Assert.That(write(new Mine()), Is.EqualTo("""{"Status":null,"Maybe":null,"Bags":[],"ByName":{}}"""));
        var mine = (Mine)read("""{"Status":null,"Maybe":null}""", typeof(Mine))!;
        Assert.That(mine.Status, Is.EqualTo(default(OpenEnum<OrderStatus>)));
        Assert.That(mine.Maybe, Is.Null);
    }

    [TestCaseSource(nameof(Serializers))]
    public void Alone_it_is_a_text(Func<object, string> write, Func<string, Type, object?> read)
    {
        Assert.That(write(new OpenEnum<OrderStatus>(OrderStatus.InProgress)), Is.EqualTo("\"IN_PROGRESS\""));
        Assert.That(write(new OpenEnum<OrderStatus>("In Progress")), Is.EqualTo("\"In Progress\""));
        Assert.That(read("\"in-progress\"", typeof(OpenEnum<OrderStatus>)), Is.EqualTo(new OpenEnum<OrderStatus>(OrderStatus.InProgress)));
        Assert.That(((OpenEnum<OrderStatus>)read("7", typeof(OpenEnum<OrderStatus>))!).Raw, Is.EqualTo("7"));
        Assert.That(((OpenEnum<OrderStatus>)read("true", typeof(OpenEnum<OrderStatus>))!).Raw, Is.EqualTo("true"));
        Assert.That(read("null", typeof(OpenEnum<OrderStatus>?)), Is.Null);
    }

    [TestCaseSource(nameof(Serializers))]
    public void What_is_no_text_is_the_serializers_own_error(Func<object, string> write, Func<string, Type, object?> read)
    {
        foreach (string json in new[] { "{}", "[]", "[\"CANCELED\"]" })
        {
            Assert.That(
                () => read(json, typeof(OpenEnum<OrderStatus>)),
                Throws.InstanceOf<JsonException>().Or.InstanceOf<Stj.JsonException>()
            );
        }

        Assert.That(write, Is.Not.Null);
    }

    [Test]
    public void It_counts_as_a_key()
    {
        var counts = new Dictionary<OpenEnum<OrderStatus>, int> { [OrderStatus.Canceled] = 2, [new OpenEnum<OrderStatus>("NEW")] = 1 };

        Assert.That(Stj.JsonSerializer.Serialize(counts), Is.EqualTo("""{"CANCELED":2,"NEW":1}"""));
        Assert.That(JsonConvert.SerializeObject(counts), Is.EqualTo("""{"CANCELED":2,"NEW":1}"""));
        Assert.That(
            Stj.JsonSerializer.Deserialize<Dictionary<OpenEnum<OrderStatus>, int>>("""{"cancelled":2,"NEW":1}"""),
            Is.EqualTo(counts)
        );
    }

    [Test]
    public void JToken_takes_it() =>
        Assert.That(JToken.FromObject(new Mine { Status = OrderStatus.Completed })["Status"]!.ToString(), Is.EqualTo("COMPLETED"));
}
