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
        IEnumerable<string> files = Files("packages.lock.json").Concat(Files("nuget.config"));

        Assert.That(files.Where(file => File.ReadAllText(file).Contains("://", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Every_package_has_an_exact_version()
    {
        var packages = XElement.Load(Path.Combine(RepositoryCopy.Original, "Directory.Packages.props"));

        string[] versions = [.. packages.Descendants("PackageVersion").Select(package => package.Attribute("Version")!.Value)];

        Assert.That(versions, Is.Not.Empty.And.All.Match(@"^\d+\.\d+\.\d+(-[\w.]+)?$"));
    }

    [Test]
    public void Nothing_but_the_SDK_is_needed()
    {
        string[] others = ["package.json", "package-lock.json", ".npmrc", "*.mjs"];

        Assert.That(others.SelectMany(Files), Is.Empty);
    }

    private static IEnumerable<string> Files(string pattern) =>
        new[] { "src", "tests", "build" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryCopy.Original, folder), pattern, SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(RepositoryCopy.Original, pattern))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));
}
