using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;

namespace Violet.Generated.Tests.Contract;

/// <summary>
/// A schema must not be named like a type that the code uses: it would hide that type, in files that nobody has touched. The check of the
/// contract (VIOLET028) knows the names from a list. Set VIOLET_ACCEPT=1 to add those that are missing.
/// </summary>
public sealed class TakenTypeNamesTests
{
    private static readonly string s_list = Path.Combine(Build.RepositoryCopy.Original, "build/Contract/Rules/Schemas/TakenTypeNames.txt");

    [Test]
    public void The_list_of_taken_names_has_every_type_that_the_code_uses()
    {
        string[] listed = File.ReadAllLines(s_list);
        string[] used =
        [
            .. new[] { typeof(VioletModel), typeof(Testing.VioletTestServer) }
                .SelectMany(type => UsedNames(type.Assembly.Location))
                .Distinct(),
        ];
        if (Environment.GetEnvironmentVariable("VIOLET_ACCEPT") == "1")
            File.WriteAllLines(s_list, listed = [.. listed.Union(used).Order(StringComparer.Ordinal)]);

        Assert.That(
            used.Except(listed).Order(StringComparer.Ordinal),
            Is.Empty,
            "Add them: VIOLET_ACCEPT=1 dotnet test tests/Violet.Generated.Tests --filter TakenTypeNamesTests"
        );
    }

    /// <summary>Types that the assembly takes from others, and its own in the client's namespaces that are not made from the
    /// contract.</summary>
    private static IEnumerable<string> UsedNames(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        var names = new List<string>();
        foreach (TypeReference type in metadata.TypeReferences.Select(metadata.GetTypeReference))
        {
            if (!type.Namespace.IsNil && !metadata.GetString(type.Namespace).StartsWith("Violet.", StringComparison.Ordinal))
                names.Add(metadata.GetString(type.Name));
        }

        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            if (IsOfClient(metadata.GetString(type.Namespace)))
                names.Add(metadata.GetString(type.Name));
        }

        return names.Select(name => name.Split('`')[0]).Where(name => !name.StartsWith('<') && !s_generated.Contains(name));
    }

    /// <summary>Generated code imports the client's namespaces; those of the test server are its own.</summary>
    private static bool IsOfClient(string space) =>
        space.StartsWith("Violet.Generated", StringComparison.Ordinal)
        && !space.StartsWith("Violet.Generated.Testing", StringComparison.Ordinal);

    private static readonly HashSet<string> s_generated =
    [
        .. from document in Rules.Contract.Documents
        let api = document.Document
        from name in SchemaTypes(api).Concat(ClientTypes(api))
        select name,
    ];

    private static IEnumerable<string> SchemaTypes(JsonNode api) =>
        api["components"]!["schemas"]!.AsObject().SelectMany(schema => new[] { schema.Key, schema.Key + "Json" });

    private static IEnumerable<string> ClientTypes(JsonNode api) =>
        from tag in api["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).Append("")
        from prefix in new[] { "", "I" }
        let section = tag.Length > 0 ? api["x-api"]!["prefix"]!.GetValue<string>() + tag : api["x-api"]!["client"]!.GetValue<string>()
        select $"{prefix}{section}Client";
}
