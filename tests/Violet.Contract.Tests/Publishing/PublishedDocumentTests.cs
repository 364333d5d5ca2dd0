using System.Text.Json.Nodes;
using Violet.Contract.Publishing;

namespace Violet.Contract.Tests.Publishing;

/// <summary>How the published document differs from the bundle.</summary>
public sealed class PublishedDocumentTests
{
    private SmallContract _contract = null!;

    [SetUp]
    public void Start() => _contract = new SmallContract();

    [TearDown]
    public void Clean() => _contract.Dispose();

    private JsonObject Published => PublishedDocument.Of(_contract.Check().Document, "3.2.1");

    [Test]
    public void A_reference_with_something_beside_it_becomes_an_allOf() =>
        Assert.That(
            Schema("Item")["properties"]!["state"]!.ToJsonString(),
            Is.EqualTo("""{"allOf":[{"$ref":"#/components/schemas/ItemState"}],"description":"Where it stands."}""")
        );

    [Test]
    public void Facts_of_the_API_stay_and_names_in_CSharp_go()
    {
        string text = Published.ToJsonString();

        Assert.That(text, Does.Contain("x-enum-aliases").And.Contain("x-aliases").And.Contain("x-retry").And.Contain("x-secret"));
        Assert.That(text, Does.Not.Contain("x-api\"").And.Not.Contain("x-originalName").And.Not.Contain("x-enumNames"));
    }

    [Test]
    public void Refusals_become_responses_with_an_example_each()
    {
        JsonObject responses = Published["paths"]!["/items/search"]!["post"]!["responses"]!.AsObject();

        Assert.That(responses.Select(response => response.Key), Is.EqualTo(new[] { "200", "422", "404", "default" }));
        Assert.That((string?)responses["422"]!["description"], Is.EqualTo("`no_filter` (17): Nothing is asked for."));
        Assert.That(
            responses["422"]!["content"]!["application/json"]!["examples"]!["no_filter"]!["value"]!.ToJsonString(),
            Is.EqualTo("""{"message":"Nothing is asked for.","error":"no_filter","code":17}""")
        );
        Assert.That(
            responses["404"]!.ToJsonString(),
            Is.EqualTo(
                """{"description":"Nothing is found.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorResponse"}}}}"""
            )
        );
    }

    [Test]
    public void An_example_of_a_page_is_an_only_page_of_one_item()
    {
        _contract.Edit(
            "last: { type: boolean, description: 'Whether no page follows.' }",
            "last: { type: boolean, description: 'Whether no page follows.' }\n"
                + "        total_pages: { type: integer, format: int32, example: 1, description: 'How many.' }\n"
                + "        next_page_cursor: { type: string, description: 'Where it goes on.' }"
        );
        JsonObject page = Example("/items", "get");

        Assert.That(page["content"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(page.ContainsKey("next_page_cursor"), Is.False);
        Assert.That((int?)page["total_pages"], Is.EqualTo(1));
    }

    [Test]
    public void An_example_that_the_contract_gives_stays() =>
        Assert.That(
            Published["paths"]!["/items/search"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString(),
            Is.EqualTo("""{"name":"Lamp","state":"ON_SALE"}""")
        );

    [Test]
    public void An_example_of_a_success_holds_no_errors()
    {
        _contract.Edit(
            "price: { type: number",
            "errors: { type: array, description: 'What failed.', items: { type: string } }\n        price: { type: number"
        );

        Assert.That(Example("/items/search", "post")["errors"]!.AsArray(), Is.Empty);
    }

    [Test]
    public void Ids_begin_with_1_counts_with_0_and_of_others_nothing_is_said()
    {
        _contract.Edit(
            "price: { type: number",
            "view_count: { type: integer, format: int32, description: 'Views.' }\n"
                + "        refund: { type: integer, format: int64, description: 'Cents.' }\n        price: { type: number"
        );
        JsonNode properties = Schema("Item")["properties"]!;

        Assert.That((int?)properties["id"]!["minimum"], Is.EqualTo(1));
        Assert.That((int?)properties["view_count"]!["minimum"], Is.Zero);
        Assert.That(properties["refund"]!["minimum"], Is.Null);
        Assert.That(properties["id"]!["example"], Is.Not.Null);
    }

    private JsonObject Schema(string name) => Published["components"]!["schemas"]![name]!.AsObject();

    private JsonObject Example(string path, string method) =>
        Published["paths"]![path]![method]!["responses"]!["200"]!["content"]!["application/json"]!["example"]!.AsObject();
}
