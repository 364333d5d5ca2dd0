using System.Text.Json.Nodes;

namespace Violet.Contract.Tests.Naming;

public sealed class ModelNamesTests
{
    [TestCase("""{ "type": "integer", "format": "int64" }""", "one", "long?", "JsonRead.Int64")]
    [TestCase("""{ "type": "integer", "format": "int32" }""", "one", "int?", "JsonRead.Int32")]
    [TestCase("""{ "type": "number", "format": "double" }""", "one", "double?", "JsonRead.Double")]
    [TestCase("""{ "type": "boolean" }""", "one", "bool?", "JsonRead.Boolean")]
    [TestCase("""{ "type": "string" }""", "one", "string?", "JsonRead.String")]
    [TestCase("""{ "type": "string", "format": "date-time" }""", "one", "DateTimeOffset?", "JsonRead.DateTime")]
    [TestCase("""{ "$ref": "#/components/schemas/Part" }""", "one", "Part?", "Part.Read")]
    [TestCase("""{ "$ref": "#/components/schemas/Color" }""", "one", "OpenEnum<Color>", "ColorJson.Read")]
    [TestCase("""{ "$ref": "#/components/schemas/Text" }""", "one", "string?", "JsonRead.String")]
    [TestCase("{}", "token", "JToken?", "JsonRead.Token")]
    [TestCase("""{ "type": "array", "items": { "$ref": "#/components/schemas/Part" } }""", "list", "IList<Part>", "Part.Read")]
    [TestCase(
        """{ "type": "array", "items": { "$ref": "#/components/schemas/Color" } }""",
        "list",
        "IList<OpenEnum<Color>>",
        "ColorJson.Read"
    )]
    [TestCase("""{ "type": "array", "items": { "type": "integer" } }""", "list", "IList<long>", "JsonRead.Int64Item")]
    [TestCase("""{ "type": "array", "items": {} }""", "list", "IList<JToken>", "JsonRead.Token")]
    [TestCase("""{ "additionalProperties": { "type": "boolean" } }""", "map", "IDictionary<string, bool>", "JsonRead.BooleanItem")]
    [TestCase("""{ "additionalProperties": { "$ref": "#/components/schemas/Part" } }""", "map", "IDictionary<string, Part>", "Part.Read")]
    public void A_property_has_the_shape_type_and_reader_of_its_schema(string schema, string shape, string declared, string reader)
    {
        JsonObject property = Api(schema).Property("Thing", "wanted_value");

        Assert.Multiple(() =>
        {
            Assert.That(property.Text("name"), Is.EqualTo("WantedValue"));
            Assert.That(property.Text("field"), Is.EqualTo("_wantedValue"));
            Assert.That(property.Text("shape"), Is.EqualTo(shape));
            Assert.That(property.Text("declared"), Is.EqualTo(declared));
            Assert.That(property.Text("reader"), Is.EqualTo(reader));
        });
    }

    [Test]
    public void An_id_a_page_and_what_a_walk_goes_by_must_fit()
    {
        var api = new SmallApi(
            """
            {
              "Envelope": { "type": "object", "properties": { "last": { "type": "boolean" } } },
              "ThingPage": {
                "allOf": [{ "$ref": "#/components/schemas/Envelope" }],
                "properties": {
                  "content": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } },
                  "note": { "type": "string" }
                }
              },
              "Thing": {
                "type": "object",
                "required": ["id"],
                "properties": { "id": { "type": "integer" }, "content": { "type": "array", "items": { "type": "string" } } }
              },
              "Report": {
                "type": "object",
                "properties": { "things": { "$ref": "#/components/schemas/ThingPage" }, "thing": { "$ref": "#/components/schemas/Thing" } }
              },
              "ThingRequest": { "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } } }
            }
            """
        );

        Assert.Multiple(() =>
        {
            Assert.That(Strict("Envelope", "last"));
            Assert.That(Strict("ThingPage", "content"));
            Assert.That(Strict("ThingPage", "note"), Is.False);
            Assert.That(Strict("Thing", "id"));
            Assert.That(Strict("Thing", "content"), Is.False);
            Assert.That(Strict("Report", "things"));
            Assert.That(Strict("Report", "thing"), Is.False);
            Assert.That(Strict("ThingRequest", "id"), Is.False, "a request is read strictly as a whole");
        });

        bool Strict(string schema, string property) => api.Property(schema, property)["strict"]!.GetValue<bool>();
    }

    [Test]
    public void What_an_answer_must_have_reads_as_zero_and_what_a_request_must_have_is_checked()
    {
        const string Body = """
            {
              "required": ["id", "tags", "any", "color"],
              "properties": {
                "id": { "type": "integer" },
                "tags": { "type": "array", "items": { "type": "string" } },
                "any": {},
                "color": { "$ref": "#/components/schemas/Color" }
              }
            }
            """;
        var api = new SmallApi($$"""{ "Thing": {{Body}}, "ThingRequest": {{Body}}, "Color": { "type": "string", "enum": ["RED"] } }""");

        Assert.Multiple(() =>
        {
            Assert.That(api.Property("Thing", "id").Text("declared"), Is.EqualTo("long"));
            Assert.That(api.Property("Thing", "id").Text("fallback"), Is.EqualTo(" ?? default"));
            Assert.That(api.Property("Thing", "id").Text("missing"), Is.Null);
            Assert.That(api.Property("ThingRequest", "id").Text("declared"), Is.EqualTo("long?"));
            Assert.That(api.Property("ThingRequest", "id").Text("missing"), Is.EqualTo("_id is null"));
            Assert.That(api.Property("ThingRequest", "tags").Text("missing"), Is.EqualTo("RequestCheck.IsUnset(_tags)"));
            Assert.That(api.Property("ThingRequest", "any").Text("missing"), Is.EqualTo("_any.IsUnset"));
            Assert.That(api.Property("ThingRequest", "color").Text("missing"), Is.EqualTo("_color.Raw is null"));
        });
    }

    [Test]
    public void Texts_of_requests_have_a_limit_and_those_of_answers_have_none()
    {
        const string Body = """{ "properties": { "name": { "type": "string", "maxLength": 32 }, "free": { "type": "string" } } }""";
        const string Outer = """{ "properties": { "part": { "$ref": "#/components/schemas/ThingRequest" } } }""";
        const string Plain = """{ "properties": { "free": { "type": "string" } } }""";
        var api = new SmallApi(
            $$"""{ "Thing": {{Body}}, "ThingRequest": {{Body}}, "OuterRequest": {{Outer}}, "PlainRequest": {{Plain}} }"""
        );

        Assert.Multiple(() =>
        {
            Assert.That(api.Property("ThingRequest", "name").Text("limit"), Is.EqualTo("32"));
            Assert.That(api.Property("ThingRequest", "free").Text("limit"), Is.Null);
            Assert.That(api.Property("Thing", "name").Text("limit"), Is.Null);
            Assert.That(
                new[] { "Thing", "ThingRequest", "OuterRequest", "PlainRequest" }.Select(name => api.Schema(name).Text("measured")),
                Is.EqualTo(new[] { null, "true", "true", null })
            );
        });
    }

    [Test]
    public void Names_are_literals_with_their_length_in_bytes()
    {
        var api = new SmallApi(
            """{ "Thing": { "properties": { "größe": { "type": "string", "x-originalName": "Size", "x-aliases": ["a\"b\\c\nd"] } } } }"""
        );

        JsonObject property = api.Property("Thing", "größe");
        Assert.That(property.Text("wire"), Is.EqualTo("größe"));
        Assert.That(property.All("names", "literal"), Is.EqualTo(new[] { "größe", """a\"b\\c\u000ad""" }));
        Assert.That(property.All("names", "bytes"), Is.EqualTo(new[] { "7", "7" }));
    }

    [Test]
    public void A_property_that_hides_its_own_type_reads_by_the_types_full_name()
    {
        var api = new SmallApi(
            """{ "Thing": { "properties": { "part": { "$ref": "#/components/schemas/Part" } } }, "Part": { "properties": {} } }"""
        );

        Assert.That(api.Property("Thing", "part").Text("reader"), Is.EqualTo("Small.Api.Part.Read"));
    }

    [Test]
    public void A_page_inherits_and_names_its_items()
    {
        var api = new SmallApi(
            """
            {
              "Envelope": { "properties": { "last": { "type": "boolean" } } },
              "IdPage": {
                "allOf": [
                  { "$ref": "#/components/schemas/Envelope" },
                  { "properties": { "content": { "type": "array", "items": { "type": "integer" } } } }
                ]
              }
            }
            """
        );

        Assert.That(api.Schema("IdPage").Text("bases"), Is.EqualTo("Envelope, IPage<long>"));
        Assert.That(api.Schema("IdPage").Text("modifiers"), Is.EqualTo("public sealed partial"));
        Assert.That(api.Schema("Envelope").Text("bases"), Is.EqualTo("VioletModel"));
        Assert.That(api.Schema("Envelope").Text("modifiers"), Is.EqualTo("public partial"));
    }

    private static SmallApi Api(string property) =>
        new(
            $$"""
            {
              "Thing": { "properties": { "wanted_value": {{property}} } },
              "Part": { "properties": { "id": { "type": "string" } } },
              "Color": { "type": "string", "enum": ["RED"] },
              "Text": { "type": "string" }
            }
            """
        );
}
