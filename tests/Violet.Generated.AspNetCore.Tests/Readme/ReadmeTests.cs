using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Violet.Generated.AspNetCore.Tests.Readme;

/// <summary>What the pages for users say: every C# block compiles, as a user would paste it, in a program that has the things which the
/// text speaks of. Here, since this project refers to all packages.</summary>
public sealed partial class ReadmeTests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Linq; using System.Net.Http; using System.Threading;
        using System.Threading.Tasks; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Http;
        using Microsoft.EntityFrameworkCore; using Violet.Generated.EntityFrameworkCore;
        using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection; using OpenTelemetry.Metrics;
        using OpenTelemetry.Trace; using Violet.Generated; using Violet.Generated.Rutter; using Violet.Generated.Testing;

        """;

    private const string Types = """
        class OrderBook { public Task UpdateAsync(Order order, CancellationToken cancellationToken) => Task.CompletedTask; }
        class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
        {
            public Task TakeAsync(Order order, CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """;

    /// <summary>What the text around a block takes for granted; a block that declares one of them itself shadows nothing.</summary>
    private static readonly (string Name, string Declaration)[] s_given =
    [
        ("builder", "WebApplicationBuilder builder = null!;"),
        ("app", "WebApplication app = null!;"),
        ("violet", "IVioletClient violet = null!;"),
        ("rutter", "IRutterClient rutter = null!;"),
        ("server", "VioletTestServer server = null!;"),
        ("services", "IServiceCollection services = new ServiceCollection();"),
        ("order", "Order order = null!;"),
        ("offer", "Offer offer = null!;"),
        ("id", "long id = 1;"),
        ("accessToken", "string accessToken = null!;"),
        ("ct", "CancellationToken ct = default;"),
    ];

    private static readonly string[] s_pages =
    [
        "README.md",
        .. Directory
            .GetDirectories(Path.Combine(Pages.Root, "src"), "Violet.Generated*")
            .Select(folder => $"src/{Path.GetFileName(folder)}/README.md")
            .Where(page => File.Exists(Path.Combine(Pages.Root, page)))
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<TestCaseData> Blocks =>
        s_pages.SelectMany(page =>
            Pages
                .BlocksOf(page)
                .Where(code => !Pages.IsProgram(code))
                .Select((code, i) => new TestCaseData(code).SetArgDisplayNames($"{page}, block {i + 1}"))
        );

    [TestCaseSource(nameof(Blocks))]
    public void The_code_compiles(string code)
    {
        bool isType = code.StartsWith("public ", StringComparison.Ordinal);
        IEnumerable<string> given = s_given
            .Where(given => !Regex.IsMatch(code, $@"\b(var|await foreach \(var) {given.Name}\b"))
            .Select(given => given.Declaration);
        string program =
            $"static class Program {{ static async Task Main() {{\n{string.Join("\n", given)}\nawait Task.Yield();\n{code}\n}} }}\n{Types}";

        CSharpCompilation compilation = Pages.Compile(Usings + (isType ? code : program), isLibrary: isType);

        Assert.That(Pages.ErrorsOf(compilation), Is.Empty, program);
    }

    [Test]
    public void Every_package_has_a_page_with_code() =>
        Assert.That(
            s_pages.Where(page => Pages.BlocksOf(page).Any()),
            Is.EquivalentTo(
                new[]
                {
                    "README.md",
                    "src/Violet.Generated/README.md",
                    "src/Violet.Generated.AspNetCore/README.md",
                    "src/Violet.Generated.EntityFrameworkCore/README.md",
                    "src/Violet.Generated.OpenApi/README.md",
                    "src/Violet.Generated.Swashbuckle/README.md",
                    "src/Violet.Generated.Testing/README.md",
                }
            )
        );

    [Test]
    public void The_front_page_fits_a_hundred_lines_of_a_hundred_and_ten_columns()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Pages.Root, "README.md"));

        Assert.That(lines, Has.Length.LessThanOrEqualTo(100));
        Assert.That(lines.Where(line => line.Length > 110), Is.Empty);
    }

    [TestCaseSource(nameof(s_pages))]
    public void Every_link_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Pages.Root, page))!;
        IEnumerable<string> links = Link()
            .Matches(File.ReadAllText(Path.Combine(Pages.Root, page)))
            .Select(link => link.Groups[1].Value)
            .Where(link => !link.StartsWith("https://", StringComparison.Ordinal));

        Assert.That(links.Where(link => !Path.Exists(Path.Combine(folder, link.Split('#')[0]))), Is.Empty);
        if (page != "README.md")
            Assert.That(links, Is.Empty, "The page is the package's on NuGet too, where nothing of the repository is beside it.");
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
