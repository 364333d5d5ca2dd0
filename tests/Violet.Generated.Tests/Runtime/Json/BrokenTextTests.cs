using System.Text;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Tests.Json;

/// <summary>Texts that are odd or broken in their characters, and fields that come in odd ways: a page is not lost over them.</summary>
public class BrokenTextTests
{
    [Test]
    public void A_byte_order_mark_is_skipped()
    {
        Assert.That(VioletJson.Deserialize<Order>("\uFEFF{\"id\":7}").Id, Is.EqualTo(7));
        Assert.That(VioletJson.Deserialize<Order>([0xEF, 0xBB, 0xBF, .. "{\"id\":7}"u8]).Id, Is.EqualTo(7));
    }

    [TestCase(new byte[] { 0xFF })]
    [TestCase(new byte[] { 0xC3 })]
    [TestCase(new byte[] { 0xC0, 0xAF })]
    [TestCase(new byte[] { 0xED, 0xA0, 0x80 })]
    [TestCase(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public void Invalid_UTF8_reads_as_the_replacement_character(byte[] broken)
    {
        byte[] json = [.. "{\"referral_id\":\"a"u8, .. broken, .. "b\",\"id\":7}"u8];

        Order order = VioletJson.Deserialize<Order>(json);

        Assert.That(order.Id, Is.EqualTo(7));
        Assert.That(order.ReferralId, Does.Match("^a\uFFFD+b$"));
        Assert.That(VioletJson.Serialize(order), Is.EqualTo($$"""{"id":7,"referral_id":"{{order.ReferralId}}"}"""));
    }

    [Test]
    public void Invalid_UTF8_in_unknown_fields_keys_enums_and_dates_is_no_raw_exception()
    {
        byte[] broken = [(byte)'"', 0xFF, (byte)'"'];
        Order order = VioletJson.Deserialize<Order>([.. "{"u8, .. broken, .. ":"u8, .. broken, .. ",\"status\":"u8, .. broken, .. "}"u8]);
        Assert.That((string?)order.Extra["\uFFFD"], Is.EqualTo("\uFFFD"));
        Assert.That(order.Status.Raw, Is.EqualTo("\uFFFD"));
        Assert.That(VioletJson.Serialize(order), Is.EqualTo("{\"id\":0,\"status\":\"\uFFFD\",\"\uFFFD\":\"\uFFFD\"}"));
        Order undated = VioletJson.Deserialize<Order>([.. "{\"date_created\":"u8, .. broken, .. "}"u8]);
        Assert.That(
            (undated.DateCreated, VioletJson.Serialize(undated)),
            Is.EqualTo(((DateTimeOffset?)null, "{\"id\":0,\"date_created\":\"\uFFFD\"}"))
        );
        Assert.That(
            VioletJson.Deserialize<ExchangeRates>([.. "{\"rates\":{"u8, .. broken, .. ":1}}"u8]).Rates.Keys,
            Is.EqualTo(new[] { "\uFFFD" })
        );
    }

    [TestCase("\\uD800", "\uFFFD")]
    [TestCase("\\uDC00", "\uFFFD")]
    [TestCase("a\\uD800b", "a\uFFFDb")]
    [TestCase("\\uDC00\\uD800", "\uFFFD\uFFFD")]
    [TestCase("\\uD83D\\uDE00", "\U0001F600")]
    [TestCase("\\uD83D\\uD83D\\uDE00", "\uFFFD\U0001F600")]
    [TestCase("\\u0041\\u00e9\\u20AC", "Aé€")]
    [TestCase("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [TestCase("\\u0000", "\0")]
    public void Escapes_are_read_and_a_lone_surrogate_is_the_replacement_character(string escaped, string expected)
    {
        Order order = VioletJson.Deserialize<Order>(
            $$"""{"referral_id":"{{escaped}}","{{escaped}}":"{{escaped}}","status":"{{escaped}}"}"""
        );

        Assert.That(order.ReferralId, Is.EqualTo(expected));
        Assert.That(order.Status.Raw, Is.EqualTo(expected));
        Assert.That(order.Extra.Single().Key, Is.EqualTo(expected));
        Order again = VioletJson.Deserialize<Order>(VioletJson.Serialize(order));
        Assert.That(again.ReferralId, Is.EqualTo(expected));
        Assert.That(again.Extra.Single().Key, Is.EqualTo(expected));
    }

    [Test]
    public void A_lone_surrogate_that_a_user_sets_is_written_as_the_replacement_character()
    {
        var order = new Order { ReferralId = "a\uD800" };
        order.Extra["\uDC00"] = "b\uD800";
        order.Extra["in"] = new JObject { ["\uD800"] = new JArray("\uDFFF") };

        Assert.That(
            Canonical.Text(VioletJson.Serialize(order)),
            Is.EqualTo("{\"id\":0,\"referral_id\":\"a\uFFFD\",\"\uFFFD\":\"b\uFFFD\",\"in\":{\"\uFFFD\":[\"\uFFFD\"]}}")
        );
    }

    [Test]
    public void Escaped_names_are_the_same_names()
    {
        Order order = VioletJson.Deserialize<Order>("""{"\u0069d":7,"\u0062ags":[{"tot\u0061l":5}],"ne\u0077s":1}""");

        Assert.That(order.Id, Is.EqualTo(7));
        Assert.That(order.Bags.Single().Total, Is.EqualTo(5));
        Assert.That((int?)order.Extra["news"], Is.EqualTo(1));
    }

    [TestCase("""{"ID":7}""")]
    [TestCase("""{"Id":7}""")]
    [TestCase("""{"id ":7}""")]
    [TestCase("""{"i\u0000d":7}""")]
    [TestCase("""{"":7}""")]
    public void Names_that_only_look_alike_are_unknown_fields(string json)
    {
        Order order = VioletJson.Deserialize<Order>(json);
        Assert.That(order.Id, Is.Zero);
        Assert.That((int?)order.Extra.Single().Value, Is.EqualTo(7));
    }

    [Test]
    public void Of_equal_keys_the_last_one_counts()
    {
        Order order = VioletJson.Deserialize<Order>(
            """{"id":1,"x":1,"bags":[{},{}],"status":"CANCELED","id":2,"x":2,"bags":[{}],"status":"COMPLETED","bag_token":"a"}"""
        );

        Assert.That(order.Id, Is.EqualTo(2));
        Assert.That(order.Bags, Has.Count.EqualTo(1));
        Assert.That(order.Status == OrderStatus.Completed);
        Assert.That((int?)order.Extra["x"], Is.EqualTo(2));
    }

    [TestCaseSource(typeof(Rules.GeneratedTypes), nameof(Rules.GeneratedTypes.Models))]
    public void Null_for_everything_reads_like_nothing_at_all(Type model)
    {
        string nulls =
            "{"
            + string.Join(
                ",",
                Rules.GeneratedTypes.WireProperties(model).Select(property => $"\"{Rules.GeneratedTypes.WireName(property)}\":null")
            )
            + "}";

        Assert.That(
            VioletJson.Serialize(ModelCodec.Of(model).FromWire(nulls)),
            Is.EqualTo(VioletJson.Serialize(ModelCodec.Of(model).FromWire("{}")))
        );
    }

    [Test]
    public void Null_elements_of_lists_and_maps_are_passed_over()
    {
        Order order = VioletJson.Deserialize<Order>("""{"bags":[null,{"id":1},null],"errors":[null]}""");
        Assert.That(order.Bags.Single().Id, Is.EqualTo(1));
        Assert.That(order.Errors, Is.Empty);
    }

    [Test]
    public void A_text_with_spaces_around_everything_is_read()
    {
        string spaced =
            Canonical.Parse(Sample.Of(typeof(Order), SampleKind.Full).ToString()).ToString(Newtonsoft.Json.Formatting.Indented) + "\r\n\t ";
        Assert.That(
            VioletJson.Serialize(VioletJson.Deserialize<Order>(Encoding.UTF8.GetBytes(spaced))),
            Is.EqualTo(VioletJson.Serialize(VioletJson.Deserialize<Order>(spaced.Trim())))
        );
    }
}
