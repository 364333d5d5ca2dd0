namespace Violet.Generated.AspNetCore.Tests;

/// <summary>The other process of the tests of a fleet; the test runner does not come this way.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        await Task.CompletedTask;
        return args.Length == 0 ? 1 : 0;
    }
}
