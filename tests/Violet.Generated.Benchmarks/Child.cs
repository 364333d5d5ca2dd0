using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Violet.Generated.Benchmarks;

/// <summary>What runs in a process of its own: the server, and measurements that must begin cold.</summary>
internal static class Child
{
    public static async Task RunAsync(string[] args)
    {
        switch (args[0])
        {
            case "serve":
                await Server.RunAsync();
                break;
            case "decode":
                Decode(args[1], args[2]);
                break;
            case "start":
                Console.WriteLine(await Clients.FirstOrderAsync(args[1], new Uri(args[2])));
                break;
            case "heap":
                await HeapAsync(new Uri(args[1]));
                break;
            default:
                throw new ArgumentException(args[0]);
        }
    }

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(Child).Assembly.Location);
        start.ArgumentList.Add("child");
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    /// <summary>The first line that a child prints, and the time from its start to that line.</summary>
    public static (string Line, double Milliseconds) FirstLine(params string[] args)
    {
        long start = Stopwatch.GetTimestamp();
        using Process child = Start(args);
        string line = child.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{string.Join(' ', args)} printed nothing.");
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        child.WaitForExit();
        return (line, time);
    }

    private static void Decode(string peer, string file)
    {
        byte[] page = File.ReadAllBytes(file);
        Func<byte[], object> decode = Clients.Decoder(peer);
        TimeSpan jit = JitInfo.GetCompilationTime();
        long methods = JitInfo.GetCompiledMethodCount(),
            start = Stopwatch.GetTimestamp();
        object decoded = decode(page);
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        jit = JitInfo.GetCompilationTime() - jit;
        methods = JitInfo.GetCompiledMethodCount() - methods;
        GC.KeepAlive(decoded);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time} {jit.TotalMilliseconds} {methods}"));
    }

    /// <summary>
    /// Walks 1,000 pages of 100 orders and prints what is alive around page 50, what is alive around page 1,000 (medians, because a page
    /// more or less may be under way), and the
    /// most that was alive at any fifth page.
    /// </summary>
    private static async Task HeapAsync(Uri baseAddress)
    {
        IVioletClient violet = Clients.Ours(baseAddress);
        int page = 0;
        var alive = new List<double>();
        await foreach (Page<Order> orders in violet.Orders.ListAll().AsPages(pageSize: 100))
        {
            if (++page % 5 == 0)
                alive.Add(GC.GetTotalMemory(forceFullCollection: true));
            GC.KeepAlive(orders);
        }

        double early = Measure.Median(alive.Take(18)),
            late = Measure.Median(alive.TakeLast(18));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page} {early:0} {late:0} {alive.Max():0}"));
    }
}
