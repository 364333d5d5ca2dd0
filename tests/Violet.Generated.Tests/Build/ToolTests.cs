using System.IO.Compression;
using System.Xml.Linq;

namespace Violet.Generated.Tests.Build;

/// <summary>Where the generator's tools come from, and what is said when they do not.</summary>
[Category("Build")]
public sealed class ToolTests
{
    private RepositoryCopy _copy = null!;
    private string _folder = null!;

    [OneTimeSetUp]
    public void Copy() => _copy = new RepositoryCopy();

    [OneTimeTearDown]
    public void Remove() => _copy.Dispose();

    [SetUp]
    public void Start()
    {
        _folder = Directory.CreateTempSubdirectory("violet-tools-").FullName;
        if (!OperatingSystem.IsWindows())
            Offer("sh");
        if (Directory.Exists(_copy.Generated))
            Directory.Delete(_copy.Generated, recursive: true);
    }

    [TearDown]
    public void Clean()
    {
        Directory.Delete(_folder, recursive: true);
        _copy.Restore();
    }

    [Test]
    public async Task Offline_with_nothing_cached_one_error_names_both_ways_out()
    {
        _copy.RemoveTools();

        Command build = await _copy.GenerateWith(new() { ["npm_config_registry"] = "http://127.0.0.1:9/", ["npm_config_cache"] = _folder });

        AssertBothWaysOut(build);
    }

    [Test, Platform(Exclude = "Win")]
    public async Task Without_npm_one_error_names_both_ways_out()
    {
        _copy.RemoveTools();
        Offer("node");

        Command build = await _copy.GenerateWith(new() { ["PATH"] = _folder, ["DOTNET_HOST_PATH"] = Command.DotNet });

        AssertBothWaysOut(build);
    }

    [Test, Platform(Exclude = "Win")]
    public async Task Npm_is_not_asked_when_the_tools_are_there()
    {
        Offer("node");

        (await _copy.GenerateWith(new() { ["PATH"] = _folder, ["DOTNET_HOST_PATH"] = Command.DotNet }, "-p:NSwagSource=npm")).Succeeded();
    }

    [Test, Platform(Exclude = "Win")]
    public async Task Without_Node_one_error_says_so()
    {
        Command build = await _copy.GenerateWith(new() { ["PATH"] = _folder, ["DOTNET_HOST_PATH"] = Command.DotNet });

        Assert.That(build.ExitCode, Is.Not.Zero, build.Output);
        Assert.That(
            build.Errors,
            Has.Length.EqualTo(1).And.All.Contain("error VIOLET040: Node.js was not found").And.All.Contain("(1)").And.All.Contain("(2)"),
            build.Output
        );
    }

    [Test]
    public async Task NSwag_from_NuGet_that_was_not_restored_is_one_error()
    {
        Command build = await _copy.Generate("-p:NSwagSource=nuget", $"-p:NuGetPackageRoot={_folder}/");

        Assert.That(build.ExitCode, Is.Not.Zero, build.Output);
        Assert.That(
            build.Errors,
            Has.Length.EqualTo(1).And.All.Contain("error VIOLET043: NSwag.MSBuild 14.7.1").And.All.Contain("-p:NSwagSource=nuget"),
            build.Output
        );
    }

    [Test]
    public async Task NSwag_from_elsewhere_is_one_error()
    {
        Command build = await _copy.Generate("-p:NSwagSource=nugget");

        Assert.That(build.ExitCode, Is.Not.Zero, build.Output);
        Assert.That(build.Errors, Has.Length.EqualTo(1).And.All.Contain("error VIOLET043: NSwagSource is 'nugget'"), build.Output);
    }

    [Test]
    public async Task NSwag_from_NuGet_gives_the_same_bytes_and_the_same_lock_file()
    {
        (await _copy.Generate()).Succeeded();
        string[] fromNpm = _copy.ReadGenerated();
        Directory.Delete(_copy.Generated, recursive: true);
        PackNSwag(_folder);

        // The machine's global packages are the other source, a folder of the test the packages' place: nothing of this stays.
        const string project = "src/Violet.Generated/Violet.Generated.csproj";
        string[] properties = ["-p:NSwagSource=nuget", $"-p:RestorePackagesPath={_folder}/packages", "-p:TargetFramework=net8.0"];
        (
            await Command.RunDotNet(
                _copy.Root,
                [
                    "restore",
                    project,
                    "-p:NSwagSource=nuget",
                    $"-p:RestorePackagesPath={_folder}/packages",
                    "-p:RestoreLockedMode=true",
                    $"-p:RestoreSources={_folder}%3B{GlobalPackages()}",
                ]
            )
        ).Succeeded();
        Command build = (
            await Command.RunDotNet(_copy.Root, ["msbuild", project, "-nologo", "-t:GenerateFromContract", .. properties])
        ).Succeeded();

        Assert.That(build.GeneratorRuns, Is.EqualTo(1), build.Output);
        Assert.That(File.Exists(Path.Combine(_folder, "packages", "nswag.msbuild", "14.7.1", "ran.txt")), "the package's own NSwag ran");
        Assert.That(_copy.ReadGenerated(), Is.EqualTo(fromNpm));
    }

    /// <summary>Puts a program into the folder that is all of the PATH.</summary>
    private void Offer(string program) => File.CreateSymbolicLink(Path.Combine(_folder, program), Command.Find(program)!);

    private static void AssertBothWaysOut(Command build)
    {
        Assert.That(build.ExitCode, Is.Not.Zero, build.Output);
        Assert.That(build.Errors, Has.Length.EqualTo(1), build.Output);
        Assert.That(
            build.Errors[0],
            Does.Contain("error VIOLET040: npm could not install")
                .And.Contain("(1) install npm")
                .And.Contain("(2) copy the folder build/codegen/node_modules")
        );
    }

    internal static string GlobalPackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>NSwag.MSBuild as its authors pack it, from the binaries of its npm twin. Its command also leaves a trace.</summary>
    private static void PackNSwag(string feed)
    {
        XNamespace ns = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
        var nuspec = new XElement(
            ns + "package",
            new XElement(
                ns + "metadata",
                new XElement(ns + "id", "NSwag.MSBuild"),
                new XElement(ns + "version", "14.7.1"),
                new XElement(ns + "authors", "test"),
                new XElement(ns + "developmentDependency", "true"),
                new XElement(ns + "description", "NSwag for a test.")
            )
        );
        const string trace = "echo ran &gt; \"$(MSBuildThisFileDirectory)../ran.txt\" &amp;&amp; ";
        const string props =
            $"<Project><PropertyGroup><NSwagExe_Net100>{trace}dotnet "
            + $"\"$(MSBuildThisFileDirectory)../tools/Net100/dotnet-nswag.dll\"</NSwagExe_Net100></PropertyGroup></Project>";

        using ZipArchive package = ZipFile.Open(Path.Combine(feed, "NSwag.MSBuild.14.7.1.nupkg"), ZipArchiveMode.Create);
        Write("NSwag.MSBuild.nuspec", nuspec.ToString());
        Write("build/NSwag.MSBuild.props", props);
        string binaries = Path.Combine(RepositoryCopy.Original, "build", "codegen", "node_modules", "nswag", "bin", "binaries", "Net100");
        foreach (string file in Directory.GetFiles(binaries, "*", SearchOption.AllDirectories))
            package.CreateEntryFromFile(
                file,
                "tools/Net100/" + Path.GetRelativePath(binaries, file).Replace('\\', '/'),
                CompressionLevel.Fastest
            );

        void Write(string name, string text)
        {
            using var writer = new StreamWriter(package.CreateEntry(name).Open());
            writer.Write(text);
        }
    }
}
