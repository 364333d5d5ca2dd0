using Violet.Generated.Tests.Build;

namespace Violet.Generated.Tests.Package;

/// <summary>Apps that take the packages from a feed.</summary>
[Category("Package"), RunsInCI]
public sealed class ConsumerTests
{
    // What an app of that framework may name itself. The abstractions are there for those who pin what others bring.
    private static readonly string[] s_extensions =
    [
        "Configuration",
        "Configuration.Abstractions",
        "Configuration.Binder",
        "DependencyInjection",
        "DependencyInjection.Abstractions",
        "Diagnostics",
        "Diagnostics.Abstractions",
        "Hosting",
        "Http",
        "Logging",
        "Logging.Abstractions",
        "Options",
        "Options.ConfigurationExtensions",
        "Primitives",
    ];

    private PackedFeed _feed = null!;

    [OneTimeSetUp]
    public async Task Pack() => _feed = await PackedFeed.Shared;

    [TestCase("net8.0", "8.0.0")]
    [TestCase("net10.0", "10.0.0")]
    public async Task An_app_with_the_first_versions_of_its_framework_restores_also_where_it_pins_them(string framework, string version)
    {
        Consumer app = _feed.Consumer("floors-" + framework);
        string[] ours = [.. PackedFeed.Packages.Where(IsFor).Select(package => Reference(package, PackedFeed.Version))];
        string[] theirs = [.. s_extensions.Select(name => Reference($"Microsoft.Extensions.{name}", version))];
        app.Write("Plain/Plain.csproj", Project(ours, theirs));
        app.Write("Pinned/Pinned.csproj", Project([.. ours.Select(WithoutVersion)], []));
        app.Write(
            "Pinned/Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>{string.Concat([.. ours, .. theirs]).Replace(
                "PackageReference",
                "PackageVersion",
                StringComparison.Ordinal
            )}</ItemGroup>
            </Project>
            """
        );

        // NU1605 and NU1109, a version below what a package asks for, are errors by themselves.
        (await app.RunDotNet("restore", "Plain", "-p:NuGetAudit=false")).Succeeded();
        (await app.RunDotNet("restore", "Pinned", "-p:NuGetAudit=false")).Succeeded();

        string Project(string[] ours, string[] theirs) =>
            $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>{framework}</TargetFramework></PropertyGroup>
                  <ItemGroup>{string.Concat([.. ours, .. theirs])}</ItemGroup>
                </Project>
                """;

        // A package for the newest framework alone is in no app of an older one.
        bool IsFor(string package) =>
            framework == "net10.0"
            || _feed
                .Open(package)
                .Files.Any(file =>
                    file.StartsWith("lib/", StringComparison.Ordinal) && !file.StartsWith("lib/net10.0/", StringComparison.Ordinal)
                );

        static string Reference(string name, string version) => $"""<PackageReference Include="{name}" Version="{version}" />""";
        static string WithoutVersion(string reference) =>
            reference.Replace($" Version=\"{PackedFeed.Version}\"", "", StringComparison.Ordinal);
    }

    [Test]
    public async Task A_console_app_and_an_old_library_use_the_client_from_the_feed()
    {
        Consumer app = _feed.Consumer("consumer");
        app.Write(
            "Old/Old.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>netstandard2.0</TargetFramework><LangVersion>7.3</LangVersion>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Violet.Generated" Version="{PackedFeed.Version}" /></ItemGroup>
            </Project>
            """
        );
        app.Write(
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
                    var options = new VioletOptions { AppId = 7, AppSecret = "secret", Token = "token" };
                    return new VioletClient(options, new HttpClient(handler));
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
        app.Write(
            "App/App.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Violet.Generated" Version="{PackedFeed.Version}" />
                <ProjectReference Include="../Old/Old.csproj" />
              </ItemGroup>
            </Project>
            """
        );
        app.Write(
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
                        : """{"content":[{"id":8,"new_field":"tomorrow"},{"id":9}],"size":20,"total_pages":1,"last":true}""";
                    return Task.FromResult(new HttpResponseMessage(path.EndsWith("/404") ? HttpStatusCode.NotFound : HttpStatusCode.OK)
                    {
                        Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"), RequestMessage = request,
                    });
                }
            }
            """"
        );

        Command run = (await app.RunDotNet("run", "--project", "App")).Succeeded();

        Assert.That(Directory.Exists(Path.Combine(app.Folder, "packages", "violet.generated", PackedFeed.Version)));
        Assert.That(
            run.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0),
            Is.EqualTo(new[] { "5 ACCEPTED True 1", "8,9", "8: tomorrow", "9:", "404" }),
            run.Output
        );
    }
}
