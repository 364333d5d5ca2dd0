using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated.Tests.PublicApi;

namespace Violet.Generated.AspNetCore.Tests.PublicApi;

/// <summary>What users can call is listed in a text file beside this test, so that a change of it is seen in review.</summary>
public class PublicApiTests
{
    [TestCase(typeof(IWebhookQueue))]
    [TestCase(typeof(VioletOpenApiOptionsExtensions))]
    [TestCase(typeof(VioletSwaggerGenOptionsExtensions))]
    public void The_public_API_is_the_one_that_is_listed(Type inAssembly)
    {
        string file = Path.Combine(Path.GetDirectoryName(ThisFile())!, inAssembly.Assembly.GetName().Name + ".txt");
        string[] actual = PublicApiListing.Of(inAssembly.Assembly);
        if (Environment.GetEnvironmentVariable("VIOLET_ACCEPT") == "1")
            File.WriteAllText(file, string.Join('\n', actual) + "\n");

        Assert.That(
            actual,
            Is.EqualTo(File.Exists(file) ? File.ReadAllLines(file) : []),
            "Accept the change: VIOLET_ACCEPT=1 dotnet test tests/Violet.Generated.AspNetCore.Tests --filter PublicApiTests"
        );
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
