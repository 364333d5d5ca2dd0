using Violet.Generated.Testing.Contract;

namespace Violet.Generated.Testing;

/// <summary>The names of operations as tests write them: <c>Orders.List</c>, as exceptions and logs do, or <c>Orders_List</c>, as the
/// contract does; with a star for all that begin so.</summary>
internal static class OperationNames
{
    private static readonly Lazy<string[]> s_all = new(() =>
        [.. ((string[])["violet.json", "rutter.json"]).SelectMany(bundle => ContractDocument.Load(bundle).Operations).Select(o => o.Id)]
    );

    /// <summary>The name as the contract has it.</summary>
    /// <exception cref="ArgumentException">No operation has it.</exception>
    public static string Parse(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        string id = name.Replace('.', '_');
        return s_all.Value.Any(known => Matches(id, known))
            ? id
            : throw new ArgumentException(
                $"No operation is called '{name}'. Names are such as Orders.List (or Orders_List), and Orders.* for all of a section.",
                parameter
            );
    }

    /// <summary>Whether an operation is one that a parsed name means.</summary>
    public static bool Matches(string name, string? operation) =>
        name.EndsWith('*') ? operation?.StartsWith(name[..^1], StringComparison.Ordinal) == true : operation == name;
}
