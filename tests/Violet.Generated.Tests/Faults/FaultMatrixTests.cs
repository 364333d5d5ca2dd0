using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Generated.Tests.EveryOperation;
using Violet.Generated.Tests.TestServer;

namespace Violet.Generated.Tests.Faults;

/// <summary>
/// Every operation of the contract x every fault, struck once and struck always: a correct repeat or the documented exception, no request
/// more than the contract allows, no hang, no connection left
/// behind, and nothing secret or personal in what is told of it.
/// </summary>
public abstract class FaultMatrix
{
    private const int MaxRetries = 2;

    private static readonly TimeSpan s_attemptTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(10);

    /// <summary>Whether it is over TLS and HTTP/2, as with the APIs themselves.</summary>
    protected abstract bool Https { get; }

#if NETSTANDARD_BUILD
    private static Version Version => HttpVersion.Version11;
#else
    private Version Version => Https ? HttpVersion.Version20 : HttpVersion.Version11;
#endif

    private static int s_cells;
    private static int s_passed;
    private static int s_requests;
    private static int s_alreadyDone;

    private readonly CallTime _time = new(s_attemptTimeout);
    private Eavesdropper _ears = null!;
    private TcpListener _elsewhere = null!;
    private VioletTestServer _server = null!;
    private Counter _counter = null!;
    private ServiceProvider _services = null!;
    private ServiceProvider _strict = null!;
    private ServiceProvider _refused = null!;

    [SetUp]
    public async Task Listen()
    {
        _ears = new Eavesdropper();
        _elsewhere = new TcpListener(IPAddress.Loopback, 0);
        _elsewhere.Start();
        await Start();
    }

    [TearDown]
    public async Task StopListening()
    {
        await Stop();
        _elsewhere.Dispose();
        _ears.Dispose();
    }

    private async Task Start()
    {
        _server = await VioletTestServer.StartAsync(new() { Https = Https });
        _counter = new Counter(_server.Handler());
        _services = Clients(_ => { });
        _strict = Clients(options => options.StrictReading = true);
        var nobody = new Uri($"http://127.0.0.1:{ClosedPort()}/");
        string token = _server.IssueToken();
        _refused = Clients(options =>
        {
            options.BaseAddress = nobody;
            if (options is VioletOptions violet)
                (violet.Token, violet.Username, violet.Password) = (token, null, null);
        });
    }

    private async Task Stop()
    {
        await _services.DisposeAsync();
        await _strict.DisposeAsync();
        await _refused.DisposeAsync();
        _counter.Dispose();
        await using (_server)
        {
            Assert.That(
                () => _server.OpenConnections,
                Is.Zero.After(delayInMilliseconds: 10_000, pollingInterval: 5),
                "Connections were left behind."
            );
        }
    }

    [OneTimeTearDown]
    public void Tell() =>
        TestContext.Progress.WriteLine(
            $"Fault matrix: {s_passed} of {s_cells} cells passed, {s_requests} requests. {s_alreadyDone} cells ended with a "
                + $"repeat that was told that it is done already."
        );

    [TestCaseSource(typeof(OperationCall), nameof(OperationCall.Cases))]
    public async Task Every_fault_ends_in_a_correct_repeat_or_the_documented_exception(MethodInfo operation)
    {
        OperationCall call = await PrepareAsync(operation);
        var failures = new List<string>();
        foreach (FaultCase fault in FaultCase.All(new Uri($"http://{_elsewhere.LocalEndpoint}/")))
        {
            foreach (bool lasts in (bool[])[false, true])
            {
                // A refused connection that is there the next time cannot be had on one port; and to a call that is sent once, both are the
                // same.
                if (lasts ? fault.Make is not null && !call.IsRepeatable : fault.Make is null)
                    continue;
                if (fault.InBody && call.UsesUpState)
                {
                    await Stop();
                    await Start();
                    call = await PrepareAsync(operation);
                }

                s_cells++;
                string? failure = await TryAsync(call, fault, lasts);
                if (failure is null)
                    s_passed++;
                else
                    failures.Add($"{fault.Name}, {(lasts ? "always" : "once")}: {failure}");
            }
        }

        Assert.That(failures, Is.Empty, string.Join(Environment.NewLine, failures));
        Assert.That(_counter.Versions, Is.EquivalentTo([Version]));
        Assert.That(_elsewhere.Pending(), Is.False, "A redirect was followed to another host.");
        Assert.That(_ears.Leaks(Planted.Of(_server)), Is.Empty);
        Assert.That(
            _ears.Counts.Select(count => count.Where),
            Is.SupersetOf(["log", "span", "metric", "exception"]),
            "Nothing was heard: the test checks nothing."
        );
    }

    private Task<OperationCall> PrepareAsync(MethodInfo operation) =>
        OperationCall.PrepareAsync(
            operation,
            _server,
            _services.GetRequiredService<IVioletClient>(),
            _services.GetRequiredService<IRutterClient>()
        );

    private async Task<string?> TryAsync(OperationCall call, FaultCase fault, bool lasts)
    {
        ServiceProvider clients =
            fault.Make is null ? _refused
            : fault.IsStrict ? _strict
            : _services;
        int strikes = lasts ? MaxRetries + 1 : 1;
        _server.Faults.Clear();
        if (fault.Make is not null)
            _server.Faults.Add(fault.Make(_time).On(call.Id).Times(strikes));
        _counter.Reset();
        int received = Received(call);
        long start = _time.GetTimestamp();

        Task sending = call.SendAsync(clients.GetRequiredService<IVioletClient>(), clients.GetRequiredService<IRutterClient>());
        if (fault.Slow != SlowPart.None)
            await EndSlowAttemptsAsync(sending, fault.Slow, () => Received(call) - received, strikes);
        Exception? error = null;
        try
        {
            await sending.WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (Exception e)
        {
            error = e;
            _ears.Hear(e);
        }

        if (error is TimeoutException)
            return "it hung";
        if (_time.GetElapsedTime(start) > s_timeout)
            return $"it took {_time.GetElapsedTime(start)}";
        int sent = fault.Make is null ? _counter.Sent : Received(call) - received;
        return Judge(call, fault, lasts, error, sent);
    }

    private static string? Judge(OperationCall call, FaultCase fault, bool lasts, Exception? error, int sent)
    {
        bool mayBeWhole = fault.InBody && (!call.HasBody || (!call.HasResult && fault.Exception == typeof(VioletJsonException)));
        if ((mayBeWhole || fault.MayBeRead) && error is null && (sent == 1 || call.IsRepeatable))
            return null;
        bool repeats = fault.IsTransient && call.IsRepeatable;
        int expected = repeats ? (lasts ? MaxRetries + 1 : 2) : 1;
        if (sent != expected)
            return $"{sent} requests instead of {expected}, then {error?.GetType().Name ?? "a result"}";
        if (repeats && !lasts)
        {
            if (error is null)
                return null;
            if (!call.ChangesState || error is not VioletApiException { StatusCode: >= 400 and < 500 and not (408 or 429) })
                return Describe(error);
            s_alreadyDone++;
            return null;
        }

        if (error is null)
            return "a result";
        return error.GetType() == fault.Exception ? null : Describe(error);
    }

    private static string Describe(Exception error) => $"{error.GetType().Name} {error.Message} {error.InnerException?.Message}";

    private async Task EndSlowAttemptsAsync(Task sending, SlowPart slow, Func<int> received, int strikes)
    {
        int ended = 0;
        while (ended < strikes && !sending.IsCompleted)
        {
            await Task.WhenAny(sending, Task.Delay(1));
            if ((slow == SlowPart.Headers ? received() : _counter.Answered) <= ended)
                continue;
            ended++;
            _time.EndAttempts();
        }
    }

    private int Received(OperationCall call) => _server.CountRequests(call.Id);

    private ServiceProvider Clients(Action<ApiOptions> change)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_ears));
        services.AddViolet(options => Configure(options, _server.Configure)).ConfigurePrimaryHttpMessageHandler(() => _counter);
        services.AddRutter(options => Configure(options, _server.Configure)).ConfigurePrimaryHttpMessageHandler(() => _counter);
        return services.BuildServiceProvider();

        void Configure<T>(T options, Action<T> configure)
            where T : ApiOptions
        {
            configure(options);
            (options.TimeProvider, options.MaxRetries, options.AttemptTimeout, options.Timeout, options.MaxResponseBytes) = (
                _time,
                MaxRetries,
                s_attemptTimeout,
                s_timeout,
                1_000_000
            );
            change(options);
        }
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Counter(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly ConcurrentDictionary<Version, bool> _versions = [];
        private int _sent;
        private int _answered;

        public ICollection<Version> Versions => _versions.Keys;

        public int Sent => Volatile.Read(ref _sent);

        public int Answered => Volatile.Read(ref _answered);

        public void Reset() => _sent = _answered = 0;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref s_requests);
            Interlocked.Increment(ref _sent);
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            Interlocked.Increment(ref _answered);
            _versions[answer.Version] = true;
            return answer;
        }
    }
}

/// <summary>Over plain HTTP/1.1.</summary>
public sealed class FaultMatrixTests : FaultMatrix
{
    protected override bool Https => false;
}

/// <summary>
/// The same over TLS and HTTP/2, where a connection carries many calls and a reset ends one of them; two minutes on two cores. HTTP/2 has
/// all faults of the matrix in its own way. What only HTTP/1.1 knows (a broken status line, headers or chunks that break off, bytes after
/// the end) is not in it: tests that need such a thing take a <c>RawServer</c>.
/// </summary>
[Category("Load"), RunsInCI]
public sealed class FaultMatrixOverHttp2Tests : FaultMatrix
{
    protected override bool Https => true;
}
