using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Violet.Generated.AspNetCore.Tests.Readme;

/// <summary>Every C# block of README.md compiles, as a user would paste it: in a program that has the things which the text speaks of.
/// Here, since this project refers to all packages.</summary>
public partial class ReadmeTests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Linq; using System.Net.Http; using System.Threading; using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Http; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;
        using OpenTelemetry.Metrics; using OpenTelemetry.Trace; using Violet.Generated; using Violet.Generated.Rutter; using Violet.Generated.Testing;

        """;

    private const string Types =
        "class OrderBook { public Task UpdateAsync(Order order, CancellationToken cancellationToken) => Task.CompletedTask; }";

    /// <summary>What the text around a block takes for granted; a block that declares one of them itself shadows nothing.</summary>
    private static readonly (string Name, string Declaration)[] s_given =
    [
        ("builder", "WebApplicationBuilder builder = null!;"),
        ("app", "WebApplication app = null!;"),
        ("violet", "IVioletClient violet = null!;"),
        ("rutter", "IRutterClient rutter = null!;"),
        ("order", "Order order = null!;"),
        ("id", "long id = 1;"),
        ("accessToken", "string accessToken = null!;"),
        ("ct", "CancellationToken ct = default;"),
    ];

    public static IEnumerable<TestCaseData> Blocks =>
        CodeBlock()
            .Matches(File.ReadAllText(Path.Combine(Root(), "README.md")))
            .Select((block, i) => new TestCaseData(block.Groups[1].Value).SetArgDisplayNames($"block {i + 1}"));

    [TestCaseSource(nameof(Blocks))]
    public void The_code_compiles(string code)
    {
        bool isType = code.StartsWith("public ", StringComparison.Ordinal);
        string given = string.Join(
            "\n",
            s_given.Where(given => !Regex.IsMatch(code, $@"\b(var|await foreach \(var) {given.Name}\b")).Select(given => given.Declaration)
        );
        string program =
            Usings
            + (
                isType ? code : $"static class Program {{ static async Task Main() {{\n{given}\nawait Task.Yield();\n{code}\n}} }}\n{Types}"
            );
        var compilation = CSharpCompilation.Create(
            "Readme",
            [CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.Latest))],
            References(),
            new CSharpCompilationOptions(
                isType ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );

        IEnumerable<string> errors = compilation
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString());

        Assert.That(errors, Is.Empty, program);
    }

    [Test]
    public void There_are_blocks_to_compile() => Assert.That(Blocks.Count(), Is.GreaterThanOrEqualTo(8));

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
