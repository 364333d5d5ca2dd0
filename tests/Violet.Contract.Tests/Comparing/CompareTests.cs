using Violet.Contract.Comparing;

namespace Violet.Contract.Tests.Comparing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CompareTests : IDisposable
{
    /// <summary>The small contract as somebody else would publish it: other names of schemas, no parts in other files.</summary>
    private const string Theirs = """
        openapi: 3.0.1
        paths:
          /items:
            get:
              parameters: [{ name: page, in: query }, { name: size, in: query }, { name: app_id, in: query }, { name: X-Key, in: header }]
              responses: { '200': { content: { '*/*': { schema: { $ref: '#/components/schemas/PageOfThing' } } } } }
          /items/search:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Query' } } } }
              responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
          /items/{id}:
            delete: { responses: { '204': { description: Gone. } } }
        components:
          schemas:
            PageOfThing: { properties: { content: { items: { $ref: '#/components/schemas/Thing' } }, last: { type: boolean } } }
            Query: { properties: { name: {}, state: { enum: [ON_SALE, SOLD, 'quo"te'] } } }
            Thing:
              allOf:
                - properties: { id: {}, state: { enum: [on-sale, VENDU] }, cost: {}, key: {}, labels: {} }
                - properties: { größe: {}, related: { items: { $ref: '#/components/schemas/Thing' } } }

        """;

    private readonly SmallContract _contract = new();

    public void Dispose() => _contract.Dispose();

    [Test]
    public void A_document_that_says_the_same_does_not_differ()
    {
        (int code, string output) = Compare(Theirs);

        Assert.That(output, Is.EqualTo("+ theirs has, - ours has: 0 differences, and 0 that are meant." + Environment.NewLine));
        Assert.That(code, Is.Zero);
    }

    [TestCase("  /items/{id}:", "  /items/{id}/gift:\n    get: { responses: {} }\n  /items/{id}:", "+ GET /items/{}/gift")]
    [TestCase("    delete: {", "    put: {", "+ PUT /items/{}", "- DELETE /items/{}")]
    [TestCase("{ name: size, in: query }", "{ name: colour, in: query }", "+ GET /items ?colour", "- GET /items ?size")]
    [TestCase("key: {}", "gift: {}", "+ Item.gift", "- Item.key")]
    [TestCase("VENDU", "RENTED", "+ ItemState RENTED")]
    [TestCase("[ON_SALE, SOLD, 'quo\"te']", "[ON_SALE]", "- ItemState quo\"te")]
    [TestCase("last: { type: boolean }", "total: {}", "+ ItemPage.total", "- ItemPage.last")]
    public void A_difference_is_told_with_its_place_in_our_contract(string before, string after, params string[] differences)
    {
        (int code, string output) = Compare(Theirs.ReplaceLineEndings("\n").Replace(before, after, StringComparison.Ordinal));

        string[] lines = output.Split(Environment.NewLine)[..^2];
        Assert.That(lines.Select(line => line[(line.IndexOf("): ", StringComparison.Ordinal) + 3)..]), Is.EquivalentTo(differences));
        Assert.That(lines, Is.All.Match(@"\.yaml\(\d+,\d+\): "));
        Assert.That(code, Is.EqualTo(1));
    }

    [Test]
    public void A_difference_that_is_meant_is_silent_with_its_reason_and_told_when_it_is_gone()
    {
        string theirs = Theirs.Replace("key: {}", "gift: {}", StringComparison.Ordinal);

        Assert.That(Compare(theirs, "# Why\n+ Item.* | Gifts come later.\n- Item.key | A secret.\n").Code, Is.Zero);
        (int code, string output) = Compare(Theirs, "+ Item.* | Gifts come later.\n");
        Assert.That(output, Does.Contain("Differs no longer, so remove it: + Item.* | Gifts come later."));
        Assert.That(code, Is.EqualTo(1));
        Assert.That(Compare(theirs, "+ Item.gift\n- Item.key | A secret.\n").Code, Is.EqualTo(2), "a line without a reason");
    }

    private (int Code, string Output) Compare(string theirs, string meant = "")
    {
        string document = Path.Combine(_contract.Folder, "theirs.yaml");
        string differences = Path.Combine(_contract.Folder, "differences.txt");
        File.WriteAllText(document, theirs);
        File.WriteAllText(differences, meant);
        using var output = new StringWriter();
        int code = CompareCommand.Run(["compare", document, "--api", _contract.ApiFolder, "--meant", differences], output);
        return (code, output.ToString());
    }
}
