using System.Diagnostics;

namespace Violet.Generated.TestServer.Tests;

/// <summary>The command as a process of its own.</summary>
public sealed class ProcessTests
{
    private static readonly string s_program = typeof(StandIn).Assembly.Location;

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task It_says_how_to_call_it_and_ends_cleanly_on_a_signal(string signal)
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows has no signals.");
        using Process process = Start("--port", "0");
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Contains("Ctrl+C", StringComparison.Ordinal))
                break;
        }
        string health = lines.Single(line => line.StartsWith("Admin:", StringComparison.Ordinal)).Split(' ')[^1] + "/health";
        using var http = new HttpClient();
        string answer = await http.GetStringAsync(new Uri(health));

        using (var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]))
            await kill.WaitForExitAsync();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.That(answer, Does.Contain("ok"));
        Assert.That(string.Join('\n', lines), Does.Contain("Violet__AppSecret=").And.Contain("curl -s http://127.0.0.1:"));
        Assert.That((process.ExitCode, rest.Trim()), Is.EqualTo((0, "Stopped.")));
        Assert.That(await process.StandardError.ReadToEndAsync(), Is.Empty);
    }

    [TestCase("--help", 0, "violet-test-server [options]", "")]
    [TestCase("--frob", 2, "", "violet-test-server: There is no option '--frob': --help lists them.")]
    [TestCase("--scenario Nothing", 2, "", "violet-test-server: There is no scenario 'Nothing'.")]
    public async Task What_it_cannot_do_is_one_line_and_an_exit_code(string arguments, int exitCode, string output, string error)
    {
        using Process process = Start(arguments.Split(' '));
        string[] written = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.EqualTo(exitCode));
        Assert.That(written[0], Does.Contain(output));
        Assert.That(written[1], Does.StartWith(error));
        Assert.That(written[1].Split('\n'), Has.Length.LessThanOrEqualTo(2));
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [s_program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
}
