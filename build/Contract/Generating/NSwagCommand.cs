using System.Diagnostics;
using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Generating;

/// <summary>Runs NSwag, one process for each API.</summary>
internal static partial class NSwagCommand
{
    /// <summary>Writes the API's C# from its bundle. Says which schemas NSwag has named otherwise.</summary>
    /// <exception cref="GeneratorException">NSwag fails.</exception>
    public static async Task<IReadOnlyList<Problem>> GenerateAsync(Options options, CheckedApi api, string folder)
    {
        string code = Path.Combine(folder, api.CodeFile);
        (string Name, string Value)[] variables =
        [
            ("Bundle", Path.Combine(folder, Generator.NamedFolder, api.BundleFile)),
            ("Output", code),
            ("Namespace", api.Info.Namespace),
            ("Root", api.Info.Client),
            ("Prefix", api.Info.Prefix),
        ];
        // The dotnet that runs this program is the one of the build; the one on the PATH may be another or none.
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(options.Settings)),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Assembly().Match(options.NSwag!).Groups[1].Value,
                "run",
                Path.GetFullPath(options.Settings),
                "/variables:" + string.Join(',', variables.Select(variable => $"{variable.Name}={variable.Value}")),
            },
            Environment = { ["DOTNET_TieredPGO"] = "0" }, // which pays only in processes that live longer
        };
        using Process process = Process.Start(start)!;
        string[] output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync())
            .ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode == 0)
            return api.Renamed(await File.ReadAllTextAsync(code).ConfigureAwait(false));
        string all = string.Concat(output);
        string problem = all.Split('\n').FirstOrDefault(line => Failure().IsMatch(line)) ?? all[Math.Max(0, all.Length - 500)..];
        throw new GeneratorException(options.Settings, "VIOLET042", $"NSwag failed for {api.BundleFile}: {problem}");
    }

    [GeneratedRegex("^dotnet \"?([^\"]+)\"?$")]
    private static partial Regex Assembly();

    [GeneratedRegex("exception|error", RegexOptions.IgnoreCase)]
    private static partial Regex Failure();
}
