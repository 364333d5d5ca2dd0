namespace Violet.Generated.EntityFrameworkCore;

/// <summary>
/// An accepted webhook as a row. Numbers and texts only: dates, enums and the like are mapped differently by each provider, and by the
/// conventions of the app. Times are milliseconds since 1970.
/// </summary>
internal sealed class InboxEvent
{
    /// <summary>Counts up with acceptance: the order of one entity's events.</summary>
    public long Id { get; set; }

    /// <summary>The unique key that tells duplicates; made up where the delivery has no id.</summary>
    public string Key { get; set; } = "";

    public string Endpoint { get; set; } = "";

    /// <summary>What the event is about; the key where it is about nothing in particular, so that it waits for nobody.</summary>
    public string Entity { get; set; } = "";

    /// <summary>Violet's id of the event, of the first one where this is a copy that was sent on request; else null.</summary>
    public string? EventId { get; set; }

    /// <summary>The API's headers, as a JSON object.</summary>
    public string Headers { get; set; } = "";

    public byte[] Body { get; set; } = [];

    public long AcceptedAt { get; set; }

    public int State { get; set; }

    /// <summary>0 while it waits: so that one index serves those that wait, in their order, and those that have ended, by age.</summary>
    public long EndedAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>The type of the last exception; its text may name a customer.</summary>
    public string? Error { get; set; }

    /// <summary>The worker that handles it.</summary>
    public string? Owner { get; set; }

    /// <summary>The entity while a worker handles this event of it, else null. It is unique: that is the lease on the entity.</summary>
    public string? Lease { get; set; }
}
