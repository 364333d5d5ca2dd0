using System.Reflection;

namespace Violet.Generated.Tests.Build;

/// <summary>The sources of this repository in a temporary folder, without anything that was built. The generator's tools are linked, so
/// that no test needs the network.</summary>
internal sealed class RepositoryCopy : IDisposable
{
    private static readonly string[] s_folders = ["build", "openapi", "src"];
    private static readonly HashSet<string> s_built = new(StringComparer.OrdinalIgnoreCase)
    {
        "bin",
        "obj",
        "node_modules",
        "artifacts",
        "TestResults",
    };

    /// <summary>The root of the repository that these tests were built in.</summary>
    public static string Original { get; } =
        typeof(RepositoryCopy).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;

    /// <summary>The root of the copy.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("violet-build-").FullName;

    public RepositoryCopy()
    {
        foreach (string file in Directory.GetFiles(Original))
            File.Copy(file, PathOf(Path.GetFileName(file)));
        foreach (string folder in s_folders)
            Copy(Path.Combine(Original, folder), PathOf(folder));
        LinkTools();
    }

    public string Generated => PathOf("src/Violet.Generated/obj/contract");
    public string Tools => PathOf("build/codegen/node_modules");

    public string PathOf(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Runs build/generate.proj, which is all of the build but the C#.</summary>
    public Task<Command> Generate(params string[] arguments) => GenerateWith([], arguments);

    public Task<Command> GenerateWith(Dictionary<string, string?> environment, params string[] arguments) =>
        Command.RunDotNet(Root, environment, ["msbuild", "build/generate.proj", "-nologo", .. arguments]);

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
        LinkTools();
    }

    /// <summary>Takes what was generated in the repository that runs these tests.</summary>
    public void TakeGenerated() => Copy(Path.Combine(Original, "src", "Violet.Generated", "obj", "contract"), Generated);

    public string[] ReadGenerated() =>
        [
            .. new[] { "violet.json", "rutter.json", "Violet.g.cs", "Rutter.g.cs" }.Select(name =>
                File.ReadAllText(Path.Combine(Generated, name))
            ),
        ];

    public void RemoveTools()
    {
        if (new DirectoryInfo(Tools) is { Exists: true } tools)
            tools.Delete(recursive: tools.LinkTarget is null);
    }

    public void Dispose()
    {
        RemoveTools();
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // Left to the system's own cleaning.
        }
    }

    private void LinkTools()
    {
        if (Directory.Exists(Tools))
            return;
        string original = Path.Combine(Original, "build", "codegen", "node_modules");
        if (OperatingSystem.IsWindows())
            Copy(original, Tools); // links need a privilege there
        else
            Directory.CreateSymbolicLink(Tools, original);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        foreach (string folder in Directory.GetDirectories(from).Where(folder => !s_built.Contains(Path.GetFileName(folder))))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
