using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Waits = System.Threading.Channels.Channel;

namespace Violet.Generated.Tests.Tokens;

/// <summary>A clock that stands still and tells of every wait that begins, so that a test moves it once somebody waits.</summary>
internal sealed class AnnouncedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Waits.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Ends when the next wait of this time has begun; each is told once.</summary>
    public async Task BeginsToWaitAsync(TimeSpan time)
    {
        while (await _waits.Reader.ReadAsync().AsTask().Soon() != time) { }
    }

    /// <summary>Lets second after second pass until a task ends: for waits that begin on another thread, or not at all.</summary>
    public async Task AdvanceUntilAsync(Task task)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!task.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.WhenAny(task, Task.Delay(1, limit.Token));
            Advance(TimeSpan.FromSeconds(1));
        }
    }
}
