using Microsoft.Extensions.Time.Testing;
using Waits = System.Threading.Channels.Channel;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>A clock that stands still, and tells of every wait that begins: so a test can move it once somebody is waiting.</summary>
internal sealed class TestTime : FakeTimeProvider
{
    private readonly global::System.Threading.Channels.Channel<TimeSpan> _waits = Waits.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The next wait of at least, and at most, so long, and the time after it.</summary>
    public async Task<TimeSpan> PassAsync(TimeSpan atLeast, TimeSpan? atMost = null)
    {
        while (true)
        {
            TimeSpan wait = await _waits.Reader.ReadAsync().AsTask().WaitAsync(WebhookApp.Patience);
            if (wait < atLeast || wait > (atMost ?? TimeSpan.MaxValue) || wait == Timeout.InfiniteTimeSpan)
                continue;
            Advance(wait);
            return wait;
        }
    }
}
