using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Paths;

/// <summary>The contract says under which license it may be used.</summary>
internal sealed class InfoHasLicense() : Rule("OAS-info-license", OpenApi30.Root)
{
    public override void Check(Visit visit)
    {
        if (visit["info"] is MapNode info && info["license"] is null)
            visit.Report(info.KeyPlace, "info needs a license, such as { name: MIT, url: 'https://opensource.org/license/mit' }.");
    }
}

/// <summary>The API has an address.</summary>
internal sealed class ServersAreGiven() : Rule("OAS-no-empty-servers", OpenApi30.Root)
{
    public override void Check(Visit visit)
    {
        if (visit["servers"].Items().Count == 0)
        {
            visit.Report(
                (visit["servers"] ?? visit.Node).KeyPlace,
                "servers lists at least one address, such as { url: 'https://api.example.com/v1' }."
            );
        }
    }
}

/// <summary>An address does not end with a slash, since every path begins with one.</summary>
internal sealed class ServersEndWithoutSlash() : Rule("OAS-no-server-trailing-slash", OpenApi30.Server)
{
    public override void Check(Visit visit)
    {
        if (visit["url"]?.Text is { Length: > 1 } url && url.EndsWith('/'))
            visit.Report(visit["url"]!.Place, $"The address '{url}' ends with a slash: leave it off.");
    }
}

/// <summary>The variables of an address are those that are defined beside it.</summary>
internal sealed partial class ServerVariablesAreDefined() : Rule("OAS-no-undefined-server-variable", OpenApi30.Server)
{
    public override void Check(Visit visit)
    {
        if (visit["url"]?.Text is not { } url)
            return;
        string[] used = [.. Variable().Matches(url).Select(match => match.Groups[1].Value)];
        foreach (string name in used.Where(name => visit["variables"]?[name] is null))
            visit.Report(visit["url"]!.Place, $"The variable '{name}' of the address is not defined: add it to variables.");
        foreach (Node variable in visit["variables"].Values().Where(variable => !used.Contains(variable.Key)))
        {
            visit.Report(
                variable.KeyPlace,
                $"The variable '{variable.Key}' is not in the address '{url}'.{Spelling.DidYouMean(variable.Key, used)}"
            );
        }
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Variable();
}

/// <summary>Every operation says how a call is authenticated, by schemes that are defined.</summary>
internal sealed class SecurityIsDefined() : Rule("OAS-security-defined")
{
    public override void CheckAll(ContractApi api, Report report)
    {
        MapNode root = api.Root!;
        CheckNames(root["security"], api, report);
        foreach (Node operation in api.Operations())
        {
            if (operation["security"] is { } security)
                CheckNames(security, api, report);
            else if (root["security"] is null)
                report(operation.KeyPlace, "Every operation needs security: write it here, or in the root for all.");
        }
    }

    private static void CheckNames(Node? security, ContractApi api, Report report)
    {
        Node? schemes = api.Root!["components"]?["securitySchemes"];
        foreach (Node requirement in security.Items().SelectMany(requirement => requirement.Values()))
        {
            if (schemes?[requirement.Key] is null)
            {
                report(
                    requirement.KeyPlace,
                    $"There is no security scheme '{requirement.Key}' in components/securitySchemes of {Path.GetFileName(api.RootFile)}."
                        + Spelling.DidYouMean(requirement.Key, schemes.Values().Select(scheme => scheme.Key))
                );
            }
        }
    }
}

/// <summary>Tags say what their section is about: it becomes the summary of the client.</summary>
internal sealed class TagsAreDescribed() : Rule("OAS-tag-description", OpenApi30.Tag)
{
    public override void Check(Visit visit)
    {
        if (visit["description"].IsBlank())
            visit.Report(visit.Node.Place, $"The tag '{visit["name"]?.Text}' needs a description: what its operations are about.");
    }
}

/// <summary>A tag stands once in the list.</summary>
internal sealed class TagsDiffer() : Rule("OAS-no-duplicated-tag-names", OpenApi30.Root)
{
    public override void Check(Visit visit)
    {
        var seen = new HashSet<string>();
        foreach (Node name in visit["tags"].Items().Select(tag => tag["name"]).OfType<Node>())
        {
            if (name.Text is { } text && !seen.Add(text))
                visit.Report(name.Place, $"The tag '{text}' stands in the list twice: keep one.");
        }
    }
}

/// <summary>x-api says how the API is called in C#. It is the one place that does.</summary>
internal sealed partial class ApiHasNames() : Rule("VIOLET024", OpenApi30.Root)
{
    private static readonly string[] s_keys = ["namespace", "client", "prefix"];

    public override void Check(Visit visit)
    {
        if (visit["x-api"] is not MapNode api)
        {
            visit.Report(
                (visit["x-api"] ?? visit.Node).KeyPlace,
                "The root says how the API is called in C#: x-api: { namespace: Violet.Generated, client: Violet, prefix: '' }."
            );
            return;
        }
        foreach (Node value in api.Children.Where(value => !s_keys.Contains(value.Key)))
        {
            visit.Report(
                value.KeyPlace,
                $"x-api has namespace, client and prefix, not '{value.Key}'.{Spelling.DidYouMean(value.Key, s_keys)}"
            );
        }

        if (api["namespace"]?.Text is not { } name || !Namespace().IsMatch(name))
            visit.Report((api["namespace"] ?? api).Place, "x-api needs a namespace, such as Violet.Generated.");
        if (api["client"]?.Text is not { } client || !NodeExtensions.IsPascalCase(client))
            visit.Report((api["client"] ?? api).Place, "x-api needs a client in PascalCase, such as Violet for VioletClient.");
        if (
            api["prefix"] is not ScalarNode { Kind: ScalarKind.Text } prefix
            || (prefix.Value.Length > 0 && !NodeExtensions.IsPascalCase(prefix.Value))
        )
        {
            visit.Report(
                (api["prefix"] ?? api).Place,
                "x-api needs a prefix in PascalCase for the clients of its sections, or '' for none."
            );
        }
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]*)*\z")]
    private static partial Regex Namespace();
}
