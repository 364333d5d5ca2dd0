namespace Violet.Generated;

/// <summary>What <see cref="WebhookSubscriptions.EnsureAsync"/> has changed; nothing when all was as it should be.</summary>
public sealed class WebhookChanges
{
    internal WebhookChanges() { }

    /// <summary>The webhooks that were missing.</summary>
    public IReadOnlyList<Webhook> Created => CreatedList;

    /// <summary>Those that were switched off, by you or by Violet.</summary>
    public IReadOnlyList<Webhook> SwitchedOn => SwitchedOnList;

    /// <summary>Those that sent to the address of before.</summary>
    public IReadOnlyList<Webhook> Repointed => RepointedList;

    /// <summary>Those that were deleted, as they were.</summary>
    public IReadOnlyList<Webhook> Deleted => DeletedList;

    internal List<Webhook> CreatedList { get; } = [];

    internal List<Webhook> SwitchedOnList { get; } = [];

    internal List<Webhook> RepointedList { get; } = [];

    internal List<Webhook> DeletedList { get; } = [];

    /// <summary>The numbers.</summary>
    /// <returns>Such as <c>2 created, 1 switched on, 0 repointed, 0 deleted</c>.</returns>
    public override string ToString() =>
        $"{Created.Count} created, {SwitchedOn.Count} switched on, {Repointed.Count} repointed, {Deleted.Count} deleted";
}
