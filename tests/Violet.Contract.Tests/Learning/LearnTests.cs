using Violet.Contract.Reading;

namespace Violet.Contract.Tests.Learning;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LearnTests : IDisposable
{
    private readonly SmallContract _contract = new();
    private readonly Captures _captures;

    public LearnTests() => _captures = new Captures(_contract.Folder);

    public void Dispose()
    {
        _captures.Dispose();
        _contract.Dispose();
    }

    [TestCase("""{ "gift": true }""", "gift: { type: boolean, description: TODO }")]
    [TestCase("""{ "gift": 3000000000 }""", "gift: { type: integer, format: int64, description: TODO }")]
    [TestCase("""{ "gift_count": 3 }""", "gift_count: { type: integer, format: int32, description: TODO }")]
    [TestCase("""{ "gift": 1 }, { "gift": 1.5 }""", "gift: { type: number, format: double, description: TODO }")]
    [TestCase("""{ "gift": "2024-01-31T12:00:00Z" }""", "gift: { type: string, format: date-time, description: TODO }")]
    [TestCase("""{ "gift": "2024-01-31" }""", "gift: { type: string, description: TODO }")]
    [TestCase("""{ "gift": "RED" }, { "gift": "BLUE" }""", "gift: { type: string, description: TODO }")]
    [TestCase("""{ "gift": null }""", "gift: { description: TODO }")]
    [TestCase("""{ "gift": 1 }, { "gift": "one" }""", "gift: { description: TODO }")]
    [TestCase("""{ "gifts": ["a"] }""", "gifts: { type: array, items: { type: string }, description: TODO }")]
    [TestCase("""{ "gifts": [] }""", "gifts: { type: array, items: {}, description: TODO }")]
    [TestCase(
        """{ "gifts": { "Jane": 1, "John": 2 } }""",
        "gifts: { type: object, additionalProperties: { type: integer, format: int64 }, description: TODO }"
    )]
    [TestCase("""{ "item": 1 }""", "item: { type: integer, format: int64, x-originalName: ItemValue, description: TODO }")]
    [TestCase("""{ "gift-id": 1 }""", "gift-id: { type: integer, format: int64, x-originalName: GiftId, description: TODO }")]
    [TestCase("""{ "to_string": "a" }""", "to_string: { type: string, x-originalName: ToStringValue, description: TODO }")]
    [TestCase("""{ "buyer": "a" }""", "buyer: { type: string, description: TODO }")]
    public void A_field_has_the_type_that_all_samples_allow(string bodies, string property)
    {
        _captures.Body("Item.json", $"[{bodies}]");

        _captures.Run("learn", "--write");

        Assert.That(Yaml(), Does.Contain($"          items: {{ $ref: '#/components/schemas/Item' }}\n        {property}\n    ItemState:"));
    }

    [Test]
    public void Texts_that_repeat_are_an_enum_and_words_of_people_are_none()
    {
        string[] kinds = ["GIFT_CARD", "GOODS", "GOODS", "GIFT_CARD"];
        string items = string.Join(',', kinds.Select(kind => $$"""{ "id": 1, "kind": "{{kind}}", "city": "{{kind}}" }"""));
        _captures.Body("Item.json", $"[{items}]");

        _captures.Run("learn", "--write");

        Assert.That(Yaml(), Does.Contain("kind: { $ref: '#/components/schemas/ItemKind', description: TODO }"));
        Assert.That(Yaml(), Does.Contain("    ItemKind:\n      type: string\n      description: TODO\n      enum: [GIFT_CARD, GOODS]\n"));
        Assert.That(Yaml(), Does.Contain("city: { type: string, description: TODO }"));
    }

    [Test]
    public void An_object_becomes_a_schema_and_a_name_that_is_known_means_the_same_again()
    {
        _captures.Body(
            "Item.json",
            """{ "id": 1, "parcels": [{ "state": "SOLD", "price": 3, "size_cm": 4, "box": { "id": 7, "key": "a" } }] }"""
        );
        _captures.Exchange("POST", "/items/search", """{ "id": 3 }""", """{ "name": "a", "near": { "city": "b" } }""");

        _captures.Run("learn", "--write");

        Assert.That(
            Yaml(),
            Does.EndWith(
                """
                    Box:
                      type: object
                      description: TODO
                      properties:
                        id: { type: integer, format: int64, description: TODO }
                        key: { type: string, x-secret: true, description: TODO }
                    Parcel:
                      type: object
                      description: TODO
                      properties:
                        state: { $ref: '#/components/schemas/ItemState', description: TODO }
                        price: { type: number, format: double, description: TODO }
                        size_cm: { type: integer, format: int32, description: TODO }
                        box: { $ref: '#/components/schemas/Box', description: TODO }
                    NearRequest:
                      type: object
                      description: TODO
                      properties:
                        city: { type: string, description: TODO }

                """.ReplaceLineEndings("\n")
            )
        );
    }

    [Test]
    public void Values_other_spellings_and_parameters_are_added_where_they_belong()
    {
        _captures
            .Body("Item.json", """[{ "id": 1, "state": "RENTED_OUT" }, { "id": 1, "Price": 3, "relatedItems": 3, "pri_ce": 2 }]""")
            .Exchange("GET", "/items?from_date=2024-01-31T12:00:00Z", "{}")
            .Exchange("DELETE", "/items/7?size=3&force=true", status: 204)
            .Exchange("POST", "/items/search?page=2", """{ "id": 3, "state": "sold" }""", """{ "name": "a" }""");

        _captures.Run("learn", "--write");

        string yaml = Yaml();
        Assert.That(yaml, Does.Contain("""enum: [ON_SALE, SOLD, 'quo"te', RENTED_OUT]"""));
        Assert.That(yaml, Does.Contain("x-enumNames: [OnSale, Sold, Quote, RentedOut]"));
        Assert.That(yaml, Does.Contain("x-aliases: [cost, pri_ce]"));
        Assert.That(
            yaml,
            Does.Contain(
                "          example: 7\n        - name: from_date\n          in: query\n          x-originalName: fromDate\n"
                    + "          description: TODO\n"
                    + "          schema: { type: string, format: date-time }\n      responses:"
            )
        );
        Assert.That(
            yaml,
            Does.Contain(
                "          schema: { type: integer, format: int64 }\n"
                    + "        - { $ref: 'common.yaml#/components/parameters/Size' }\n        - name: force\n"
            )
        );
        Assert.That(
            yaml,
            Does.Contain(
                "      parameters:\n        - { $ref: 'common.yaml#/components/parameters/Page' }\n"
                    + "      requestBody:\n        required: true\n"
            )
        );
    }

    [Test]
    public void What_pages_of_two_kinds_lack_is_lacking_in_their_envelope()
    {
        _contract.Edit(
            "    ShopTopic:",
            "    TopicPage:\n      description: Topics.\n      allOf:\n"
                + "        - { $ref: 'common.yaml#/components/schemas/PageEnvelope' }\n    ShopTopic:"
        );
        _captures.Body("ItemPage.json", """{ "first": true, "own": 1 }""").Body("TopicPage.json", """{ "first": true }""");

        _captures.Run("learn", "--write");

        Assert.That(
            File.ReadAllText(_contract.PathOf("common.yaml")),
            Does.EndWith("        first: { type: boolean, description: TODO }\n")
        );
        Assert.That(Yaml(), Does.Contain("\n            own: {").And.Not.Contain("first:"));
    }

    [Test]
    public void Nothing_but_what_is_added_changes_and_the_rules_ask_for_descriptions_alone()
    {
        string before = "# A comment\r\n" + Yaml().Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd();
        _contract.Write("items.yaml", before);
        _captures
            .Body("Item.json", """{ "id": 1, "gift": true, "state": "LOST", "box": { "depth": 1 } }""")
            .Exchange("DELETE", "/items/7?force=true");

        (int code, string shown) = _captures.Run("learn");
        Assert.That(Yaml(), Is.EqualTo(before), "nothing is written unasked");
        _captures.Run("learn", "--write");

        string[] lines = Yaml().Split("\r\n");
        Assert.That(lines.Except(before.Split("\r\n")).Count(line => !line.Contains("TODO", StringComparison.Ordinal)), Is.LessThan(12));
        Assert.That(
            lines.Intersect(before.Split("\r\n")).Count(),
            Is.EqualTo(before.Split("\r\n").Distinct().Count() - 2),
            "two lists of the enum grow"
        );
        Assert.That(Yaml().Replace("\r\n", "", StringComparison.Ordinal), Does.Not.Contain('\n'));
        Assert.That(_contract.Problems().Select(problem => problem.Code).Distinct(), Is.EqualTo(new[] { "VIOLET032" }));
        Assert.That(_captures.Run("check").Code, Is.Zero);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(
            shown,
            Does.Contain("items.yaml(").And.Contain("        gift: { type: boolean, description: TODO }").And.Contain("--write")
        );
    }

    [Test]
    public void What_no_sample_shows_is_told()
    {
        _captures.Exchange("GET", "/items", """{ "content": [{ "id": 1, "key": "a", "größe": "b" }], "last": true }""");

        (int _, string output) = _captures.Run("learn");

        Assert.That(output, Does.Contain("in no sample of Item: state, price, labels, related"));
        Assert.That(output, Does.Contain("shop: 2 of 3 operations are in no sample."));
        Assert.That(output, Does.Not.Contain("in no sample of ItemPage"));
    }

    [Test]
    public void Hostile_captures_fill_neither_memory_nor_the_contract()
    {
        string fields = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"field{(char)('a' + i % 26)}x{Letters(i)}\": 1"));
        string deep = string.Concat(Enumerable.Repeat("{\"deep\":", 60)) + "1" + new string('}', 60);
        _captures
            .Body("Item-1.json", $$"""{ "id": 1, {{fields}} }""")
            .Body("SoldItem.json", $$"""{ "buyer": "x", "inner": { {{fields}} }, "nested": {{deep}}, "jane@example.com": { "x": 1 } }""")
            .Body("SoldItem-2.json", new string('[', 5_000));
        string before = Yaml();

        (int _, string output) = _captures.Run("learn", "--write");

        string added = Yaml()[(before.Length - 200)..];
        Assert.That(output + added, Does.Not.Contain("jane").And.Not.Contain("fieldax"));
        Assert.That(output.Length + added.Length, Is.LessThan(20_000));
        Assert.That(
            Yaml(),
            Does.Contain("        inner: { type: object, additionalProperties: { type: integer, format: int64 }, description: TODO }")
        );
        Assert.That(_contract.Problems().Select(problem => problem.Code).Distinct(), Is.EqualTo(new[] { "VIOLET032" }));

        static string Letters(int number) => new([.. number.ToString(null, null).Select(digit => (char)('a' + digit - '0'))]);
    }

    private string Yaml() => File.ReadAllText(_contract.PathOf("items.yaml"));
}
