using System.Globalization;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>The process that is killed; the test runner does not come this way.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length != 4)
        {
            await Console.Error.WriteLineAsync("This assembly holds tests: run them with `dotnet test`.");
            return 1;
        }

        await WorkerApp.RunAsync(args[0], args[1], args[2], TimeSpan.FromMilliseconds(int.Parse(args[3], CultureInfo.InvariantCulture)));
        return 0;
    }
}
