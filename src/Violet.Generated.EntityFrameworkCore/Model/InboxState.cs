namespace Violet.Generated.EntityFrameworkCore;

/// <summary>The numbers in the column State.</summary>
internal static class InboxState
{
    public const int Waiting = 0;
    public const int Done = 1;
    public const int Failed = 2;
}
