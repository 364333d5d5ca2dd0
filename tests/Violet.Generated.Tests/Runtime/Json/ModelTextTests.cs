using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Json;

/// <summary>What debuggers and logs show of models: enough to tell them apart, and nothing of a person's.</summary>
public class ModelTextTests
{
    private const string Planted = "Pl4nted <pl4nted@example.org> +49 170 1234567";

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Models))]
    public void No_text_of_a_model_is_shown(Type model)
    {
        JObject json = Sample.Of(model, SampleKind.Full);
        foreach (JValue value in json.Descendants().OfType<JValue>().Where(IsText).ToList())
            value.Value = Planted;
        json["a_field_of_tomorrow"] = Planted;

        string shown = ModelCodec.Of(model).FromWire(json.ToString()).ToString();

        Assert.That(shown, Does.StartWith(model.Name).And.Not.Contain("l4nted").And.Not.Contain("1234567"));
        if (Type.GetTypeCode(model.GetProperty("Id")?.PropertyType) == TypeCode.Int64)
            Assert.That(shown, Does.StartWith($"{model.Name} {json["id"]}"));
    }

    [TestCase("""{"id":42,"status":"COMPLETED"}""", "Order 42 COMPLETED")]
    [TestCase("""{"id":42,"status":"cancelled"}""", "Order 42 CANCELED")]
    [TestCase("""{"id":42,"status":"OF_TOMORROW"}""", "Order 42 ?")]
    [TestCase("""{"id":42}""", "Order 42")]
    public void A_model_shows_its_type_id_and_status(string json, string expected) =>
        Assert.That(VioletJson.Deserialize<Order>(json).ToString(), Is.EqualTo(expected));

    [Test]
    public void A_model_without_an_id_shows_whose_it_is() =>
        Assert.That(new ConnectionHealth { MerchantId = 7 }.ToString(), Is.EqualTo("ConnectionHealth merchant_id 7"));

    [TestCase("5f1f1a6e-0d6b-4a3e-9b67-0d8f0b6f4c11", "RutterConnection 5f1f1a6e-0d6b-4a3e-9b67-0d8f0b6f4c11")]
    [TestCase("ada@example.org", "RutterConnection")]
    public void Of_ids_that_are_texts_only_UUIDs_are_shown(string id, string expected) =>
        Assert.That(new Rutter.RutterConnection { Id = id }.ToString(), Is.EqualTo(expected));

    [Test]
    public void A_page_shows_its_counts()
    {
        OrderPage page = VioletJson.Deserialize<OrderPage>("""{"content":[{},{}],"number":3,"total_pages":13,"total_elements":260}""");

        Assert.That(page.ToString(), Is.EqualTo("OrderPage: 2 items, page 3 of 13, 260 in all"));
        Assert.That(new Page<Order>([new Order()], "token", 260).ToString(), Is.EqualTo("1 items, 260 in all"));
        Assert.That(new Page<Order>([]).ToString(), Is.EqualTo("0 items, the last page"));
    }

    [Test]
    public void To_be_looked_at_changes_nothing()
    {
        var page = new OrderPage();
        string before = VioletJson.Serialize(page);

        Assert.That(page.ToString(), Is.EqualTo("OrderPage: 0 items"));

        Assert.That(VioletJson.Serialize(page), Is.EqualTo(before));
    }

    [TestCase(typeof(VioletModel))]
    [TestCase(typeof(Page<>))]
    [TestCase(typeof(SubmitOutcome))]
    [TestCase(typeof(RefusedBag))]
    public void Debuggers_show_the_same(Type type) =>
        Assert.That(type.GetCustomAttribute<DebuggerDisplayAttribute>()?.Value, Is.EqualTo("{ToString(),nq}"));

    private static bool IsText(JValue value) =>
        value.Type == JTokenType.String
        && !DateTimeOffset.TryParse((string)value!, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
