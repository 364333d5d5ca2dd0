using System.Reflection;
using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Tests.Rules;

/// <summary>Every rule says what is wrong, where.</summary>
public sealed class RuleTests
{
    private SmallContract _contract = null!;

    [SetUp]
    public void Start() => _contract = new SmallContract();

    [TearDown]
    public void Clean() => _contract.Dispose();

    [Test]
    public void A_contract_without_a_mistake_passes() => Assert.That(_contract.Problems(), Is.Empty);

    [TestCaseSource(typeof(Mistakes), nameof(Mistakes.All))]
    public void A_mistake_is_told_with_its_place(Mistake mistake)
    {
        IReadOnlyList<Problem> problems = _contract.Edit(mistake.Before, mistake.After).Problems();

        Assert.That(problems.Select(problem => problem.Code).Distinct(), Is.EqualTo(new[] { mistake.Code }), string.Join('\n', problems));
        Assert.Multiple(() =>
        {
            Assert.That(problems[0].Text, Does.Contain(mistake.Says));
            Assert.That(SmallContract.TextAt(problems[0]), Does.StartWith(mistake.At));
        });
    }

    [Test]
    public void Every_rule_has_a_mistake()
    {
        IEnumerable<string> rules = AllRules.List.Concat(AllRules.AfterAllOthers).Select(rule => rule.Code);

        Assert.That(rules.Except(Mistakes.All.Select(mistake => mistake.Code)), Is.Empty);
    }

    [Test]
    public void Every_rule_has_a_code_of_its_own() =>
        Assert.That(AllRules.List.Concat(AllRules.AfterAllOthers).Select(rule => rule.Code), Is.Unique);

    [Test]
    public void Every_rule_stands_in_the_README()
    {
        string root = typeof(RuleTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "RepoRoot")
            .Value!;
        string readme = File.ReadAllText(Path.Combine(root, "openapi/README.md"));

        IEnumerable<string> codes = AllRules.List.Concat(AllRules.AfterAllOthers).Select(rule => $"`{rule.Code}`");

        Assert.That(codes.Where(code => !readme.Contains(code, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void What_is_not_used_is_told_after_everything_else()
    {
        _contract.Edit("{ $ref: '#/components/schemas/SoldItem' }", "{ $ref: '#/components/schemas/SoldItm' }");

        Assert.That(_contract.Problems().Select(problem => problem.Code), Is.EqualTo(new[] { "OAS-no-unresolved-refs" }));
    }

    [Test]
    public void Several_mistakes_are_told_in_the_order_of_the_files()
    {
        _contract.Edit("summary: Find items.", "summary: Find items").Edit("'What is sold.'", "''").Edit("'In words.'", "''");

        Assert.That(
            _contract.Problems().Select(problem => (Path.GetFileName(problem.Place.File), problem.Code)),
            Is.EqualTo(new[] { ("common.yaml", "VIOLET011"), ("items.yaml", "VIOLET003"), ("shop.yaml", "OAS-tag-description") })
        );
    }
}
