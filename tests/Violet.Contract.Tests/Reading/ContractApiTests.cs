using Violet.Contract.Reading;

namespace Violet.Contract.Tests.Reading;

/// <summary>Which files make an API, and what is said when they do not.</summary>
public sealed class ContractApiTests
{
    private SmallContract _contract = null!;

    [SetUp]
    public void Start() => _contract = new SmallContract();

    [TearDown]
    public void Clean() => _contract.Dispose();

    [Test]
    public void The_root_says_how_the_API_is_called() =>
        Assert.That(ContractApi.Read(_contract.ApiFolder).Info, Is.EqualTo(new ApiInfo("shop", "Shop.Generated", "Shop", "")));

    [Test]
    public void A_root_under_another_name_is_told()
    {
        File.Move(_contract.PathOf("shop.yaml"), _contract.PathOf("shops.yaml"));

        Problem problem = _contract.Problems().Single();

        Assert.That(problem.Code, Is.EqualTo("VIOLET000"));
        Assert.That(problem.Place.File, Does.EndWith("shop.yaml"));
        Assert.That(problem.Text, Does.Contain("Did you mean 'shops.yaml'?"));
    }

    [Test]
    public void A_file_that_is_no_YAML_hides_the_references_into_it()
    {
        _contract.Edit("components:\n  parameters:", "components:\n  parameters: [");

        Assert.That(_contract.Problems().Select(problem => problem.Code).Distinct(), Is.EqualTo(new[] { "OAS-yaml" }));
    }

    [Test]
    public void A_file_outside_of_the_folder_is_read_when_something_refers_to_it()
    {
        Directory.CreateDirectory(Path.Combine(_contract.Folder, "shared"));
        File.Move(_contract.PathOf("common.yaml"), Path.Combine(_contract.Folder, "shared", "common.yaml"));
        string items = File.ReadAllText(_contract.PathOf("items.yaml"));
        _contract.Write("items.yaml", items.Replace("'common.yaml#", "'../shared/common.yaml#", StringComparison.Ordinal));

        Assert.That(_contract.Problems(), Is.Empty);
    }

    [Test]
    public void References_in_a_circle_are_told()
    {
        _contract.Edit("    Page:\n", "    Round: { $ref: '#/components/parameters/Round' }\n    Page:\n");

        Assert.That(_contract.Problems().Select(problem => problem.Text), Has.Some.Contains("go round in a circle"));
    }
}
