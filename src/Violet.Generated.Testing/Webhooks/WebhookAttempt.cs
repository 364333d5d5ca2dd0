namespace Violet.Generated.Testing;

/// <summary>One attempt of the test server to deliver a webhook.</summary>
/// <param name="EventId">The id of the event; null for Rutter, which gives none.</param>
/// <param name="Topic">Violet's topic, or Rutter's code.</param>
/// <param name="Status">The HTTP status that was answered; 0 when there was no answer.</param>
public sealed record WebhookAttempt(long? EventId, string Topic, int Status)
{
    /// <summary>Why there was no answer; null when there was one.</summary>
    public string? Failure { get; init; }
}
