namespace Violet.Dashboard;

/// <summary>A table of connections, as far as it could be read.</summary>
/// <param name="Key">Tells its elements from those of the other table.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Column">The heading of the first column.</param>
/// <param name="Rows">The connections.</param>
/// <param name="Failure">What ended the reading; null when all is there.</param>
/// <param name="Empty">What to say when there is nothing.</param>
internal sealed record ConnectionTable(
    string Key,
    string Title,
    string Column,
    IReadOnlyList<ConnectionRow> Rows,
    Exception? Failure,
    string Empty
);
