namespace Violet.Generated.AspNetCore;

/// <summary>How webhooks that were accepted are handled in this process. The settings of one endpoint stand at
/// <see cref="WebhookHandlers"/>.</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// How many accepted webhooks may wait or be under way, those that wait for a repeat among them (1000). Above that the answer is 503,
    /// so that the sender tries again later. Each
    /// holds its body in memory.
    /// </summary>
    public int Capacity { get; set; } = 1000;

    /// <summary>How many webhooks are handled at a time (4).</summary>
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
}
