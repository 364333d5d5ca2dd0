using System.Diagnostics;
using Violet.Generated.Tests.Build;

namespace Violet.Generated.Tests.Package;

/// <summary>The test server as a command, installed from its package into an empty folder.</summary>
[Category("Package"), RunsInCI]
public sealed class ToolPackageTests
{
    private const string Tool = "Violet.Generated.TestServer";

    private PackedFeed _feed = null!;

    [OneTimeSetUp]
    public async Task Pack() => _feed = await PackedFeed.Shared;

    [Test]
    public void The_tool_is_the_only_one() => Assert.That(PackedFeed.Tools, Is.EqualTo(new[] { Tool }));

    [Test]
    public async Task It_is_installed_runs_and_stops()
    {
        Consumer folder = _feed.Consumer("tool");
        (
            await Command.RunDotNet(
                folder.Folder,
                "tool",
                "install",
                Tool,
                "--version",
                PackedFeed.Version,
                "--tool-path",
                "here",
                "--configfile",
                Path.Combine(folder.Folder, "nuget.config")
            )
        ).Succeeded();

        string program = Path.Combine(folder.Folder, "here", OperatingSystem.IsWindows() ? "violet-test-server.exe" : "violet-test-server");
        var start = new ProcessStartInfo(program, ["--port", "0", "--log"])
        {
            WorkingDirectory = folder.Folder,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_ROOT"] = Path.GetDirectoryName(Path.GetFullPath(Command.DotNet)) },
        };
        using Process process = Process.Start(start)!;
        try
        {
            string? line;
            do line = await process.StandardOutput.ReadLineAsync();
            while (line?.StartsWith("Admin:", StringComparison.Ordinal) == false);
            using var http = new HttpClient();

            Assert.That(await http.GetStringAsync(new Uri($"{line!.Split(' ')[^1]}/health")), Does.Contain("ok"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
