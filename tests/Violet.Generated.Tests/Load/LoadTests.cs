using System.Diagnostics;
using System.Diagnostics.Metrics;
using Violet.Generated.Testing;
using Violet.Generated.Tests.Cancellation;
using Violet.Generated.Tests.TestServer;

namespace Violet.Generated.Tests.Load;

/// <summary>Many callers for half a minute, against a server that fails one request in a hundred. What is asserted are counts; times are
/// printed.</summary>
[Category("Load"), RunsInCI]
[NonParallelizable]
public class LoadTests
{
    private const string Reading = "Orders_Get";
    private const string Acting = "Sync_ResyncOffer";
    private const int Orders = 260;
    private const long FirstOrder = 74001;
    private const long FirstOffer = 20001;

    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);

    private int _read,
        _readFailed,
        _acted,
        _actFailed,
        _retries;
    private volatile bool _isOver;

    [Test]
    public async Task Calls_and_failures_add_up_on_both_sides_and_nothing_piles_up([Values(64, 1000)] int callers, [Values] bool https)
    {
        (_read, _readFailed, _acted, _actFailed, _retries, _isOver) = (0, 0, 0, 0, 0, false);
        await using VioletTestServer server = await VioletTestServer.StartAsync(new() { Https = https });
        using var http = new HttpClient(server.Handler()) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new VioletOptions();
        server.Configure(options);
        using var violet = new VioletClient(options, http);
        using MeterListener retries = CountRetries();
        int seed = 0;
        foreach (
            Fault fault in (Fault[])
                [
                    Fault.Status(500),
                    Fault.Html(502),
                    Fault.Status(503),
                    Fault.RateLimit(TimeSpan.FromSeconds(1)),
                    Fault.CutBody,
                    Fault.ResetConnection,
                    Fault.ResetInBody,
                ]
        )
        {
            server.Faults.Add(fault.On(Reading).WithProbability(0.01 / 7, ++seed));
            server.Faults.Add(fault.On(Acting).WithProbability(0.01 / 7, ++seed));
        }

        long start = Stopwatch.GetTimestamp();
        Task<(int Ticks, TimeSpan Latest)> ticking = TickAsync();
        Task[] calling = [.. Enumerable.Range(0, callers).Select(i => Task.Run(() => CallAsync(violet, i)))];
        await Task.Delay(s_warmUp);
        long warm = GC.GetTotalMemory(forceFullCollection: true);
        int warmCalls = _read + _acted;
        await Task.Delay(s_duration - s_warmUp);
        _isOver = true;
        await Task.WhenAll(calling);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        (int ticks, TimeSpan latest) = await ticking;
        long after = GC.GetTotalMemory(forceFullCollection: true);

        int calls = _read + _acted,
            requests = server.CountRequests(),
            struck = server.CountStruck();
        await TestContext.Progress.WriteLineAsync(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"""
                {callers} callers{(https ? " over TLS and HTTP/2" : "")}, {took.TotalSeconds:0.0} s: {calls} calls ({calls
                    / took.TotalSeconds:0}/s), {requests} requests, {struck} struck ({100.0 * struck / requests:0.00} %)
                  calls that read: {_read}, {_retries} repeats, {_readFailed} failed; calls that act: {_acted}, {_actFailed} failed
                  live heap {warm / 1e6:0.0} MB after {warmCalls} calls, {after / 1e6:0.0} MB at the end; timer: {ticks} ticks of {took
                    / s_tick:0}, the latest by {latest.TotalMilliseconds:0} ms; {ThreadPool.ThreadCount} threads
                """
            )
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                server.CountRequests(Reading),
                Is.EqualTo(_read + _retries),
                "a call that reads is sent once, and again for each repeat"
            );
            Assert.That(
                server.CountStruck(Reading),
                Is.EqualTo(_retries + _readFailed),
                "each strike is repeated, or the last of a call that failed"
            );
            Assert.That(
                _readFailed,
                Is.LessThanOrEqualTo(server.CountStruck(Reading) / 4),
                "only a call of which all four attempts were struck fails"
            );
            Assert.That(server.CountRequests(Acting), Is.EqualTo(_acted), "a call that acts is sent once");
            Assert.That(server.CountStruck(Acting), Is.EqualTo(_actFailed), "and fails when it is struck");
            Assert.That(requests, Is.EqualTo(_read + _retries + _acted + 1), "and the login");
            Assert.That(calls, Is.GreaterThan(warmCalls).And.GreaterThan(callers * 3), "no caller was left behind");
            Assert.That(after, Is.LessThan(warm + 4_000_000 + (64 * (calls - warmCalls))), "what lives does not grow with the calls");
            Assert.That(ticks, Is.GreaterThan(took / s_tick / 4), "the thread pool is not starved");
        });
        http.Dispose();
        await Scene.UntilAsync(() => server.OpenConnections == 0, "all connections are closed");
    }

    /// <summary>Three calls that read to one that acts.</summary>
    private async Task CallAsync(VioletClient violet, int caller)
    {
        for (int i = caller; !_isOver; i++)
        {
            bool acts = i % 4 == 0;
            try
            {
                if (acts)
                    Assert.That((await violet.Sync.ResyncOfferAsync(FirstOffer + (i % 30))).Id, Is.EqualTo(FirstOffer + (i % 30)));
                else
                    Assert.That((await violet.Orders.GetAsync(FirstOrder + (i % Orders))).Id, Is.EqualTo(FirstOrder + (i % Orders)));
            }
            catch (VioletException)
            {
                Interlocked.Increment(ref acts ? ref _actFailed : ref _readFailed);
            }

            Interlocked.Increment(ref acts ? ref _acted : ref _read);
        }
    }

    private async Task<(int Ticks, TimeSpan Latest)> TickAsync()
    {
        using var timer = new PeriodicTimer(s_tick);
        int ticks = 0;
        TimeSpan latest = TimeSpan.Zero;
        long last = Stopwatch.GetTimestamp();
        while (!_isOver && await timer.WaitForNextTickAsync())
        {
            ticks++;
            TimeSpan late = Stopwatch.GetElapsedTime(last) - s_tick;
            if (late > latest)
                latest = late;
            last = Stopwatch.GetTimestamp();
        }

        return (ticks, latest);
    }

    /// <summary>The client's own count of repeats.</summary>
    private MeterListener CountRetries()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Violet.Generated" && instrument.Name == "violet.client.retries")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _retries, (int)count));
        listener.Start();
        return listener;
    }
}
