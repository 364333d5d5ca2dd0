using System.Text.Json.Nodes;

namespace Violet.Contract.Tests.Naming;

public sealed class EnumNamesTests
{
    [Test]
    public void Members_are_named_by_their_values_and_numbered_from_one()
    {
        JsonObject color = Enum(""" "enum": ["IN_PROGRESS", "for_deletion", "FAILED TO COUNT"] """);

        Assert.That(color.All("members", "name"), Is.EqualTo(new[] { "InProgress", "ForDeletion", "FailedToCount" }));
        Assert.That(color.All("members", "number"), Is.EqualTo(new[] { "1", "2", "3" }));
        Assert.That(color.All("members", "docs").First(), Is.EqualTo("On the wire: <c>IN_PROGRESS</c>."));
    }

    [Test]
    public void Values_and_aliases_are_only_text()
    {
        JsonObject color = Enum(
            """ "enum": ["quo\"te", "back\\<slash>"], "x-enumNames": ["Quote", "Slash"], "x-enum-aliases": { "al\"ias": "quo\"te" } """
        );

        Assert.That(color.All("members", "name"), Is.EqualTo(new[] { "Quote", "Slash" }));
        Assert.That(color.All("members", "literal"), Is.EqualTo(new[] { """quo\"te""", """back\\<slash>""" }));
        Assert.That(color.All("members", "docs").Last(), Is.EqualTo("""On the wire: <c>back\&lt;slash&gt;</c>."""));
        Assert.That(color.All("aliases", "literal"), Is.EqualTo(new[] { """al\"ias""" }));
        Assert.That(color.All("aliases", "of"), Is.EqualTo(new[] { """quo\"te""" }));
    }

    [Test]
    public void What_a_value_means_comes_first_in_its_docs()
    {
        JsonObject color = Enum(""" "enum": ["RED", "BLUE"], "x-enum-descriptions": { "RED": "Stop; see BLUE." } """);

        Assert.That(
            color.All("members", "docs"),
            Is.EqualTo(new[] { "Stop; see <see cref=\"Color.Blue\"/>. On the wire: <c>RED</c>.", "On the wire: <c>BLUE</c>." })
        );
    }

    [Test]
    public void Topics_are_listed_by_the_model_that_they_carry()
    {
        JsonObject topic = Enum(
            """
            "enum": ["THING_MADE", "PART_MADE", "THING_GONE", "NOTHING"],
            "x-webhook-payload": {
              "THING_GONE": { "$ref": "#/components/schemas/Thing" },
              "PART_MADE": { "$ref": "#/components/schemas/Part" },
              "THING_MADE": { "$ref": "#/components/schemas/Thing" }
            }
            """
        );

        Assert.That(topic.All("payloads", "model"), Is.EqualTo(new[] { "Thing", "Part" }));
        Assert.That(topic["payloads"]![0]!["topics"]!.AsArray().Select(t => t!.ToString()), Is.EqualTo(new[] { "ThingMade", "ThingGone" }));
    }

    private static JsonObject Enum(string members) => new SmallApi($$"""{ "Color": { "type": "string", {{members}} } }""").Schema("Color");
}
