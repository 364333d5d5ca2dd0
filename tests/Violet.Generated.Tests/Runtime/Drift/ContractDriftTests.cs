using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Violet.Generated.Runtime.Drift;
using Violet.Generated.Rutter;
using Violet.Generated.Tests.Transport;

namespace Violet.Generated.Tests.Drift;

/// <summary>What the contract does not describe is told: where, what, and nothing of anybody's data.</summary>
[NonParallelizable]
public sealed class ContractDriftTests
{
    private readonly List<ContractDrift> _told = [];
    private readonly List<string> _metered = [];
    private readonly Lines _log = new();
    private NewDriftPlaces _places = null!;
    private MeterListener _meters = null!;

    [SetUp]
    public void BeginAsANewProcess()
    {
        _places = new NewDriftPlaces();
        _told.Clear();
        _metered.Clear();
        _log.All.Clear();
        VioletJson.OnDrift = _told.Add;
        _meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "violet.contract.drift")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _meters.SetMeasurementEventCallback<long>(
            (_, value, tags, _) => _metered.Add($"{value} {string.Join(" ", tags.ToArray().Select(tag => tag.Value))}")
        );
        _meters.Start();
    }

    [TearDown]
    public void EndIt()
    {
        _meters.Dispose();
        VioletJson.OnDrift = null;
        _places.Dispose();
    }

    [TestCase("""{"new_field":[1]}""", "Order.new_field: UnknownField (Array)")]
    [TestCase("""{"bags":[{"id":1},{"new_field":{"a":1}}]}""", "Bag.new_field: UnknownField (Object)")]
    [TestCase("""{"new_field":null}""", "Order.new_field: UnknownField (Null)")]
    [TestCase("""{"new_field":true}""", "Order.new_field: UnknownField (True)")]
    [TestCase("""{"status":"OF_TOMORROW"}""", "Order.status: UnknownEnumValue (OF_TOMORROW)")]
    [TestCase("""{"status":"TOMORROW"}""", "Order.status: UnknownEnumValue (TOMORROW)")]
    [TestCase("""{"status":"of_tomorrow"}""", "Order.status: UnknownEnumValue (of_tomorrow)")]
    [TestCase("""{"status":42}""", "Order.status: UnknownEnumValue (Number)")]
    [TestCase("""{"status":{}}""", "Order.status: Misfit (Object)")]
    [TestCase("""{"total":19.99}""", "Order.total: Misfit (Number)")]
    [TestCase("""{"total":"19.99 USD"}""", "Order.total: Misfit (String)")]
    [TestCase("""{"customer":false}""", "Order.customer: Misfit (False)")]
    [TestCase("""{"errors":"none"}""", "Order.errors: Misfit (String)")]
    [TestCase("""{"errors":[{},null,"none",{}]}""", "Order.errors[2]: Misfit (String)")]
    [TestCase("""{"bags":[{"id":1},{"id":"x"}]}""", "Bag.id: Misfit (String)", "Order.bags[1]: Misfit (Object)")]
    public void It_is_told_with_place_and_kind(string json, params string[] expected)
    {
        VioletJson.Deserialize<Order>(json);

        Assert.That(_told.Select(drift => drift.ToString()), Is.EqualTo(expected));
        Assert.That(_metered, Has.Count.EqualTo(expected.Length));
    }

    [TestCase("""{"jane@doe.org":1}""", "Order.*")]
    [TestCase("""{"Jane":1}""", "Order.*")]
    [TestCase("""{"a15550123987":1}""", "Order.*")]
    [TestCase("""{"":1}""", "Order.*")]
    [TestCase("""{"gr\u00f6\u00dfe":1}""", "Order.*")]
    [TestCase("""{"new\u005ffield":1}""", "Order.new_field")]
    [TestCase("""{"status":"Jane Doe"}""", "Order.status")]
    [TestCase("""{"status":"jane"}""", "Order.status")]
    [TestCase("""{"status":"15550123987"}""", "Order.status")]
    public void Names_and_texts_that_may_be_data_are_not_told(string json, string place)
    {
        VioletJson.Deserialize<Order>(json);

        Assert.That((_told.Single().Place, _told[0].Text), Is.EqualTo((place, (string?)null)));
        Assert.That(_told[0].ToString(), Does.Not.Contain("ane").And.Not.Contain("1555"));
    }

    [Test]
    public void Of_a_list_of_enums_both_are_told()
    {
        VioletJson.Deserialize<OfferShippingRegions>("""{"countries":["OF_TOMORROW",{},"TOMORROW"]}""");

        Assert.That(
            _told.Select(drift => drift.ToString()),
            Is.EqualTo(
                new[]
                {
                    "OfferShippingRegions.countries: UnknownEnumValue (OF_TOMORROW)",
                    "OfferShippingRegions.countries: UnknownEnumValue (TOMORROW)",
                    "OfferShippingRegions.countries[1]: Misfit (Object)",
                }
            )
        );
    }

    [Test]
    public void Of_a_map_no_key_is_told()
    {
        VioletJson.Deserialize<ExchangeRates>("""{"rates":{"secret_key":[]}}""");

        Assert.That(_told.Single().ToString(), Is.EqualTo("ExchangeRates.rates: Misfit (Array)"));
    }

    [Test]
    public void What_is_as_the_contract_says_is_not_told()
    {
        VioletJson.Deserialize<Order>("""{"id":1,"status":"COMPLETED","bags":[{"id":2,"status":"cancelled"}],"errors":null,"total":"5"}""");
        VioletWebhook.Parse(new byte[] { 1 }, Headers("ORDER_UPDATED"));

        Assert.That(_told, Is.Empty);
        Assert.That(_metered, Is.Empty);
    }

    [Test]
    public void Both_libraries_tell_and_each_place_is_told_once_and_metered_each_time()
    {
        const string Json = """{"bags":[{"new_field":1},{"new_field":"x"}]}""";
        VioletJson.Deserialize<Order>(Json);
        JsonConvert.DeserializeObject<Order>(Json);
        System.Text.Json.JsonSerializer.Deserialize<Order>(Json);

        Assert.That(_told.Single().Place, Is.EqualTo("Bag.new_field"));
        Assert.That(_metered, Is.EqualTo(Enumerable.Repeat("1 Bag.new_field unknown_field", 6)));
    }

    [Test]
    public async Task A_client_tells_once_each_and_the_log_once_in_the_process()
    {
        List<string> first = [],
            second = [];
        using var http = new Http(Http.Answer(200, """{"id":1,"new_field":1}"""));
        for (int i = 0; i < 2; i++)
        {
            using VioletClient one = Client(http, first);
            using VioletClient other = Client(http, second);
            for (int call = 0; call < 3; call++)
            {
                await one.Orders.GetAsync(1);
                await one.WithOptions(o => o.MaxRetries = 0).Orders.GetAsync(1);
                await other.Orders.GetAsync(1);
            }
        }

        Assert.That(first, Is.EqualTo(new[] { "Order.new_field: UnknownField (Number)", "Order.new_field: UnknownField (Number)" }));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(_log.All.Single(), Does.StartWith("Information: Not as the contract says: Order.new_field UnknownField"));
        Assert.That(_metered, Has.Count.EqualTo(18));
        Assert.That(_told, Is.Empty, "it was no JSON of the user's");
    }

    [Test]
    public async Task Lists_that_are_the_whole_response_tell_too()
    {
        var told = new List<string>();
        using var http = new Http(Http.Answer(200, """[{"id":1},{"id":2},"x"]"""));
        using VioletClient violet = Client(http, told);

        Assert.That(await violet.Orders.GetBagsAsync([1, 2, 3]), Has.Count.EqualTo(2));

        Assert.That(told, Is.EqualTo(new[] { "Bag[2]: Misfit (String)" }));
    }

    [Test]
    public async Task An_error_that_the_contract_does_not_list_is_told_with_its_operation()
    {
        var told = new List<string>();
        using var http = new Http(
            Http.Answer(404, """{"message":"Jane's","error":"order_not_found"}"""),
            Http.Answer(404, """{"message":"Jane's","error":"order_of_tomorrow"}"""),
            Http.Answer(404, """{"message":"Jane's","error":"Jane Doe"}""")
        );
        using VioletClient violet = Client(http, told);
        for (int i = 0; i < 3; i++)
            await Assert.CatchAsync<VioletNotFoundException>(() => violet.Orders.GetAsync(1));

        Assert.That(
            told,
            Is.EqualTo(new[] { "Orders.Get: UnlistedErrorSlug (order_of_tomorrow)", "Orders.Get: UnlistedErrorSlug (String)" })
        );
    }

    [Test]
    public void Webhooks_tell_of_topics_and_bodies()
    {
        VioletWebhook.Parse("""{"id":1,"new_field":1}"""u8.ToArray(), Headers("ORDER_UPDATED")).ReadPayload();
        VioletWebhook.Parse("{}"u8.ToArray(), Headers("ORDER_OF_TOMORROW"));
        VioletWebhook.Parse("{}"u8.ToArray(), Headers("Jane Doe"));
        RutterWebhook.Parse("""{"code":"OF_TOMORROW"}"""u8);

        Assert.That(
            _told.Select(drift => drift.ToString()),
            Is.EqualTo(
                new[]
                {
                    "Order.new_field: UnknownField (Number)",
                    "X-Violet-Topic: UnlistedTopic (ORDER_OF_TOMORROW)",
                    "X-Violet-Topic: UnlistedTopic (String)",
                    "RutterWebhookEvent.code: UnknownEnumValue (OF_TOMORROW)",
                }
            )
        );
    }

    [Test]
    public void A_hundred_thousand_unknown_fields_are_told_up_to_a_limit_and_leave_nothing_behind()
    {
        Read(1_000, "a");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 10; i++)
            Read(10_000, ((char)('b' + i)).ToString());
        string[] metered = [.. _metered.Distinct()];
        _metered.Clear();
        _metered.TrimExcess();
        long after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.That(_told, Has.Count.EqualTo(DriftPlaces.Most));
        Assert.That(metered, Has.Length.EqualTo(DriftPlaces.Most + 1).And.Contain("1 other unknown_field"));
        Assert.That(after - before, Is.LessThan(1_000_000));

        static void Read(int count, string prefix) =>
            VioletJson.Deserialize<Order>(
                "{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{prefix}_{Letters(i)}\":1")) + "}"
            );

        static string Letters(int number) =>
            string.Concat(number.ToString("D5", CultureInfo.InvariantCulture).Select(digit => (char)(digit - '0' + 'a')));
    }

    [Test]
    public void Telling_again_takes_no_memory()
    {
        byte[] known = Encoding.UTF8.GetBytes("new_field");
        var sink = new DriftSink(_log, _told.Add);
        _meters.Dispose();
        var note = DriftNote.Misfit("1"u8);
        sink.Tell(typeof(Order), known, note);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            sink.Tell(typeof(Order), known, note);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public async Task What_the_callback_throws_fails_the_call()
    {
        using var http = new Http(Http.Answer(200, """{"id":1,"new_field":1}"""));
        using VioletClient violet = http.Violet(options => options.OnDrift = drift => throw new NotSupportedException(drift.Place));

        NotSupportedException? error = await Assert.CatchAsync<NotSupportedException>(() => violet.Orders.GetAsync(1));

        Assert.That(error!.Message, Is.EqualTo("Order.new_field"));
    }

    private VioletClient Client(Http http, List<string> told)
    {
        var options = new VioletOptions
        {
            AppId = 10,
            AppSecret = "app-secret",
            Token = "token-1",
            OnDrift = drift => told.Add(drift.ToString()),
        };
        return new VioletClient(options, new HttpClient(http, disposeHandler: false), _log);
    }

    private static VioletWebhookHeaders Headers(string topic) => new([KeyValuePair.Create("X-Violet-Topic", topic)]);

    private sealed class Lines : ILogger, ILoggerFactory
    {
        public List<string> All { get; } = [];

        public void AddProvider(ILoggerProvider provider) { }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => All.Add($"{logLevel}: {formatter(state, exception)}");

        public void Dispose() { }
    }
}
