using System.Reflection;
using Violet.Generated.Tests.Locales;

namespace Violet.Generated.Tests.Json;

[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class OpenEnumTests(Locale place) : InPlace(place)
{
    [TestCase("IN_PROGRESS")]
    [TestCase("in_progress")]
    [TestCase("In Progress")]
    [TestCase("in-progress")]
    [TestCase("InProgress")]
    [TestCase("IN__PROGRESS ")]
    public void Case_space_hyphen_and_underscore_do_not_matter(string text)
    {
        foreach (OpenEnum<OrderStatus> value in new[] { new OpenEnum<OrderStatus>(text), ReadStatus($"\"{text}\"") })
        {
            Assert.That(value.Value, Is.EqualTo(OrderStatus.InProgress));
            Assert.That(value.IsKnown);
            Assert.That(value.Raw, Is.EqualTo(text));
            Assert.That(value == OrderStatus.InProgress);
        }
    }

    [TestCase("CANCELLED")]
    [TestCase("cancelled")]
    [TestCase("CANCELED")]
    public void A_known_misspelling_is_its_member_and_goes_back_as_it_came(string text)
    {
        Order order = VioletJson.Deserialize<Order>($$"""{"id":1,"status":"{{text}}"}""");
        Assert.That(order.Status == OrderStatus.Canceled);
        Assert.That(VioletJson.Serialize(order), Is.EqualTo($$"""{"id":1,"status":"{{text}}"}"""));
    }

    [TestCase("42")]
    [TestCase("1")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("CANCELED,COMPLETED")]
    [TestCase("CANCELED, COMPLETED")]
    [TestCase("CANCELED|COMPLETED")]
    [TestCase("+CANCELED")]
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("null")]
    [TestCase("A_VALUE_OF_TOMORROW")]
    [TestCase("CANCELEDX")]
    [TestCase("İN_PROGRESS")]
    [TestCase("ıN_PROGRESS")]
    public void A_text_that_is_no_member_is_kept_and_is_no_member(string text)
    {
        foreach (OpenEnum<OrderStatus> value in new[] { new OpenEnum<OrderStatus>(text), ReadStatus($"\"{text}\"") })
        {
            Assert.That(value.Value, Is.Null);
            Assert.That(value.IsKnown, Is.False);
            Assert.That(value.Raw, Is.EqualTo(text));
            Assert.That(value, Is.Not.EqualTo(default(OpenEnum<OrderStatus>)));
            Assert.That(Enum.GetValues<OrderStatus>().Any(member => value == member), Is.False);
        }

        Assert.That(
            VioletJson.Serialize(VioletJson.Deserialize<Order>($$"""{"id":1,"status":"{{text}}"}""")),
            Is.EqualTo($$"""{"id":1,"status":"{{text}}"}""")
        );
    }

    [TestCase("42")]
    [TestCase("true")]
    [TestCase("1.50")]
    public void A_value_that_is_no_text_reads_as_its_text(string json) => Assert.That(ReadStatus(json).Raw, Is.EqualTo(json));

    [TestCase("{}")]
    [TestCase("[\"CANCELED\"]")]
    public void An_object_or_a_list_is_no_enum(string json) =>
        Assert.That(
            Assert.Throws<VioletJsonException>(() => StrictJson.Read<Order>($$"""{"status":{{json}}}"""))!.Path,
            Is.EqualTo("$.status")
        );

    [Test]
    public void The_default_is_absent()
    {
        OpenEnum<OrderStatus> absent = default;
        Assert.That(absent.Value, Is.Null);
        Assert.That(absent.Raw, Is.Null);
        Assert.That(absent.IsKnown, Is.False);
        Assert.That(absent.ToString(), Is.Empty);
        Assert.That(absent.GetHashCode(), Is.Zero);
        Assert.That(absent == new OpenEnum<OrderStatus>(null));
        Assert.That(absent == new OpenEnum<OrderStatus>((OrderStatus)0));
        Assert.That(absent != OrderStatus.Canceled);
        Assert.That(ReadStatus("null"), Is.EqualTo(absent));
        Assert.That(VioletJson.Serialize(new Order { Status = default }), Is.EqualTo("""{"id":0}"""));
    }

    [Test]
    public void Equality_is_by_member_or_else_by_exact_text()
    {
        OpenEnum<OrderStatus> member = OrderStatus.Canceled,
            spelled = new("Cancelled"),
            unknown = new("NEW"),
            other = new("new");

        Assert.That(member == spelled && member.Equals(spelled) && spelled.Equals((object)member));
        Assert.That(member.GetHashCode(), Is.EqualTo(spelled.GetHashCode()));
        Assert.That(member.Equals((object)OrderStatus.Canceled));
        Assert.That(unknown == new OpenEnum<OrderStatus>("NEW"));
        Assert.That(unknown.GetHashCode(), Is.EqualTo(new OpenEnum<OrderStatus>("NEW").GetHashCode()));
        Assert.That(unknown != other && !unknown.Equals((object)"NEW") && !unknown.Equals(null));
        Assert.That(new HashSet<OpenEnum<OrderStatus>> { member, spelled, unknown, other, default }, Has.Count.EqualTo(4));
    }

    [Test]
    public void Hashes_of_different_values_differ() =>
        Assert.That(
            Enum.GetValues<OrderStatus>().Select(member => new OpenEnum<OrderStatus>(member).GetHashCode()).Distinct().Count(),
            Is.EqualTo(Enum.GetValues<OrderStatus>().Length)
        );

    [Test]
    public void A_member_converts_by_itself()
    {
        var order = new Order { Status = OrderStatus.RequiresAction };
        Assert.That(order.Status.Raw, Is.EqualTo("REQUIRES_ACTION"));
        Assert.That(order.Status.ToString(), Is.EqualTo("REQUIRES_ACTION"));
        Assert.That(order.Status == OrderStatus.RequiresAction);
        Assert.That(OrderStatus.RequiresAction == order.Status);
        Assert.That(order.Status != OrderStatus.Canceled);
        Assert.That(order.Status.Value is OrderStatus.RequiresAction);
    }

    [Test]
    public void A_number_that_is_no_member_is_not_known_and_is_sent_as_the_number_instead_of_being_dropped()
    {
        OpenEnum<OrderStatus> value = (OrderStatus)999;
        Assert.That(value.IsKnown, Is.False);
        Assert.That(value.Value, Is.Null);
        Assert.That(value.Raw, Is.EqualTo("999"));
        Assert.That(value, Is.EqualTo(new OpenEnum<OrderStatus>((OrderStatus)999)));
        Assert.That(VioletJson.Serialize(new Order { Status = value }), Is.EqualTo("""{"id":0,"status":"999"}"""));
    }

    [Test]
    public void An_enum_that_is_none_of_the_contracts_is_refused_when_made_never_when_read()
    {
        Assert.Throws<NotSupportedException>(() => _ = new OpenEnum<DayOfWeek>(DayOfWeek.Monday));
        Assert.Throws<NotSupportedException>(() => _ = new OpenEnum<DayOfWeek>("Monday"));
        OpenEnum<DayOfWeek> absent = default;
        Assert.That(
            (absent.Raw, absent.Value, absent.IsKnown, absent.ToString(), absent.GetHashCode()),
            Is.EqualTo(((string?)null, (DayOfWeek?)null, false, "", 0))
        );
    }

    [Test]
    public void Unknown_texts_are_not_remembered()
    {
        Read(1000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Read(50_000);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(500_000));

        static void Read(int count)
        {
            for (int i = 0; i < count; i++)
                VioletJson.Deserialize<Order>($$"""{"status":"UNKNOWN_{{i}}","currency":"C{{i}}"}""");
        }
    }

    [Test]
    public void Lists_of_open_enums_keep_what_they_do_not_know()
    {
        PropertyInfo property = Rules
            .GeneratedTypes.Models.SelectMany(Rules.GeneratedTypes.WireProperties)
            .First(property =>
                property.PropertyType.IsGenericType
                && property.PropertyType.GetGenericTypeDefinition() == typeof(IList<>)
                && property.PropertyType.GetGenericArguments()[0].Name.StartsWith("OpenEnum", StringComparison.Ordinal)
            );
        string json = $$"""{"{{Rules.GeneratedTypes.WireName(property)}}":["TOMORROW","42",""]}""";

        Assert.That(VioletJson.Serialize(ModelCodec.Of(property.DeclaringType!).FromWire(json)), Is.EqualTo(json));
    }

    private static OpenEnum<OrderStatus> ReadStatus(string json) => VioletJson.Deserialize<Order>($$"""{"status":{{json}}}""").Status;

    [Test]
    public void Any_text_is_parsed_and_none_is_absent()
    {
        Assert.That(OpenEnum<OrderStatus>.TryParse("completed", null, out OpenEnum<OrderStatus> known), Is.True);
        Assert.That(OpenEnum<OrderStatus>.TryParse("NEW_ONE", null, out OpenEnum<OrderStatus> unknown), Is.True);
        Assert.That(OpenEnum<OrderStatus>.TryParse(null, null, out OpenEnum<OrderStatus> absent), Is.False);

        Assert.That((known.Value, unknown.Raw, absent), Is.EqualTo((OrderStatus.Completed, "NEW_ONE", default(OpenEnum<OrderStatus>))));
    }

    [Test]
    public void Sorted_absent_comes_first_then_members_as_listed_then_unknown_texts()
    {
        OpenEnum<OrderStatus>[] values = [new("z"), OrderStatus.Completed, default, new("a"), OrderStatus.InProgress, new("completed")];

        Array.Sort(values);

        string[] listed = [.. new[] { OrderStatus.InProgress, OrderStatus.Completed, OrderStatus.Completed }.Order().Select(s => $"{s}")];
        Assert.That(values.Select(v => v.Value?.ToString() ?? v.Raw ?? "-"), Is.EqualTo((string[])["-", .. listed, "a", "z"]));
        Assert.That(() => ((IComparable)values[0]).CompareTo("text"), Throws.ArgumentException);
    }

    [Test]
    public void Both_libraries_take_them_as_keys_of_dictionaries()
    {
        var counts = new Dictionary<OpenEnum<OrderStatus>, int> { [OrderStatus.Completed] = 1, [new("NEW_ONE")] = 2 };
        const string Json = """{"COMPLETED":1,"NEW_ONE":2}""";

        Assert.That(System.Text.Json.JsonSerializer.Serialize(counts), Is.EqualTo(Json));
        Assert.That(Newtonsoft.Json.JsonConvert.SerializeObject(counts), Is.EqualTo(Json));
        Assert.That(System.Text.Json.JsonSerializer.Deserialize<Dictionary<OpenEnum<OrderStatus>, int>>(Json), Is.EqualTo(counts));
        Assert.That(Newtonsoft.Json.JsonConvert.DeserializeObject<Dictionary<OpenEnum<OrderStatus>, int>>(Json), Is.EqualTo(counts));
    }
}
