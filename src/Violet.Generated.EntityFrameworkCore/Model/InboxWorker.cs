namespace Violet.Generated.EntityFrameworkCore;

/// <summary>A process that handles webhooks, or did. While it holds leases it changes its stamp; when that stands still, they are
/// over.</summary>
internal sealed class InboxWorker
{
    public string Id { get; set; } = "";

    public long Stamp { get; set; }
}
