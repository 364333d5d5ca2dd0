using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.Tests.Contract;

/// <summary>openapi/COVERAGE.md lists every operation. It is made from the contract; set VIOLET_ACCEPT=1 to write it anew.</summary>
public class CoveragePageTests
{
    private static readonly string[] s_methods = ["get", "post", "put", "patch", "delete"];

    [Test]
    public void The_coverage_page_says_what_the_contract_says()
    {
        string page = Path.Combine(RepositoryRoot(), "openapi", "COVERAGE.md");
        string expected = Render();
        if (Environment.GetEnvironmentVariable("VIOLET_ACCEPT") == "1")
            File.WriteAllText(page, expected);

        string actual = File.Exists(page) ? File.ReadAllText(page).Replace("\r\n", "\n", StringComparison.Ordinal) : "";

        Assert.That(
            actual,
            Is.EqualTo(expected),
            "openapi/COVERAGE.md is out of date. Write it anew: VIOLET_ACCEPT=1 dotnet test --filter CoveragePageTests"
        );
    }

    private static string Render()
    {
        var text = new StringBuilder();
        text.Append("# What the contract covers\n\nMade from the YAML by `CoveragePageTests`; do not edit.\n");
        string generated = Path.Combine(RepositoryRoot(), "src", "Violet.Generated", "obj", "contract");
        IEnumerable<JObject> documents = Directory
            .GetFiles(generated, "*.json")
            .Select(file => JObject.Parse(File.ReadAllText(file)))
            .OrderBy(document => (string?)document["x-api"]!["namespace"], StringComparer.Ordinal);
        foreach (JObject document in documents)
        {
            string variable = ((string)document["x-api"]!["client"]!).ToLowerInvariant();
            List<(string Method, string Path, JObject Operation)> operations =
            [
                .. from path in ((JObject)document["paths"]!).Properties()
                from method in ((JObject)path.Value).Properties()
                where s_methods.Contains(method.Name)
                select (method.Name.ToUpperInvariant(), path.Name, (JObject)method.Value),
            ];
            var schemas = ((JObject)document["components"]!["schemas"]!).Properties().Select(schema => schema.Value).ToList();
            int properties = schemas.Sum(schema => Properties(schema) + (schema["allOf"]?.Sum(Properties) ?? 0));
            int values = schemas.Sum(schema => schema["enum"]?.Count() ?? 0);
            int parameters = operations.Sum(operation => operation.Operation["parameters"]?.Count() ?? 0);
            int refusals = operations.Sum(operation => operation.Operation["x-errors"]?.Count() ?? 0);
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n## {document["info"]!["title"]}\n\n{operations.Count} operations, {parameters} parameters, "
                    + $"{schemas.Count} schemas with {properties} properties, {values} enum values, {refusals} refusals.\n"
            );
            foreach (
                IGrouping<string, (string Method, string Path, JObject Operation)>? section in operations
                    .GroupBy(operation => ((string)operation.Operation["operationId"]!).Split('_')[0])
                    .OrderBy(section => section.Key, StringComparer.Ordinal)
            )
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"\n### {section.Key}\n\n| operation | C# | paging | repeated after a failure | refused with |\n|---|---|---|---|---|\n"
                );
                foreach ((string method, string path, JObject operation) in section)
                {
                    string name = ((string)operation["operationId"]!).Split('_')[1];
                    string paging = (string?)operation["x-paging"] ?? "";
                    string twin = paging.Length > 0 ? $", `{name}All`" : "";
                    string retry = (string?)operation["x-retry"] ?? (method is "POST" or "PATCH" ? "never" : "safe");
                    string deprecated = (bool?)operation["deprecated"] == true ? " (deprecated)" : "";
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"| `{method} {path}`{deprecated} | `{variable}.{section.Key}.{name}Async`{twin} | {paging} | "
                            + $"{Repeated(retry)} | {string.Join(", ", (operation["x-errors"] ?? new JArray()).Select(Refusal))} |\n"
                    );
                }
            }
        }

        return text.ToString();
    }

    private static string Repeated(string retry) =>
        retry switch
        {
            "safe" => "yes",
            "refused-only" => "when refused, if asked for",
            _ => "no",
        };

    private static string Refusal(JToken error) => error["slug"] is { } slug ? $"{error["status"]} {slug}" : $"{error["status"]}";

    private static int Properties(JToken schema) => schema["properties"]?.Count() ?? 0;

    private static string RepositoryRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
