namespace Violet.Generated.AspNetCore;

/// <summary>What became of a request to a webhook endpoint.</summary>
internal enum WebhookOutcome
{
    Accepted,
    Duplicate,
    Unauthorized,
    BadRequest,
    TooLarge,
    TooSlow,
    Overloaded,
    BodyMissing,
    QueueFull,
}
