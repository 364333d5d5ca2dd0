using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using static Violet.Generated.Benchmarks.Report;

namespace Violet.Generated.Benchmarks;

/// <summary>All cases in at most three minutes, side by side in one run, as one table.</summary>
internal static class Quick
{
    private static readonly string[] s_peers = ["ours", "a", "b", "c"];

    public static async Task RunAsync(bool decodeOnly)
    {
        string machine = Machine();
        var time = Stopwatch.StartNew();
        var report = new Report();
        DecodeWarm(report, 20);
        DecodeWarm(report, 100);
        DecodeCold(report);
        if (!decodeOnly)
        {
            Serialize(report);
            using Process server = Child.Start("serve");
            try
            {
                var root = new Uri(server.StandardOutput.ReadLine()! + "/");
                Start(report, new Uri(root, "0/100/"));
                await OneCallAsync(report, new Uri(root, "0/100/"));
                await ManyCallersAsync(report, new Uri(root, "0/100/"));
                await IterateAsync(report, new Uri(root, "40/100/"));
                Heap(report, new Uri(root, "0/1000/"));
                await WireAsync(report, new Uri(root, "packed/"));
            }
            finally
            {
                server.Kill();
            }
        }

        Console.WriteLine(machine);
        Console.WriteLine();
        Console.WriteLine(
            "Peers: (a) stock NSwag client, Newtonsoft; (b) stock NSwag client, System.Text.Json; (c) hand-written "
                + "HttpClient with System.Text.Json source generation."
        );
        Console.WriteLine();
        Console.Write(report);
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Ratios are ours / peer, the median of rounds that run all peers in turn. {time.Elapsed.TotalSeconds:0} s in all."
            )
        );
    }

    private static void DecodeWarm(Report report, int orders)
    {
        byte[] page = OrderPages.Page(orders);
        Action[] decoders = [.. s_peers.Select(peer => (Action)(() => Clients.Decoder(peer)(page))), () => Clients.Tokenize(page)];
        double[][] times = Measure.SideBySide(rounds: 21, millisecondsPerRound: 25, decoders);
        long[] bytes = [.. decoders.Select(Measure.AllocatedBytes)];
        string name = $"decode {orders} orders ({Kilobytes(page.Length)}), warm";
        string detail =
            $"ours {Milliseconds(Measure.Median(times[0]))}, a {Milliseconds(Measure.Median(times[1]))}, b "
            + $"{Milliseconds(Measure.Median(times[2]))}, c {Milliseconds(Measure.Median(times[3]))}";
        report.Add(name, "time / (a)", Measure.Ratio(times[0], times[1]), 0.35, detail);
        report.Add(name, "time / (b)", Text(Measure.Ratio(times[0], times[2])), "");
        report.Add(name, "time / (c)", Measure.Ratio(times[0], times[3]), 0.75, "");
        report.Add(
            name,
            "time / bare tokenizer pass (the limit)",
            Text(Measure.Ratio(times[0], times[4])),
            $"tokenizer {Milliseconds(Measure.Median(times[4]))}; (c) needs {Text(Measure.Ratio(times[3], times[4]))} x the pass"
        );
        report.Add(
            name,
            "allocated / (c)",
            (double)bytes[0] / bytes[3],
            1.0,
            $"ours {Kilobytes(bytes[0])}, a {Kilobytes(bytes[1])}, b {Kilobytes(bytes[2])}, c {Kilobytes(bytes[3])}"
        );
    }

    private static void DecodeCold(Report report)
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, OrderPages.Page(20));
        var compiled = new Dictionary<string, string>();
        double[][] times = Processes(
            rounds: 7,
            s_peers,
            peer =>
            {
                double[] figures =
                [
                    .. Child
                        .FirstLine("decode", peer, file)
                        .Line.Split(' ')
                        .Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)),
                ];
                compiled[peer] = string.Create(CultureInfo.InvariantCulture, $"{peer} {figures[2]:0} methods in {figures[1]:0} ms");
                return figures[0];
            }
        );
        File.Delete(file);
        string detail =
            $"ours {Milliseconds(Measure.Median(times[0]))}, a {Milliseconds(Measure.Median(times[1]))}, b "
            + $"{Milliseconds(Measure.Median(times[2]))}, c {Milliseconds(Measure.Median(times[3]))}";
        report.Add("decode the first page (20 orders) in a new process", "time / (a)", Measure.Ratio(times[0], times[1]), 0.25, detail);
        report.Add(
            "decode the first page (20 orders) in a new process",
            "time / (c)",
            Measure.Ratio(times[0], times[3]),
            0.40,
            $"compiled just in time (last process): {string.Join(", ", compiled.Values)}"
        );
    }

    private static void Serialize(Report report)
    {
        CreateOrderRequest ours = Requests.Ours();
        CreateOrderRequestRecord handWritten = Requests.HandWritten();
        Action[] writers =
        [
            () => VioletJson.SerializeToUtf8Bytes(ours),
            () => JsonSerializer.SerializeToUtf8Bytes(handWritten, OrderContext.Default.CreateOrderRequestRecord),
        ];
        double[][] times = Measure.SideBySide(rounds: 21, millisecondsPerRound: 15, writers);
        long[] bytes = [.. writers.Select(Measure.AllocatedBytes)];
        string name = $"serialise a request body ({Kilobytes(VioletJson.SerializeToUtf8Bytes(ours).Length)})";
        report.Add(
            name,
            "time / (c)",
            Measure.Ratio(times[0], times[1]),
            1.3,
            $"ours {Milliseconds(Measure.Median(times[0]))}, c {Milliseconds(Measure.Median(times[1]))}"
        );
        report.Add(name, "allocated / (c)", (double)bytes[0] / bytes[1], 1.3, $"ours {Kilobytes(bytes[0])}, c {Kilobytes(bytes[1])}");
    }

    private static void Start(Report report, Uri baseAddress)
    {
        string[] peers = [.. s_peers, "bare"];
        double[][] times = Processes(rounds: 7, peers, peer => Child.FirstLine("start", peer, baseAddress.AbsoluteUri).Milliseconds);
        string[] medians = [.. times.Select(peer => Milliseconds(Measure.Median(peer)))];
        string name = "process start to first order printed, through DI";
        report.Add(
            name,
            "time / (a)",
            Measure.Ratio(times[0], times[1]),
            0.75,
            $"ours {medians[0]}, a {medians[1]}, b {medians[2]}, c {medians[3]}"
        );
        report.Add(name, "time / (c)", Measure.Ratio(times[0], times[3]), 1.1, "median of 7 processes each");
        report.Add(
            name,
            "time / bare HttpClient (bytes only, no DI, no JSON)",
            Text(Measure.Ratio(times[0], times[4])),
            $"bare {medians[4]}"
        );
    }

    private static async Task OneCallAsync(Report report, Uri baseAddress)
    {
        IVioletClient ours = Clients.Ours(baseAddress);
        HandWrittenClient handWritten = Clients.HandWritten(baseAddress);
        Func<Task>[] calls = [() => ours.Orders.GetAsync(10_000_000), () => handWritten.GetAsync(10_000_000)];
        const int Rounds = 30,
            Calls = 100;
        List<double>[] times =
        [
            [],
            [],
        ];
        double[][] medians = [new double[Rounds], new double[Rounds]];
        double[] bytes = new double[2];
        for (int round = -20; round < Rounds; round++)
        {
            for (int i = 0; i < calls.Length; i++)
            {
                var roundTimes = new double[Calls];
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int n = 0; n < Calls; n++)
                {
                    long start = Stopwatch.GetTimestamp();
                    await calls[i]();
                    roundTimes[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }

                if (round < 0)
                    continue; // warming up
                bytes[i] += (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Rounds * Calls);
                times[i].AddRange(roundTimes);
                medians[i][round] = Measure.Median(roundTimes);
            }
        }

        string name = "one call over loopback (GET one order)";
        report.Add(
            name,
            "time / (c)",
            Measure.Ratio(medians[0], medians[1]),
            1.15,
            $"median: ours {Milliseconds(Measure.Median(times[0]))}, c {Milliseconds(Measure.Median(times[1]))}"
        );
        report.Add(
            name,
            "p99 / (c)",
            Text(Measure.Percentile(times[0], 0.99) / Measure.Percentile(times[1], 0.99)),
            $"p99: ours {Milliseconds(Measure.Percentile(times[0], 0.99))}, c {Milliseconds(Measure.Percentile(times[1], 0.99))}"
        );
        report.Add(name, "allocated / (c)", bytes[0] / bytes[1], 1.15, $"ours {Kilobytes(bytes[0])}, c {Kilobytes(bytes[1])}");
    }

    private static async Task ManyCallersAsync(Report report, Uri baseAddress)
    {
        IVioletClient ours = Clients.Ours(baseAddress);
        HandWrittenClient handWritten = Clients.HandWritten(baseAddress);
        double[][] rates = [new double[4], new double[4]];
        for (int round = -1; round < rates[0].Length; round++)
        {
            double oursRate = await CallsPerSecondAsync(() => ours.Orders.GetAsync(10_000_000)),
                peerRate = await CallsPerSecondAsync(() => handWritten.GetAsync(10_000_000));
            if (round >= 0)
                (rates[0][round], rates[1][round]) = (oursRate, peerRate);
        }

        report.Add(
            "64 callers at once, 10 s each in turns",
            "calls per second / (c)",
            Measure.Ratio(rates[0], rates[1]),
            1.0,
            string.Create(CultureInfo.InvariantCulture, $"ours {Measure.Median(rates[0]):#,0}/s, c {Measure.Median(rates[1]):#,0}/s"),
            atLeast: true
        );
    }

    private static async Task<double> CallsPerSecondAsync(Func<Task> call)
    {
        long start = Stopwatch.GetTimestamp(),
            count = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 2.5)
                        {
                            await call();
                            Interlocked.Increment(ref count);
                        }
                    })
                )
        );
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task IterateAsync(Report report, Uri baseAddress)
    {
        HandWrittenClient handWritten = Clients.HandWritten(baseAddress);
        (double busyPeer, _) = await TimeAsync(() => SequentialAsync(handWritten, TimeSpan.FromMilliseconds(20)));
        (double busyOurs, int busyOrders) = await TimeAsync(() => WalkAsync(Clients.Ours(baseAddress), TimeSpan.FromMilliseconds(20)));
        (double idlePeer, _) = await TimeAsync(() => SequentialAsync(handWritten, TimeSpan.Zero));
        (double idleOurs, int idleOrders) = await TimeAsync(() => WalkAsync(Clients.Ours(baseAddress, concurrency: 8), TimeSpan.Zero));
        if (busyOrders != 10_000 || idleOrders != 10_000)
            throw new InvalidOperationException("A walk lost orders.");
        report.Add(
            "iterate 100 pages of 100 orders, 40 ms latency, the caller spends 20 ms on a page",
            "time / sequential loop with (c)",
            busyOurs / busyPeer,
            0.75,
            $"ours {Milliseconds(busyOurs)}, c {Milliseconds(busyPeer)}"
        );
        report.Add(
            "the same with Concurrency = 8, the caller spends nothing",
            "time / sequential loop with (c)",
            idleOurs / idlePeer,
            0.25,
            $"ours {Milliseconds(idleOurs)}, c {Milliseconds(idlePeer)}"
        );
    }

    private static async Task<(double Milliseconds, int Orders)> TimeAsync(Func<Task<int>> work)
    {
        long start = Stopwatch.GetTimestamp();
        int orders = await work();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, orders);
    }

    private static async Task<int> SequentialAsync(HandWrittenClient client, TimeSpan perPage)
    {
        int orders = 0;
        for (int page = 1; ; page++)
        {
            OrderPageRecord answer = await client.ListAsync(page, 100);
            orders += answer.Content!.Count;
            if (perPage > TimeSpan.Zero)
                await Task.Delay(perPage);
            if (answer.Last == true)
                return orders;
        }
    }

    private static async Task<int> WalkAsync(IVioletClient client, TimeSpan perPage)
    {
        int orders = 0;
        await foreach (Page<Order> page in client.Orders.ListAll().AsPages(pageSize: 100))
        {
            orders += page.Items.Count;
            if (perPage > TimeSpan.Zero)
                await Task.Delay(perPage);
        }

        return orders;
    }

    private static void Heap(Report report, Uri baseAddress)
    {
        long[] figures =
        [
            .. Child
                .FirstLine("heap", baseAddress.AbsoluteUri)
                .Line.Split(' ')
                .Select(figure => long.Parse(figure, CultureInfo.InvariantCulture)),
        ];
        byte[] page = OrderPages.Page(100);
        double pageBytes = Measure.AllocatedBytes(() => Clients.DecodeOurs(page)),
            limit = (5 * pageBytes) + 20_000_000;
        string name = string.Create(CultureInfo.InvariantCulture, $"iterate 100,000 orders ({figures[0]:#,0} pages)");
        report.Add(
            name,
            "live heap, page 1,000 / page 50",
            (double)figures[2] / figures[1],
            1.1,
            $"{Megabytes(figures[1])} around page 50, {Megabytes(figures[2])} around page 1,000"
        );
        report.Add(
            name,
            "peak of live heap / (5 pages' worth + 20 MB)",
            figures[3] / limit,
            1.0,
            $"peak {Megabytes(figures[3])}, a page {Megabytes(pageBytes)}"
        );
    }

    private static async Task WireAsync(Report report, Uri baseAddress)
    {
        long plain = OrderPages.Page(100).Length;
        await Clients.Ours(new Uri(baseAddress, "0/1/")).Orders.ListAsync(page: 1, size: 100); // reads what was packed
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler);
        foreach (string accepted in new[] { "gzip", "br" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(baseAddress, "0/1/orders"));
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(accepted));
            using HttpResponseMessage answer = await http.SendAsync(request);
            long packed = (await answer.Content.ReadAsByteArrayAsync()).Length;
            report.Add(
                "bytes on the wire, 100-order page",
                $"{accepted} / plain",
                Text((double)packed / plain),
                $"{Kilobytes(packed)} of {Kilobytes(plain)}; ours asks for gzip, deflate and br, the peers' default handler for none"
            );
        }
    }

    private static double[][] Processes(int rounds, string[] peers, Func<string, double> run)
    {
        double[][] times = [.. peers.Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < peers.Length; i++)
            {
                double time = run(peers[i]);
                if (round >= 0)
                    times[i][round] = time; // the first round fills the disk cache
            }
        }

        return times;
    }
}
