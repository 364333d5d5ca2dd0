using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Learning;

/// <summary>Finds the operation that an address means.</summary>
internal sealed class OperationFinder
{
    private readonly List<(ContractApi Api, string[] Segments, Node Item)> _paths;
    private readonly HashSet<string> _literals;

    public OperationFinder(IReadOnlyList<ContractApi> apis)
    {
        // What names a path literally goes before what has a parameter in that place.
        _paths =
        [
            .. from api in apis
            from path in api.Root!["paths"].Values()
            where api.Follow(path) is not null
            let segments = path.Key.Trim('/').Split('/')
            orderby string.Concat(segments.Select(segment => IsParameter(segment) ? '1' : '0'))
            select (api, segments, api.Follow(path)!),
        ];
        _literals = [.. _paths.SelectMany(path => path.Segments).Where(segment => !IsParameter(segment))];
    }

    /// <summary>The operation, with its API; null where the contract has none. The base address does not matter: a proxy's or a test
    /// server's stands before the path as well as the API's own.</summary>
    public (ContractApi Api, Node Operation)? Find(string method, string url)
    {
        string[] path = PathOf(url);
        string verb = method.ToLowerInvariant();
        int begin = BeginOf(path);
        if (begin < 0)
            return null;
        foreach ((ContractApi api, string[] segments, Node item) in _paths)
        {
            if (item[verb] is MapNode operation && Matches(segments, path.AsSpan(begin)))
                return (api, operation);
        }
        return null;
    }

    /// <summary>The address as it may be shown: words that are no words of the contract's paths are stars.</summary>
    public string Mask(string url) =>
        string.Concat(PathOf(url).Take(12).Select(segment => _literals.Contains(segment) || IsVersion(segment) ? $"/{segment}" : "/*"));

    public static IEnumerable<(string Name, string Value)> QueryOf(string url)
    {
        int query = url.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return [];
        return url[(query + 1)..]
            .Split('#')[0]
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(parts => (Unescape(parts[0]), parts.Length > 1 ? Unescape(parts[1]) : ""));
    }

    /// <summary>Where the path may begin: behind a version such as v1, else at the first word that paths of the contract begin
    /// with.</summary>
    private int BeginOf(string[] path)
    {
        int version = Array.FindIndex(path, IsVersion);
        return version >= 0 ? version + 1 : Array.FindIndex(path, segment => _paths.Exists(known => known.Segments[0] == segment));
    }

    private static string[] PathOf(string url)
    {
        string path = url.Split('?', '#')[0];
        int scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            path = path.IndexOf('/', scheme + 3) is var slash and >= 0 ? path[slash..] : "";
        return [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Unescape)];
    }

    private static bool Matches(string[] template, ReadOnlySpan<string> path)
    {
        if (template.Length != path.Length)
            return false;
        for (int i = 0; i < path.Length; i++)
        {
            if (!IsParameter(template[i]) && template[i] != path[i])
                return false;
        }
        return true;
    }

    private static bool IsParameter(string segment) => segment.Contains('{', StringComparison.Ordinal);

    private static bool IsVersion(string segment) => segment is ['v', >= '0' and <= '9'] or "versioned";

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
