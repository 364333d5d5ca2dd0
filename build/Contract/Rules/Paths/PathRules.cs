using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Paths;

/// <summary>A path does not end with a slash.</summary>
internal sealed class PathsEndWithoutSlash() : Rule("OAS-no-path-trailing-slash", OpenApi30.Paths)
{
    public override void Check(Visit visit)
    {
        foreach (Node path in visit.Node.Children.Where(path => path.Key.Length > 1 && path.Key.EndsWith('/')))
            visit.Report(path.KeyPlace, $"The path '{path.Key}' ends with a slash: leave it off.");
    }
}

/// <summary>Two paths differ in more than the names of their parameters.</summary>
internal sealed partial class PathsDiffer() : Rule("OAS-no-identical-paths", OpenApi30.Paths)
{
    public override void Check(Visit visit)
    {
        var seen = new Dictionary<string, string>();
        foreach (Node path in visit.Node.Children)
        {
            if (!seen.TryAdd(Parameter().Replace(path.Key, "{}"), path.Key))
            {
                visit.Report(
                    path.KeyPlace,
                    $"The path is the same as '{seen[Parameter().Replace(path.Key, "{}")]}' but for the names of parameters."
                );
            }
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}

/// <summary>Every parameter in a path has a name.</summary>
internal sealed class PathParametersHaveNames() : Rule("OAS-path-declaration-must-exist", OpenApi30.Paths)
{
    public override void Check(Visit visit)
    {
        foreach (Node path in visit.Node.Children.Where(path => path.Key.Contains("{}", StringComparison.Ordinal)))
            visit.Report(path.KeyPlace, $"A parameter in the path '{path.Key}' has no name: write it between the braces.");
    }
}

/// <summary>A query is no part of a path.</summary>
internal sealed class PathsHaveNoQuery() : Rule("OAS-path-not-include-query", OpenApi30.Paths)
{
    public override void Check(Visit visit)
    {
        foreach (Node path in visit.Node.Children.Where(path => path.Key.Contains('?', StringComparison.Ordinal)))
            visit.Report(path.KeyPlace, $"The path '{path.Key}' holds a query: write its parts as parameters, in: query.");
    }
}

/// <summary>The parameters of a path are those that its operations have, in: path.</summary>
internal sealed partial class PathParametersAreDefined() : Rule("OAS-path-parameters-defined")
{
    public override void CheckAll(ContractApi api, Report report)
    {
        foreach (Node path in api.Root!["paths"].Values())
        {
            string[] named = [.. Parameter().Matches(path.Key).Select(match => match.Groups[1].Value)];
            Node? item = api.Follow(path);
            foreach (Node operation in OpenApi30.Verbs.Select(verb => item?[verb]).OfType<MapNode>())
                Check(path.Key, named, [.. api.ParametersOf(item!), .. api.ParametersOf(operation)], operation, report);
        }
    }

    private static void Check(string path, string[] named, Node[] parameters, Node operation, Report report)
    {
        Node[] inPath = [.. parameters.Where(parameter => parameter["in"]?.Text == "path")];
        string?[] defined = [.. inPath.Select(parameter => parameter["name"]?.Text)];
        foreach (string name in named.Except(defined).OfType<string>())
        {
            report(
                operation.KeyPlace,
                $"The path '{path}' has a parameter '{name}' that this operation does not define: add it, in: path."
            );
        }

        foreach (Node parameter in inPath.Where(parameter => parameter["name"]?.Text is { } name && !named.Contains(name)))
        {
            string name = parameter["name"]!.Text!;
            report(parameter["name"]!.Place, $"The parameter '{name}' is not in the path '{path}'.{Spelling.DidYouMean(name, named)}");
        }
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Parameter();
}

/// <summary>The list of paths in the root says each path twice: as the key and in the reference.</summary>
internal sealed class PathsAreListedAsWritten() : Rule("VIOLET009", OpenApi30.Paths)
{
    public override void Check(Visit visit)
    {
        foreach (Node path in visit.Node.Children.Where(path => path is MapNode { Reference: not null }))
        {
            if (visit.Follow(path) is { } written && written.Key != path.Key && written.Key.Length > 0)
            {
                visit.Report(
                    path.Place,
                    $"The list names '{path.Key}', but the reference leads to '{written.Key}': write the same path twice."
                );
            }
        }
    }
}

/// <summary>Parameters of the path would come after the body in the C# method.</summary>
internal sealed class OperationsOwnTheirParameters() : Rule("VIOLET023", OpenApi30.PathItem)
{
    public override void Check(Visit visit)
    {
        if (visit["parameters"] is { } parameters)
            visit.Report(parameters.KeyPlace, "Parameters stand in each operation: move them there (by $ref, where several share one).");
    }
}

/// <summary>What a section file describes is in the client: its paths are listed in the root.</summary>
internal sealed class PathsAreListed() : Rule("VIOLET030")
{
    public override void CheckAll(ContractApi api, Report report)
    {
        foreach ((string file, MapNode document) in api.Documents.Where(document => document.Key != api.RootFile))
        {
            foreach (Node path in document["paths"].Values().Where(path => api.Root!["paths"]?[path.Key] is null))
            {
                report(
                    path.KeyPlace,
                    $"The path is not listed in {Path.GetFileName(api.RootFile)}. Add there: {path.Key}: {{ $ref: "
                        + $"'{Path.GetFileName(file)}#/paths/{Reference.Escape(path.Key)}' }}"
                );
            }
        }
    }
}
