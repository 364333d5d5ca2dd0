using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Violet.Generated.Rutter;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Architecture;

/// <summary>Who may know whom in the client. The map is in src/README.md.</summary>
public class ArchitectureTests
{
    /// <summary>What a folder of Runtime may know; those that are not here know nobody.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Runtime/Drift"] = ["Runtime/Errors", "Runtime/Telemetry"],
        ["Runtime/Http"] = ["Runtime/Drift", "Runtime/Errors", "Runtime/Json", "Runtime/Retry", "Runtime/Telemetry", "Runtime/Tokens"],
        ["Runtime/Json"] = ["Runtime/Drift", "Runtime/Errors"],
        ["Runtime/Paging"] = ["Runtime/Errors", "Runtime/Json"],
        ["Runtime/Retry"] = ["Runtime/Errors"],
        ["Runtime/Telemetry"] = ["Runtime/Errors"],
        ["Runtime/Tokens"] = ["Runtime/Errors"],
        ["Runtime/Webhooks"] = ["Runtime/Json"],
    };

    [Test]
    public void The_folders_of_the_runtime_know_those_that_they_may_know()
    {
        Arrow[] wrong =
        [
            .. ClientSource
                .Arrows()
                .Where(arrow => arrow.From.StartsWith("Runtime", StringComparison.Ordinal))
                .Where(arrow => !s_allowed.GetValueOrDefault(arrow.From, []).Contains(arrow.To)),
        ];

        Assert.That(wrong, Is.Empty, string.Join(Environment.NewLine, wrong.Select(Describe)));
    }

    [Test]
    public void No_arrows_lead_from_a_folder_back_to_itself()
    {
        IReadOnlyList<Arrow> arrows = ClientSource.Arrows();
        ILookup<string, string> known = arrows
            .Select(arrow => (arrow.From, arrow.To))
            .Distinct()
            .ToLookup(arrow => arrow.From, arrow => arrow.To);
        foreach (IGrouping<string, string> from in known.OrderBy(folder => folder.Key, StringComparer.Ordinal))
            TestContext.Out.WriteLine($"{from.Key} -> {string.Join(", ", from.Order(StringComparer.Ordinal))}");

        Arrow[] circular = [.. arrows.Where(arrow => Reach(arrow.To).Contains(arrow.From))];

        Assert.That(circular, Is.Empty, string.Join(Environment.NewLine, circular.Select(Describe)));

        HashSet<string> Reach(string folder)
        {
            var reached = new HashSet<string>();
            var open = new Stack<string>([folder]);
            while (open.TryPop(out string? next))
            {
                foreach (string further in known[next].Where(reached.Add))
                    open.Push(further);
            }

            return reached;
        }
    }

    [Test]
    public void The_runtime_names_no_type_of_one_API()
    {
        HashSet<string> ofOneApi =
        [
            .. GeneratedTypes.Models.Concat(GeneratedTypes.Enums).Concat(GeneratedTypes.Clients).Select(type => type.Name),
            nameof(VioletOptions),
            nameof(RutterOptions),
        ];
        Assert.That(ofOneApi, Is.SupersetOf([nameof(Order), nameof(OrderStatus), nameof(IOrdersClient), nameof(ConnectionStatus)]));

        string[] wrong =
        [
            .. Runtime()
                .SelectMany(file => ClientSource.Names(file.Syntax).Where(ofOneApi.Contains).Select(name => $"{file.Name}: {name}")),
        ];

        Assert.That(wrong, Is.Empty, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>A header, a code, a status or an option of one API stands on its profile's page and nowhere in Runtime.</summary>
    [Test]
    public void The_runtime_holds_no_number_and_no_text_of_one_APIs_page()
    {
        string[] anyApis = ["400", "401", "429", "Basic ", "Authorization"];
        HashSet<string> ofOneApi =
        [
            .. ClientSource
                .Files.Where(file =>
                    file.Key.EndsWith("Profile.cs", StringComparison.Ordinal) && !file.Key.StartsWith("Runtime", StringComparison.Ordinal)
                )
                .SelectMany(file => ClientSource.Literals(file.Value))
                .Select(token => token.ValueText)
                .Where(text => text.Length > 2 && !anyApis.Contains(text)),
        ];
        Assert.That(ofOneApi, Is.SupersetOf(["X-Violet-App-Id", "X-Rutter-Version", "452"]), "The pages were not found.");

        string[] wrong =
        [
            .. from file in Runtime()
            from literal in ClientSource.Literals(file.Syntax)
            where ofOneApi.Contains(literal.ValueText) || (literal.IsKind(SyntaxKind.StringLiteralToken) && NamesAnApi(literal.ValueText))
            select $"{file.Name}: {literal.Text}",
        ];

        Assert.That(wrong, Is.Empty, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>The product's own name and its prefix are none.</summary>
    private static bool NamesAnApi(string text) =>
        text.Contains("Rutter", StringComparison.Ordinal)
        || text.Contains("AppId", StringComparison.Ordinal)
        || text.Replace("Violet.Generated", "", StringComparison.Ordinal).Contains("Violet", StringComparison.Ordinal);

    private static IEnumerable<(string Name, SyntaxNode Syntax)> Runtime() =>
        ClientSource
            .Files.Where(file => file.Key.StartsWith("Runtime/", StringComparison.Ordinal))
            .Select(file => (file.Key, (SyntaxNode)file.Value));

    private static string Describe(Arrow arrow) => $"{arrow.From} -> {arrow.To}: {arrow.File} names {arrow.Type}";
}
