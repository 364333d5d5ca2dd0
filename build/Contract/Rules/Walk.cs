using Violet.Contract.Reading;

namespace Violet.Contract.Rules;

/// <summary>Shows every object of an API to the rules, once, however many references lead to it.</summary>
internal sealed class Walk
{
    private readonly ContractApi _api;
    private readonly HashSet<Problem> _problems = [];
    private readonly HashSet<(Node, Kind)> _seen = [];
    private readonly Dictionary<Kind, Rule[]> _rulesByKind = [];
    private readonly IReadOnlyList<Rule> _rules;

    private Walk(ContractApi api, IReadOnlyList<Rule> rules) => (_api, _rules) = (api, rules);

    /// <summary>What is wrong with the API, in the order of the files.</summary>
    public static IReadOnlyList<Problem> Check(ContractApi api, IReadOnlyList<Rule> rules)
    {
        var walk = new Walk(api, rules);
        walk.WalkDocuments();
        foreach (Rule rule in rules)
            rule.CheckAll(api, walk.ReportOf(rule));
        return [.. walk._problems.Order()];
    }

    private void WalkDocuments()
    {
        foreach ((string file, MapNode document) in _api.Documents)
        {
            if (file == _api.RootFile)
                WalkObject(document, OpenApi30.Root);
            else if (!_seen.Any(seen => seen.Item1 == document)) // a file that holds one schema
                WalkObject(document, OpenApi30.Section);
        }
    }

    private void WalkValue(Node node, Shape shape)
    {
        switch (shape, node)
        {
            case (ObjectShape { Kind: var kind }, MapNode map):
                WalkObject(map, kind);
                break;
            case (ExtensionShape, MapNode { Reference: not null } reference):
                WalkObject(reference, OpenApi30.Schema);
                break;
            case (ExtensionShape, MapNode or ListNode):
                foreach (Node value in node.Children)
                    WalkValue(value, shape);
                break;
            case (FlagOrShape { Kind: var kind }, MapNode map):
                WalkObject(map, kind);
                break;
            case (ListShape { Items: var items }, ListNode list):
                foreach (Node item in list.Children)
                    WalkValue(item, items);
                break;
            case (MapShape { Values: var values }, MapNode map):
                foreach (Node value in map.Children)
                    WalkValue(value, values);
                break;
        }
    }

    private void WalkObject(MapNode map, Kind kind)
    {
        if (!_seen.Add((map, kind)))
            return;
        bool isReference = map.Reference is not null && kind.IsReferable;
        foreach (Rule rule in RulesFor(kind))
        {
            var visit = new Visit(map, kind, _api, ReportOf(rule));
            if (isReference)
                rule.CheckReference(visit);
            else
                rule.Check(visit);
        }
        if (isReference)
        {
            if (_api.Follow(map) is { } target && kind.Fits(target))
                WalkValue(target, kind);
            return;
        }
        foreach (Node value in map.Children)
        {
            if (kind[value.Key] is { } shape)
                WalkValue(value, shape);
        }
    }

    private Rule[] RulesFor(Kind kind)
    {
        if (!_rulesByKind.TryGetValue(kind, out Rule[]? rules))
            _rulesByKind.Add(kind, rules = [.. _rules.Where(rule => rule.Kinds.Count == 0 || rule.Kinds.Contains(kind))]);
        return rules;
    }

    private Report ReportOf(Rule rule) => (place, text) => _problems.Add(new Problem(place, rule.Code, text));
}
