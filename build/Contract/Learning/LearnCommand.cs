using Violet.Contract.Reading;

namespace Violet.Contract.Learning;

/// <summary><c>check</c> and <c>learn</c>: captures against the contract.</summary>
internal static class LearnCommand
{
    public const string Usage = """
               Violet.Contract check <file or folder>... [--as <schema>] [--contract <folder of APIs>]
               Violet.Contract learn <file or folder>... [--as <schema>] [--contract <folder of APIs>] [--write]
        """;

    /// <summary>Runs the command. 0: nothing differs. 1: something does. 2: the contract cannot be read. 64: the arguments make no
    /// sense.</summary>
    public static int Run(string[] args, TextWriter output)
    {
        List<string> files = [];
        (string? schema, string contract, bool writes) = (null, "openapi", false);
        for (int i = 1; i < args.Length; i++)
        {
            if (args[i] == "--write" && args[0] == "learn")
                writes = true;
            else if (args[i] == "--as" && i + 1 < args.Length)
                schema = args[++i];
            else if (args[i] == "--contract" && i + 1 < args.Length)
                contract = args[++i];
            else if (!args[i].StartsWith("--", StringComparison.Ordinal) && (File.Exists(args[i]) || Directory.Exists(args[i])))
                files.Add(args[i]);
            else
                return Misuse(output, $"Neither a file, a folder nor an option: {args[i]}");
        }
        if (files.Count == 0 || !Directory.Exists(contract))
            return Misuse(output, files.Count == 0 ? "No capture is named." : $"There is no folder {contract}: say --contract.");
        ContractApi[] apis = [.. Directory.GetDirectories(contract).Where(HasYaml).Order(StringComparer.Ordinal).Select(ContractApi.Read)];
        if (apis.SelectMany(api => api.Problems).ToArray() is { Length: > 0 } problems)
        {
            foreach (Problem problem in problems)
                output.WriteLine(problem);
            return 2;
        }
        var comparison = new Comparison(apis);
        HashSet<string> skipped = [];
        foreach (Capture capture in Capture.Read(files, schema, text => skipped.Add(text)))
            comparison.Add(capture);
        foreach (string text in skipped)
            output.WriteLine(text);
        bool learns = args[0] == "learn";
        int additions = learns ? Learn(comparison, apis, writes, output) : 0;
        return Differences.Write(comparison, output, isAll: !learns) + additions + skipped.Count > 0 ? 1 : 0;
    }

    private static int Learn(Comparison comparison, IReadOnlyList<ContractApi> apis, bool writes, TextWriter output)
    {
        YamlEdits edits = Learner.Learn(comparison);
        edits.Show(output);
        if (writes)
            edits.Write();
        output.WriteLine($"{edits.Count} additions{(writes ? " written; descriptions are left to do" : "; --write makes them")}.");
        output.WriteLine();
        Unseen.Write(comparison, apis, output);
        return edits.Count;
    }

    private static bool HasYaml(string folder) => Directory.EnumerateFiles(folder, "*.yaml").Any();

    private static int Misuse(TextWriter output, string text)
    {
        output.WriteLine(text);
        output.WriteLine(Usage);
        return 64;
    }
}
