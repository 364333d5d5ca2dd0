namespace Violet.Generated.AspNetCore;

/// <summary>What a queue says of a webhook that it was given.</summary>
public enum WebhookAcceptance
{
    /// <summary>It is not in the queue: there is no room, or the app stops.</summary>
    Refused,

    /// <summary>It is in the queue now, and will be handled.</summary>
    Accepted,

    /// <summary>It was taken before.</summary>
    Duplicate,
}
