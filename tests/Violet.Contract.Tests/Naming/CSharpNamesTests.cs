using System.Text.Json.Nodes;
using Violet.Contract.Naming;

namespace Violet.Contract.Tests.Naming;

/// <summary>What the templates print.</summary>
public sealed class CSharpNamesTests
{
    [Test]
    public void Names_of_an_enums_members_are_told_to_be_ours()
    {
        JsonObject document = JsonNode
            .Parse("""{ "components": { "schemas": { "Odd": { "x-enumNames": ["A"] }, "Even": {} } } }""")!
            .AsObject();

        CSharpNames.Apply(document, new ApiInfo("violet", "Violet.Generated", "Violet", ""));

        Assert.That(document["components"]!["schemas"]!["Odd"]!["x-has-enum-names"]?.GetValue<bool>(), Is.True);
        Assert.That(document["components"]!["schemas"]!["Even"]!["x-has-enum-names"], Is.Null);
    }
}
