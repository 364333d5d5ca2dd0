using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Operations;

/// <summary>Every parameter says what it is.</summary>
internal sealed class ParametersAreDescribed() : Rule("OAS-parameter-description", OpenApi30.Parameter)
{
    public override void Check(Visit visit)
    {
        if (visit["description"].IsBlank())
        {
            visit.Report(
                (visit["description"] ?? visit.Node).KeyPlace,
                $"The parameter '{visit["name"]?.Text}' has no description. Say what it is, its unit, what leaving it out means."
            );
        }
    }
}

/// <summary>A parameter stands once in an operation.</summary>
internal sealed class ParametersDiffer() : Rule("OAS-operation-parameters-unique", OpenApi30.Operation, OpenApi30.PathItem)
{
    public override void Check(Visit visit)
    {
        var seen = new HashSet<(string?, string?)>();
        foreach (Node item in visit["parameters"].Items())
        {
            if (visit.Follow(item) is { } parameter && parameter["name"]?.Text is { } name && !seen.Add((name, parameter["in"]?.Text)))
                visit.Report(item.Place, $"The parameter '{name}' stands in the list twice: keep one.");
        }
    }
}

/// <summary>Parameters have C# names: camelCase, each once, and none that is taken.</summary>
internal sealed class ParametersHaveNames() : Rule("VIOLET007", OpenApi30.Operation)
{
    /// <summary>Names that the templates use themselves, and keywords that would show as @event.</summary>
    private static readonly HashSet<string> s_taken = ["request", "cancellationToken", .. CSharpWords.Keywords];

    public override void Check(Visit visit)
    {
        var names = new HashSet<string>();
        // One that stands in the list twice is told by operation-parameters-unique.
        foreach (
            Node parameter in visit.Api.ParametersOf(visit.Node).DistinctBy(parameter => (parameter["name"]?.Text, parameter["in"]?.Text))
        )
        {
            Node? given = parameter["x-originalName"];
            Node? wire = parameter["name"];
            if ((given ?? wire)?.Text is not { Length: > 0 } name || wire is null) // struct
                continue;
            if (!NodeExtensions.IsCamelCase(name))
            {
                visit.Report(
                    (given ?? wire).Place,
                    given is null
                        ? $"Parameter '{name}' needs x-originalName, its C# name in camelCase (such as merchantId)."
                        : $"x-originalName '{name}' of a parameter must be camelCase, such as merchantId."
                );
            }
            else if (s_taken.Contains(name))
            {
                visit.Report(wire.Place, $"Parameter '{name}' needs another C# name, by x-originalName: this one is taken or a keyword.");
            }
            else if (names.Contains(name))
            {
                visit.Report(wire.Place, $"Two parameters of this operation are called '{name}' in C#: give one another x-originalName.");
            }

            names.Add(name);
        }
    }
}

/// <summary>x-from-options names an option.</summary>
internal sealed class OptionsAreNamed() : Rule("VIOLET008", OpenApi30.Parameter)
{
    public override void Check(Visit visit)
    {
        if (visit["x-from-options"] is { } option && !NodeExtensions.IsPascalCase(option.Text ?? ""))
            visit.Report(option.Place, $"x-from-options names a property of VioletOptions, such as AppId, not '{option.Text}'.");
    }
}
