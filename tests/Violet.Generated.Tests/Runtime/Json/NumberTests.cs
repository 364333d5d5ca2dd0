using Violet.Generated.Tests.Locales;

namespace Violet.Generated.Tests.Json;

/// <summary>Numbers and booleans as real answers write them.</summary>
[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class NumberTests(Locale place) : InPlace(place)
{
    [TestCase("149486", 149486)]
    [TestCase("\"149486\"", 149486)]
    [TestCase("10.0", 10)]
    [TestCase("\"10.0\"", 10)]
    [TestCase("1e3", 1000)]
    [TestCase("1.5E1", 15)]
    [TestCase("-0", 0)]
    [TestCase("-0.0", 0)]
    [TestCase("\"\\u0031\\u0030\"", 10)]
    [TestCase("9223372036854775807", long.MaxValue)]
    [TestCase("-9223372036854775808", long.MinValue)]
    [TestCase("9223372036854775807.0", long.MaxValue)]
    [TestCase("\"-9223372036854775808\"", long.MinValue)]
    public void An_integer_is_read_from(string json, long expected) =>
        Assert.That(VioletJson.Deserialize<Order>($$"""{"sub_total":{{json}}}""").SubTotal, Is.EqualTo(expected));

    [TestCase("9223372036854775808")]
    [TestCase("-9223372036854775809")]
    [TestCase("1e400")]
    [TestCase("1e99999999999")]
    [TestCase("1.5")]
    [TestCase("123456789012345678901234567890123456789012345678901234567890")]
    [TestCase("\"NaN\"")]
    [TestCase("\"Infinity\"")]
    [TestCase("\"-Infinity\"")]
    [TestCase("\"0x10\"")]
    [TestCase("\"1,000\"")]
    [TestCase("\"10 \"")]
    [TestCase("\"ten\"")]
    [TestCase("\"1e400\"")]
    [TestCase("\"\\u0000\"")]
    [TestCase("\"\\uD800\"")]
    [TestCase("true")]
    [TestCase("[1]")]
    [TestCase("{\"value\":1}")]
    public void What_is_no_integer_is_an_error_with_its_place(string json) =>
        AssertError($$"""{"sub_total":{{json}}}""", text => StrictJson.Read<Order>(text), "$.sub_total");

    [TestCase("2147483648")]
    [TestCase("-2147483649")]
    [TestCase("\"2147483648\"")]
    [TestCase("1e20")]
    public void An_integer_of_32_bits_does_not_overflow(string json) =>
        AssertError($$"""{"total_pages":{{json}}}""", text => StrictJson.Read<OrderPage>(text), "$.total_pages");

    [TestCase("6.375", 6.375)]
    [TestCase("10", 10)]
    [TestCase("10.0", 10)]
    [TestCase("\"6.375\"", 6.375)]
    [TestCase("\"\\u0036.5\"", 6.5)]
    [TestCase("1e-400", 0)]
    [TestCase("1e308", 1e308)]
    [TestCase("0.1", 0.1)]
    [TestCase("5e-324", double.Epsilon)]
    [TestCase("-1.7976931348623157E+308", double.MinValue)]
    public void A_number_is_read_from(string json, double expected) =>
        Assert.That(VioletJson.Deserialize<OrderTax>($$"""{"rate":{{json}}}""").Rate, Is.EqualTo(expected));

    [TestCase("1e400")]
    [TestCase("-1e400")]
    [TestCase("\"NaN\"")]
    [TestCase("\"Infinity\"")]
    [TestCase("\"∞\"")]
    [TestCase("\"6,5\"")]
    [TestCase("false")]
    [TestCase("[]")]
    public void What_is_no_number_is_an_error_with_its_place(string json) =>
        AssertError($$"""{"rate":{{json}}}""", text => StrictJson.Read<OrderTax>(text), "$.rate");

    [TestCase("true", true)]
    [TestCase("false", false)]
    [TestCase("\"true\"", true)]
    [TestCase("\"False\"", false)]
    [TestCase("\"TRUE\"", true)]
    [TestCase("\"tru\\u0065\"", true)]
    [TestCase("\"\"", null)]
    [TestCase("null", null)]
    public void A_boolean_is_read_from(string json, bool? expected) =>
        Assert.That(VioletJson.Deserialize<Order>($$"""{"is_guest":{{json}}}""").IsGuest, Is.EqualTo(expected));

    [TestCase("\"yes\"")]
    [TestCase("\"true \"")]
    [TestCase("1")]
    [TestCase("[true]")]
    [TestCase("{}")]
    public void What_is_no_boolean_is_an_error_with_its_place(string json) =>
        AssertError($$"""{"is_guest":{{json}}}""", text => StrictJson.Read<Order>(text), "$.is_guest");

    [TestCase("149486", "149486")]
    [TestCase("1.50", "1.50")]
    [TestCase("true", "true")]
    [TestCase("false", "false")]
    [TestCase("1e400", "1e400")]
    public void A_text_is_read_from_a_plain_value_as_it_stands(string json, string expected) =>
        Assert.That(VioletJson.Deserialize<Order>($$"""{"referral_id":{{json}}}""").ReferralId, Is.EqualTo(expected));

    [Test]
    public void Lists_and_maps_of_numbers_are_as_tolerant()
    {
        Assert.That(
            VioletJson.Deserialize<ExchangeRates>("""{"rates":{"USD":"1.5","EUR":null,"GBP":2}}""").Rates,
            Is.EqualTo(new Dictionary<string, double> { ["USD"] = 1.5, ["GBP"] = 2 })
        );
        AssertError("""{"rates":{"USD":1,"EUR":""}}""", text => StrictJson.Read<ExchangeRates>(text), "$.rates.*");
    }

    private static void AssertError(string json, TestDelegate<string> read, string path)
    {
        VioletJsonException error = Assert.Throws<VioletJsonException>(() => read(json))!;
        Assert.That(error.Path, Is.EqualTo(path));
        Assert.That(error.Message, Does.Not.Contain("1e400").And.Not.Contain("ten").And.Not.Contain("NaN").And.Not.Contain("14748"));
    }

    private delegate object TestDelegate<T>(T text);
}
