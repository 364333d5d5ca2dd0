using System.Text.RegularExpressions;
using Violet.Contract.Learning;
using Violet.Contract.Reading;

namespace Violet.Contract.Comparing;

/// <summary><c>compare</c>: a published OpenAPI document against the contract, without the differences that are meant.</summary>
internal static class CompareCommand
{
    public const string Usage =
        "       Violet.Contract compare <their document>... [--api <folder, else openapi/violet>]"
        + " [--meant <file, else openapi/differences.txt>]";

    /// <summary>Runs the command. 0: nothing differs but what is meant to. 1: something does. 2: a file cannot be read. 64: the arguments
    /// make no sense.</summary>
    public static int Run(string[] args, TextWriter output)
    {
        List<string> files = [];
        (string folder, string meantFile) = ("openapi/violet", "openapi/differences.txt");
        for (int i = 1; i < args.Length; i++)
        {
            if (args[i] == "--api" && i + 1 < args.Length)
                folder = args[++i];
            else if (args[i] == "--meant" && i + 1 < args.Length)
                meantFile = args[++i];
            else if (File.Exists(args[i]))
                files.Add(Path.GetFullPath(args[i]));
            else
                return Misuse(output, $"Neither a file nor an option: {args[i]}");
        }
        if (files.Count == 0 || !Directory.Exists(folder))
            return Misuse(output, files.Count == 0 ? "No document is named." : $"There is no folder {folder}: say --api.");
        var ours = ContractApi.Read(folder);
        List<Problem> problems = [.. ours.Problems];
        List<PublishedApi> theirs = [];
        foreach (string file in files)
        {
            (Node? document, IReadOnlyList<Problem> mistakes) = YamlFile.Read(file, File.ReadAllText(file));
            problems.AddRange(mistakes);
            if (document is not null)
                theirs.Add(new PublishedApi(document));
        }
        (Regex Pattern, string Line)[] meant = File.Exists(meantFile) ? [.. ReadMeant(meantFile, problems)] : [];
        foreach (Problem problem in problems)
            output.WriteLine(problem);
        return problems.Count > 0 ? 2 : Write(Upstream.Compare(ours, theirs), meant, output);
    }

    private static int Write(IReadOnlyDictionary<string, Place> differences, (Regex Pattern, string Line)[] meant, TextWriter output)
    {
        string[] fresh =
        [
            .. differences.Keys.Where(difference => !meant.Any(line => line.Pattern.IsMatch(difference))).Order(StringComparer.Ordinal),
        ];
        foreach (string difference in fresh)
            output.WriteLine($"{Differences.Show(differences[difference])}: {difference}");
        string[] gone = [.. meant.Where(line => !differences.Keys.Any(line.Pattern.IsMatch)).Select(line => line.Line)];
        foreach (string line in gone)
            output.WriteLine($"Differs no longer, so remove it: {line}");
        output.WriteLine($"+ theirs has, - ours has: {fresh.Length} differences, and {differences.Count - fresh.Length} that are meant.");
        return fresh.Length + gone.Length > 0 ? 1 : 0;
    }

    /// <summary>Lines such as <c>+ POST /catalog_consumer/* | It writes to the catalog.</c></summary>
    private static IEnumerable<(Regex, string)> ReadMeant(string file, List<Problem> problems)
    {
        string[] lines = File.ReadAllLines(file);
        for (int i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]) || lines[i].StartsWith('#'))
                continue;
            string[] parts = lines[i].Split('|', 2, StringSplitOptions.TrimEntries);
            if (parts is not [['+' or '-', ' ', ..], { Length: > 0 }])
            {
                const string text = "A line is '+ what theirs has | why' or '- what ours has | why'; * stands for anything.";
                problems.Add(new Problem(new Place(Path.GetFullPath(file), i + 1, 1), "VIOLET033", text));
                continue;
            }
            string pattern = Regex.Escape(parts[0]).Replace(@"\*", ".*", StringComparison.Ordinal);
            yield return (new Regex($@"^{pattern}\z", RegexOptions.NonBacktracking), lines[i]);
        }
    }

    private static int Misuse(TextWriter output, string text)
    {
        output.WriteLine(text);
        output.WriteLine(Usage);
        return 64;
    }
}
