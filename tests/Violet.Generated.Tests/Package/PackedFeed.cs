using System.IO.Compression;
using System.Xml.Linq;
using Violet.Generated.Tests.Build;

namespace Violet.Generated.Tests.Package;

/// <summary>All packages, packed from a copy of the sources into a feed for the tests' apps.</summary>
internal sealed class PackedFeed : IDisposable
{
    public const string Version = "0.1.0-test";

    private static readonly Lazy<Task<PackedFeed>> s_shared = new(PackAsync);
    private readonly RepositoryCopy _copy = new();
    private readonly string _feed;

    private PackedFeed() => _feed = Directory.CreateDirectory(_copy.PathOf("artifacts/feed")).FullName;

    /// <summary>The libraries.</summary>
    public static string[] Packages { get; } = Find(areTools: false);

    /// <summary>The commands.</summary>
    public static string[] Tools { get; } = Find(areTools: true);

    /// <summary>Packed when the first test asks.</summary>
    public static Task<PackedFeed> Shared => s_shared.Value;

    public static async Task RemoveAsync()
    {
        if (s_shared is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            (await s_shared.Value).Dispose();
    }

    private static string[] Find(bool areTools) =>
        [
            .. from project in Directory.GetFiles(Path.Combine(RepositoryCopy.Original, "src"), "*.csproj", SearchOption.AllDirectories)
            let text = File.ReadAllText(project)
            where text.Contains("<IsPackable>true", StringComparison.Ordinal)
            where text.Contains("<PackAsTool>true", StringComparison.Ordinal) == areTools
            let name = Path.GetFileNameWithoutExtension(project)
            orderby name
            select name,
        ];

    private static async Task<PackedFeed> PackAsync()
    {
        var feed = new PackedFeed();
        feed._copy.TakeGenerated();
        string projects = string.Join(';', Packages.Concat(Tools).Select(package => $"src/{package}/{package}.csproj"));
        await File.WriteAllTextAsync(
            feed._copy.PathOf("packages.proj"),
            $"""
            <Project>
              <ItemGroup><Package Include="{projects}" /></ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(Package)" Targets="Restore" /></Target>
              <Target Name="Pack"><MSBuild Projects="@(Package)" Targets="Pack" BuildInParallel="true" /></Target>
            </Project>
            """
        );
        string[] properties =
        [
            $"-p:PackageOutputPath={feed._feed}",
            $"-p:Version={Version}",
            "-p:Configuration=Release",
            "-p:RunAnalyzers=false",
        ];
        Command pack = await Command.RunDotNet(
            feed._copy.Root,
            ["msbuild", "packages.proj", "-restore", "-t:Pack", "-m", "-nologo", .. properties]
        );
        pack.Succeeded();
        return feed;
    }

    public void Dispose() => _copy.Dispose();

    /// <summary>The metadata and the names of the files of a package.</summary>
    public (XElement Metadata, string[] Files) Open(string id)
    {
        using ZipArchive package = ZipFile.OpenRead(PathOf($"{id}.{Version}.nupkg"));
        using var nuspec = new MemoryStream(Read(package.GetEntry(id + ".nuspec")!));
        return (XDocument.Load(nuspec).Root!.Elements().Single(), [.. package.Entries.Select(entry => entry.FullName)]);
    }

    public byte[] Read(string id, string file)
    {
        using ZipArchive package = ZipFile.OpenRead(PathOf($"{id}.{Version}.nupkg"));
        return Read(package.GetEntry(file)!);
    }

    public static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    public string PathOf(string file) => Path.Combine(_feed, file);

    /// <summary>A folder for an app that takes the packages from the feed and nothing from the sources' build files.</summary>
    public Consumer Consumer(string name)
    {
        var consumer = new Consumer(Directory.CreateDirectory(_copy.PathOf($"artifacts/{name}")).FullName);
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            consumer.Write(file, "<Project />");
        consumer.Write(
            "nuget.config",
            $"""<configuration><packageSources><add key="test" value="{_feed}" /></packageSources></configuration>"""
        );
        return consumer;
    }
}

/// <summary>The end of the tests that share the packages.</summary>
[SetUpFixture]
public sealed class PackedFeedEnd
{
    [OneTimeTearDown]
    public Task Remove() => PackedFeed.RemoveAsync();
}

/// <summary>A folder with an app.</summary>
internal sealed record Consumer(string Folder)
{
    public void Write(string name, string text)
    {
        string file = Path.Combine(Folder, name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>With a packages folder of its own, so that the test's do not stay; what the machine has is not fetched again.</summary>
    public Task<Command> RunDotNet(params string[] arguments) =>
        Command.RunDotNet(
            Folder,
            new Dictionary<string, string?> { ["NUGET_PACKAGES"] = null },
            [.. arguments, $"-p:RestorePackagesPath={Folder}/packages", $"-p:RestoreFallbackFolders={ToolTests.GlobalPackages()}"]
        );
}
