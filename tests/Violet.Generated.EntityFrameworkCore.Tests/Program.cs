namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>The process that is killed; the test runner does not come this way.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length == 0)
        {
            await Console.Error.WriteLineAsync("This assembly holds tests: run them with `dotnet test`.");
            return 1;
        }

        return 0;
    }
}
