using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Locales;

namespace Violet.Generated.Tests.Json;

/// <summary>What is left out, what is empty, and how credentials are written.</summary>
[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class WritingTests(Locale place) : InPlace(place)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    [Test]
    public void A_list_that_was_never_set_is_left_out_also_after_somebody_looked()
    {
        var order = new Order();
        Assert.That(VioletJson.Serialize(order), Is.EqualTo("""{"id":0}"""));
        IList<Bag> bags = order.Bags;
        Assert.That(bags, Is.Empty);
        Assert.That(order.Bags, Is.SameAs(bags));
        Assert.That(VioletJson.Serialize(order), Is.EqualTo("""{"id":0}"""));
    }

    [Test]
    public void A_list_set_to_empty_is_written_empty()
    {
        Assert.That(VioletJson.Serialize(new Order { Bags = [] }), Is.EqualTo("""{"id":0,"bags":[]}"""));
        Assert.That(VioletJson.Serialize(new Order { Bags = Array.Empty<Bag>() }), Is.EqualTo("""{"id":0,"bags":[]}"""));
        Assert.That(VioletJson.Serialize(VioletJson.Deserialize<Order>("""{"bags":[]}""")), Is.EqualTo("""{"id":0,"bags":[]}"""));
        Assert.That(VioletJson.Serialize(new ExchangeRates { Rates = new Dictionary<string, double>() }), Does.Contain("\"rates\":{}"));
    }

    [Test]
    public void A_list_set_to_null_or_read_from_null_is_left_out_and_usable_again()
    {
        var order = new Order { Bags = null! };
        Assert.That(VioletJson.Serialize(order), Is.EqualTo("""{"id":0}"""));
        order.Bags.Add(new Bag { Id = 3 });
        Assert.That(VioletJson.Serialize(order), Does.Contain("\"bags\":[{\"id\":3"));
        Assert.That(VioletJson.Serialize(VioletJson.Deserialize<Order>("""{"bags":null}""")), Is.EqualTo("""{"id":0}"""));
    }

    [Test]
    public void Items_added_to_a_list_or_map_that_was_never_set_are_written()
    {
        var order = new Order();
        order.Errors.Add(new OrderError { Message = "m" });
        Assert.That(VioletJson.Serialize(order), Does.Contain("\"errors\":[{").And.Contain("\"message\":\"m\""));
        var rates = new ExchangeRates();
        rates.Rates["USD"] = 1.5;
        Assert.That(VioletJson.Serialize(rates), Does.Contain("""{"USD":1.5}"""));
    }

    [Test]
    public void A_null_in_a_list_is_written_as_null()
    {
        Assert.That(VioletJson.Serialize(new Order { Bags = [null!] }), Is.EqualTo("""{"id":0,"bags":[null]}"""));
        Assert.That(new CreateCartRequest { Skus = [null!] }.FirstMissing, Throws.Nothing);
    }

    [Test]
    public void A_credential_is_escaped_character_by_character()
    {
        var login = new LoginRequest { Username = "Jane9@doe.org", Password = "pä$$ !\"\\\U0001F600\uD800" };

        Assert.That(
            VioletJson.Serialize(login),
            Is.EqualTo(
                """{"username":"Jane9\u0040doe\u002eorg","password":"p\u00e4\u0024\u0024\u0020\u0021\u0022\u005c\ud83d\ude00\ud800"}"""
            )
        );
        Assert.That(VioletJson.Deserialize<LoginRequest>(VioletJson.Serialize(login)).Username, Is.EqualTo("Jane9@doe.org"));
        Assert.That(VioletJson.Serialize(new LoginRequest { Username = "", Password = null }), Is.EqualTo("""{"username":""}"""));
    }

    [Test]
    public void Every_credential_of_the_contract_is_escaped() =>
        Rules.GeneratedTypes.AssertNone(
            from schema in Rules.Contract.Schemas
            where schema.Type is not null && !Rules.Contract.IsEnum(schema.Schema)
            from property in Rules.Contract.Properties(schema.Schema)
            where property.Value["x-secret"]?.GetValue<bool>() == true
            let json = VioletJson.Serialize(ModelCodec.Of(schema.Type).FromWire(new JObject { [property.Key] = "a!b" }.ToString()))
            where !json.Contains($"\"{property.Key}\":\"a\\u0021b\"", StringComparison.Ordinal)
            select $"{schema.Name}: {property.Key}",
            "A secret is written with every character outside [A-Za-z0-9] escaped.",
            "See x-secret in Class.liquid."
        );

    [Test]
    public void Text_is_written_as_UTF8_without_needless_escapes()
    {
        Assert.That(VioletJson.Serialize(new Order { ReferralId = "ü€+<>&'" }), Is.EqualTo("{\"id\":0,\"referral_id\":\"ü€+<>&'\"}"));
        Assert.That(
            VioletJson.SerializeToUtf8Bytes(new Order { ReferralId = "ü" }),
            Is.EqualTo(Encoding.UTF8.GetBytes("{\"id\":0,\"referral_id\":\"ü\"}"))
        );
        Assert.That(VioletJson.Serialize(new Order { ReferralId = "\"\\\n\0" }), Is.EqualTo("""{"id":0,"referral_id":"\"\\\n\u0000"}"""));
    }

    [Test]
    public void A_large_model_is_written_whole()
    {
        var order = new Order { ReferralId = new string('ü', 3_000_000) };
        for (int i = 0; i < 20_000; i++)
            order.Bags.Add(new Bag { Id = i });

        Order again = VioletJson.Deserialize<Order>(VioletJson.SerializeToUtf8Bytes(order));
        Assert.That(again.ReferralId, Is.EqualTo(order.ReferralId));
        Assert.That(again.Bags.Select(bag => bag.Id), Is.EqualTo(Enumerable.Range(0, 20_000)));
    }

    [Test]
    public void Null_arguments_are_named()
    {
        Assert.That(() => VioletJson.Deserialize<Order>((string)null!), Throws.ArgumentNullException);
        Assert.That(() => VioletJson.Serialize(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Indented_by_the_host_it_is_the_same_JSON()
    {
        string json = Sample.Of(typeof(Order), SampleKind.Full).ToString(Newtonsoft.Json.Formatting.None);
        Order order = VioletJson.Deserialize<Order>(json);
        string indented = Newtonsoft.Json.JsonConvert.SerializeObject(order, Newtonsoft.Json.Formatting.Indented);

        Assert.That(indented, Does.Contain("\n  \"id\": "));
        Assert.That(Canonical.Text(indented), Is.EqualTo(json));
        Assert.That(Canonical.Text(JsonSerializer.Serialize(order, s_indented)), Is.EqualTo(json));
    }
}
