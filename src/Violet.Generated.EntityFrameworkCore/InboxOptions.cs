namespace Violet.Generated.EntityFrameworkCore;

/// <summary>
/// How the inbox works. How many webhooks a process handles at a time, how often one is tried and with which waits stands in
/// <see cref="AspNetCore.WebhookOptions"/>; its capacity counts those that the process handles or is to try again, not those in the table.
/// </summary>
public sealed class InboxOptions
{
    /// <summary>
    /// How long another process waits for a sign of life before it takes over what a process had under way (30 s). No clocks are compared.
    /// A process that hangs for longer and then goes on has its changes rolled back.
    /// </summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest pause between two looks for what other processes have accepted or left (15 s), and never more than half the lease time.
    /// The pauses start at a second, and double while there is nothing. What a process accepts itself, it handles at once.
    /// </summary>
    public TimeSpan MaxPollInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For how long a handled webhook stays in the table (30 days, as long as Violet keeps its events): in that time duplicates
    /// are known. Those that failed stay until <see cref="IVioletInbox.PurgeAsync"/>.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Whether <see cref="IVioletInbox.ReconcileAsync"/> runs when the host has started and every hour (false), as far back as the inbox
    /// goes. It needs the client (<c>AddViolet</c>) and <c>hooks.PublicAddress</c>, and costs a call per page of Violet's log.
    /// </summary>
    public bool Reconcile { get; set; }
}
