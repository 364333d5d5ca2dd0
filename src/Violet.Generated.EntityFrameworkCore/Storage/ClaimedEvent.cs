using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>An event whose entity this process has the lease of.</summary>
internal sealed class ClaimedEvent(long id, string worker, int attempts, WebhookDelivery delivery)
{
    public long Id => id;

    /// <summary>As which worker it was claimed: what is written about it is written under this name only.</summary>
    public string Worker => worker;

    /// <summary>How many attempts the database knows of.</summary>
    public int Attempts { get; set; } = attempts;

    public WebhookDelivery Delivery => delivery;
}
