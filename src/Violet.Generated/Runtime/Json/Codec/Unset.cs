namespace Violet.Generated.Runtime.Json;

/// <summary>What a list property gives when nothing was set: empty, and left out of what is written as long as it stays so.</summary>
internal sealed class UnsetList<T> : List<T>;

/// <summary>What a map property gives when nothing was set: empty, and left out of what is written as long as it stays so.</summary>
internal sealed class UnsetMap<T>() : Dictionary<string, T>(StringComparer.Ordinal);

/// <summary>Makes what a property gives when nothing was set. All threads get the same one, or what one of them adds is lost.</summary>
internal static class Unset
{
    public static IList<T> List<T>(ref IList<T>? field) =>
        field ?? Interlocked.CompareExchange(ref field, new UnsetList<T>(), null) ?? field!;

    public static IDictionary<string, T> Map<T>(ref IDictionary<string, T>? field) =>
        field ?? Interlocked.CompareExchange(ref field, new UnsetMap<T>(), null) ?? field!;
}
