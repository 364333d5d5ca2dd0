namespace Violet.Generated.EntityFrameworkCore;

/// <summary>What a look into Violet's log of events came to.</summary>
/// <param name="Read">How many events the log has of this app's endpoints since that time.</param>
/// <param name="Added">How many of them the inbox did not have, and has now.</param>
public sealed record InboxReconciliation(int Read, int Added);
