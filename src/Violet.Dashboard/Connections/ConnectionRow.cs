using Violet.Generated;

namespace Violet.Dashboard;

/// <summary>A connection of either API, in a person's words.</summary>
internal sealed record ConnectionRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Platform { get; init; }

    public string? Shop { get; init; }

    public required ConnectionState State { get; init; }

    /// <summary>Why the state is what it is; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>What is behind it, such as the parts of a report that are not in order.</summary>
    public IReadOnlyList<ReportPart> Findings { get; init; } = [];

    public required IReadOnlyList<string> Advice { get; init; }

    /// <summary>Where the merchant signs in again. Whoever has it can act for the merchant.</summary>
    public string? RelinkUrl { get; init; }

    public SyncProgress? Sync { get; init; }

    /// <summary>The page that tells more.</summary>
    public string? DetailsUrl { get; init; }
}

/// <summary>One part of a report.</summary>
/// <param name="Name">Its name, as it goes into a sentence.</param>
/// <param name="Status">The API's word; null when it gave none.</param>
/// <param name="IsTroubled">Whether somebody has to look.</param>
/// <param name="Found">What the check found, its error among it.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record ReportPart(string Name, string? Status, bool IsTroubled, string? Found, string? Advice)
{
    /// <summary>The colour of its status.</summary>
    public string Tone =>
        Status switch
        {
            "COMPLETE" => "good",
            "INCOMPLETE" => "warn",
            _ => IsTroubled ? "bad" : "over",
        };
}

/// <summary>How far a sync is.</summary>
/// <param name="Text">In words.</param>
/// <param name="Done">How much is done.</param>
/// <param name="Total">Of how much; 0 when that is not known, null when nothing is under way.</param>
/// <param name="LastDone">When a sync was last done.</param>
internal sealed record SyncProgress(string Text, long Done = 0, long? Total = null, DateTimeOffset? LastDone = null);
