namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Others have taken over what this worker had, since it gave no sign of life for the lease time.</summary>
internal sealed class WorkerLostException() : Exception("Another process has taken over the webhooks of this one.");
