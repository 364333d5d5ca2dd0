using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Violet.Generated.Tests.Build;

namespace Violet.Generated.Tests.Architecture;

/// <summary>That the code of one folder names a type of another.</summary>
internal sealed record Arrow(string From, string To, string File, string Type);

/// <summary>The client's hand-written source, as syntax: what the compiler makes of it shows no names inside of methods.</summary>
internal static class ClientSource
{
    private static readonly string s_root = Path.Combine(RepositoryCopy.Original, "src/Violet.Generated");

    /// <summary>The files by their paths below the project, such as <c>Runtime/Http/ApiCall.cs</c>.</summary>
    public static IReadOnlyDictionary<string, CompilationUnitSyntax> Files { get; } =
        Directory
            .EnumerateFiles(s_root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(s_root, file).Replace('\\', '/'), File: file))
            .Where(file =>
                !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal)
            )
            .ToDictionary(file => file.Name, file => Parse(file.File));

    /// <summary>The room of a file: a folder of Runtime, or one beside it.</summary>
    public static string FolderOf(string file)
    {
        string[] parts = file.Split('/');
        return parts.Length > 2 && parts[0] == "Runtime" ? $"Runtime/{parts[1]}" : parts[0];
    }

    /// <summary>Every use of a type that is declared in another folder.</summary>
    public static IReadOnlyList<Arrow> Arrows()
    {
        ILookup<string, string> homes = Files
            .SelectMany(file => DeclaredTypes(file.Value).Select(type => (Type: type, Folder: FolderOf(file.Key))))
            .Distinct()
            .ToLookup(type => type.Type, type => type.Folder);
        return
        [
            .. from file in Files
            let folder = FolderOf(file.Key)
            from name in Names(file.Value).Distinct()
            where homes.Contains(name) && !homes[name].Contains(folder)
            from home in homes[name]
            select new Arrow(folder, home, file.Key, name),
        ];
    }

    /// <summary>The names in a file that may be a type's: not those behind a dot, nor those of arguments.</summary>
    public static IEnumerable<string> Names(SyntaxNode file) =>
        from name in file.DescendantNodes().OfType<SimpleNameSyntax>()
        where name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name
        where name.Parent is not (NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax or UsingDirectiveSyntax)
        select name.Identifier.ValueText;

    /// <summary>The numbers and texts in a file.</summary>
    public static IEnumerable<SyntaxToken> Literals(SyntaxNode file) =>
        file.DescendantTokens().Where(token => token.Kind() is SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken);

    private static IEnumerable<string> DeclaredTypes(CompilationUnitSyntax file) =>
        file.DescendantNodes(node => node is not BaseTypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Select(member => (member as BaseTypeDeclarationSyntax)?.Identifier ?? (member as DelegateDeclarationSyntax)?.Identifier)
            .OfType<SyntaxToken>()
            .Select(identifier => identifier.ValueText);

    private static CompilationUnitSyntax Parse(string file) =>
        CSharpSyntaxTree
            .ParseText(
                File.ReadAllText(file),
                new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET10_0"])
            )
            .GetCompilationUnitRoot();
}
