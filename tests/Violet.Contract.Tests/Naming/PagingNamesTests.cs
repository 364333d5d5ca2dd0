using System.Text.Json.Nodes;

namespace Violet.Contract.Tests.Naming;

public sealed class PagingNamesTests
{
    private const string Schemas = """
        {
          "Envelope": { "properties": { "last": { "type": "boolean" } } },
          "Thing": { "properties": { "id": { "type": "integer" }, "external_id": { "type": "string" } } },
          "ThingPage": {
            "allOf": [
              { "$ref": "#/components/schemas/Envelope" },
              { "properties": { "content": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } }
            ]
          },
          "Report": { "properties": { "things": { "$ref": "#/components/schemas/ThingPage" } } },
          "ThingRequest": {
            "properties": {
              "page": { "type": "integer", "format": "int32" },
              "size": { "type": "integer", "format": "int32" },
              "next_page_cursor": { "type": "string" }
            }
          }
        }
        """;

    private const string Places = """
        { "name": "page", "in": "query", "schema": { "type": "integer", "format": "int32" } },
        { "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } },
        { "name": "size", "in": "query", "schema": { "type": "integer", "format": "int32" } },
        { "name": "next_page_cursor", "in": "query", "x-originalName": "after", "schema": { "type": "string" } }
        """;

    [Test]
    public void The_twin_has_no_page_size_or_cursor_and_fills_them_in()
    {
        JsonObject twin = Twin("ThingPage", $""" "x-paging": "cursor", "parameters": [{Places}] """);

        Assert.That(twin.Text("name"), Is.EqualTo("GetAll"));
        Assert.That(twin.All("parameters", "name"), Is.EqualTo(new[] { "id" }));
        Assert.That(twin.Text("walk"), Is.EqualTo("Cursor"));
        Assert.That(twin.Text("fetched"), Is.EqualTo("page, size, cursor, cancellationToken"));
        Assert.That(twin.Text("fetch"), Is.EqualTo("GetAsync(id, page, size, cursor, cancellationToken)"));
        Assert.That(
            new[] { twin.Text("item"), twin.Text("page"), twin.Text("key") },
            Is.EqualTo(new[] { "Thing", "ThingPage", "static item => item.Id" })
        );
    }

    [TestCase("external_id", "static item => item.ExternalId")]
    [TestCase("self", "static item => item")]
    [TestCase("none", "(Func<Thing, string?>?)null")]
    public void Items_are_told_apart_by_the_key(string key, string expression) =>
        Assert.That(
            Twin("ThingPage", $""" "x-paging": "page", "x-paging-key": "{key}", "parameters": [{Places}] """).Text("key"),
            Is.EqualTo(expression)
        );

    [Test]
    public void A_page_may_stand_within_the_answer()
    {
        JsonObject twin = Twin("Report", $""" "x-paging": "page", "x-paging-items": "things", "parameters": [{Places}] """);

        Assert.That(
            new[] { twin.Text("within"), twin.Text("page"), twin.Text("item") },
            Is.EqualTo(new[] { "Things", "ThingPage", "Thing" })
        );
    }

    [Test]
    public void Places_in_the_body_are_set_in_a_copy_of_the_request()
    {
        SmallApi api = Api(
            "ThingPage",
            """
            "x-paging": "cursor", "x-paging-in": "body",
            "requestBody": {
              "required": true,
              "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ThingRequest" } } }
            }
            """
        );

        JsonObject twin = api.Operation["paging"]!.AsObject();
        Assert.That(twin.All("parameters", "name"), Is.EqualTo(new[] { "request" }));
        Assert.That(twin.Text("fetch"), Is.EqualTo("GetAsync(request.At(page, size, cursor), cancellationToken)"));
        Assert.That(twin.Text("pageSize"), Does.EndWith(".Size"));
        Assert.That(api.Schema("ThingRequest").All("places", "field"), Is.EqualTo(new[] { "_page", "_size", "_nextPageCursor" }));
    }

    private static JsonObject Twin(string answer, string operation) => Api(answer, operation).Operation["paging"]!.AsObject();

    private static SmallApi Api(string answer, string operation) =>
        new(Schemas, $$"""{ {{operation}}, "responses": {{SmallApi.Answer($$"""{ "$ref": "#/components/schemas/{{answer}}" }""")}} }""");
}
