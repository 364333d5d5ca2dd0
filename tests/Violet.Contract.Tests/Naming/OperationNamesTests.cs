using System.Text.Json.Nodes;

namespace Violet.Contract.Tests.Naming;

public sealed class OperationNamesTests
{
    [Test]
    public void Parameters_stand_in_the_order_of_the_signature()
    {
        JsonObject operation = Operation(
            """
            "parameters": [
              { "name": "since:min", "in": "query", "x-originalName": "since", "schema": { "type": "string", "format": "date-time" } },
              { "name": "color", "in": "query", "schema": { "$ref": "#/components/schemas/Color" } },
              { "name": "colors", "in": "query", "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Color" } } },
              { "name": "app_id", "in": "query", "required": true, "x-originalName": "appId", "x-from-options": "AppId", "schema": {} },
              { "name": "key", "in": "query", "required": true, "x-secret": true, "schema": { "type": "string" } },
              { "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }
            ],
            "requestBody": {
              "required": true,
              "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ThingRequest" } } }
            }
            """
        );

        string[] signature =
        [
            .. operation["parameters"]!.AsArray().Select(p => $"{p.Text("declared")} {p.Text("name")} = {p.Text("default") ?? "-"}"),
        ];
        Assert.That(
            signature,
            Is.EqualTo(
                new[]
                {
                    "string key = -",
                    "long id = -",
                    "ThingRequest request = -",
                    "JToken? appId = null",
                    "DateTimeOffset? since = null",
                    "OpenEnum<Color> color = default",
                    "IEnumerable<OpenEnum<Color>>? colors = null",
                    "CancellationToken cancellationToken = default",
                }
            )
        );
        Assert.That(
            operation.All("parameters", "send"),
            Is.EqualTo(new[] { "SecretQuery", "Path", "Body", "Query", "Query", "Query", "Query", null })
        );
        Assert.That(operation.All("parameters", "wire").ElementAt(4), Is.EqualTo("since:min"));
        Assert.That(operation.All("parameters", "value").ElementAt(3), Is.EqualTo("appId ?? _slot.Current.FromOptions(\"AppId\")"));
    }

    [TestCase("""{ "$ref": "#/components/schemas/Thing" }""", "Task<Thing>", "SendAsync", "Thing.Read")]
    [TestCase("""{ "type": "array", "items": { "type": "string" } }""", "Task<IReadOnlyList<string>>", "SendListAsync", "JsonRead.String")]
    [TestCase(
        """{ "type": "array", "items": { "$ref": "#/components/schemas/Thing" } }""",
        "Task<IReadOnlyList<Thing>>",
        "SendListAsync",
        "Thing.Read"
    )]
    [TestCase("{}", "Task<JToken>", "SendAsync", "JsonRead.Token")]
    public void The_result_follows_from_the_answer(string schema, string result, string send, string reader)
    {
        JsonObject operation = Operation($"\"responses\": {SmallApi.Answer(schema)}");

        Assert.That(
            new[] { operation.Text("result"), operation.Text("send"), operation.Text("reader") },
            Is.EqualTo(new[] { result, send, reader })
        );
    }

    [Test]
    public void An_operation_that_may_answer_204_has_a_result_that_may_be_absent()
    {
        JsonObject responses = SmallApi.Answer("""{ "$ref": "#/components/schemas/Thing" }""");
        responses["204"] = new JsonObject { ["description"] = "None." };

        JsonObject operation = Operation($"\"responses\": {responses}");

        Assert.That(new[] { operation.Text("result"), operation.Text("send") }, Is.EqualTo(new[] { "Task<Thing?>", "SendOptionalAsync" }));
    }

    [Test]
    public void An_operation_without_an_answer_is_a_plain_task()
    {
        JsonObject operation = Operation(""" "responses": { "204": { "description": "Done." } } """);

        Assert.That(operation.Text("result"), Is.EqualTo("Task"));
        Assert.That(operation.Text("reader"), Is.Null);
    }

    [TestCase("get", null, "Safe")]
    [TestCase("put", null, "Safe")]
    [TestCase("delete", null, "Safe")]
    [TestCase("delete", "never", "Never")]
    [TestCase("post", null, "Never")]
    [TestCase("patch", null, "Never")]
    [TestCase("post", "safe", "Safe")]
    [TestCase("post", "refused-only", "RefusedOnly")]
    public void Whether_a_call_is_repeated_is_said_by_the_contract_or_else_by_HTTP(string verb, string? retry, string rule) =>
        Assert.That(
            Operation($"\"x-verb\": \"{verb}\"{(retry is null ? "" : $", \"x-retry\": \"{retry}\"")}").Text("retry"),
            Is.EqualTo(rule)
        );

    [Test]
    public void Clients_are_named_by_section_and_described_by_their_tag()
    {
        var api = new SmallApi("""{ "Thing": { "properties": {} } }""", "{}", prefix: "Small");

        JsonObject client = api.Root["clients"]!["SmallThingsClient"]!.AsObject();
        Assert.That(client.Text("section"), Is.EqualTo("Things"));
        Assert.That(client.Text("field"), Is.EqualTo("_things"));
        Assert.That(client.Text("docs"), Is.EqualTo("What there is, with <see cref=\"Thing\"/>."));
    }

    private static JsonObject Operation(string operation) =>
        new SmallApi(
            """{ "Color": { "type": "string", "enum": ["RED"] }, "Thing": { "properties": {} }, "ThingRequest": { "properties": {} } }""",
            $"{{ {operation} }}"
        ).Operation;
}
