namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Those who handled an event before did not come to say that it failed.</summary>
internal sealed class HandlerCutOffException() : Exception("Its process ended, or hung, in each of the attempts.");
