using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Violet.Generated.Benchmarks;

/// <summary>The table of ratios.</summary>
internal sealed class Report
{
    private readonly List<string[]> _lines = [];

    /// <summary>A ratio with an aim: at most, or at least.</summary>
    public void Add(string name, string measure, double ratio, double aim, string detail, bool atLeast = false) =>
        Add(
            name,
            measure,
            Text(ratio),
            $"{(atLeast ? "≥" : "≤")} {Text(aim)}",
            (atLeast ? ratio >= aim : ratio <= aim) ? "met" : "**not met**",
            detail
        );

    /// <summary>A figure without an aim.</summary>
    public void Add(string name, string measure, string figure, string detail) => Add(name, measure, figure, "", "", detail);

    public void Add(string name, string measure, string figure, string aim, string met, string detail)
    {
        _lines.Add([name, measure, figure, aim, met, detail]);
        Console.Error.WriteLine($"  {name}, {measure}: {figure} {met}");
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("| case | measure | result | aim | met | figures |").AppendLine("|---|---|---|---|---|---|");
        foreach (string[] line in _lines)
            text.Append("| ").AppendJoin(" | ", line).AppendLine(" |");
        return text.ToString();
    }

    public static string Machine()
    {
        string model = "unknown processor";
        if (File.Exists("/proc/cpuinfo"))
            model =
                File.ReadLines("/proc/cpuinfo")
                    .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                    ?.Split(':')[1]
                    .Trim()
                ?? model;
        string load = File.Exists("/proc/loadavg") ? $", load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the start" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB, "
                + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}{load}"
        );
    }

    public static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Milliseconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture) + " ms";

    public static string Kilobytes(double bytes) => (bytes / 1000).ToString("#,0.0", CultureInfo.InvariantCulture) + " kB";

    public static string Megabytes(double bytes) => (bytes / 1_000_000).ToString("#,0.0", CultureInfo.InvariantCulture) + " MB";
}
