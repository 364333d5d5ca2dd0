using System.Text.Json.Nodes;

namespace Violet.Contract.Tests.Naming;

public sealed class ErrorNamesTests
{
    [Test]
    public void Known_refusals_are_in_the_docs_of_the_method()
    {
        SmallApi api = Api(
            """
            { "status": 404, "slug": "thing_not_found", "code": 4219, "when": "no thing has this `id`" },
            { "status": 403, "code": 9901 },
            { "status": 422, "when": "it is <odd>" }
            """
        );

        Assert.That(
            api.Operation["errors"]!.AsArray().Select(e => e!.ToString()),
            Is.EqualTo(
                new[]
                {
                    "404 <see cref=\"SmallErrorSlugs.ThingNotFound\"/> (code 4219): no thing has this <paramref name=\"thingId\"/>.",
                    "403 (code 9901).",
                    "422: it is &lt;odd&gt;.",
                }
            )
        );
    }

    [Test]
    public void A_slug_is_one_constant_however_often_it_occurs()
    {
        SmallApi api = Api(
            """
            { "status": 404, "slug": "thing_not_found", "when": "no such thing" },
            { "status": 410, "slug": "thing_not_found", "when": "no longer" },
            { "status": 404, "slug": "thing-not-found" },
            { "status": 409, "slug": "2_\"many" }
            """
        );

        JsonNode slugs = api.Root["clients"]!["ThingsClient"]!["slugs"]!;
        Assert.That(slugs.Text("name"), Is.EqualTo("SmallErrorSlugs"));
        Assert.That(slugs.All("constants", "literal"), Is.EqualTo(new[] { "2_\\\"many", "thing-not-found", "thing_not_found" }));
        Assert.That(slugs.All("constants", "name"), Is.EqualTo(new[] { "_2Many", "ThingNotFound2", "ThingNotFound" }));
        Assert.That(slugs.All("constants", "docs").Last(), Is.EqualTo("Status 404, 410: no such thing; no longer."));
    }

    [Test]
    public void An_API_without_known_refusals_has_no_class_of_slugs() =>
        Assert.That(Api("").Root["clients"]!["ThingsClient"]!["slugs"], Is.Null);

    private static SmallApi Api(string errors) =>
        new(
            operation: $$"""
            {
              "parameters": [{ "name": "id", "in": "path", "required": true, "x-originalName": "thingId", "schema": { "type": "string" } }],
              "x-errors": [{{errors}}]
            }
            """
        );
}
