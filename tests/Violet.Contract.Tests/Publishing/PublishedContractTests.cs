using System.Reflection;
using System.Text.Json.Nodes;
using Violet.Contract.Generating;
using Violet.Contract.Publishing;
using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Tests.Publishing;

/// <summary>The documents that are published: those of this repository's contract, for programs that know nothing of ours.</summary>
[TestFixture("violet")]
[TestFixture("rutter")]
public sealed class PublishedContractTests(string api)
{
    private static readonly string s_openApi = Path.Combine(
        typeof(PublishedContractTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "RepoRoot").Value!,
        "openapi"
    );

    private string _folder = null!;
    private JsonObject _document = null!;
    private List<JsonObject> _objects = null!;

    [OneTimeSetUp]
    public async Task Publish()
    {
        _folder = Directory.CreateTempSubdirectory("violet-published-").FullName;
        var options = new Options(s_openApi, _folder, null, "", "", null, "1.2.3-beta.4");
        Assert.That(await Publisher.PublishAsync(options, options.Publish!), Is.Empty);
        _document = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, api + ".openapi.json")))!;
        _objects = PublishedDocument.Objects(_document);
    }

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Nothing_stands_beside_a_reference_which_other_programs_would_not_read() =>
        Assert.That(_objects.Where(node => node["$ref"] is JsonValue && node.Count > 1).Select(node => node.GetPath()), Is.Empty);

    [Test]
    public void Every_reference_leads_to_a_part_of_the_document()
    {
        string[] references =
        [
            .. _objects.Select(node => node["$ref"]).OfType<JsonValue>().Select(reference => reference.GetValue<string>()),
        ];

        Assert.That(references, Is.Not.Empty.And.All.StartsWith("#/components/"));
        Assert.That(
            references.Where(reference => reference[2..].Split('/').Aggregate((JsonNode?)_document, (node, key) => node?[key]) is null),
            Is.Empty
        );
    }

    [Test]
    public void No_extension_says_how_CSharp_names_something()
    {
        string[] extensions =
        [
            .. _objects
                .SelectMany(node => node.Select(value => value.Key))
                .Where(key => key.StartsWith("x-", StringComparison.Ordinal))
                .Distinct(),
        ];
        string page = File.ReadAllText(Path.Combine(s_openApi, "README.md"));
        string published = page[page.IndexOf("## The published documents", StringComparison.Ordinal)..];

        Assert.That(extensions, Has.None.EqualTo("x-csharp").And.None.EqualTo("x-api").And.None.EqualTo("x-originalName"));
        Assert.That(
            extensions.Where(extension => !published.Contains($"`{extension}`", StringComparison.Ordinal)),
            Is.Empty,
            "openapi/README.md says which extensions are published"
        );
    }

    [Test]
    public void Its_version_is_the_packages_and_the_APIs_own_stands_beside_it()
    {
        JsonNode info = _document["info"]!;

        Assert.That((string?)info["version"], Is.EqualTo("1.2.3-beta.4"));
        Assert.That((string?)info["x-api-version"], Is.EqualTo(api == "rutter" ? "2024-08-31" : "1.0"));
        Assert.That((string?)info["contact"]?["name"], Is.Not.Empty);
    }

    [Test]
    public void Every_body_of_an_operation_has_an_example()
    {
        string[] without =
        [
            .. from operation in PublishedDocument.Operations(_document)
            from body in Bodies(operation.Operation)
            where body["example"] is null
            select (string?)operation.Operation["operationId"],
        ];

        Assert.That(without, Is.Empty);

        IEnumerable<JsonNode> Bodies(JsonObject operation) =>
            new[] { operation["requestBody"], operation["responses"]!.AsObject().First().Value }
                .OfType<JsonNode>()
                .Select(body => PublishedDocument.Resolve(_document, body)["content"]?["application/json"])
                .OfType<JsonNode>();
    }

    [Test]
    public void Every_operation_has_a_description() =>
        Assert.That(PublishedDocument.Operations(_document).Where(operation => operation.Operation["description"] is null), Is.Empty);

    /// <summary>JSON is YAML, so the rules that the contract itself is held to read it: structure, types, references, examples.</summary>
    [Test]
    public void The_rules_of_OpenAPI_find_nothing()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, api)).FullName;
        File.Copy(Path.Combine(_folder, api + ".openapi.json"), Path.Combine(folder, api + ".yaml"));
        var contract = ContractApi.Read(folder);

        IEnumerable<Problem> problems = Walk.Check(contract, AllRules.List).Concat(contract.Problems);

        Assert.That(problems.Where(problem => problem.Code.StartsWith("OAS", StringComparison.Ordinal)), Is.Empty);
    }
}
