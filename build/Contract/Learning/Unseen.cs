using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Learning;

/// <summary>What the contract has and no sample shows: a report, since few samples prove nothing.</summary>
internal static class Unseen
{
    /// <summary>Writes a line for each schema that was seen in part, and how many operations were not seen.</summary>
    public static void Write(Comparison comparison, IEnumerable<ContractApi> apis, TextWriter output)
    {
        foreach (ContractApi api in apis)
        {
            Node[] operations = [.. api.Operations()];
            int unseen = operations.Count(operation => !comparison.Seen.Contains(operation));
            IEnumerable<Node> schemas = api.Documents.SelectMany(document => document.Value["components"]?["schemas"].Values() ?? []);
            foreach (Node schema in schemas.Where(comparison.Seen.Contains))
            {
                string[] properties =
                [
                    .. api.PropertiesOf(schema).Where(property => !comparison.Seen.Contains(property)).Select(property => property.Key),
                ];
                if (properties.Length > 0)
                    output.WriteLine($"{Differences.Show(schema.KeyPlace)}: in no sample of {schema.Key}: {string.Join(", ", properties)}");
            }
            output.WriteLine($"{api.Info.Folder}: {unseen} of {operations.Length} operations are in no sample.");
        }
    }
}
