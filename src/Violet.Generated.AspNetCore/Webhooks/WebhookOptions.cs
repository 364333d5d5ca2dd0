namespace Violet.Generated.AspNetCore;

/// <summary>How webhooks that were accepted are handled in this process. The settings of one endpoint stand at
/// <see cref="WebhookHandlers"/>.</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// How many accepted webhooks may wait or be under way, those that wait for a repeat among them (1000). Above that the response is 503,
    /// so that the sender tries again later. Each
    /// holds its body in memory.
    /// </summary>
    public int Capacity { get; set; } = 1000;

    /// <summary>How many webhooks are handled at a time (4). Those about one entity are handled one after the other all the same
    /// (<see cref="WebhookDelivery.EntityKey"/>).</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>
    /// How often a webhook is handed to its handlers before it is given up (10: with the usual waits, about a quarter of an hour). While
    /// the host shuts down, it does not count: attempts
    /// go on until the shutdown runs out of time.
    /// </summary>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>The wait after the first failure (2 s); it doubles with each further one, up to five minutes, and varies by a fifth. While
    /// the host shuts down, a wait is a second at most.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many bytes all bodies together may hold whose signature is not checked yet, since they still arrive (64 MiB). Above that the
    /// response is 503. A body that has not arrived within ten seconds is dropped.
    /// </summary>
    public long MaxUnsignedBytes { get; set; } = 64 * 1024 * 1024;
}
