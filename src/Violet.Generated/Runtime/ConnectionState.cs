namespace Violet.Generated;

/// <summary>How a merchant's connection is doing, in one word, for both APIs. The rules stand at the properties that give it.</summary>
public enum ConnectionState
{
    /// <summary>The response does not say: it holds none of the parts that would.</summary>
    Unknown,

    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>The first sync is under way; wait.</summary>
    Syncing,

    /// <summary>Something is left to do that does not stand in the way of orders, and may become worse.</summary>
    Incomplete,

    /// <summary>It works in part, or not at all; somebody has to look.</summary>
    NeedsAttention,

    /// <summary>The merchant has to connect again or grant permissions.</summary>
    NeedsReauthentication,

    /// <summary>It is switched off; the merchant has to act at the platform, or Violet has to.</summary>
    Disabled,
}
