using System.Globalization;
using Violet.Generated.AspNetCore.Tests.Tokens;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>The other process in the test of a fleet of clients, and the app of a WebApplicationFactory; the test runner does not come this
/// way.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Any(arg => arg.StartsWith("--applicationName=", StringComparison.Ordinal)))
        {
            await Webhooks.ShopApp.RunAsync(args);
            return 0;
        }

        if (args.Length != 2)
        {
            await Console.Error.WriteLineAsync("This assembly holds tests: run them with `dotnet test`.");
            return 1;
        }

        static string Setting(string name) => Environment.GetEnvironmentVariable(name)!;
        await Console.Out.WriteLineAsync("ready");
        Task go = Task.Run(Console.In.ReadLineAsync);
        int called = await FleetOfClients.RunAsync(
            new Uri(args[0]),
            args[1],
            Setting("FLEET_USERNAME"),
            Setting("FLEET_PASSWORD"),
            long.Parse(Setting("FLEET_APP_ID"), CultureInfo.InvariantCulture),
            Setting("FLEET_APP_SECRET"),
            go
        );
        await Console.Out.WriteLineAsync(called.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
