using System.Text;
using Violet.Generated.Tests.Locales;

namespace Violet.Generated.Tests.Json;

/// <summary>What cannot be read says where, and never what stood there. Strict reading refuses all that does not fit.</summary>
[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class ErrorPlaceTests(Locale place) : InPlace(place)
{
    [TestCase("""{"content":[{"bags":[{"id":1,"total":"SECRET"}]}]}""", "$.content[0].bags[0].total", "\"SECRET")]
    [TestCase("""{"content":[{},{},{"bags":[{},{"skus":[{},{},{"quantity":{}}]}]}]}""", "$.content[2].bags[1].skus[2].quantity", "{}}]")]
    [TestCase("""{"content":{}}""", "$.content", "{}}")]
    [TestCase("""{"content":[1]}""", "$.content[0]", "1]}")]
    [TestCase("""{"content":["SECRET"]}""", "$.content[0]", "\"SECRET")]
    [TestCase("""{"content":[{},[]]}""", "$.content[1]", "[]]")]
    [TestCase("""{"content":[{"customer":[]}]}""", "$.content[0].customer", "[]}")]
    [TestCase("""{"content":[{"customer":"SECRET"}]}""", "$.content[0].customer", "\"SECRET")]
    [TestCase("""{"content":[{"id":1,"id":"SECRET"}]}""", "$.content[0].id", "\"SECRET")]
    [TestCase("""{"content":[{"unknown":{"a":[1,{"b":2}]},"id":[]}]}""", "$.content[0].id", "[]}")]
    [TestCase("""{"unknown":[[1],[2]],"total_pages":"SECRET"}""", "$.total_pages", "\"SECRET")]
    public void A_value_of_the_wrong_type_is_named(string json, string path, string at)
    {
        VioletJsonException error = Fails<OrderPage>(json);
        Assert.That(error.Path, Is.EqualTo(path));
        Assert.That(error.Position, Is.EqualTo(json.IndexOf(at, StringComparison.Ordinal)));
    }

    [TestCase("[]", "$")]
    [TestCase("\"SECRET\"", "$")]
    [TestCase("1", "$")]
    [TestCase("true", "$")]
    [TestCase("null", "$")]
    public void A_text_that_is_no_object_is_an_error_at_its_root(string json, string path) =>
        Assert.That(Fails<Order>(json).Path, Is.EqualTo(path));

    [TestCase("")]
    [TestCase(" \r\n\t ")]
    [TestCase("\uFEFF")]
    [TestCase("\uFEFF ")]
    public void An_empty_text_is_called_empty(string json) => Assert.That(Fails<Order>(json).Message, Does.Contain("empty"));

    [TestCase("{", "$")]
    [TestCase("""{"content":[{""", "$.content[0]")]
    [TestCase("""{"content":[{"id":1,""", "$.content[0].id")]
    [TestCase("""{"content":[{"id":1},""", "$.content[0]")]
    [TestCase("""{"content":[{"bags":[{"a":tru""", "$.content[0].bags[0].a")]
    [TestCase("""{"content":[{"unknown":{"x":[1,2,""", "$.content[0].unknown.x[1]")]
    [TestCase("""{"content":[]}}""", "$")]
    [TestCase("""{"content":[]} SECRET""", "$")]
    [TestCase("""{"content":[],}""", "$.content")]
    [TestCase("""{"content":[{"id":01}]}""", "$.content[0].id")]
    [TestCase("""{"content":[{"id":NaN}]}""", "$.content[0].id")]
    [TestCase("""{"content":[{"referral_id":"SECRET\x"}]}""", "$.content[0].referral_id")]
    [TestCase("""{'content':[]}""", "$")]
    [TestCase("""{/*SECRET*/"content":[]}""", "$")]
    [TestCase("<html>SECRET</html>", "$")]
    public void A_broken_text_says_where_it_breaks(string json, string path)
    {
        VioletJsonException error = Fails<OrderPage>(json);
        Assert.That(error.Path, Is.EqualTo(path));
        Assert.That(error.Message, Does.Contain("not valid JSON").And.EndWith($"Path {path}, byte {error.Position}."));
        Assert.That(error.Position, Is.InRange(0, Encoding.UTF8.GetByteCount(json)));
    }

    [Test]
    public void A_byte_order_mark_counts_in_positions()
    {
        const string Json = """{"id":[]}""";
        Assert.That(Fails<Order>("\uFEFF" + Json).Position, Is.EqualTo(Fails<Order>(Json).Position + 3));
        Assert.That(Fails<Order>("\uFEFF" + "{\"id\":").Position, Is.EqualTo(Fails<Order>("{\"id\":").Position + 3));
    }

    [Test]
    public void A_key_that_may_be_personal_is_hidden()
    {
        Assert.That(Fails<ExchangeRates>("""{"rates":{"jane@doe.org":[]}}""").Path, Is.EqualTo("$.rates.*"));
        Assert.That(Fails<ExchangeRates>("{\"rates\":{\"" + new string('a', 65) + "\":[]}}").Path, Is.EqualTo("$.rates.*"));
        Assert.That(Fails<ExchangeRates>("""{"rates":{"":[]}}""").Path, Is.EqualTo("$.rates.*"));
        Assert.That(Fails<ExchangeRates>("""{"rates":{"Zebrowski":[]}}""").Path, Is.EqualTo("$.rates.*"));
        Assert.That(Fails<ExchangeRates>("""{"rates":{"15550123987":[]}}""").Path, Is.EqualTo("$.rates.*"));
        Assert.That(Fails<ExchangeRates>("""{"rates":{"a15550123987":[]}}""").Path, Is.EqualTo("$.rates.*"));
        Assert.That(Fails<ExchangeRates>("""{"rates":{"address_1":[]}}""").Path, Is.EqualTo("$.rates.address_1"));
    }

    [Test]
    public void A_text_of_more_objects_than_any_page_has_is_refused_before_it_fills_the_memory()
    {
        string page = "{\"content\":[" + string.Join(',', Enumerable.Repeat("{}", 600_000)) + "]}";

        Assert.That(Fails<OrderPage>(page).Message, Does.Contain("more than 268435456 bytes of memory"));
    }

    [TestCase("""{"x":""", "}", TestName = "Unknown objects nested deep")]
    [TestCase("""{"x":[""", "]}", TestName = "Unknown lists nested deep")]
    [TestCase("""{"payment_transactions":[{"metadata":""", "}]}", TestName = "Models and unknown fields nested deep")]
    public void Depth_has_a_limit_with_a_clear_error(string open, string close)
    {
        string json = string.Concat(Enumerable.Repeat(open, 100)) + "1" + string.Concat(Enumerable.Repeat(close, 100));
        VioletJsonException error = Fails<Order>(json);
        Assert.That(error.Message, Does.Contain("nested more than 64 levels"));
        Assert.That(error.Path, Does.StartWith("$."));
    }

    [Test]
    public void A_million_brackets_are_refused_at_once()
    {
        Assert.That(Fails<Order>(new string('[', 1_000_000)).Path, Is.EqualTo("$"));
        Assert.That(Fails<Order>("""{"x":""" + new string('[', 1_000_000)).Message, Does.Contain("nested more than 64 levels"));
    }

    [Test]
    public void The_deepest_text_that_is_allowed_is_read_written_and_looked_at()
    {
        string json = "{\"id\":0,\"x\":" + new string('[', 63) + new string(']', 63) + "}";
        Order order = VioletJson.Deserialize<Order>(json);
        Assert.That(order.Extra["x"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo(new string('[', 63) + new string(']', 63)));
        Assert.That(VioletJson.Serialize(order), Is.EqualTo(json));
    }

    private static VioletJsonException Fails<T>(string json)
        where T : VioletModel, new()
    {
        VioletJsonException error = Assert.Throws<VioletJsonException>(() => StrictJson.Read<T>(json))!;
        Assert.That(error.Message, Does.Not.Contain("SECRET"));
        Assert.That(error.ToString(), Does.Not.Contain("SECRET"));
        return error;
    }
}
