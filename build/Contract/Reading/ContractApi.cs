namespace Violet.Contract.Reading;

/// <summary>One API: the documents of its folder, and those that they refer to.</summary>
internal sealed class ContractApi
{
    private readonly Dictionary<string, Node> _documents = [];
    private readonly HashSet<string> _read = [];
    private readonly List<Problem> _problems = [];

    private ContractApi(string folder)
    {
        Folder = folder;
        RootFile = Path.Combine(folder, Path.GetFileName(folder) + ".yaml");
    }

    public string Folder { get; }

    public string RootFile { get; }

    /// <summary>What keeps it from being looked at further: files that are no YAML.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>The root document; null when it is missing or no map.</summary>
    public MapNode? Root => _documents.GetValueOrDefault(RootFile) as MapNode;

    /// <summary>All documents that are maps, by the full path of their file.</summary>
    public IEnumerable<KeyValuePair<string, MapNode>> Documents =>
        from document in _documents
        where document.Value is MapNode
        orderby document.Key == RootFile ? 0 : 1, document.Key
        select KeyValuePair.Create(document.Key, (MapNode)document.Value);

    /// <summary>What the root says about the API; empty texts where it says nothing.</summary>
    public ApiInfo Info
    {
        get
        {
            Node? api = Root?["x-api"];
            return new ApiInfo(
                Path.GetFileName(Folder),
                api?["namespace"]?.Text ?? "",
                api?["client"]?.Text ?? "",
                api?["prefix"]?.Text ?? ""
            );
        }
    }

    public static ContractApi Read(string folder)
    {
        var api = new ContractApi(Path.GetFullPath(folder));
        foreach (string file in Directory.GetFiles(api.Folder, "*.yaml").Order(StringComparer.Ordinal))
            api.ReadFile(file);
        if (!api._read.Contains(api.RootFile))
        {
            string guess = Spelling.DidYouMean(Path.GetFileName(api.RootFile), api._read.Select(file => Path.GetFileName(file)));
            api.Report(api.RootFile, "VIOLET000", $"The root document of the API is missing: it is named like its folder.{guess}");
        }
        else if (api._problems.Count == 0 && api.Root is null)
        {
            api.Report(api.RootFile, "OAS-struct", "The root document is a map of openapi, info, paths and so on.");
        }

        return api;
    }

    /// <summary>Follows the value's reference, if it is one, to its end; null when it leads nowhere.</summary>
    public Node? Follow(Node? node)
    {
        for (int hops = 0; node is MapNode { Reference: { } reference }; hops++)
        {
            if (hops > 20)
                return null;
            node = Find(Reference.Parse(reference, node.Place.File));
        }
        return node;
    }

    public Node? Find(Reference reference)
    {
        Node? node = _documents.GetValueOrDefault(reference.File);
        foreach (string key in reference.Keys)
            node = node?[key];
        return node;
    }

    /// <summary>Whether the file is there; it may still be no YAML.</summary>
    public bool Has(string file) => _read.Contains(file);

    private void ReadFile(string file)
    {
        if (!_read.Add(file))
            return;
        (Node? document, IReadOnlyList<Problem> problems) = YamlFile.Read(file, File.ReadAllText(file));
        _problems.AddRange(problems);
        if (document is null)
            return;
        _documents.Add(file, document);
        foreach (string other in FilesReferredToIn(document).Distinct())
        {
            if (File.Exists(other))
                ReadFile(other);
        }
    }

    private static IEnumerable<string> FilesReferredToIn(Node node) =>
        node switch
        {
            MapNode { Reference: { } reference } when !reference.StartsWith('#') => [Reference.Parse(reference, node.Place.File).File],
            _ => node.Children.SelectMany(FilesReferredToIn),
        };

    private void Report(string file, string code, string text) => _problems.Add(new Problem(new Place(file, 1, 1), code, text));
}
