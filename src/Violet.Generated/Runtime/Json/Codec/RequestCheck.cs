namespace Violet.Generated.Runtime.Json;

/// <summary>Finds the required fields of a request that were not set.</summary>
internal static class RequestCheck
{
    public static bool IsUnset<T>(IList<T>? list) => list is null or UnsetList<T> { Count: 0 };

    public static bool IsUnset<T>(IDictionary<string, T>? map) => map is null or UnsetMap<T> { Count: 0 };

    public static string? FirstMissing(string name, VioletModel? model) =>
        model?.FirstMissing() is { } missing ? $"{name}.{missing}" : null;

    public static string? FirstMissing<T>(string name, IList<T>? list)
        where T : VioletModel
    {
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            if (list![i]?.FirstMissing() is { } missing)
                return $"{name}[{i}].{missing}";
        }

        return null;
    }

    public static string? FirstMissing<T>(string name, IDictionary<string, T>? map)
        where T : VioletModel
    {
        if (map is null)
            return null;
        foreach (KeyValuePair<string, T> entry in map)
        {
            if (entry.Value?.FirstMissing() is { } missing)
                return $"{name}.{entry.Key}.{missing}";
        }

        return null;
    }
}
