using System.Text.RegularExpressions;

namespace Violet.Generated.Tests.Build;

/// <summary>A mistake in the contract stops the build with one line per problem that an IDE can click.</summary>
[Category("Build")]
public sealed class BrokenContractTests
{
    private RepositoryCopy _copy = null!;

    [OneTimeSetUp]
    public void Copy()
    {
        _copy = new RepositoryCopy();
        _copy.TakeGenerated();
    }

    [OneTimeTearDown]
    public void Remove() => _copy.Dispose();

    [TearDown]
    public void Undo() => _copy.Restore();

    private static readonly object[][] s_mistakes =
    [
        ["YAML that is none", "      operationId: Orders_Get\n", "      operationId: 'Orders_Get\n", "OAS-yaml", null!],
        [
            "An unknown $ref",
            "'#/components/schemas/Order' }",
            "'#/components/schemas/Ordr' }",
            "OAS-no-unresolved-refs",
            "#/components/schemas/Ordr",
        ],
        [
            "A file that does not exist",
            "'common.yaml#/components/parameters/Page'",
            "'comon.yaml#/components/parameters/Page'",
            "OAS-no-unresolved-refs",
            "comon.yaml",
        ],
        [
            "An operationId twice",
            "operationId: Orders_Get\n",
            "operationId: Orders_Search\n",
            "OAS-operation-operationId-unique",
            "Orders_Search",
        ],
        ["A snake_case parameter without a C# name", "      x-originalName: bagId\n", "", "VIOLET007", "bag_id"],
        [
            "No error response",
            "        default: { $ref: 'common.yaml#/components/responses/Error' }\n",
            "",
            "VIOLET002",
            "default: { $ref: 'common.yaml#/components/responses/Error' }",
        ],
        ["A POST that does not say whether it may be repeated", "      x-retry: safe\n", "", "VIOLET004", "x-retry"],
    ];

    [TestCaseSource(nameof(s_mistakes))]
    public async Task A_mistake_is_one_line_with_its_place(string mistake, string before, string after, string code, string? says)
    {
        _copy.Edit("openapi/violet/orders.yaml", before, after);

        Command build = await _copy.Generate();

        string[] lines = [.. build.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        Assert.That(build.ExitCode, Is.Not.Zero, build.Output);
        Assert.That(build.Errors, Is.Not.Empty, build.Output);
        Assert.Multiple(() =>
        {
            Assert.That(
                lines,
                Has.Length.EqualTo(build.Errors.Length + 1),
                "nothing is printed but that it generates and the errors:\n" + build.Output
            );
            Assert.That(build.Errors, Is.All.Match(@"^.+\.yaml\(\d+,\d+\): error [A-Za-z0-9-]+: \S"), mistake);
            Assert.That(
                build.Errors,
                Has.Some.Match($@"orders\.yaml\(\d+,\d+\): error {Regex.Escape(code)}: .*{Regex.Escape(says ?? "")}")
            );
        });
    }

    [Test]
    public async Task The_place_is_where_the_mistake_is()
    {
        string[] lines = await File.ReadAllLinesAsync(_copy.PathOf("openapi/violet/orders.yaml"));
        int line = Array.FindIndex(lines, text => text.Contains("operationId: Orders_Get", StringComparison.Ordinal)) + 1;
        _copy.Edit("openapi/violet/orders.yaml", "operationId: Orders_Get\n", "operationId: get_order\n");

        Command build = await _copy.Generate();

        Assert.That(build.Errors, Has.Some.Contains($"orders.yaml({line},"), build.Output);
    }

    [Test]
    public async Task Several_mistakes_are_all_listed_and_nothing_is_generated_until_they_are_mended()
    {
        string before = string.Concat(_copy.ReadGenerated());
        _copy.Edit("openapi/violet/orders.yaml", "operationId: Orders_Get\n", "operationId: get_order\n");
        _copy.Edit("openapi/rutter/rutter.yaml", "operationId: ", "operationId: not ");

        Command broken = await _copy.Generate();
        Command again = await _copy.Generate();

        Assert.Multiple(() =>
        {
            Assert.That(broken.Errors, Has.Some.Contains("orders.yaml(").And.Some.Contains("rutter.yaml("), broken.Output);
            Assert.That(again.ExitCode, Is.Not.Zero, "a broken contract stays broken");
            Assert.That(string.Concat(_copy.ReadGenerated()), Is.EqualTo(before));
        });
    }
}
