using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Schemas;

/// <summary>A rule about enums: schemas that list their values.</summary>
internal abstract class EnumRule(string code) : Rule(code, OpenApi30.Schema)
{
    public sealed override void Check(Visit visit)
    {
        if (visit["enum"] is ListNode values)
            Check(visit, values.Children);
    }

    protected abstract void Check(Visit visit, IReadOnlyList<Node> values);
}

/// <summary>The values of an enum are of its type.</summary>
internal sealed class EnumValuesMatchTheirType() : EnumRule("OAS-no-enum-type-mismatch")
{
    protected override void Check(Visit visit, IReadOnlyList<Node> values)
    {
        if (visit["type"]?.Text is not { } type)
            return;
        foreach (Node value in values.Where(value => !value.IsOfType(type)))
        {
            visit.Report(
                value.Place,
                $"The enum value '{(value as ScalarNode)?.Value}' is no {type}: put text in quotes that looks like something else."
            );
        }
    }
}

/// <summary>Enums are text, and no two values read the same.</summary>
internal sealed class EnumValuesDiffer() : EnumRule("VIOLET020")
{
    protected override void Check(Visit visit, IReadOnlyList<Node> values)
    {
        if (visit["type"]?.Text != "string")
            visit.Report(visit.Node.KeyPlace, "An enum is type: string.");
        var seen = new Dictionary<string, string>();
        foreach (Node value in values)
        {
            string text = (value as ScalarNode)?.Value ?? "";
            if (seen.TryGetValue(NodeExtensions.Normalise(text), out string? other))
            {
                string why = other == text ? "occurs twice" : $"is the same as '{other}' (case, space, - and _ do not matter)";
                visit.Report(value.Place, $"Enum value '{text}' {why}: keep one.");
            }
            seen[NodeExtensions.Normalise(text)] = text;
        }
    }
}

/// <summary>x-enum-aliases are other spellings of values, which are not read the same anyway.</summary>
internal sealed class EnumAliasesAreUseful() : EnumRule("VIOLET021")
{
    protected override void Check(Visit visit, IReadOnlyList<Node> values)
    {
        if (visit["x-enum-aliases"] is not { } aliases)
            return;
        if (aliases is not MapNode)
        {
            visit.Report(aliases.Place, "x-enum-aliases is a map of other spellings to values, such as { CANCELLED: CANCELED }.");
            return;
        }
        string[] texts = [.. values.Select(value => value.Text ?? "")];
        var taken = new Dictionary<string, string>();
        foreach (string text in texts)
            taken[NodeExtensions.Normalise(text)] = $"the value '{text}'";
        foreach (Node alias in aliases.Children)
        {
            if (!texts.Contains(alias.Text))
            {
                string guess = Spelling.DidYouMean(alias.Text ?? "", texts);
                visit.Report(alias.Place, $"Alias '{alias.Key}' points to '{alias.Text}', which is not a value of this enum.{guess}");
            }
            if (taken.TryGetValue(NodeExtensions.Normalise(alias.Key), out string? other))
            {
                visit.Report(
                    alias.KeyPlace,
                    $"Alias '{alias.Key}' reads the same as {other} (case, space, - and _ do not matter): remove it."
                );
            }

            taken[NodeExtensions.Normalise(alias.Key)] = $"the alias '{alias.Key}'";
        }
    }
}

/// <summary>Every value has a C# name: its own, or one from x-enumNames.</summary>
internal sealed partial class EnumMembersHaveNames() : EnumRule("VIOLET022")
{
    protected override void Check(Visit visit, IReadOnlyList<Node> values)
    {
        if (visit["x-enumNames"] is not { } names)
        {
            if (values.FirstOrDefault(value => !NamesItself().IsMatch(value.Text ?? "")) is { } poor)
            {
                visit.Report(
                    poor.Place,
                    $"No good C# name follows from the value '{poor.Text}': list the names of all members in x-enumNames."
                );
            }

            return;
        }
        if (names.Items().Count != values.Count)
        {
            visit.Report(names.Place, $"x-enumNames needs one name per value: {values.Count}, not {names.Items().Count}.");
            return;
        }
        var seen = new HashSet<string>();
        foreach (Node name in names.Children)
        {
            if (!NodeExtensions.IsPascalCase(name.Text ?? ""))
                visit.Report(name.Place, $"x-enumNames: '{name.Text}' is not PascalCase.");
            if (!seen.Add(name.Text ?? ""))
                visit.Report(name.Place, $"x-enumNames: '{name.Text}' occurs twice.");
        }
    }

    /// <summary>Words in one case, which PascalCase follows from: IN_PROGRESS, for_deletion, FAILED TO AUTHENTICATE.</summary>
    [GeneratedRegex(@"^(?:[A-Z][A-Z0-9]*(?:[ _-][A-Z0-9]+)*|[a-z][a-z0-9]*(?:[ _-][a-z0-9]+)*)\z")]
    private static partial Regex NamesItself();
}

/// <summary>x-enum-descriptions explains values that exist.</summary>
internal sealed class EnumDescriptionsFit() : Rule("VIOLET026", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        if (visit["x-enum-descriptions"] is not { } descriptions)
            return;
        if (descriptions is not MapNode || visit["enum"] is not ListNode values)
        {
            visit.Report(
                descriptions.KeyPlace,
                "x-enum-descriptions is a map of the values of an enum to what they mean, such as { PAUSED: 'No calls for now.' }."
            );
            return;
        }
        string[] texts = [.. values.Children.Select(value => value.Text).OfType<string>()];
        foreach (Node description in descriptions.Children)
        {
            if (!texts.Contains(description.Key))
            {
                visit.Report(
                    description.KeyPlace,
                    $"'{description.Key}' is not a value of this enum.{Spelling.DidYouMean(description.Key, texts)}"
                );
            }

            if (description.IsBlank())
                visit.Report(description.KeyPlace, $"'{description.Key}' is explained by nothing: say what it means, or leave it out.");
        }
    }
}

/// <summary>x-webhook-payload says which topic of webhooks carries which schema.</summary>
internal sealed class WebhookPayloadsFit() : Rule("VIOLET027", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        if (visit["x-webhook-payload"] is not { } payloads)
            return;
        if (payloads is not MapNode || visit["enum"] is not ListNode values || visit.SchemaName is null)
        {
            visit.Report(
                payloads.KeyPlace,
                "x-webhook-payload stands on a named enum of topics, a map of them to schemas: { ORDER_UPDATED: { $ref: 'orders.yaml#/components/schemas/Order' } }."
            );
            return;
        }
        string[] topics = [.. values.Children.Select(value => value.Text).OfType<string>()];
        foreach (Node payload in payloads.Children)
        {
            if (!topics.Contains(payload.Key))
                visit.Report(payload.KeyPlace, $"'{payload.Key}' is not a value of this enum.{Spelling.DidYouMean(payload.Key, topics)}");
            if (payload is not MapNode { Reference: not null })
                visit.Report(payload.Place, $"'{payload.Key}' carries a schema: write {{ $ref: ... }}.");
            else if (visit.Follow(payload) is { } schema && (schema.SchemaName() is null || !schema.IsObject()))
                visit.Report(payload.Place, $"'{payload.Key}' carries a named schema with properties.");
        }
    }
}
