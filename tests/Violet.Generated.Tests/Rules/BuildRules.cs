using System.Reflection;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.Rules;

public class BuildRules
{
    [Test]
    public void The_tests_run_on_the_build_of_the_client_that_they_are_meant_for()
    {
#if NETSTANDARD_BUILD
        const string Expected = ".NETStandard,Version=v2.0";
#else
        const string Expected = ".NETCoreApp,Version=v8.0";
#endif
        Assert.That(typeof(VioletModel).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName, Is.EqualTo(Expected));
        Assert.That(typeof(VioletModel).Assembly.Location, Does.StartWith(AppContext.BaseDirectory));
        Assert.That(AssemblyLoadContext.Default.Assemblies.Count(assembly => assembly.GetName().Name == "Violet.Generated"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_test_server_works_with_that_build()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        var options = new VioletOptions();
        server.Configure(options);
        using var violet = new VioletClient(options);

        OrderPage page = await violet.Orders.ListAsync(size: 3);

        Assert.That(page.Content, Has.Count.EqualTo(3));
    }
}
