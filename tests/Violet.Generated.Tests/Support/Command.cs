using System.Diagnostics;
using System.Text;

namespace Violet.Generated.Tests.Build;

/// <summary>A program run to its end, with what it printed.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);

    /// <summary>The dotnet command that runs these tests.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Find("dotnet") ?? "dotnet";

    /// <summary>How often the generator has run.</summary>
    public int GeneratorRuns => Lines.Count(line => line.Contains("Generating C#", StringComparison.Ordinal));

    /// <summary>What MSBuild reports as errors, each once: the summary repeats them.</summary>
    public string[] Errors =>
        [.. Lines.Where(line => line.Contains(": error", StringComparison.Ordinal)).Select(WithoutProject).Distinct()];

    private IEnumerable<string> Lines => Output.Split('\n').Select(line => line.Trim());

    public static string? Find(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd"] : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    public static Task<Command> RunDotNet(string folder, params string[] arguments) => RunDotNet(folder, [], arguments);

    public static async Task<Command> RunDotNet(string folder, Dictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // What the test host was started with is not for a build of its own.
        foreach (
            string name in start
                .Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name is "CI")
                .ToArray()
        )
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // no process stays behind
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_TieredPGO"] = "0"; // which pays only in processes that live longer than a build
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took longer than {s_limit}:\n{output}");
        }
        return new Command(process.ExitCode, output.ToString());

        void Keep(object sender, DataReceivedEventArgs e)
        {
            lock (output)
                output.Append(e.Data).Append('\n');
        }
    }

    /// <summary>Fails the test with the whole output unless the command succeeded.</summary>
    public Command Succeeded()
    {
        Assert.That(ExitCode, Is.Zero, Output);
        return this;
    }

    private static string WithoutProject(string line)
    {
        int project = line.LastIndexOf(" [", StringComparison.Ordinal);
        return project > 0 && line.EndsWith(']') ? line[..project] : line;
    }
}
