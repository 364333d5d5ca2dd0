using System.Reflection;

namespace Violet.Generated.Tests.Build;

/// <summary>The sources of this repository in a temporary folder, without anything that was built.</summary>
internal sealed class RepositoryCopy : IDisposable
{
    private static readonly string[] s_folders = ["build", "openapi", "src"];
    private static readonly HashSet<string> s_built = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "artifacts", "TestResults" };

    private static readonly string[] s_tools =
    [
        $"-p:ContractProgram={BuiltWith("ContractProgram")}",
        $"-p:NSwagExe_Net100={BuiltWith("NSwagExe_Net100").Replace("\"", "\\\"", StringComparison.Ordinal)}",
    ];

    /// <summary>The root of the repository that these tests were built in.</summary>
    public static string Original { get; } = BuiltWith("RepoRoot");

    /// <summary>The root of the copy.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("violet-build-").FullName;

    public RepositoryCopy()
    {
        foreach (string file in Directory.GetFiles(Original))
            File.Copy(file, PathOf(Path.GetFileName(file)));
        foreach (string folder in s_folders)
            Copy(Path.Combine(Original, folder), PathOf(folder));
    }

    public string Generated => PathOf("src/Violet.Generated/obj/contract");

    public string PathOf(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Runs build/generate.proj, which is all of the build but the C#, with the tools that the build of these tests has
    /// used.</summary>
    public Task<Command> Generate(params string[] arguments) => GenerateWith([], arguments);

    public Task<Command> GenerateWith(Dictionary<string, string?> environment, params string[] arguments) =>
        Command.RunDotNet(Root, environment, ["msbuild", "build/generate.proj", "-nologo", .. s_tools, .. arguments]);

    public void Edit(string file, string before, string after)
    {
        string text = File.ReadAllText(PathOf(file));
        int at = text.IndexOf(before, StringComparison.Ordinal);
        if (at < 0)
            Assert.Fail($"{file} no longer contains the text that this test edits: {before}");
        File.WriteAllText(PathOf(file), text[..at] + after + text[(at + before.Length)..]);
    }

    /// <summary>Undoes what a test did to the sources.</summary>
    public void Restore()
    {
        foreach (string folder in new[] { "openapi", "build/templates" })
        {
            Directory.Delete(PathOf(folder), recursive: true);
            Copy(Path.Combine(Original, folder), PathOf(folder));
        }
    }

    /// <summary>Takes what was generated in the repository that runs these tests.</summary>
    public void TakeGenerated() => Copy(Path.Combine(Original, "src", "Violet.Generated", "obj", "contract"), Generated);

    public string[] ReadGenerated() =>
        [
            .. new[] { "violet.json", "rutter.json", "Violet.g.cs", "Rutter.g.cs" }.Select(name =>
                File.ReadAllText(Path.Combine(Generated, name))
            ),
        ];

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // Left to the system's own cleaning.
        }
    }

    private static string BuiltWith(string name) =>
        typeof(RepositoryCopy).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == name).Value!;

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        foreach (string folder in Directory.GetDirectories(from).Where(folder => !s_built.Contains(Path.GetFileName(folder))))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
