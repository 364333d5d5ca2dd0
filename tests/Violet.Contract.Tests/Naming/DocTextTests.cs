using System.Text.Json.Nodes;

namespace Violet.Contract.Tests.Naming;

public sealed class DocTextTests
{
    private const string Schemas = """
        {
          "Thing": {
            "description": "DESCRIPTION",
            "properties": {
              "id": { "type": "integer" },
              "offer_id": { "type": "integer", "description": "DESCRIPTION", "x-aliases": ["offerId"] },
              "modified:max": { "type": "string", "x-originalName": "ModifiedBefore" },
              "color": { "$ref": "#/components/schemas/Color", "description": "DESCRIPTION" },
              "part": { "$ref": "#/components/schemas/Part" }
            }
          },
          "Part": { "properties": { "id": { "type": "string" }, "part_name": { "type": "string" } } },
          "Color": { "type": "string", "enum": ["RED", "DARK_BLUE", "LIGHT_BLUE"] },
          "Shade": { "type": "string", "enum": ["LIGHT_BLUE", "PITCH_BLACK"] }
        }
        """;

    [TestCase("As `offer_id` says.", "As <see cref=\"OfferId\"/> says.", TestName = "A property in backticks")]
    [TestCase("As offer_id says.", "As <see cref=\"OfferId\"/> says.", TestName = "A property by its underscore")]
    [TestCase("Use `modified:max`.", "Use <see cref=\"ModifiedBefore\"/>.", TestName = "A property with its own C# name")]
    [TestCase("Called `offerId` too.", "Called <c>offerId</c> too.", TestName = "An alias is of the wire")]
    [TestCase(
        "See `Part` and `Part.part_name`.",
        "See <see cref=\"Part\"/> and <see cref=\"Part.PartName\"/>.",
        TestName = "A schema and its property"
    )]
    [TestCase("See `Color.RED`.", "See <see cref=\"Color.Red\"/>.", TestName = "A value by its enum")]
    [TestCase(
        "DARK_BLUE and `PITCH_BLACK`",
        "<see cref=\"Color.DarkBlue\"/> and <see cref=\"Shade.PitchBlack\"/>",
        TestName = "A value that one enum has"
    )]
    [TestCase("LIGHT_BLUE", "<see cref=\"Color.LightBlue\"/>", TestName = "A value of two enums is that of the schema's own")]
    [TestCase("RED tape, ID", "RED tape, ID", TestName = "Capitals alone are no name")]
    [TestCase("By `Things_Get`.", "By <see cref=\"IThingsClient.GetAsync\"/>.", TestName = "An operation")]
    [TestCase("`last: true`, no_such_thing", "<c>last: true</c>, <c>no_such_thing</c>", TestName = "What is not known is code")]
    [TestCase("https://a.b/c_d?e_f=1, a/b_c, x_y@z", "https://a.b/c_d?e_f=1, a/b_c, x_y@z", TestName = "Parts of addresses stay")]
    [TestCase("**Never** <b> & \"q\" \\ {{ x }} */", "<b>Never</b> &lt;b&gt; &amp; \"q\" \\ {{ x }} */", TestName = "Text is only text")]
    [TestCase("[Guide](https://a.b/?c=1&d=2)", "<see href=\"https://a.b/?c=1&amp;d=2\">Guide</see>", TestName = "A link")]
    [TestCase("One\\nline.\\n\\nAnother\\t\\u0007.", "<para>One line.</para><para>Another \uFFFD.</para>", TestName = "Paragraphs")]
    [TestCase(
        "Either:\\n- one\\n- two\\nlines\\n\\nEnd.",
        "<para>Either:</para><list type=\"bullet\"><item>one</item><item>two lines</item></list><para>End.</para>",
        TestName = "A list"
    )]
    public void A_description_reads_as_C_sharp_docs(string markdown, string xml) =>
        Assert.That(Api(markdown).Schema("Thing").Text("docs"), Is.EqualTo(xml));

    [Test]
    public void In_its_own_text_a_property_is_named_as_on_the_wire() =>
        Assert.That(
            Api("The reference writes `offer_id`.").Property("Thing", "offer_id").Text("docs"),
            Is.EqualTo("The reference writes <c>offer_id</c>.")
        );

    [Test]
    public void In_the_text_of_a_property_its_values_are_known_without_an_underscore() =>
        Assert.That(
            Api("RED when it is left out.").Property("Thing", "color").Text("docs"),
            Is.EqualTo("<see cref=\"Color.Red\"/> when it is left out.")
        );

    [Test]
    public void A_property_is_linked_where_its_class_declares_it()
    {
        var api = new SmallApi(
            """
            {
              "Envelope": { "properties": { "total_pages": { "type": "integer" } } },
              "ThingPage": { "description": "See total_pages.", "allOf": [{ "$ref": "#/components/schemas/Envelope" }] }
            }
            """
        );

        Assert.That(api.Schema("ThingPage").Text("docs"), Is.EqualTo("See <see cref=\"Envelope.TotalPages\"/>."));
    }

    [Test]
    public void An_operations_text_means_its_parameters_first_and_then_what_it_takes_and_gives()
    {
        JsonObject operation = Operation("`offer_id`, `map_it`, part_name, `id`");

        Assert.That(
            operation.Text("remarks"),
            Is.EqualTo("<see cref=\"Thing.OfferId\"/>, <paramref name=\"mapIt\"/>, <c>part_name</c>, <c>id</c>")
        );
    }

    [Test]
    public void A_parameters_text_lists_texts_of_the_wire()
    {
        JsonNode parameter = Operation("offer_id or `offer_id`, map_it")["parameters"]![0]!;

        Assert.That(parameter.Text("docs"), Is.EqualTo("<c>offer_id</c> or <see cref=\"Thing.OfferId\"/>, <c>map_it</c>"));
    }

    private static SmallApi Api(string markdown) =>
        new(Schemas.Replace("DESCRIPTION", markdown.Replace("\\ ", "\\\\ ").Replace("\"", "\\\""), StringComparison.Ordinal), "{}");

    private static JsonObject Operation(string text) =>
        new SmallApi(
            Schemas,
            $$"""
            {
              "description": "{{text}}",
              "parameters": [
                { "name": "map_it", "in": "query", "x-originalName": "mapIt", "description": "{{text}}", "schema": { "type": "boolean" } }
              ],
              "responses": {{SmallApi.Answer("""{ "$ref": "#/components/schemas/Thing" }""")}}
            }
            """
        ).Operation;
}
