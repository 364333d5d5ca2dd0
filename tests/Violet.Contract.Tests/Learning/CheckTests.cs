using System.Text.Json;

namespace Violet.Contract.Tests.Learning;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CheckTests : IDisposable
{
    private readonly SmallContract _contract = new();
    private readonly Captures _captures;

    public CheckTests() => _captures = new Captures(_contract.Folder);

    public void Dispose()
    {
        _captures.Dispose();
        _contract.Dispose();
    }

    [Test]
    public void Bodies_that_fit_are_no_difference()
    {
        _captures
            .Body(
                "Item.json",
                """{ "id": 1, "state": "on-sale", "cost": 2.5, "labels": { "a b": "c" }, "related": [{ "id": 2, "key": null }] }"""
            )
            .Body("ItemPage-2.json", """{ "content": [{ "id": 1 }], "last": true }""")
            .Exchange("GET", "https://proxy.example/shop/v1/items?page=2&app_id=7", """{ "content": [] }""")
            .Exchange("POST", "/items/search", """{ "id": 3 }""", """{ "name": "Lamp" }""")
            .Exchange("DELETE", "https://shop.example/items/7", status: 204);

        (int code, string output) = _captures.Run("check");

        Assert.That(output, Is.EqualTo("5 bodies compared, nothing differs." + Environment.NewLine));
        Assert.That(code, Is.Zero);
    }

    [TestCase("Item.json", """{ "id": "1" }""", "Item.id is of type string, not integer (once)", "id: { type: integer")]
    [TestCase("Item.json", """{ "id": 1.5 }""", "Item.id is a number with a fraction", "id: { type: integer")]
    [TestCase("Item.json", "[{ }, { }]", "Item lacks id, which is required (2 times)", "id]")]
    [TestCase("Item.json", """{ "id": 1, "gift": true }""", "Item lacks gift (once)", "Item:")]
    [TestCase("Item.json", """{ "id": 1, "state": "RENTED" }""", "ItemState lacks the value RENTED (once)", "enum: [ON_SALE")]
    [TestCase("Item.json", """{ "id": 1, "labels": { "a": 1 } }""", "Item.labels{} is of type number, not string", "additionalProperties")]
    [TestCase("ItemPage.json", """{ "content": {} }""", "ItemPage.content is of type object, not array", "content:")]
    public void A_difference_is_one_line_with_its_place(string file, string body, string text, string at)
    {
        _captures.Body(file, body);

        (int code, string output) = _captures.Run("check");

        string line = output.Split('\n')[0];
        Assert.That(line, Does.Contain(text));
        Assert.That(code, Is.EqualTo(1));
        string[] place = line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..line.IndexOf(')', StringComparison.Ordinal)].Split(',');
        string[] yaml = File.ReadAllLines(_contract.PathOf("items.yaml"));
        Assert.That(yaml[int.Parse(place[0], null) - 1][(int.Parse(place[1], null) - 1)..], Does.StartWith(at));
    }

    [Test]
    public void Requests_statuses_parameters_and_addresses_are_compared()
    {
        _captures
            .Exchange("GET", "/items?colour=red", "{}", status: 200)
            .Exchange("POST", "/v1/items/search", """{ "message": 5 }""", "{}", status: 422)
            .Exchange("DELETE", "/items/7", "{}", status: 200)
            .Exchange("GET", "/v1/people/jane@example.com/items", "{}");

        (_, string output) = _captures.Run("check");

        Assert.That(output, Does.Contain("Items_List lacks the parameter colour (once)"));
        Assert.That(output, Does.Contain("ItemSearchRequest lacks name, which is required (once)"));
        Assert.That(output, Does.Contain("ErrorResponse.message is of type number, not string (once)"));
        Assert.That(output, Does.Contain("Items_Delete has a body with status 200, where the contract has none (once)"));
        Assert.That(output, Does.Contain("Unknown: GET /v1/*/*/items (once)"));
    }

    [Test]
    public void Nothing_of_a_capture_is_shown_that_may_be_personal()
    {
        _captures
            .Body("Item.json", """{ "id": "jane", "jane@example.com": 1, "4155550100": 1, "Jane Doe": 1, "state": "Jane Doe", "key": 7 }""")
            .Body("Item-2.json", $$"""{ "id": 1, "related": {{JsonSerializer.Serialize(Enumerable.Repeat("jane", 3))}} }""")
            .Body("Item-3.json", "jane, who is no JSON")
            .Exchange("JANE", "/jane/items?jane@example.com=jane", """{ "jane": true }""");

        (_, string output) = _captures.Run("check");

        Assert.That(output, Does.Contain("names that look like data and are not shown (3 times)"));
        Assert.That(output, Does.Not.Contain("jane").IgnoreCase.And.Not.Contain("4155"));
    }

    [Test]
    public void The_schema_of_a_body_is_named_by_its_file_or_by_the_command()
    {
        _captures.Body("body.json", """{ "id": 1 }""");

        Assert.That(_captures.Run("check").Output, Does.Contain("say --as"));
        Assert.That(_captures.Run("check", "--as", "Item").Code, Is.Zero);
    }

    [Test]
    public void Arguments_that_make_no_sense_are_64() => Assert.That(_captures.Run("check", "--jump").Code, Is.EqualTo(64));
}
