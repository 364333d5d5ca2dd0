namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>The clock of a machine that goes wrong by so much.</summary>
internal sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
