using System.Reflection;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.PublicApi;

/// <summary>
/// What users can call is listed in a text file per package beside this test, so that a change of it is seen in review. These tests also
/// run on the netstandard2.0 build, and compare it with the same file.
/// </summary>
public class PublicApiTests
{
    private const string HowToAccept =
        "Accept the change: VIOLET_ACCEPT=1 dotnet test tests/Violet.Generated.Tests --filter PublicApiTests";

    private static readonly Assembly[] s_packages = [typeof(VioletClient).Assembly, typeof(VioletTestServer).Assembly];

    [TestCaseSource(nameof(s_packages))]
    public void The_public_API_is_the_one_that_is_listed(Assembly package)
    {
        string file = FileOf(package.GetName().Name!);
        string[] actual = PublicApiListing.Of(package);
        if (Environment.GetEnvironmentVariable("VIOLET_ACCEPT") == "1")
            File.WriteAllText(file, string.Join('\n', actual) + "\n");

        Compare(
            actual,
            File.Exists(file) ? File.ReadAllLines(file) : [],
            $"{Path.GetFileName(file)} does not list the API of this build. {HowToAccept}"
        );
    }

    private static void Compare(string[] actual, string[] expected, string message)
    {
        IEnumerable<string> gone = expected.Except(actual).Select(line => "- " + line.Trim());
        IEnumerable<string> come = actual.Except(expected).Select(line => "+ " + line.Trim());
        string[] difference = [.. gone.Concat(come).OrderBy(line => line[2..], StringComparer.Ordinal)];

        if (difference.Length > 0)
        {
            Assert.Fail(
                $"{message}\n{string.Join('\n', difference.Take(200))}{(difference.Length > 200 ? $"\n... {difference.Length - 200} more" : "")}"
            );
        }

        Assert.That(actual, Is.EqualTo(expected), "The order of the lines: " + HowToAccept);
    }

    private static string FileOf(string package)
    {
        string root = typeof(PublicApiTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "RepoRoot")
            .Value!;
        return Path.Combine(root, "tests", "Violet.Generated.Tests", "PublicApi", package + ".txt");
    }
}
