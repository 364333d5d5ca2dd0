using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;
using Violet.Generated.Tests.Build;

namespace Violet.Generated.Tests.Package;

/// <summary>What users get: the packages, packed from a copy of the sources, and an app that takes them from a feed.</summary>
[Category("Package"), RunsInCI]
public sealed class PackageTests
{
    private const string Version = PackedFeed.Version;
    private static readonly string[] s_frameworks = ["netstandard2.0", "net8.0"];
    private static readonly string[] s_packages = PackedFeed.Packages;

    private PackedFeed _feed = null!;

    [OneTimeSetUp]
    public async Task Pack() => _feed = await PackedFeed.Shared;

    [TestCaseSource(nameof(s_packages))]
    public void A_package_has_what_nuget_org_and_its_users_want(string id)
    {
        (XElement metadata, string[] files) = _feed.Open(id);

        Assert.Multiple(() =>
        {
            Assert.That(Text(metadata, "license"), Is.EqualTo("MIT"));
            Assert.That(Text(metadata, "readme"), Is.EqualTo("README.md"));
            Assert.That(Text(metadata, "description"), Is.Not.Empty.And.Not.EqualTo("Package Description"));
            Assert.That(Text(metadata, "tags"), Does.Contain("violet"));
            Assert.That(Text(metadata, "authors"), Is.Not.Empty);
            Assert.That(Text(metadata, "icon"), Is.EqualTo("icon.png"));
            Assert.That(Text(metadata, "releaseNotes"), Does.Contain("First version.").And.Not.Contain("## "));
            Assert.That(files, Does.Contain("README.md").And.Contain("CHANGELOG.md").And.Contain("icon.png"));
            string[] libraries = [.. files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal))];
            Assert.That(libraries, Is.Not.Empty);
            foreach (string library in libraries)
            {
                Assert.That(Path.GetFileNameWithoutExtension(library), Is.EqualTo(id), "nothing but the package's own library is in it");
                Assert.That(files, Does.Contain(Path.ChangeExtension(library, ".xml")), "XML docs");
            }
            Assert.That(
                files.Where(file =>
                    !file.StartsWith("lib/", StringComparison.Ordinal) && file.Contains('/', StringComparison.Ordinal) && !IsPackaging(file)
                ),
                Is.Empty,
                "no build logic but the schema of appsettings, and no content but the published contract"
            );
        });

        static bool IsPackaging(string file) =>
            file.StartsWith("_rels/", StringComparison.Ordinal)
            || file.StartsWith("package/", StringComparison.Ordinal)
            || file is "buildTransitive/Violet.Generated.targets" or "openapi/violet.openapi.json" or "openapi/rutter.openapi.json";
    }

    [Test]
    public void IDEs_find_the_schema_of_appsettings_where_the_build_file_says()
    {
        (_, string[] files) = _feed.Open("Violet.Generated");

        Assert.That(files, Does.Contain("ConfigurationSchema.json"));
        Assert.That(
            System.Text.Encoding.UTF8.GetString(_feed.Read("Violet.Generated", "buildTransitive/Violet.Generated.targets")),
            Does.Contain("$(MSBuildThisFileDirectory)../ConfigurationSchema.json")
        );
    }

    [TestCase("violet")]
    [TestCase("rutter")]
    public void The_contract_is_in_the_clients_package_with_its_version(string api)
    {
        using var document = JsonDocument.Parse(_feed.Read("Violet.Generated", $"openapi/{api}.openapi.json"));

        Assert.That(document.RootElement.GetProperty("info").GetProperty("version").GetString(), Is.EqualTo(Version));
    }

    [Test]
    public void The_client_is_there_for_each_framework_with_its_dependencies_and_no_tool()
    {
        (XElement metadata, string[] files) = _feed.Open("Violet.Generated");
        var groups = metadata
            .Descendants()
            .Where(e => e.Name.LocalName == "group")
            .ToDictionary(
                group => (string)group.Attribute("targetFramework")!,
                group => group.Elements().Select(e => (string)e.Attribute("id")!).ToArray()
            );
        string[] everywhere =
        [
            "Microsoft.Extensions.DependencyInjection",
            "Microsoft.Extensions.Http",
            "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options",
            "Newtonsoft.Json",
            "System.Diagnostics.DiagnosticSource",
            "Microsoft.Bcl.AsyncInterfaces",
            "Microsoft.Bcl.TimeProvider",
        ];

        Assert.Multiple(() =>
        {
            Assert.That(s_frameworks.Select(framework => $"lib/{framework}/Violet.Generated.dll"), Is.SubsetOf(files));
            Assert.That(groups.Keys, Is.EquivalentTo(new[] { ".NETStandard2.0", "net8.0" }));
            foreach ((string framework, string[] ids) in groups)
            {
                Assert.That(everywhere, Is.SubsetOf(ids), framework);
                Assert.That(
                    ids,
                    Has.None.Contains("NSwag")
                        .And.None.Contains("NJsonSchema")
                        .And.None.Contains("ILLink")
                        .And.None.Contains("SourceLink")
                        .And.None.Contains("AspNetCore"),
                    framework
                );
                Assert.That(ids.Contains("System.Text.Json"), Is.EqualTo(framework == ".NETStandard2.0"), framework);
            }
        });
    }

    [TestCaseSource(nameof(s_packages))]
    public void Symbols_carry_every_source_and_their_paths_start_at_the_repository(string id)
    {
        using ZipArchive symbols = ZipFile.OpenRead(_feed.PathOf($"{id}.{Version}.snupkg"));
        ZipArchiveEntry[] files = [.. symbols.Entries.Where(entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal))];

        Assert.That(files, Is.Not.Empty);
        foreach (ZipArchiveEntry file in files)
        {
            using var content = new MemoryStream(PackedFeed.Read(file));
            using var provider = MetadataReaderProvider.FromPortablePdbStream(content);
            MetadataReader reader = provider.GetMetadataReader();
            string[] documents = [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
            var embeddedSource = new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
            int embedded = reader.Documents.Count(handle =>
                reader
                    .GetCustomDebugInformation(handle)
                    .Any(info => reader.GetGuid(reader.GetCustomDebugInformation(info).Kind) == embeddedSource)
            );

            Assert.That(documents, Is.Not.Empty.And.All.Match(@"^/_\d*/src/"), file.FullName);
            Assert.That(embedded, Is.EqualTo(documents.Length), file.FullName);
        }
    }

    [TestCaseSource(nameof(s_packages))]
    public void Libraries_are_strong_named_and_their_version_changes_only_with_what_may_break(string id)
    {
        (_, string[] files) = _feed.Open(id);

        foreach (string file in files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var library = new PEReader(new MemoryStream(_feed.Read(id, file)));
            MetadataReader reader = library.GetMetadataReader();
            AssemblyDefinition assembly = reader.GetAssemblyDefinition();

            Assert.That(library.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.StrongNameSigned), file);
            Assert.That(Convert.ToHexStringLower(reader.GetBlobBytes(assembly.PublicKey)[12..20]), Is.EqualTo("0602000000240000"), file);
            Assert.That(assembly.Version, Is.EqualTo(new Version(0, 1, 0, 0)), file);
        }
    }

    [Test]
    public async Task The_same_sources_elsewhere_give_the_same_bytes()
    {
        using var other = new RepositoryCopy();
        other.TakeGenerated();
        (
            await Command.RunDotNet(
                other.Root,
                "build",
                "src/Violet.Generated",
                "-c",
                "Release",
                "-f",
                "net8.0",
                $"-p:Version={Version}",
                "-p:RunAnalyzers=false",
                "-nologo"
            )
        ).Succeeded();

        byte[] packed = _feed.Read("Violet.Generated", "lib/net8.0/Violet.Generated.dll");

        Assert.That(
            packed.AsSpan().SequenceEqual(File.ReadAllBytes(other.PathOf("src/Violet.Generated/bin/Release/net8.0/Violet.Generated.dll"))),
            "the libraries differ"
        );
    }

    private static string Text(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
}
