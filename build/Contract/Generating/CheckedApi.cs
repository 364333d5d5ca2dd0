using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Violet.Contract.Bundling;
using Violet.Contract.Naming;
using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Generating;

/// <summary>One API on its way: read, checked, bundled and named.</summary>
internal sealed partial class CheckedApi
{
    private readonly ContractApi _api;
    private JsonObject? _document;

    private CheckedApi(ContractApi api) => _api = api;

    public ApiInfo Info => _api.Info;

    /// <summary>What is wrong with it. There is a bundle only when nothing is.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public string BundleFile => Info.Folder + ".json";

    public string CodeFile => Info.Client + ".g.cs";

    /// <summary>The bundled document.</summary>
    /// <exception cref="InvalidOperationException">There are problems.</exception>
    public JsonObject Document => _document ?? throw new InvalidOperationException("An API with problems has no bundle.");

    /// <summary>Reads and checks all APIs of a folder.</summary>
    public static async Task<(CheckedApi[] Apis, Problem[] Problems)> CheckAllAsync(string contract)
    {
        string[] folders = [.. Directory.GetDirectories(contract).Where(api => Directory.EnumerateFiles(api, "*.yaml").Any())];
        CheckedApi[] apis = await Task.WhenAll(folders.Select(api => Task.Run(() => Check(api)))).ConfigureAwait(false);
        return (apis, [.. apis.SelectMany(api => api.Problems).Concat(FindNamesakes(apis)).Order()]);
    }

    public static CheckedApi Check(string folder)
    {
        var api = new CheckedApi(ContractApi.Read(folder));
        // One file that is no YAML makes every reference into it a problem too.
        api.Problems = api._api.Problems;
        if (api.Problems.Count == 0)
            api.Problems = Walk.Check(api._api, AllRules.List);
        if (api.Problems.Count == 0)
            api.Problems = Walk.Check(api._api, AllRules.AfterAllOthers);
        if (api.Problems.Count > 0)
            return api;
        api._document = Bundle.Of(api._api);
        return api;
    }

    /// <summary>Writes the bundle, and once more with its C# names in it, which is what NSwag reads.</summary>
    public void WriteBundle(string folder, string namedFolder)
    {
        CSharpNames.Apply(Document, Info);
        Write(namedFolder);
        CSharpNames.Remove(Document);
        Write(folder);

        void Write(string to) => File.WriteAllText(Path.Combine(to, BundleFile), Document.ToJsonString(JsonText.Options) + "\n");
    }

    /// <summary>APIs that would write into each other's file or namespace.</summary>
    private static IEnumerable<Problem> FindNamesakes(IReadOnlyList<CheckedApi> apis) =>
        from api in apis
        where apis.Any(other => other != api && (other.Info.Client == api.Info.Client || other.Info.Namespace == api.Info.Namespace))
        let names = api._api.Root?["x-api"]
        where names is not null
        select new Problem(names.KeyPlace, "VIOLET024", "Another API has the same client or namespace: each has its own.");

    /// <summary>Schemas that should be types of the generated code and are not, since NSwag has called them otherwise.</summary>
    public IReadOnlyList<Problem> Renamed(string code)
    {
        HashSet<string> types = [.. Types().Matches(code).Select(match => match.Groups[1].Value)];
        return
        [
            .. from schema in _api.Documents.SelectMany(document => document.Value["components"]?["schemas"].Values() ?? [])
            where (schema.IsObject() || schema["enum"] is not null) && !types.Contains(schema.Key)
            select new Problem(
                schema.KeyPlace,
                "VIOLET029",
                $"NSwag does not take '{schema.Key}' as the name of a type: give the schema another name."
            ),
        ];
    }

    [GeneratedRegex(@"^\s*public (?:sealed |static |abstract |partial )*(?:class|enum|record|struct) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Types();
}
