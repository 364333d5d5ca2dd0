using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using Violet.Generated.Tests.Transport;
using Stj = System.Text.Json;

namespace Violet.Generated.Tests.Json;

/// <summary>Whatever the host has set for its own JSON changes nothing of a model's.</summary>
[NonParallelizable]
public class HostSettingsTests
{
    private static readonly Stj.JsonSerializerOptions s_lenient = new()
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = Stj.JsonCommentHandling.Skip,
    };

    private static readonly Stj.JsonSerializerOptions s_anyDepth = new() { MaxDepth = 10_000 };

    private static readonly Stj.JsonSerializerOptions s_smallBuffer = new() { DefaultBufferSize = 16 };

    public static IEnumerable<TestCaseData> Settings =>
        [
            Case("TypeNameHandling", settings => settings.TypeNameHandling = TypeNameHandling.All),
            Case("Indented", settings => settings.Formatting = Formatting.Indented),
            Case("camelCase", settings => settings.ContractResolver = new CamelCasePropertyNamesContractResolver()),
            Case(
                "snake_case",
                settings =>
                    settings.ContractResolver = new DefaultContractResolver
                    {
                        NamingStrategy = new SnakeCaseNamingStrategy(true, true, true),
                    }
            ),
            Case("enum converter", settings => settings.Converters.Add(new StringEnumConverter { AllowIntegerValues = false })),
            Case("date converter", settings => settings.Converters.Add(new JavaScriptDateTimeConverter())),
            Case("converter of everything", settings => settings.Converters.Add(new OfEverything())),
            Case("dates parsed", settings => settings.DateParseHandling = DateParseHandling.DateTimeOffset),
            Case("dates parsed to local", settings => settings.DateTimeZoneHandling = DateTimeZoneHandling.Local),
            Case("Microsoft dates", settings => settings.DateFormatHandling = DateFormatHandling.MicrosoftDateFormat),
            Case("decimals", settings => settings.FloatParseHandling = FloatParseHandling.Decimal),
            Case("nulls", settings => settings.NullValueHandling = NullValueHandling.Include),
            Case("defaults ignored", settings => settings.DefaultValueHandling = DefaultValueHandling.IgnoreAndPopulate),
            Case("missing members", settings => settings.MissingMemberHandling = MissingMemberHandling.Error),
            Case("references", settings => settings.PreserveReferencesHandling = PreserveReferencesHandling.All),
            Case("HTML", settings => settings.StringEscapeHandling = StringEscapeHandling.EscapeHtml),
            Case("date format", settings => settings.DateFormatString = "dd.MM.yyyy"),
            Case("metadata", settings => settings.MetadataPropertyHandling = MetadataPropertyHandling.ReadAhead),
            Case("binder", settings => settings.SerializationBinder = new OfNothing()),
            Case("constructors", settings => settings.ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor),
            Case("replaced objects", settings => settings.ObjectCreationHandling = ObjectCreationHandling.Replace),
            Case("symbols", settings => settings.FloatFormatHandling = FloatFormatHandling.Symbol),
            Case("culture", settings => settings.Culture = new CultureInfo("de-DE")),
        ];

    [TestCaseSource(nameof(Settings))]
    public void Defaults_of_Newtonsoft_change_nothing(Action<JsonSerializerSettings> change)
    {
        JsonConvert.DefaultSettings = () =>
        {
            var settings = new JsonSerializerSettings();
            change(settings);
            return settings;
        };
        try
        {
            Type[] models =
            [
                typeof(Order),
                typeof(OrderPage),
                typeof(ConnectionHealth),
                typeof(OrderSearchRequest),
                typeof(ErrorResponse),
                typeof(ExternalTransfer),
                typeof(OrderTax),
            ];
            foreach (Type model in models)
            {
                foreach (SampleKind kind in Enum.GetValues<SampleKind>())
                    AssertUnchanged(model, Sample.Of(model, kind).ToString(Formatting.None));
                foreach (
                    KeyValuePair<string, JToken?> field in ModelCodec.Of(model).FromWire("""{"x":{"d":"2024-06-28T20:31:56+0000"}}""").Extra
                )
                {
                    Assert.That(field.Value!["d"]!.Type, Is.EqualTo(JTokenType.String));
                }
            }

            Assert.That(JsonConvert.SerializeObject(new OpenEnum<OrderStatus>("new one")), Is.EqualTo("\"new one\""));
        }
        finally
        {
            JsonConvert.DefaultSettings = null;
        }
    }

    [Test]
    public async Task The_client_reads_and_sends_the_same_whatever_the_host_has_set()
    {
        List<string> before = await CallAsync();
        JsonConvert.DefaultSettings = () =>
            new JsonSerializerSettings
            {
                TypeNameHandling = TypeNameHandling.All,
                Formatting = Formatting.Indented,
                ContractResolver = new WithoutConverters(),
                Converters = { new OfEverything() },
                DateParseHandling = DateParseHandling.DateTimeOffset,
                DateTimeZoneHandling = DateTimeZoneHandling.Local,
                DateFormatString = "dd.MM.yyyy",
                FloatParseHandling = FloatParseHandling.Decimal,
                PreserveReferencesHandling = PreserveReferencesHandling.All,
                StringEscapeHandling = StringEscapeHandling.EscapeNonAscii,
                Culture = new CultureInfo("de-DE"),
                MaxDepth = 1,
            };
        try
        {
            Assert.That(await CallAsync(), Is.EqualTo(before));
        }
        finally
        {
            JsonConvert.DefaultSettings = null;
        }

        Assert.That(before, Has.Some.Contains("\"sent\":{\"at\":\"2024-06-28T20:31:56+0000\",\"n\":1.5}"));
    }

    [Test]
    public void A_host_that_allows_any_depth_gets_the_serializers_own_error_too()
    {
        string deep = "{\"x\":" + new string('[', 3000) + new string(']', 3000) + "}";

        Stj.JsonException system = Assert.Throws<Stj.JsonException>(() => Stj.JsonSerializer.Deserialize<Order>(deep, s_anyDepth))!;
        JsonSerializationException newtonsoft = Assert.Throws<JsonSerializationException>(() =>
            JsonConvert.DeserializeObject<Order>(deep, new JsonSerializerSettings { MaxDepth = null })
        )!;

        Assert.That(system.InnerException, Is.InstanceOf<VioletJsonException>().With.Message.Contains("nested more than 64 levels"));
        Assert.That(newtonsoft.InnerException, Is.InstanceOf<VioletJsonException>().With.Message.Contains("nested more than 64 levels"));
    }

    [Test]
    public void A_type_name_in_a_body_makes_no_type()
    {
        var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All };
        const string Json = """{"$type":"System.IO.FileInfo, System.IO.FileSystem","id":1,"x":{"$type":"System.IO.FileInfo","a":1}}""";
        Order order = JsonConvert.DeserializeObject<Order>(Json, settings)!;

        Assert.That(order.Extra["x"], Is.InstanceOf<JObject>());
        Assert.That(JsonConvert.SerializeObject(order, settings), Does.Contain("\"$type\":\"System.IO.FileInfo, System.IO.FileSystem\""));
    }

    [Test]
    public void A_reader_that_parsed_dates_already_is_taken_too()
    {
        Order order = JObject.Parse("""{"id":1,"date_created":"2024-06-28T20:31:56+0000"}""").ToObject<Order>()!;
        Assert.That(order.DateCreated, Is.EqualTo(new DateTimeOffset(2024, 6, 28, 20, 31, 56, TimeSpan.Zero)));
    }

    [Test]
    public void Comments_and_trailing_commas_are_read_where_the_host_reads_them()
    {
        const string Json = """{/*a*/"id":/*b*/1,"bags":[{"id":2,},],"x":[1,/*c*/2,],}""";
        Assert.That(
            VioletJson.Serialize(Stj.JsonSerializer.Deserialize<Order>(Json, s_lenient)!),
            Is.EqualTo("""{"id":1,"bags":[{"id":2}],"x":[1,2]}""")
        );
        Assert.That(
            VioletJson.Serialize(JsonConvert.DeserializeObject<Order>(Json)!),
            Is.EqualTo("""{"id":1,"bags":[{"id":2}],"x":[1,2]}""")
        );
    }

    [Test]
    public async Task System_Text_Json_reads_a_model_from_a_stream_in_small_pieces_also_when_its_text_is_broken()
    {
        byte[] json =
        [
            .. "{\"id\":7,\"referral_id\":\""u8,
            0xFF,
            .. "\",\"x\":\"\\ud800\",\"currency_symbol\":\""u8,
            .. Encoding.UTF8.GetBytes(new string('€', 5000)),
            .. "\",\"y\":12.50}"u8,
        ];
        Order order = (await Stj.JsonSerializer.DeserializeAsync<Order>(new MemoryStream(json), s_smallBuffer))!;

        Assert.That(order.ReferralId, Is.EqualTo("\uFFFD"));
        Assert.That(order.CurrencySymbol, Has.Length.EqualTo(5000));
        Assert.That(VioletJson.Serialize(order), Does.EndWith(",\"x\":\"\uFFFD\",\"y\":12.50}"));
    }

    [Test]
    public void An_error_is_the_serializers_own_with_ours_inside()
    {
        JsonSerializationException newtonsoft = Assert.Throws<JsonSerializationException>(() =>
            JsonConvert.DeserializeObject<Order>("""{"bags":[{"total":1}],"id":"SECRET"}""")
        )!;
        Stj.JsonException system = Assert.Throws<Stj.JsonException>(() =>
            Stj.JsonSerializer.Deserialize<Order>("""{"bags":[{"total":1}],"id":"SECRET"}""")
        )!;

        Assert.That(((VioletJsonException)newtonsoft.InnerException!).Path, Is.EqualTo("$.id"));
        Assert.That(((VioletJsonException)system.InnerException!).Path, Is.EqualTo("$.id"));
        Assert.That(newtonsoft.ToString() + system, Does.Not.Contain("SECRET"));
        Assert.That(JsonConvert.DeserializeObject<Order>("null"), Is.Null);
        Assert.That(Stj.JsonSerializer.Deserialize<Order>("null"), Is.Null);
        foreach (string wrong in new[] { "1", "\"x\"", "[]" })
        {
            Assert.That(() => JsonConvert.DeserializeObject<Order>(wrong), Throws.InstanceOf<JsonException>());
            Assert.That(() => Stj.JsonSerializer.Deserialize<Order>(wrong), Throws.InstanceOf<Stj.JsonException>());
        }
    }

    [Test]
    public void Options_of_System_Text_Json_change_nothing()
    {
        string json = Sample.Of(typeof(Order), SampleKind.Full).ToString(Formatting.None);
        var options = new Stj.JsonSerializerOptions(Stj.JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = Stj.JsonNamingPolicy.KebabCaseUpper,
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            ReferenceHandler = ReferenceHandler.Preserve,
            Converters = { new JsonStringEnumConverter() },
        };

        Assert.That(
            Canonical.Text(Stj.JsonSerializer.Serialize(Stj.JsonSerializer.Deserialize<Order>(json, options), options)),
            Is.EqualTo(json)
        );
    }

    private static void AssertUnchanged(Type model, string json)
    {
        object read = JsonConvert.DeserializeObject(json, model)!;
        var token = JToken.FromObject(read);
        Assert.That(Canonical.Text(JsonConvert.SerializeObject(read)), Is.EqualTo(json), "Newtonsoft");
        Assert.That(Canonical.Text(VioletJson.Serialize((VioletModel)read)), Is.EqualTo(json), "wire");
        Assert.That(Canonical.Text(Stj.JsonSerializer.Serialize(read, model)), Is.EqualTo(json), "System.Text.Json");
        Assert.That(token.ToString(Formatting.None), Is.EqualTo(json), "JToken.FromObject");
        Assert.That(Canonical.Text(VioletJson.Serialize((VioletModel)token.ToObject(model)!)), Is.EqualTo(json), "JToken.ToObject");
    }

    /// <summary>What is sent and what is read by calls with free-form values both ways.</summary>
    private static async Task<List<string>> CallAsync()
    {
        var seen = new List<string>();
        using var http = new Http(
            async (request, token) =>
            {
                if (request.Content is not null)
                    seen.Add(await request.Content.ReadAsStringAsync(token));
                return await Http.Answer(200, Sample.Of(typeof(OrderPage), SampleKind.Odd).ToString(Formatting.None))(request, token);
            }
        );
        OrderSearchRequest search = VioletJson.Deserialize<OrderSearchRequest>(
            Sample.Of(typeof(OrderSearchRequest), SampleKind.Odd).ToString(Formatting.None)
        );
        search.Extra["sent"] = new JObject { ["at"] = "2024-06-28T20:31:56+0000", ["n"] = 1.5 };
        OrderPage page = await http.Violet().Orders.SearchAsync(search);
        seen.Add(VioletJson.Serialize(page));
        foreach (KeyValuePair<string, JToken?> field in page.Extra)
            seen.Add($"{field.Key}: {field.Value?.ToString(Formatting.None)}");
        ExternalTransfer transfer = VioletJson.Deserialize<ExternalTransfer>(
            """{"metadata":{"at":"2024-06-28T20:31:56+0000","n":[1.50,1e400]}}"""
        );
        seen.Add(transfer.Metadata!.ToString(Formatting.None));
        transfer.Metadata["more"] = new JArray(1.5, new DateTime(2024, 6, 28, 0, 0, 0, DateTimeKind.Utc));
        seen.Add(VioletJson.Serialize(transfer));
        return seen;
    }

    private static TestCaseData Case(string name, Action<JsonSerializerSettings> change) =>
        new TestCaseData(change).SetArgDisplayNames(name);

    private sealed class OfNothing : ISerializationBinder
    {
        public Type BindToType(string? assemblyName, string typeName) => throw new InvalidOperationException("Not asked for.");

        public void BindToName(Type serializedType, out string? assemblyName, out string? typeName) =>
            throw new InvalidOperationException("Not asked for.");
    }

    private sealed class WithoutConverters : DefaultContractResolver
    {
        protected override Newtonsoft.Json.JsonConverter? ResolveContractConverter(Type objectType) => null;
    }

    private sealed class OfEverything : Newtonsoft.Json.JsonConverter
    {
        public override bool CanConvert(Type objectType) => true;

        public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
            throw new InvalidOperationException("Not asked for.");

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
            throw new InvalidOperationException("Not asked for.");
    }
}
