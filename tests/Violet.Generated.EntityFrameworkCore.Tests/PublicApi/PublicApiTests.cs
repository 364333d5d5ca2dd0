using System.Runtime.CompilerServices;
using Violet.Generated.Tests.PublicApi;

namespace Violet.Generated.EntityFrameworkCore.Tests.PublicApi;

/// <summary>What users can call is listed in a text file beside this test, so that a change of it is seen in review.</summary>
public class PublicApiTests
{
    [Test]
    public void The_public_API_is_the_one_that_is_listed()
    {
        string file = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Violet.Generated.EntityFrameworkCore.txt");
        string[] actual = PublicApiListing.Of(typeof(IVioletInbox).Assembly);
        if (Environment.GetEnvironmentVariable("VIOLET_ACCEPT") == "1")
            File.WriteAllText(file, string.Join('\n', actual) + "\n");

        Assert.That(
            actual,
            Is.EqualTo(File.Exists(file) ? File.ReadAllLines(file) : []),
            "Accept the change: VIOLET_ACCEPT=1 dotnet test tests/Violet.Generated.EntityFrameworkCore.Tests --filter PublicApiTests"
        );
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
