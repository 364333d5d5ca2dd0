using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Rules;
using Violet.Generated.Tests.Transport;
using Stj = System.Text.Json;

namespace Violet.Generated.Tests.Locales;

/// <summary>Whatever culture and time zone the machine has, the same bytes go over the wire. The first tests make sure that the places are
/// what they are taken for.</summary>
public class LocaleTests
{
    [TestCase("de-DE", "-1,5")]
    [TestCase("tr-TR", "-1,5")]
    [TestCase("ar-SA", "\u061C-1\u066B5")]
    [TestCase("fa-IR", "\u200E\u22121\u066B5")]
    [TestCase("sv-SE", "\u22121,5")]
    [TestCase("th-TH", "-1.5")]
    public void The_cultures_are_real_ones(string culture, string number)
    {
        using IDisposable stay = Locale.Abroad.Single(place => place.Culture == culture).Enter();

        Assert.That((-1.5).ToString(CultureInfo.CurrentCulture), Is.EqualTo(number));
        Assert.That(CultureInfo.DefaultThreadCurrentCulture!.Name, Is.EqualTo(culture));
        Assert.That(
            CultureInfo.CurrentCulture.Calendar,
            Is.InstanceOf(
                culture switch
                {
                    "ar-SA" => typeof(UmAlQuraCalendar),
                    "fa-IR" => typeof(PersianCalendar),
                    "th-TH" => typeof(ThaiBuddhistCalendar),
                    _ => typeof(GregorianCalendar),
                }
            )
        );
        Assert.That("i".ToUpper(CultureInfo.CurrentCulture), Is.EqualTo(culture == "tr-TR" ? "İ" : "I"));
    }

    [TestCase("Asia/Kathmandu", "05:45:00", "05:45:00")]
    [TestCase("Australia/Lord_Howe", "11:00:00", "10:30:00")]
    [TestCase("America/St_Johns", "-03:30:00", "-02:30:00")]
    [TestCase("Pacific/Apia", "13:00:00", "13:00:00")]
    [TestCase("Pacific/Chatham", "13:45:00", "12:45:00")]
    [TestCase("Asia/Kolkata", "05:30:00", "05:30:00")]
    public void The_time_zones_are_real_ones(string timeZone, string inJanuary, string inJuly)
    {
        using (Locale.Abroad.Single(place => place.TimeZone == timeZone).Enter())
        {
            Assert.That(
                new DateTimeOffset(new DateTime(2024, 1, 15, 0, 0, 0, DateTimeKind.Local)).Offset,
                Is.EqualTo(TimeSpan.Parse(inJanuary, CultureInfo.InvariantCulture))
            );
            Assert.That(
                new DateTimeOffset(new DateTime(2024, 7, 15, 0, 0, 0, DateTimeKind.Local)).Offset,
                Is.EqualTo(TimeSpan.Parse(inJuly, CultureInfo.InvariantCulture))
            );
        }

        using (Locale.Invariant.Enter())
            Assert.That(new DateTimeOffset(new DateTime(2024, 1, 15, 0, 0, 0, DateTimeKind.Local)).Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Every_model_is_written_with_the_same_bytes_by_every_way_there_is(
        [ValueSource(typeof(Locale), nameof(Locale.Abroad))] Locale place
    )
    {
        string[] there,
            home;
        using (place.Enter())
            there = [.. Written()];
        using (Locale.Invariant.Enter())
            home = [.. Written()];

        Assert.That(there, Is.EqualTo(home));
    }

    [Test]
    public async Task Every_request_has_the_same_address_and_body([ValueSource(typeof(Locale), nameof(Locale.Abroad))] Locale place)
    {
        List<string> there,
            home;
        using (place.Enter())
            there = await SentAsync();
        using (Locale.Invariant.Enter())
            home = await SentAsync();

        Assert.That(there, Is.EqualTo(home));
        Assert.That(home[0], Does.Contain("date_last_modified%3Amin=2024-06-28T20%3A31%3A56%2B0000").And.Contains("page=2"));
    }

    private static IEnumerable<string> Written()
    {
        foreach (Type model in GeneratedTypes.Models)
        {
            foreach (SampleKind kind in Enum.GetValues<SampleKind>())
            {
                string json = Sample.Of(model, kind, depth: 4).ToString(Formatting.None);
                VioletModel read = ModelCodec.Of(model).FromWire(json);
                foreach (KeyValuePair<string, JToken?> field in read.Extra)
                    _ = field.Value?.ToString();
                yield return VioletJson.Serialize(read);
                yield return Stj.JsonSerializer.Serialize(Stj.JsonSerializer.Deserialize(json, model), model);
                yield return JsonConvert.SerializeObject(JsonConvert.DeserializeObject(json, model));
                yield return JObject.FromObject(read).ToString(Formatting.None);
            }
        }
    }

    private static async Task<List<string>> SentAsync()
    {
        var bodies = new List<string>();
        using var http = new Http(
            async (request, token) =>
            {
                if (request.Content is not null)
                    bodies.Add(await request.Content.ReadAsStringAsync(token));
                return await Http.Answer(200, """{"content":[]}""")(request, token);
            }
        );
        DateTimeOffset local = new DateTimeOffset(2024, 6, 28, 22, 31, 56, 789, TimeSpan.FromHours(2)).ToLocalTime();
        await http.Violet().Orders.ListAsync(page: 2, size: 50, modifiedAfter: local);
        await http.Violet().Orders.SearchAsync(Filled<OrderSearchRequest>(), page: 1, size: 20);
        await http.Violet().Orders.GetAsync(-7);
        await http.Violet().Offers.GetAsync(-7, exchangeRate: -1234567.5);
        return [.. http.Sent, .. bodies];
    }

    private static T Filled<T>()
        where T : VioletModel, new() =>
        VioletJson.Deserialize<T>(Encoding.UTF8.GetBytes(Sample.Of(typeof(T), SampleKind.Full).ToString(Formatting.None)));
}
