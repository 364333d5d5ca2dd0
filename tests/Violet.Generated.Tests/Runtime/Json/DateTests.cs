using System.Reflection;
using System.Text;
using Violet.Generated.Runtime.Json;
using Violet.Generated.Tests.Locales;

namespace Violet.Generated.Tests.Json;

[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class DateTests(Locale place) : InPlace(place)
{
    private static readonly DateTimeOffset s_moment = new(2024, 6, 28, 20, 31, 56, TimeSpan.Zero);

    [TestCase("2024-06-28T20:31:56+0000")]
    [TestCase("2024-06-28T20:31:56+00:00")]
    [TestCase("2024-06-28T20:31:56.000+00:00")]
    [TestCase("2024-06-28T20:31:56.000+0000")]
    [TestCase("2024-06-28T20:31:56Z")]
    [TestCase("2024-06-28t20:31:56z")]
    [TestCase("2024-06-28T20:31:56.000Z")]
    [TestCase("2024-06-28T20:31:56")]
    [TestCase("2024-06-28 20:31:56+00:00")]
    [TestCase("2024-06-28 20:31:56")]
    [TestCase("2024-06-28T22:31:56+02")]
    [TestCase("2024-06-28T22:31:56+0200")]
    [TestCase("2024-06-28T22:31:56+02:00")]
    [TestCase("2024-06-28T15:01:56-05:30")]
    [TestCase("2024-06-28T20:31:56.000000000000000000000Z")]
    [TestCase("2024-06-28T20:31:56,0Z")]
    public void Every_form_of_a_date_time_is_the_same_moment(string text) => Assert.That(Read($"\"{text}\""), Is.EqualTo(s_moment));

    [TestCase("2024-06-28T20:31:56\\u002B0000", TestName = "A plus sign that System.Text.Json escaped")]
    [TestCase("2024-06-28T20:31:56\\u002b00:00", TestName = "A plus sign escaped in lower case")]
    [TestCase("\\u0032024-06-28T20:31:56Z", TestName = "A digit escaped")]
    public void Escaped_characters_in_a_date_are_read(string text) => Assert.That(Read($"\"{text}\""), Is.EqualTo(s_moment));

    [TestCase("2024-06-28", "2024-06-28T00:00:00+0000")]
    [TestCase("2024-06-28T20:31", "2024-06-28T20:31:00+0000")]
    [TestCase("2024-06-28T20:31:56.1Z", "2024-06-28T20:31:56.1+0000")]
    [TestCase("2024-06-28T20:31:56.1234567Z", "2024-06-28T20:31:56.1234567+0000")]
    [TestCase("2024-06-28T20:31:56.12345678999Z", "2024-06-28T20:31:56.1234567+0000")]
    [TestCase("2024-06-28T22:31:56+02:00", "2024-06-28T20:31:56+0000")]
    [TestCase("2024-02-29T00:00:00Z", "2024-02-29T00:00:00+0000")]
    [TestCase("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+0000")]
    [TestCase("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999+0000")]
    public void Dates_are_written_in_Violets_form_and_in_UTC(string text, string written) =>
        Assert.That(
            VioletJson.Serialize(VioletJson.Deserialize<Order>($$"""{"date_created":"{{text}}"}""")),
            Does.Contain($"\"date_created\":\"{written}\"")
        );

    [TestCase("1719606716000", TestName = "Milliseconds, as the gateway tells times")]
    [TestCase("1719606716", TestName = "Seconds, as the exchange rates tell them")]
    public void A_time_since_1970_is_a_date(string json) => Assert.That(Read(json), Is.EqualTo(s_moment));

    [TestCase("99999999999", "5138-11-16")]
    [TestCase("100000000000", "1973-03-03")]
    [TestCase("1000000000", "2001-09-09")]
    [TestCase("253402300799999", "9999-12-31")]
    public void Its_size_says_whether_it_is_seconds_or_milliseconds(string json, string day) =>
        Assert.That(Read(json)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(day));

    [TestCase("0")]
    [TestCase("1")]
    [TestCase("-1719606716000")]
    [TestCase("86400000")]
    [TestCase("999999999")]
    [TestCase("253402300800000")]
    public void A_number_that_is_no_time_of_the_APIs_is_no_date_instead_of_one_in_1970(string json)
    {
        Assert.That(Read(json), Is.Null);
        Assert.Throws<VioletJsonException>(() => StrictJson.Read<Order>($$"""{"date_created":{{json}}}"""));
    }

    [TestCase("null")]
    [TestCase("\"\"")]
    public void No_text_is_no_date(string json) => Assert.That(Read(json), Is.Null);

    [TestCase("\"yesterday\"")]
    [TestCase("\"2024-06-28T20:31:56 Uhr\"")]
    [TestCase("\"2023-02-29\"")]
    [TestCase("\"2024-13-01\"")]
    [TestCase("\"2024-00-10\"")]
    [TestCase("\"2024-06-00\"")]
    [TestCase("\"0000-01-01\"")]
    [TestCase("\"10000-01-01T00:00:00Z\"")]
    [TestCase("\"-2024-06-28\"")]
    [TestCase("\"2024-06-28T24:00:00Z\"")]
    [TestCase("\"2024-06-28T20:60:00Z\"")]
    [TestCase("\"2024-06-28T20:31:61Z\"")]
    [TestCase("\"2024-06-28T20:31:56+15:00\"")]
    [TestCase("\"2024-06-28T20:31:56+02:60\"")]
    [TestCase("\"2024-06-28T20:31:56+2\"")]
    [TestCase("\"2024-06-28T20:31:56ZZ\"")]
    [TestCase("\"0001-01-01T00:00:00+01:00\"")]
    [TestCase("\"9999-12-31T23:59:59-01:00\"")]
    [TestCase("\"2024-06-28T20:31:56\\u0000\"")]
    [TestCase("\"٢٠٢٤-٠٦-٢٨\"")]
    [TestCase("9223372036854775807")]
    [TestCase("-9223372036854775808")]
    [TestCase("1e99")]
    [TestCase("true")]
    [TestCase("{}")]
    [TestCase("[\"2024-06-28\"]")]
    public void What_is_no_date_is_an_error_with_its_place(string json)
    {
        VioletJsonException error = Assert.Throws<VioletJsonException>(() => StrictJson.Read<Order>($$"""{"date_created":{{json}}}"""))!;
        Assert.That(error.Path, Is.EqualTo("$.date_created"));
        Assert.That(error.Position, Is.EqualTo(16));
    }

    [Test]
    public void A_request_is_sent_without_fractions()
    {
        DateTimeOffset fraction = s_moment.AddTicks(1234567);
        string[] bodies = Rules
            .GeneratedTypes.Models.Where(model => model.Name.EndsWith("Request", StringComparison.Ordinal))
            .Select(model =>
            {
                VioletModel request = Rules.GeneratedTypes.New(model);
                foreach (
                    PropertyInfo? property in Rules
                        .GeneratedTypes.WireProperties(model)
                        .Where(property => property.PropertyType == typeof(DateTimeOffset?))
                )
                {
                    property.SetValue(request, fraction);
                }

                return VioletJson.Serialize(request);
            })
            .ToArray();

        Assert.That(bodies, Has.Some.Contains("2024-06-28T20:31:56+0000"));
        Assert.That(bodies, Has.None.Contains("56.1"));
    }

    [Test]
    public void The_culture_of_the_machine_does_not_matter()
    {
        const string Json =
            """{"id":-5,"status":"IN_PROGRESS","date_created":"2024-06-28T20:31:56.25+0000","i":{"n":-1.5,"d":"2024-06-28T20:31:56+0000"}}""";
        Order order = VioletJson.Deserialize<Order>(Json);
        Assert.That((double)order.Extra["i"]!["n"]!, Is.EqualTo(-1.5));
        Assert.That(new OpenEnum<OrderStatus>("in-progress").IsKnown);
        Assert.That(VioletJson.Serialize(order), Is.EqualTo(Json));
        Assert.That(Newtonsoft.Json.JsonConvert.SerializeObject(order), Is.EqualTo(Json));
        Assert.That(VioletJson.Serialize(VioletJson.Deserialize<OrderTax>("""{"rate":6.375}""")), Is.EqualTo("""{"rate":6.375}"""));
    }

    [Test]
    public void Every_length_of_a_date_text_is_read_or_refused_without_a_raw_exception()
    {
        byte[] full = Encoding.UTF8.GetBytes("2024-06-28T20:31:56.1234567+02:00");
        for (int length = 0; length <= full.Length; length++)
        {
            int taken = length;
            Assert.DoesNotThrow(() => JsonDate.TryParse(full.AsSpan(0, taken), out _));
        }
    }

    private static DateTimeOffset? Read(string value) => VioletJson.Deserialize<Order>($$"""{"date_created":{{value}}}""").DateCreated;
}
