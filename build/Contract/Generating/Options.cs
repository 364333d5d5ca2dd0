using Violet.Contract.Comparing;
using Violet.Contract.Learning;

namespace Violet.Contract.Generating;

/// <summary>What the build asks for.</summary>
/// <param name="Contract">The folder whose folders are the APIs.</param>
/// <param name="To">Where the bundles and the C# go.</param>
/// <param name="NSwag">NSwag's command, as its package writes it: dotnet "path"; null to stop at the bundles.</param>
/// <param name="Settings">NSwag's settings; its templates are those that they name.</param>
/// <param name="Fingerprint">Of all inputs, kept beside what is generated.</param>
/// <param name="Problems">A file for the problems; null for the console.</param>
/// <param name="Publish">The version of the documents to publish, which is all that is written then; null to generate.</param>
internal sealed record Options(
    string Contract,
    string To,
    string? NSwag,
    string Settings,
    string Fingerprint,
    string? Problems,
    string? Publish = null
)
{
    public static readonly string Usage =
        "usage: Violet.Contract <folder of APIs> <output folder> [--settings <client.nswag>] [--fingerprint <text>] [--problems <file>]\n"
        + "       Violet.Contract <folder of APIs> <output folder> --publish <version>\n"
        + LearnCommand.Usage
        + "\n"
        + CompareCommand.Usage
        + "\n"
        + "NSwag makes C# of the bundles when the environment variable NSwagExe_Net100 holds its command.";

    public static Options? Parse(string[] args)
    {
        if (args.Length < 2 || args.Length % 2 != 0)
            return null;
        Dictionary<string, string> named = [];
        for (int i = 2; i < args.Length; i += 2)
            named[args[i]] = args[i + 1];
        return new Options(
            args[0],
            Path.GetFullPath(args[1]),
            Environment.GetEnvironmentVariable("NSwagExe_Net100"),
            named.GetValueOrDefault("--settings", ""),
            named.GetValueOrDefault("--fingerprint", ""),
            named.GetValueOrDefault("--problems"),
            named.GetValueOrDefault("--publish")
        );
    }
}
