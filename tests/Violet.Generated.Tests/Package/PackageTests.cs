using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;
using Violet.Generated.Tests.Build;

namespace Violet.Generated.Tests.Package;

/// <summary>What users get: the packages, packed from a copy of the sources, and an app that takes them from a feed.</summary>
[Category("Package")]
public sealed class PackageTests
{
    private const string Version = "0.1.0-test";
    private static readonly string[] s_frameworks = ["netstandard2.0", "net8.0"];
    private static readonly string[] s_packages =
    [
        .. Directory
            .GetFiles(Path.Combine(RepositoryCopy.Original, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("<IsPackable>true", StringComparison.Ordinal))
            .Select(project => Path.GetFileNameWithoutExtension(project)!)
            .Order(StringComparer.Ordinal),
    ];

    private RepositoryCopy _copy = null!;
    private string _feed = null!;

    [OneTimeSetUp]
    public async Task Pack()
    {
        _copy = new RepositoryCopy();
        _feed = Directory.CreateDirectory(_copy.PathOf("artifacts/feed")).FullName;
        _copy.TakeGenerated();
        await File.WriteAllTextAsync(
            _copy.PathOf("packages.proj"),
            $"""
            <Project>
              <ItemGroup><Package Include="{string.Join(
                ';',
                s_packages.Select(package => $"src/{package}/{package}.csproj")
            )}" /></ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(Package)" Targets="Restore" /></Target>
              <Target Name="Pack"><MSBuild Projects="@(Package)" Targets="Pack" BuildInParallel="true" /></Target>
            </Project>
            """
        );
        (
            await Command.RunDotNet(
                _copy.Root,
                "msbuild",
                "packages.proj",
                "-restore",
                "-t:Pack",
                "-m",
                "-nologo",
                $"-p:PackageOutputPath={_feed}",
                $"-p:Version={Version}",
                "-p:Configuration=Release",
                "-p:RunAnalyzers=false"
            )
        ).Succeeded();
    }

    [OneTimeTearDown]
    public void Remove() => _copy.Dispose();

    [TestCaseSource(nameof(s_packages))]
    public void A_package_has_what_nuget_org_and_its_users_want(string id)
    {
        (XElement metadata, string[] files) = Open(id);

        Assert.Multiple(() =>
        {
            Assert.That(Text(metadata, "license"), Is.EqualTo("MIT"));
            Assert.That(Text(metadata, "readme"), Is.EqualTo("README.md"));
            Assert.That(Text(metadata, "description"), Is.Not.Empty.And.Not.EqualTo("Package Description"));
            Assert.That(Text(metadata, "tags"), Does.Contain("violet"));
            Assert.That(Text(metadata, "authors"), Is.Not.Empty);
            Assert.That(files, Does.Contain("README.md").And.Contain("CHANGELOG.md"));
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
                "no build logic but the schema of appsettings, and no content"
            );
        });

        static bool IsPackaging(string file) =>
            file.StartsWith("_rels/", StringComparison.Ordinal)
            || file.StartsWith("package/", StringComparison.Ordinal)
            || file == "buildTransitive/Violet.Generated.targets";
    }

    [Test]
    public void IDEs_find_the_schema_of_appsettings_where_the_build_file_says()
    {
        (_, string[] files) = Open("Violet.Generated");

        Assert.That(files, Does.Contain("ConfigurationSchema.json"));
        Assert.That(
            System.Text.Encoding.UTF8.GetString(Read("Violet.Generated", "buildTransitive/Violet.Generated.targets")),
            Does.Contain("$(MSBuildThisFileDirectory)../ConfigurationSchema.json")
        );
    }

    [Test]
    public void The_client_is_there_for_each_framework_with_its_dependencies_and_no_tool()
    {
        (XElement metadata, string[] files) = Open("Violet.Generated");
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
        using ZipArchive symbols = ZipFile.OpenRead(Path.Combine(_feed, $"{id}.{Version}.snupkg"));
        ZipArchiveEntry[] files = [.. symbols.Entries.Where(entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal))];

        Assert.That(files, Is.Not.Empty);
        foreach (ZipArchiveEntry file in files)
        {
            using var content = new MemoryStream(Read(file));
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(content);
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

        byte[] packed = Read("Violet.Generated", "lib/net8.0/Violet.Generated.dll");

        Assert.That(
            packed.AsSpan().SequenceEqual(File.ReadAllBytes(other.PathOf("src/Violet.Generated/bin/Release/net8.0/Violet.Generated.dll"))),
            "the libraries differ"
        );
    }

    [Test]
    public async Task A_console_app_and_an_old_library_use_the_client_from_the_feed()
    {
        string folder = Directory.CreateDirectory(_copy.PathOf("artifacts/consumer")).FullName;
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("nuget.config", $"""<configuration><packageSources><add key="test" value="{_feed}" /></packageSources></configuration>""");
        Write(
            "Old/Old.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>7.3</LangVersion><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>
              <ItemGroup><PackageReference Include="Violet.Generated" Version="{Version}" /></ItemGroup>
            </Project>
            """
        );
        Write(
            "Old/OrderReader.cs",
            """
            using System.Collections.Generic;
            using System.Net.Http;
            using System.Threading.Tasks;
            using Violet.Generated;

            public static class OrderReader
            {
                public static VioletClient Connect(HttpMessageHandler handler)
                {
                    return new VioletClient(new VioletOptions { AppId = 7, AppSecret = "secret", Token = "token" }, new HttpClient(handler));
                }

                public static async Task<string> DescribeAsync(IVioletClient violet, long id)
                {
                    Order order = await violet.Orders.GetAsync(id);
                    var known = order.Status == OrderStatus.Accepted;
                    return order.Id + " " + order.Status.Raw + " " + known + " " + order.Bags.Count;
                }

                public static async Task<List<long>> ListAsync(IVioletClient violet)
                {
                    var ids = new List<long>();
                    IAsyncEnumerator<Order> orders = violet.Orders.ListAll().GetAsyncEnumerator();
                    try
                    {
                        while (await orders.MoveNextAsync()) ids.Add(orders.Current.Id);
                    }
                    finally
                    {
                        await orders.DisposeAsync();
                    }
                    return ids;
                }
            }
            """
        );
        Write(
            "App/App.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Violet.Generated" Version="{Version}" /><ProjectReference Include="../Old/Old.csproj" /></ItemGroup>
            </Project>
            """
        );
        Write(
            "App/Program.cs",
            """"
            using System.Net;
            using Microsoft.Extensions.DependencyInjection;
            using Violet.Generated;

            using var direct = OrderReader.Connect(new Api());
            Console.WriteLine(await OrderReader.DescribeAsync(direct, 5));
            Console.WriteLine(string.Join(",", await OrderReader.ListAsync(direct)));

            var services = new ServiceCollection();
            services.AddViolet(options => { options.AppId = 7; options.AppSecret = "secret"; options.Token = "token"; })
                .ConfigurePrimaryHttpMessageHandler(() => new Api());
            await using var provider = services.BuildServiceProvider();
            var violet = provider.GetRequiredService<IVioletClient>();
            try
            {
                await foreach (var order in violet.Orders.ListAll()) Console.WriteLine($"{order.Id}: {order.Extra["new_field"]}");
                await violet.Orders.GetAsync(404);
            }
            catch (VioletNotFoundException e)
            {
                Console.WriteLine(e.StatusCode);
            }

            sealed class Api : HttpMessageHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    var path = request.RequestUri!.AbsolutePath;
                    var json = path.EndsWith("/404") ? """{"message":"No such order."}"""
                        : path.EndsWith("/5") ? """{"id":5,"status":"ACCEPTED","bags":[{"id":1}]}"""
                        : """{"content":[{"id":8,"new_field":"tomorrow"},{"id":9}],"number":0,"size":20,"total_pages":1,"total_elements":2,"last":true}""";
                    return Task.FromResult(new HttpResponseMessage(path.EndsWith("/404") ? HttpStatusCode.NotFound : HttpStatusCode.OK)
                    {
                        Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"), RequestMessage = request,
                    });
                }
            }
            """"
        );

        // Its own packages folder, so that the test's package does not stay; what the machine has already is not fetched again.
        Command run = (
            await Command.RunDotNet(
                folder,
                new Dictionary<string, string?> { ["NUGET_PACKAGES"] = null },
                "run",
                "--project",
                "App",
                $"-p:RestorePackagesPath={folder}/packages",
                $"-p:RestoreFallbackFolders={ToolTests.GlobalPackages()}"
            )
        ).Succeeded();

        Assert.That(Directory.Exists(Path.Combine(folder, "packages", "violet.generated", Version)));
        Assert.That(
            run.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0),
            Is.EqualTo(new[] { "5 ACCEPTED True 1", "8,9", "8: tomorrow", "9:", "404" }),
            run.Output
        );

        void Write(string name, string text)
        {
            string file = Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    private (XElement Metadata, string[] Files) Open(string id)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(_feed, $"{id}.{Version}.nupkg"));
        using var nuspec = new MemoryStream(Read(package.GetEntry(id + ".nuspec")!));
        return (XDocument.Load(nuspec).Root!.Elements().Single(), [.. package.Entries.Select(entry => entry.FullName)]);
    }

    private byte[] Read(string id, string file)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(_feed, $"{id}.{Version}.nupkg"));
        return Read(package.GetEntry(file)!);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Text(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
}
