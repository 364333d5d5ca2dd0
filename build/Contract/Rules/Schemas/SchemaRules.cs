using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Schemas;

/// <summary>Schemas and properties say what they are: it becomes their documentation.</summary>
internal sealed class SchemasAreDescribed() : Rule("VIOLET011", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        if (visit.SchemaName is { } name && visit["description"].IsBlank())
            visit.Report(visit.Node.KeyPlace, $"Schema '{name}' needs a description.");
        foreach (Node property in visit["properties"].Values().Where(property => property["description"].IsBlank()))
        {
            visit.Report(
                property.KeyPlace,
                $"Property '{property.Key}' needs a description: what it is, its unit, what absent means (beside the $ref, if it is one)."
            );
        }
    }
}

/// <summary>What <c>learn</c> leaves to do is done: a description that begins with TODO is none.</summary>
internal sealed class DescriptionsAreWritten() : Rule("VIOLET032")
{
    public override void Check(Visit visit) => CheckReference(visit);

    public override void CheckReference(Visit visit)
    {
        if (visit["description"] is { } description && description.Text?.TrimStart().StartsWith("TODO", StringComparison.Ordinal) == true)
            visit.Report(description.Place, "The description is still to be written: what it is, its unit, what absent means.");
    }
}

/// <summary>What becomes a C# type has a name that is one.</summary>
internal sealed class SchemasAreNamed() : Rule("VIOLET012", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        if (visit.SchemaName is { } name && !NodeExtensions.IsPascalCase(name))
            visit.Report(visit.Node.KeyPlace, $"Schema '{name}' must be PascalCase: it becomes a C# type.");
        if (visit.IsWritten())
            return;
        if (visit["enum"] is { } values)
            visit.Report(values.KeyPlace, "An enum needs a name: move it to components/schemas and refer to it.");
        else if (visit.Node.IsObject())
            visit.Report(visit.Node.Place, "An object needs a name: move it to components/schemas and refer to it.");
    }
}

/// <summary>A name means one schema: the bundle would call the second Name-2.</summary>
internal sealed class SchemasAreDefinedOnce() : Rule("VIOLET013")
{
    public override void CheckAll(ContractApi api, Report report)
    {
        var owners = new Dictionary<string, string>();
        foreach ((string file, MapNode document) in api.Documents)
        {
            foreach (Node schema in document["components"]?["schemas"].Values() ?? [])
            {
                if (!owners.TryAdd(schema.Key, Path.GetFileName(file)))
                {
                    report(
                        schema.KeyPlace,
                        $"Schema '{schema.Key}' is defined in {owners[schema.Key]} too: keep it in the section that owns it and refer to it."
                    );
                }
            }
        }
    }
}

/// <summary>Shapes are those that the templates can read and write.</summary>
internal sealed class ShapesAreSupported() : Rule("VIOLET014", OpenApi30.Schema)
{
    private static readonly (string Key, string Advice)[] s_unsupported =
    [
        ("oneOf", "Name one schema with the properties of all, or leave the value free-form (no type)."),
        ("anyOf", "Name one schema with the properties of all, or leave the value free-form (no type)."),
        ("not", "Say it in the description."),
        ("nullable", "Remove it: what is not required may be null."),
    ];

    public override void Check(Visit visit)
    {
        foreach ((string key, string advice) in s_unsupported)
        {
            if (visit[key] is { } value)
                visit.Report(value.KeyPlace, $"'{key}' is not used in this contract. {advice}");
        }

        if (visit["allOf"] is { } all && !IsPage(visit))
            visit.Report(all.KeyPlace, "'allOf' is for pages only (PageEnvelope first): write the properties out.");
        if (
            visit["additionalProperties"] is MapNode values
            && visit.Follow(values) is { } value1
            && DescribeInner(value1, enums: true) is { } what
        )
        {
            visit.Report(
                values.Place,
                $"The values of a map are models or primitives, not {what}: make it free-form (no type) or use a string."
            );
        }

        if (visit["items"] is { } items && visit.Follow(items) is { } item && DescribeInner(item, enums: false) is { } inner)
        {
            visit.Report(
                items.Place,
                $"The items of a list are models, enums or primitives, not {inner[2..]}s: make them free-form (items: {{}})."
            );
        }
    }

    private static bool IsPage(Visit visit) =>
        visit.SchemaName?.EndsWith("Page", StringComparison.Ordinal) == true
        && visit["allOf"]?["0"] is MapNode { Reference: { } envelope }
        && envelope.EndsWith("/PageEnvelope", StringComparison.Ordinal);

    private static string? DescribeInner(Node schema, bool enums) =>
        enums && schema["enum"] is not null ? "an enum"
        : schema["items"] is not null ? "a list"
        : schema.IsMap() ? "a map"
        : null;
}

/// <summary>Formats are those that the client has a type for.</summary>
internal sealed class FormatsAreKnown() : Rule("VIOLET015", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        string? type = visit["type"]?.Text;
        (string?[] allowed, string advice) = type switch
        {
            "integer" => (new[] { "int32", "int64" }, "format int64 for money and ids, int32 for counts, pages and days"),
            "number" => (["double"], "format double"),
            "string" => ([null, "date-time"], "no format, or date-time"),
            "boolean" => ([null], "no format"),
            _ => ((string?[])[visit["format"]?.Text], ""),
        };
        string? format = visit["format"]?.Text;
        if (!allowed.Contains(format))
        {
            visit.Report(
                (visit["format"] ?? visit["type"])!.Place,
                $"type: {type} wants {advice}{(format is null ? "" : $", not '{format}'")}.{Spelling.DidYouMean(format ?? "", allowed.OfType<string>())}"
            );
        }
    }
}

/// <summary>x-secret marks credentials, which are text.</summary>
internal sealed class SecretsAreText() : Rule("VIOLET019", OpenApi30.Schema, OpenApi30.Parameter)
{
    public override void Check(Visit visit)
    {
        if (visit.Kind == OpenApi30.Parameter)
            Check(visit.Node, visit.Follow(visit["schema"]), visit.Report);
        foreach (Node property in visit["properties"].Values())
            Check(property, visit.Follow(property), visit.Report);
    }

    private static void Check(Node owner, Node? schema, Report report)
    {
        if (owner["x-secret"] is not { } secret)
            return;
        if (!secret.IsFlagged())
            report(secret.Place, "x-secret is true or left out.");
        else if (schema is not null && schema["type"]?.Text != "string")
            report(secret.KeyPlace, "x-secret stands on strings only: a credential is text.");
    }
}

/// <summary>What is described is used: by an operation, or by a webhook.</summary>
internal sealed class SchemasAreUsed() : Rule("VIOLET031")
{
    public override void CheckAll(ContractApi api, Report report)
    {
        var used = new HashSet<Node>();
        Use(api.Root!["paths"]);
        foreach (Node payloads in api.WebhookPayloads())
            Use(payloads.Parent);
        foreach (Node schema in api.Documents.SelectMany(document => document.Value["components"]?["schemas"].Values() ?? []))
        {
            if (!used.Contains(schema))
                report(schema.KeyPlace, $"Schema '{schema.Key}' is not used by any operation: refer to it or remove it.");
        }

        void Use(Node? node)
        {
            if (node is null || !used.Add(node))
                return;
            if (node is MapNode { Reference: { } reference })
                Use(api.Find(Reference.Parse(reference, node.Place.File)));
            foreach (Node child in node.Children)
                Use(child);
        }
    }
}
