using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Violet.Generated.AspNetCore.Tests.Readme;

/// <summary>The C# of the pages for users, and what compiles it.</summary>
internal static partial class Pages
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> BlocksOf(string page) =>
        CodeBlock().Matches(File.ReadAllText(Path.Combine(Root, page))).Select(block => block.Groups[1].Value);

    /// <summary>Whether a block is a whole program, which brings its own usings.</summary>
    public static bool IsProgram(string code) => code.StartsWith("using ", StringComparison.Ordinal);

    public static CSharpCompilation Compile(string code, bool isLibrary = false, string implicitUsings = "") =>
        CSharpCompilation.Create(
            "Readme",
            [Parse(code), Parse(implicitUsings)],
            References(),
            new CSharpCompilationOptions(
                isLibrary ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );

    public static IEnumerable<string> ErrorsOf(CSharpCompilation compilation) =>
        compilation
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString());

    private static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest));

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));

    private static string FindRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
