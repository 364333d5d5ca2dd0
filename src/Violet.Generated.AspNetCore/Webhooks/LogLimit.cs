namespace Violet.Generated.AspNetCore;

/// <summary>Lets a line into the log once a minute, for what strangers can cause as often as they like.</summary>
internal sealed class LogLimit(TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private long? _last; // under the lock
    private int _heldBack; // under the lock

    /// <summary>Whether a line may be written now, and how many were not since the last one.</summary>
    public bool TryEnter(out int heldBack)
    {
        lock (_gate)
        {
            heldBack = _heldBack;
            if (_last is { } last && time.GetElapsedTime(last) < s_pause)
            {
                _heldBack++;
                return false;
            }

            _last = time.GetTimestamp();
            _heldBack = 0;
            return true;
        }
    }
}
