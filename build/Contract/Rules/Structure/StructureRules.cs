using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Structure;

/// <summary>Every object has the keys that OpenAPI 3.0 gives it, and what belongs behind them.</summary>
internal sealed class HasTheStructure() : Rule("OAS-struct")
{
    private const string Advice = "Mind the spelling and the indentation: OpenAPI 3.0 has no such place for it.";

    public override void Check(Visit visit)
    {
        foreach (Node value in visit.Node.Children)
        {
            if (visit.Kind[value.Key] is { } shape)
                CheckValue(value, shape, $"'{value.Key}'", visit.Report);
            else if (!value.Key.StartsWith("x-", StringComparison.Ordinal)) // VIOLET018
                ReportUnknown(value, visit);
        }

        foreach (string key in visit.Kind.Required.Where(key => visit[key] is null))
            visit.Report(visit.Node.KeyPlace, $"The key '{key}' is missing here: {visit.Kind.Name} must have it.");
        CheckWhatBelongsTogether(visit);
    }

    /// <summary>What stands beside $ref is what could stand in its place.</summary>
    public override void CheckReference(Visit visit)
    {
        foreach (
            Node value in visit.Node.Children.Where(value => value.Key != "$ref" && !value.Key.StartsWith("x-", StringComparison.Ordinal))
        )
        {
            if (visit.Kind[value.Key] is { } shape)
                CheckValue(value, shape, $"'{value.Key}'", visit.Report);
            else
                ReportUnknown(value, visit);
        }

        if (visit.Follow(visit.Node) is { } target && !visit.Kind.Fits(target))
        {
            visit.Report(
                visit["$ref"]!.Place,
                $"The reference leads to components/{target.Parent!.Key}, but {visit.Kind.Name} is wanted here, from "
                    + $"components/{visit.Kind.Section}."
            );
        }
    }

    private static void ReportUnknown(Node value, Visit visit) =>
        visit.Report(
            value.KeyPlace,
            $"The key '{value.Key}' is not expected in {visit.Kind.Name}.{Spelling.DidYouMean(value.Key, visit.Kind.Keys)} {Advice}"
        );

    private static void CheckValue(Node value, Shape shape, string what, Report report)
    {
        string? wanted = (shape, value) switch
        {
            (AnyShape or ExtensionShape, _) => null,
            (TextShape { Values.Length: 0 }, ScalarNode { Kind: ScalarKind.Text }) => null,
            (TextShape { Values.Length: 0 }, ScalarNode { Kind: not ScalarKind.Null }) => "text: put it in quotes",
            (TextShape { Values.Length: 0 }, _) => "text",
            (TextShape { Values: var values }, _) when value.Text is { } text && values.Contains(text) => null,
            (TextShape { Values: var values }, _) =>
                $"one of {string.Join(", ", values)}.{Spelling.DidYouMean(value.Text ?? "", values)}".TrimEnd('.'),
            (ScalarShape { Kinds: var kinds }, ScalarNode { Kind: var kind }) when kinds.Contains(kind) => null,
            (ScalarShape { What: var words }, _) => words,
            (ListShape, ListNode) or (MapShape or ObjectShape or FlagOrShape, MapNode) => null,
            (FlagOrShape, ScalarNode { Kind: ScalarKind.Boolean }) => null,
            (FlagOrShape, _) => "true, false or a map",
            (ListShape, _) => "a list",
            _ => "a map",
        };
        if (wanted is not null)
        {
            report(value.Place, $"{what} is {wanted}{(wanted.Contains('?', StringComparison.Ordinal) ? "" : $", not {Describe(value)}.")}");
            return;
        }
        foreach (Node child in value.Children)
        {
            if (shape is ListShape { Items: var items })
                CheckValue(child, items, $"An item of {what}", report);
            else if (shape is MapShape { Values: var values })
                CheckValue(child, values, $"'{child.Key}'", report);
        }
    }

    private static string Describe(Node value) =>
        value switch
        {
            MapNode => "a map",
            ListNode => "a list",
            ScalarNode { Kind: ScalarKind.Null } => "nothing",
            ScalarNode { Kind: ScalarKind.Text } => $"'{value.Text}'",
            _ => value.Text!,
        };

    private static void CheckWhatBelongsTogether(Visit visit)
    {
        MapNode node = visit.Node;
        if ((visit.Kind == OpenApi30.Parameter || visit.Kind == OpenApi30.Header) && (node["schema"] is null) == (node["content"] is null))
            visit.Report(node.KeyPlace, $"{Capital(visit.Kind.Name)} has either a schema or a content.");
        if (visit.Kind == OpenApi30.Parameter && node["in"]?.Text == "path" && !node["required"].IsFlagged())
            visit.Report(node["in"]!.KeyPlace, "A parameter of the path is never left out: write required: true.");
        if (visit.Kind == OpenApi30.Schema && node["type"]?.Text == "array" && node["items"] is null)
            visit.Report(node["type"]!.KeyPlace, "A list says what it holds: write items ('items: {}' for anything).");
        if (visit.Kind != OpenApi30.SecurityScheme)
            return;
        string[] needed = node["type"]?.Text switch
        {
            "apiKey" => ["name", "in"],
            "http" => ["scheme"],
            "oauth2" => ["flows"],
            "openIdConnect" => ["openIdConnectUrl"],
            _ => [],
        };
        foreach (string key in needed.Where(key => node[key] is null))
            visit.Report(node.KeyPlace, $"The key '{key}' is missing here: a security scheme of type {node["type"]!.Text} must have it.");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

/// <summary>Every $ref leads somewhere.</summary>
internal sealed class ReferencesLeadSomewhere() : Rule("OAS-no-unresolved-refs")
{
    public override void CheckReference(Visit visit)
    {
        string text = visit.Node.Reference!;
        if (visit.Follow(visit.Node) is not null)
            return;
        var reference = Reference.Parse(text, visit.Node.Place.File);
        if (visit.Api.Find(reference) is not null)
        {
            visit.Report(visit["$ref"]!.Place, $"The references from '{text}' go round in a circle or lead nowhere.");
            return;
        }
        bool hasFile = visit.Api.Has(reference.File);
        string missing = hasFile ? "the file has nothing there" : "the file cannot be read";
        string guess = hasFile ? GuessPlace(reference, text, visit.Api) : GuessFile(reference, text, visit.Api);
        visit.Report(
            visit["$ref"]!.Place,
            $"Cannot resolve $ref '{text}': {missing}. Mind the path ('/' in a path is '~1') and the spelling.{guess}"
        );
    }

    /// <summary>The nearest key at the first step that fails, or the same name in another file.</summary>
    private static string GuessPlace(Reference reference, string text, ContractApi api)
    {
        for (int i = 0; i < reference.Keys.Count; i++)
        {
            var upTo = new Reference(reference.File, [.. reference.Keys.Take(i)]);
            if (api.Find(upTo) is not { } node || node[reference.Keys[i]] is not null)
                continue;
            if (Spelling.Nearest(reference.Keys[i], node.Children.Select(child => child.Key)) is not { } near)
                break;
            IEnumerable<string> keys = [.. reference.Keys.Take(i), near, .. reference.Keys.Skip(i + 1)];
            return $" Did you mean '{text.Split('#')[0]}#/{string.Join('/', keys.Select(Reference.Escape))}'?";
        }
        return GuessFileOf(reference, text, api);
    }

    private static string GuessFileOf(Reference reference, string text, ContractApi api) =>
        api
            .Documents.Where(document => api.Find(reference with { File = document.Key }) is not null && reference.Keys.Count > 0)
            .Select(document => $" Did you mean '{Path.GetFileName(document.Key)}#{text.Split('#')[1]}'?")
            .FirstOrDefault("");

    private static string GuessFile(Reference reference, string text, ContractApi api)
    {
        string file = Path.GetFileName(reference.File);
        string guess = Spelling.DidYouMean(
            file,
            api.Documents.Select(document => Path.GetFileName(document.Key)),
            near => text.Replace(file, near, StringComparison.Ordinal)
        );
        return guess.Length > 0 ? guess
            : text.Contains('#', StringComparison.Ordinal) ? GuessFileOf(reference, text, api)
            : "";
    }
}

/// <summary>Extensions are those of openapi/README.md, where they mean something. A property is a schema, also when it is a
/// reference.</summary>
internal sealed class ExtensionsAreKnown() : Rule("VIOLET018")
{
    private static readonly (Kind Kind, string Place, string[] Names)[] s_known =
    [
        (OpenApi30.Root, "on a root", ["x-api"]),
        (
            OpenApi30.Operation,
            "on an operation",
            ["x-paging", "x-paging-key", "x-paging-in", "x-paging-items", "x-auth", "x-retry", "x-errors"]
        ),
        (OpenApi30.Parameter, "on a parameter", ["x-originalName", "x-from-options", "x-secret"]),
        (
            OpenApi30.Schema,
            "on a schema",
            ["x-originalName", "x-aliases", "x-secret", "x-enum-aliases", "x-enumNames", "x-enum-descriptions", "x-webhook-payload"]
        ),
    ];

    private static readonly string[] s_ofSchemas = ["x-enum-aliases", "x-enumNames", "x-enum-descriptions", "x-webhook-payload"];

    public override void Check(Visit visit)
    {
        foreach (Node extension in visit.Node.Extensions())
        {
            if (s_known.Any(known => known.Kind == visit.Kind && known.Names.Contains(extension.Key)))
                continue;
            string[] places = [.. s_known.Where(known => known.Names.Contains(extension.Key)).Select(known => known.Place)];
            string guess = Spelling.DidYouMean(extension.Key, s_known.SelectMany(known => known.Names).Distinct());
            visit.Report(
                extension.KeyPlace,
                places.Length > 0
                    ? $"{extension.Key} stands {string.Join(" or ", places)}, not here."
                    : $"Unknown extension {extension.Key}: openapi/README.md lists those that mean something.{guess}"
            );
        }
    }

    /// <summary>Beside a reference stands what is said of a property, not of the schema that it leads to.</summary>
    public override void CheckReference(Visit visit)
    {
        Check(visit);
        foreach (Node extension in visit.Node.Extensions().Where(extension => s_ofSchemas.Contains(extension.Key)))
            visit.Report(extension.KeyPlace, $"{extension.Key} stands on the schema itself, not beside a reference to it.");
    }
}

/// <summary>The names of components are what a reference can spell.</summary>
internal sealed class ComponentNamesAreValid() : Rule("OAS-spec-components-invalid-map-name", OpenApi30.Components)
{
    public override void Check(Visit visit)
    {
        foreach (Node component in visit.Node.Children.SelectMany(section => section.Children))
        {
            if (component.Key.Length == 0 || !component.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            {
                visit.Report(
                    component.KeyPlace,
                    $"The name '{component.Key}' of a component is made of A-Z, a-z, 0-9, '.', '-' and '_' only."
                );
            }
        }
    }
}
