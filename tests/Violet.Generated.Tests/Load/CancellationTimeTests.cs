using System.Diagnostics;
using System.Globalization;
using Violet.Generated.Tests.Cancellation;

namespace Violet.Generated.Tests.Load;

/// <summary>How long a caller who gives up still waits, in real time.</summary>
[Category("Load"), RunsInCI]
[NonParallelizable]
public class CancellationTimeTests
{
    private const int Times = 5;

    [Test]
    public async Task A_call_that_is_given_up_ends_at_once()
    {
        var all = new List<double>();
        var late = new List<Stage>();
        foreach (Stage stage in Enum.GetValues<Stage>())
        {
            var times = new List<double>();
            for (int i = 0; i < Times; i++)
                times.Add(await MeasureAsync(stage));
            await TestContext.Progress.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {$"{stage}".PadRight(16)} {string.Join("  ", times.Select(t => t.ToString("0.0", CultureInfo.InvariantCulture)))} ms"
                )
            );
            all.AddRange(times);
            if (times.Min() > 100)
                late.Add(stage);
        }

        await TestContext.Progress.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{all.Count} cancellations: {all.Max():0.0} ms at most, {all.Count(ms => ms > 100)} over 100 ms"
            )
        );
        Assert.That(late, Is.Empty, "A busy machine may be late at times; a client that waits for something is late every time.");
    }

    private static async Task<double> MeasureAsync(Stage stage)
    {
        await using Scene scene = await Scene.SetAsync(stage);
        using var patience = new CancellationTokenSource();
        var act = Task.Run(() => scene.Act(patience.Token));
        await Scene.UntilAsync(scene.IsThere, $"a call is at {stage}");
        long start = Stopwatch.GetTimestamp();
        await patience.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => act);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
