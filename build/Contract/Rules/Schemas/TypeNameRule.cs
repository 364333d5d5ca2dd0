using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Schemas;

/// <summary>A schema's type hides no type that the generated or the written code uses, and is not named like another that is
/// generated.</summary>
internal sealed class TypeNamesAreFree() : Rule("VIOLET028")
{
    /// <summary>Types of the client, and those of .NET that its code names. A test of the client holds that none is missing.</summary>
    internal static readonly HashSet<string> Taken = ReadTaken();

    public override void CheckAll(ContractApi api, Report report)
    {
        Node[] schemas = [.. api.Documents.SelectMany(document => document.Value["components"]?["schemas"].Values() ?? [])];
        HashSet<string> generated = [.. GeneratedNames(api, schemas)];
        foreach (Node schema in schemas.Where(schema => schema.IsObject() || schema["enum"] is not null))
        {
            if (Taken.Contains(schema.Key))
            {
                report(
                    schema.KeyPlace,
                    $"Schema '{schema.Key}' would hide the type {schema.Key}, which the code uses: give it another name."
                );
            }
            else if (generated.Contains(schema.Key))
            {
                report(schema.KeyPlace, $"Schema '{schema.Key}' would be named like another type that is generated: give it another name.");
            }
        }
    }

    private static IEnumerable<string> GeneratedNames(ContractApi api, Node[] schemas)
    {
        foreach (Node schema in schemas.Where(schema => schema["enum"] is not null))
            yield return schema.Key + "Json";
        ApiInfo info = api.Info;
        IEnumerable<string> sections = api.Root!["tags"].Items().Select(tag => info.Prefix + tag["name"]?.Text);
        foreach (string client in sections.Append(info.Client).Select(section => section + "Client"))
        {
            yield return client;
            yield return "I" + client;
        }
    }

    private static HashSet<string> ReadTaken()
    {
        using Stream stream = typeof(TypeNamesAreFree).Assembly.GetManifestResourceStream("TakenTypeNames.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
