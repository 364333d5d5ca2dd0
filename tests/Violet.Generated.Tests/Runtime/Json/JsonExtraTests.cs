using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Locales;

namespace Violet.Generated.Tests.Json;

[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class JsonExtraTests(Locale place) : InPlace(place)
{
    [Test]
    public void Unknown_fields_are_kept_in_order_and_written_after_the_known_ones()
    {
        Order order = VioletJson.Deserialize<Order>("""{"z":1,"id":7,"a":{"b":[1,2]},"m":null}""");

        Assert.That(order.Extra.Select(field => field.Key), Is.EqualTo(new[] { "z", "a", "m" }));
        Assert.That(order.Extra, Has.Count.EqualTo(3));
        Assert.That((int?)order.Extra["a"]!["b"]![1], Is.EqualTo(2));
        Assert.That(VioletJson.Serialize(order), Is.EqualTo("""{"id":7,"z":1,"a":{"b":[1,2]},"m":null}"""));
    }

    [Test]
    public void A_field_that_is_null_is_there_and_one_that_is_not_is_not()
    {
        Order order = VioletJson.Deserialize<Order>("""{"m":null}""");

        Assert.That(order.Extra.Contains("m"));
        Assert.That(order.Extra["m"]!.Type, Is.EqualTo(JTokenType.Null));
        Assert.That(order.Extra.Contains("M"), Is.False);
        Assert.That(order.Extra["M"], Is.Null);
    }

    [Test]
    public void Fields_can_be_set_changed_and_removed_and_are_sent_along()
    {
        var request = new OrderSearchRequest();
        request.Extra["new_filter"] = "x";
        request.Extra["other"] = 1;
        request.Extra["empty"] = JValue.CreateNull();
        request.Extra["new_filter"] = new JArray(1, 2);
        request.Extra["other"] = null;
        request.Extra["never_set"] = null;

        Assert.That(VioletJson.Serialize(request), Is.EqualTo("""{"new_filter":[1,2],"empty":null}"""));
        Assert.That(request.Extra.Contains("other"), Is.False);
    }

    [Test]
    public void Of_doubles_the_last_one_is_seen_both_are_written_and_all_are_removed()
    {
        const string Json = """{"id":0,"x":1,"y":2,"x":3}""";
        Order order = VioletJson.Deserialize<Order>(Json);

        Assert.That((int?)order.Extra["x"], Is.EqualTo(3));
        Assert.That(VioletJson.Serialize(order), Is.EqualTo(Json));
        order.Extra["x"] = null;
        Assert.That(order.Extra.Contains("x"), Is.False);
        Assert.That(VioletJson.Serialize(order), Is.EqualTo("""{"id":0,"y":2}"""));
    }

    [Test]
    public void A_value_can_be_mutated_in_place()
    {
        Order order = VioletJson.Deserialize<Order>("""{"id":0,"x":{"list":[1,2]}}""");

        ((JArray)order.Extra["x"]!["list"]!).Add("three");
        order.Extra["x"]!["more"] = true;

        Assert.That(VioletJson.Serialize(order), Is.EqualTo("""{"id":0,"x":{"list":[1,2,"three"],"more":true}}"""));
    }

    [TestCase("1e400")]
    [TestCase("-1E+400")]
    [TestCase("123456789012345678901234567890")]
    [TestCase("0.1234567890123456789012345")]
    [TestCase("1.50")]
    [TestCase("1E2")]
    [TestCase("-0")]
    [TestCase("\"2024-06-28T20:31:56.100+0000\"")]
    [TestCase("\"\\u0041\\/\\ud800\"")]
    [TestCase("[ 1 , {\"a\" : 1, \"a\" : 2} ]")]
    public void Looking_changes_no_character_of_what_is_written(string text)
    {
        string json = $$"""{"id":0,"x":{{text}}}""";
        Order order = VioletJson.Deserialize<Order>(json);

        JToken? value = order.Extra["x"];
        Assert.That(value, Is.Not.Null);
        Assert.That(order.Extra["x"], Is.SameAs(value));
        Assert.That(order.Extra.ToList(), Has.Count.EqualTo(1));
        Assert.That(VioletJson.Serialize(order), Is.EqualTo(json));
    }

    [Test]
    public void A_number_beyond_all_digits_is_kept_everywhere()
    {
        string digits = new('9', 2000);
        Order order = VioletJson.Deserialize<Order>($$"""{"id":0,"x":{{digits}},"y":1e400}""");

        Assert.That(() => order.Extra["x"], Is.Not.Null);
        Assert.That(VioletJson.Serialize(order), Is.EqualTo($$"""{"id":0,"x":{{digits}},"y":1e400}"""));
        Assert.That(Newtonsoft.Json.JsonConvert.SerializeObject(order), Is.EqualTo($$"""{"id":0,"x":{{digits}},"y":1e400}"""));
        Assert.That(System.Text.Json.JsonSerializer.Serialize(order), Is.EqualTo($$"""{"id":0,"x":{{digits}},"y":1e400}"""));
        Assert.DoesNotThrow(() => JObject.FromObject(order));
    }

    [TestCase("123456789012345678901234567890", JTokenType.Integer, "123456789012345678901234567890")]
    [TestCase("1.50", JTokenType.Float, "1.5")]
    [TestCase("1e400", JTokenType.String, "\"1e400\"")]
    public void A_number_that_no_NET_type_holds_is_a_text_and_takes_nothing_else_with_it(string number, JTokenType type, string written)
    {
        Order order = VioletJson.Deserialize<Order>($$$"""{"id":0,"x":{"n":{{{number}}},"other":[1]}}""");

        Assert.That(order.Extra["x"]!["n"]!.Type, Is.EqualTo(type));
        Assert.That(order.Extra["x"]!["other"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("[1]"));
        Assert.That(
            JObject.FromObject(order)["x"]!.ToString(Newtonsoft.Json.Formatting.None),
            Is.EqualTo($$$"""{"n":{{{written}}},"other":[1]}""")
        );
    }

    [Test]
    public void Broken_UTF8_is_written_as_the_replacement_character()
    {
        Order order = VioletJson.Deserialize<Order>([.. "{\"id\":0,\"x\":[\""u8, 0xE2, 0x82, .. "é\"]}"u8]);

        Assert.That(VioletJson.SerializeToUtf8Bytes(order), Is.EqualTo("{\"id\":0,\"x\":[\"\uFFFDé\"]}"u8.ToArray()));
    }

    [Test]
    public void Many_unknown_fields_are_read_in_linear_time()
    {
        string json = "{" + string.Join(",", Enumerable.Range(0, 200_000).Select(i => $"\"x{i}\":{i}")) + "}";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(VioletJson.Deserialize<Order>(json).Extra, Has.Count.EqualTo(200_000));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public void The_enumerator_works_as_a_plain_one() =>
        Assert.That(
            ((System.Collections.IEnumerable)VioletJson.Deserialize<Order>("""{"x":1}""").Extra)
                .Cast<KeyValuePair<string, JToken?>>()
                .Single()
                .Key,
            Is.EqualTo("x")
        );
}
