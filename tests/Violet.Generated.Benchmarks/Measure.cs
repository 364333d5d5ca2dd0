using System.Diagnostics;

namespace Violet.Generated.Benchmarks;

/// <summary>Times things side by side: every round runs each of them, so that whatever else the machine does hits all alike.</summary>
internal static class Measure
{
    /// <summary>Milliseconds per call: one row per action, one column per round.</summary>
    public static double[][] SideBySide(int rounds, double millisecondsPerRound, params Action[] actions)
    {
        int[] counts = [.. actions.Select(action => Warm(action, millisecondsPerRound))];
        double[][] times = [.. actions.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                for (int n = 0; n < counts[i]; n++)
                    actions[i]();
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds / counts[i];
            }
        }

        return times;
    }

    public static long AllocatedBytes(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    public static double Percentile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];
    }

    /// <summary>The median of the ratios of each round.</summary>
    public static double Ratio(double[] ours, double[] peer) => Median(ours.Zip(peer, static (a, b) => a / b));

    /// <summary>Runs long enough for the runtime to compile at its best, then says how many calls fill a round.</summary>
    private static int Warm(Action action, double millisecondsPerRound)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 6; i++)
        {
            long slice = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(slice).TotalMilliseconds < 150)
                action();
#pragma warning disable RS0030 // nothing is waited for: the runtime's background compiler wants a quiet moment
            Thread.Sleep(120);
#pragma warning restore RS0030
        }

        start = Stopwatch.GetTimestamp();
        int count = 0;
        do
        {
            action();
            count++;
        } while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < millisecondsPerRound);
        return count;
    }
}
