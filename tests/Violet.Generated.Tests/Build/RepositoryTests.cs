using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Violet.Generated.Tests.Build;

/// <summary>What the repository promises whoever builds it.</summary>
public sealed class RepositoryTests
{
    [Test]
    public void Every_project_has_a_lock_file()
    {
        IEnumerable<string> missing = Files("*.csproj")
            .Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")));

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void No_lock_file_or_configuration_names_a_host()
    {
        IEnumerable<string> files = Files("packages.lock.json")
            .Concat(Files("package-lock.json"))
            .Concat(Files("nuget.config"))
            .Concat(Files(".npmrc"));

        Assert.That(files.Where(file => File.ReadAllText(file).Contains("://", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Every_package_has_an_exact_version()
    {
        XElement packages = XElement.Load(Path.Combine(RepositoryCopy.Original, "Directory.Packages.props"));
        JsonObject tools = Json("build/codegen/package.json")["dependencies"]!.AsObject();

        string[] versions =
        [
            .. packages.Descendants("PackageVersion").Select(package => package.Attribute("Version")!.Value),
            .. tools.Select(tool => tool.Value!.GetValue<string>()),
        ];

        Assert.That(versions, Is.Not.Empty.And.All.Match(@"^\d+\.\d+\.\d+(-[\w.]+)?$"));
    }

    [Test]
    public void Every_npm_package_is_locked_by_its_hash_and_runs_no_script_when_it_is_installed()
    {
        JsonObject packages = Json("build/codegen/package-lock.json")["packages"]!.AsObject();

        Assert.That(
            packages.Where(package => package.Key.Length > 0 && package.Value!["integrity"] is null).Select(package => package.Key),
            Is.Empty
        );
        Assert.That(File.ReadAllLines(Path.Combine(RepositoryCopy.Original, "build/codegen/.npmrc")), Does.Contain("ignore-scripts=true"));
        Assert.That(
            File.ReadAllText(Path.Combine(RepositoryCopy.Original, "build/codegen/generate.mjs")),
            Does.Contain("'ci', '--ignore-scripts'")
        );
    }

    private static JsonNode Json(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryCopy.Original, path)))!;

    private static IEnumerable<string> Files(string pattern) =>
        new[] { "src", "tests", "build" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryCopy.Original, folder), pattern, SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(RepositoryCopy.Original, pattern))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "bin" or "obj"));
}
