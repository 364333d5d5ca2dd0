namespace Violet.Generated.Testing.Contract;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="In">path, query or header.</param>
/// <param name="IsRequired">Whether a call without it breaks the contract.</param>
/// <param name="Schema">What it may be.</param>
internal sealed record ContractParameter(string Name, string In, bool IsRequired, ContractSchema Schema);

/// <summary>A documented refusal.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Slug">The slug; null where it is not documented.</param>
/// <param name="Code">The code; null where it is not documented.</param>
internal sealed record ContractRefusal(int Status, string? Slug, int? Code);

/// <summary>An operation of the contract.</summary>
internal sealed class ContractOperation
{
    public required string Id { get; init; }

    public required string Method { get; init; }

    /// <summary>The path as the contract writes it, such as <c>/orders/{order_id}</c>.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<ContractParameter> Parameters { get; init; }

    /// <summary>Headers that carry the credentials.</summary>
    public required IReadOnlyList<string> CredentialHeaders { get; init; }

    public required ContractSchema? Body { get; init; }

    public required bool IsBodyRequired { get; init; }

    /// <summary>The status of the (first) success.</summary>
    public required int SuccessStatus { get; init; }

    /// <summary>What a success answers; null for nothing.</summary>
    public required ContractSchema? Answer { get; init; }

    /// <summary>The refusals that Violet documents (<c>x-errors</c>).</summary>
    public required IReadOnlyList<ContractRefusal> Refusals { get; init; }

    public string[] Segments => _segments ??= Path.Trim('/').Split('/');

    private string[]? _segments;

    /// <summary>The values of the path's parameters when the path is one of this operation, else null.</summary>
    public Dictionary<string, string>? Match(string[] path)
    {
        if (path.Length != Segments.Length)
            return null;
        var values = new Dictionary<string, string>();
        for (int i = 0; i < path.Length; i++)
        {
            string segment = Segments[i];
            if (segment.StartsWith('{'))
                values[segment[1..^1]] = path[i];
            else if (segment != path[i])
                return null;
        }

        return values;
    }
}
