using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Rutter;
using Violet.Generated.Tests.Locales;
using Stj = System.Text.Json;

namespace Violet.Generated.Tests.Json;

/// <summary>What does not fit the contract stays absent, is kept as it came and is written back; the rest is read.</summary>
[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class ToleranceTests(Locale place) : InPlace(place)
{
    /// <summary>Each a field that does not fit, between two that do.</summary>
    private static readonly string[] s_misfits =
    [
        "\"date_created\":\"0000-00-00T00:00:00\"",
        "\"total\":19.99",
        "\"total\":9223372036854775808",
        "\"total\":{\"amount\":[1999]}",
        "\"total\":[]",
        "\"total\":true",
        "\"is_guest\":\"yes\"",
        "\"status\":{\"name\":\"COMPLETED\"}",
        "\"status\":[\"COMPLETED\"]",
        "\"referral_id\":{}",
        "\"customer\":\"Jane\"",
        "\"customer\":[{\"id\":1}]",
        "\"bags\":{\"id\":1}",
        "\"bags\":\"none\"",
        "\"errors\":true",
    ];

    [TestCaseSource(nameof(s_misfits))]
    public void It_reads_as_absent_and_is_written_back_as_it_came(string misfit)
    {
        string json = $$"""{"id":7,"app_id":3,{{misfit}}}""";
        string name = misfit.Split('"')[1];

        foreach (Order order in ByEachLibrary<Order>($$"""{"id":7,{{misfit}},"app_id":3}"""))
        {
            Assert.That((order.Id, order.AppId), Is.EqualTo((7, 3L)));
            Assert.That(
                (order.DateCreated, order.Total, order.IsGuest, order.Status.Raw, order.ReferralId, order.Customer, order.Bags.Count),
                Is.EqualTo(((DateTimeOffset?)null, (long?)null, (bool?)null, (string?)null, (string?)null, (OrderCustomer?)null, 0))
            );
            Assert.That(order.Extra.Single().Key, Is.EqualTo(name));
            Assert.That(order.Extra[name]!.ToString(Formatting.None), Is.EqualTo(misfit.Substring(name.Length + 3)));
            Assert.That(VioletJson.Serialize(order), Is.EqualTo(json));
            Assert.That(JsonConvert.SerializeObject(order), Is.EqualTo(json));
            Assert.That(Stj.JsonSerializer.Serialize(order), Is.EqualTo(json));
        }
    }

    [TestCaseSource(nameof(s_misfits))]
    public void Strict_reading_refuses_it(string misfit) =>
        Assert.That(
            Assert.Throws<VioletJsonException>(() => StrictJson.Read<Order>("{" + misfit + "}"))!.Path,
            Is.EqualTo("$." + misfit.Split('"')[1])
        );

    [Test]
    public void A_property_that_is_set_later_beats_what_came()
    {
        Order order = VioletJson.Deserialize<Order>("""{"id":1,"total":"19.99 USD","bags":"none","status":{},"x":1}""");

        order.Total = 1999;
        order.Bags = [new Bag { Id = 2 }];
        order.Status = default;

        Assert.That(VioletJson.Serialize(order), Is.EqualTo("""{"id":1,"bags":[{"id":2}],"total":1999,"x":1}"""));
        Assert.That(order.Extra.Select(field => field.Key), Is.EqualTo(new[] { "x" }));
    }

    [TestCase("""{"id":1,"total":"x","total":5}""", """{"id":1,"total":5}""")]
    [TestCase("""{"id":1,"total":5,"total":"x"}""", """{"id":1,"total":"x"}""")]
    [TestCase("""{"id":1,"total":"x","total":"y"}""", """{"id":1,"total":"y"}""")]
    [TestCase("""{"id":1,"bags":[1],"bags":[{"id":2}]}""", """{"id":1,"bags":[{"id":2}]}""")]
    public void Of_doubles_the_last_one_counts_and_each_name_is_written_once(string json, string written) =>
        Assert.That(VioletJson.Serialize(VioletJson.Deserialize<Order>(json)), Is.EqualTo(written));

    [TestCase("""{"accountType":[],"account_type":"MERCHANT"}""")]
    [TestCase("""{"account_type":"MERCHANT","accountType":[]}""")]
    public void Of_two_names_the_one_that_fits_counts_until_the_property_is_set(string json)
    {
        PayoutAccount account = VioletJson.Deserialize<PayoutAccount>(json);

        Assert.That(account.AccountType.Raw, Is.EqualTo("MERCHANT"));
        Assert.That(VioletJson.Serialize(account), Is.EqualTo("""{"account_type":"MERCHANT","accountType":[]}"""));
        account.AccountType = new OpenEnum<PayoutAccountType>("DEVELOPER");
        Assert.That(VioletJson.Serialize(account), Is.EqualTo("""{"account_type":"DEVELOPER"}"""));
    }

    [Test]
    public void An_item_that_cannot_be_read_is_left_out_of_its_list_and_written_where_it_stood()
    {
        const string Json = """{"id":1,"bags":["a",{"id":2},{"id":"b","total":5},{"id":3},[ 7 ]]}""";
        foreach (Order order in ByEachLibrary<Order>(Json))
        {
            Assert.That(order.Bags.Select(bag => bag.Id), Is.EqualTo(new[] { 2L, 3 }));
            Assert.That(
                order.Extra["bags"]!.ToString(Formatting.None),
                Is.EqualTo("""["a",{"id":"b","total":5},[7]]"""),
                "what was left out"
            );
            Assert.That(JToken.DeepEquals(JToken.Parse(VioletJson.Serialize(order)), JToken.Parse(Json)));
            Assert.That(JToken.DeepEquals(JToken.Parse(Stj.JsonSerializer.Serialize(order)), JToken.Parse(Json)));

            order.Bags[0].Id = 20;
            order.Bags.Add(new Bag { Id = 4 });
            Assert.That(
                JToken.Parse(VioletJson.Serialize(order))["bags"]!.ToString(Formatting.None),
                Is.EqualTo("""["a",{"id":20},{"id":"b","total":5},{"id":3},[7],{"id":4}]""")
            );
            order.Bags.Clear();
            Assert.That(
                JToken.Parse(VioletJson.Serialize(order))["bags"]!.ToString(Formatting.None),
                Is.EqualTo("""["a",{"id":"b","total":5},[7]]""")
            );
        }
    }

    [Test]
    public void A_list_that_is_set_later_has_none_of_it()
    {
        Order order = VioletJson.Deserialize<Order>("""{"id":1,"bags":["a"]}""");

        order.Bags = [];

        Assert.That(VioletJson.Serialize(order), Is.EqualTo("""{"id":1,"bags":[]}"""));
        Assert.That(order.Extra, Is.Empty);
    }

    [Test]
    public void A_value_of_a_map_that_cannot_be_read_is_left_out_and_written_with_the_others()
    {
        ExchangeRates rates = VioletJson.Deserialize<ExchangeRates>("""{"rates":{"EUR":"high","USD":1,"GBP":[],"G\"P":{},"EUR":2}}""");

        Assert.That(rates.Rates, Is.EquivalentTo(new Dictionary<string, double> { ["USD"] = 1, ["EUR"] = 2 }));
        Assert.That(rates.Extra["rates"]!.ToString(Formatting.None), Is.EqualTo("""{"GBP":[],"G\"P":{}}"""));
        rates.Rates["GBP"] = 3;
        Assert.That(VioletJson.Serialize(rates), Is.EqualTo("""{"rates":{"USD":1,"EUR":2,"GBP":3,"G\"P":{}}}"""));
    }

    [Test]
    public void Fields_that_nobody_needs_do_not_cost_what_holds_them()
    {
        PayoutAccount account = VioletJson.Deserialize<PayoutAccount>("""{"id":1,"errors":["a","b"]}""");
        Offer offer = VioletJson.Deserialize<Offer>("""{"id":1,"variants":[{"name":"Size","values":["S","M"]}]}""");
        LoginResponse login = VioletJson.Deserialize<LoginResponse>("""{"token":"t","roles":["ADMIN","USER"]}""");

        Assert.That((account.Errors.Count, account.Extra["errors"]!.ToString(Formatting.None)), Is.EqualTo((0, """["a","b"]""")));
        Assert.That((offer.Variants[0].Name, offer.Variants[0].Values.Count), Is.EqualTo(("Size", 0)));
        Assert.That(VioletJson.Serialize(offer), Is.EqualTo("""{"id":1,"variants":[{"name":"Size","values":["S","M"]}]}"""));
        Assert.That((login.Token, login.Roles.Count), Is.EqualTo(("t", 0)));
    }

    [TestCase("""{"id":"x"}""", "$.id")]
    [TestCase("""{"id":1.5,"bags":[]}""", "$.id")]
    [TestCase("""{"id":{"id":[1,{}]},"bags":[{}]}""", "$.id")]
    public void An_order_whose_id_does_not_fit_is_none(string json, string path)
    {
        Assert.That(Assert.Throws<VioletJsonException>(() => VioletJson.Deserialize<Order>(json))!.Path, Is.EqualTo(path));
        OrderPage page = VioletJson.Deserialize<OrderPage>($$"""{"content":[{"id":1},{{json}},{"id":2}]}""");
        Assert.That(page.Content.Select(order => order.Id), Is.EqualTo(new[] { 1L, 2 }));
        Assert.That(VioletJson.Serialize(page), Is.EqualTo($$"""{"content":[{"id":1},{{json}},{"id":2}]}"""));
    }

    [TestCase("""{"content":{}}""", "$.content")]
    [TestCase("""{"content":"none"}""", "$.content")]
    [TestCase("""{"content":[],"total_pages":"many"}""", "$.total_pages")]
    [TestCase("""{"content":[],"last":[]}""", "$.last")]
    public void Of_a_page_nothing_is_passed_over_that_a_walk_goes_by(string json, string path) =>
        Assert.That(Assert.Throws<VioletJsonException>(() => VioletJson.Deserialize<OrderPage>(json))!.Path, Is.EqualTo(path));

    [Test]
    public void A_request_is_read_strictly_since_it_would_be_sent_without_what_does_not_fit()
    {
        const string Json = """{"order_id":1,"bag_id":"many"}""";

        Assert.That(
            Assert.Throws<VioletJsonException>(() => VioletJson.Deserialize<OrderSearchRequest>(Json))!.Path,
            Is.EqualTo("$.bag_id")
        );
        Assert.Throws<JsonSerializationException>(() => JsonConvert.DeserializeObject<OrderSearchRequest>(Json));
        Assert.Throws<Stj.JsonException>(() => Stj.JsonSerializer.Deserialize<OrderSearchRequest>(Json));
    }

    [Test]
    public void Misfits_at_any_depth_throw_no_exceptions()
    {
        int thrown = 0;
        int thread = Environment.CurrentManagedThreadId;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            foreach (Order order in ByEachLibrary<Order>("""{"bags":[{"skus":[{"id":[]},{"quantity":"x","id":1}],"total":1.5},5]}"""))
                Assert.That(order.Bags.Single().Skus.Single().Quantity, Is.Null);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.That(thrown, Is.Zero);

        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs e)
        {
            if (Environment.CurrentManagedThreadId == thread)
                thrown++;
        }
    }

    [Test]
    public void Memory_is_in_proportion_to_the_text_whatever_does_not_fit()
    {
        long small = Allocated(1_000),
            large = Allocated(10_000);

        Assert.That(large, Is.LessThan(small * 11));

        static long Allocated(int count)
        {
            string items = string.Join(',', Enumerable.Repeat("""{"id":"x","bags":[{"id":"y"}]}""", count));
            string doubles = string.Join(',', Enumerable.Repeat("\"total\":\"x\"", count));
            byte[] json = System.Text.Encoding.UTF8.GetBytes($$"""{"bags":[{{items}}],{{doubles}}}""");
            VioletJson.Deserialize<Order>(json);
            long before = GC.GetAllocatedBytesForCurrentThread();
            VioletJson.SerializeToUtf8Bytes(VioletJson.Deserialize<Order>(json));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static IEnumerable<T> ByEachLibrary<T>(string json)
        where T : VioletModel, new() =>
        [VioletJson.Deserialize<T>(json), JsonConvert.DeserializeObject<T>(json)!, Stj.JsonSerializer.Deserialize<T>(json)!];
}
