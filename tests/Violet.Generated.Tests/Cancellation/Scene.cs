using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.Cancellation;

/// <summary>Where a call or a walk stands when its caller gives up.</summary>
public enum Stage
{
    Connecting,
    Headers,
    Body,
    BodyOfAnError,
    FirstLogin,
    Store,
    Refresh,
    BackOff,
    RetryAfter,
    RepeatedAttempt,
    FirstPage,
    FetchedAhead,
    FetchedOutOfTurn,
    BetweenItems,
    SideBySide,
}

/// <summary>A client and a test server in which a call comes to a certain stage and stays there.</summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>Never over in a test: who waits for it is ended by something else.</summary>
    private static readonly TimeSpan s_forEver = TimeSpan.FromHours(1);

    private readonly GateHandler _gate;
    private readonly HttpClient _http;
    private readonly WaitCountingTime _time = new();
    private readonly GatedStore _store = new();

    private Scene(VioletTestServer server, Stage stage)
    {
        Server = server;
        _gate = new GateHandler();
        if (stage == Stage.Connecting)
            _gate.InnerHandler = new SocketsHttpHandler { ConnectCallback = _gate.ConnectAsync };
        _http = new HttpClient(_gate) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new VioletOptions();
        server.Configure(options);
        (options.TimeProvider, options.TokenStore) = (_time, _store);
        if (stage == Stage.Connecting)
            options.Token = server.IssueToken(); // else it is the login that connects
        Violet = new VioletClient(options, _http);
    }

    public VioletTestServer Server { get; }

    public VioletClient Violet { get; }

    /// <summary>Does what is to be cancelled.</summary>
    public Func<CancellationToken, Task> Act { get; private set; } = null!;

    /// <summary>Whether the stage is reached.</summary>
    public Func<bool> IsThere { get; private set; } = null!;

    public static async Task<Scene> SetAsync(Stage stage)
    {
        var scene = new Scene(await VioletTestServer.StartAsync(), stage);
        // has a token and a connection
        if (stage is not (Stage.Connecting or Stage.FirstLogin or Stage.Store))
            await scene.Violet.Orders.GetAsync(74001);
        scene.Arrange(stage);
        return scene;
    }

    /// <summary>Ends what holds the call up, the login that belongs to no caller included.</summary>
    public void Release()
    {
        Server.Faults.Clear();
        _gate.Release();
        _store.Gate.TrySetResult();
    }

    /// <summary>Closes the connections at rest. What is open after that has leaked.</summary>
    public async Task CloseAsync()
    {
        _http.Dispose();
        await UntilAsync(() => Server.OpenConnections == 0, "all connections are closed");
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        Violet.Dispose();
        _http.Dispose();
        await Server.DisposeAsync();
    }

    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"In a minute it did not come so far that {what}.");
            await Task.Delay(1);
        }
    }

    private void Arrange(Stage stage)
    {
        Act = cancellationToken => Violet.Orders.ListAsync(cancellationToken: cancellationToken);
        int before = Server.CountRequests("Orders_List");
        IsThere = () => Server.CountRequests("Orders_List") > before;
        switch (stage)
        {
            case Stage.Connecting:
                IsThere = () => _gate.Held > 0;
                break;
            case Stage.Headers:
                Server.Faults.Add(Fault.Latency(s_forEver).On("Orders_List"));
                break;
            case Stage.Body:
            case Stage.BodyOfAnError:
                bool hasHeaders = false;
                Server.Faults.Add(Fault.SlowBody(s_forEver).On(stage == Stage.Body ? "Orders_List" : "Orders_Get"));
                IVioletClient watching = Violet.WithOptions(o => o.OnResponse = _ => hasHeaders = true);
                IsThere = () => Volatile.Read(ref hasHeaders);
                Act =
                    stage == Stage.Body
                        ? cancellationToken => watching.Orders.ListAsync(cancellationToken: cancellationToken)
                        : cancellationToken => watching.Orders.GetAsync(1, cancellationToken);
                break;
            case Stage.FirstLogin:
                HoldAtTheGate("/login");
                break;
            case Stage.Store:
                _store.Holds = true;
                IsThere = () => _store.IsHolding;
                break;
            case Stage.Refresh:
                Server.ExpireTokens();
                HoldAtTheGate("/auth/token");
                break;
            case Stage.BackOff:
                Server.Faults.Add(Fault.Status(503).On("Orders_List"));
                IsThere = () => _time.Waits > 0;
                break;
            case Stage.RetryAfter:
                Server.Faults.Add(Fault.RateLimit(TimeSpan.FromSeconds(7)).On("Orders_List"));
                IsThere = () => _time.Waits > 0;
                break;
            case Stage.RepeatedAttempt:
                Server.Faults.Add(Fault.RateLimit(TimeSpan.Zero).On("Orders_List").Once());
                Server.Faults.Add(Fault.Latency(s_forEver).On("Orders_List"));
                IsThere = () => Server.CountRequests("Orders_List") == before + 2;
                break;
            case Stage.FirstPage:
                Server.Faults.Add(Fault.Latency(s_forEver).On("Orders_List"));
                Act = Walk;
                break;
            case Stage.FetchedAhead:
                Server.Faults.Add(Fault.Latency(s_forEver).On("Orders_List").Every(2));
                Act = Walk;
                IsThere = () => Server.CountRequests("Orders_List") == before + 2;
                break;
            case Stage.FetchedOutOfTurn:
                // A second page that says that the total fell, so that the first is read again.
                Server.Faults.Add(Fault.Latency(s_forEver).On("Orders_List").Every(3));
                Server.Faults.Add(
                    Fault
                        .Status(200, """{"content":[{"id":1}],"total_pages":13,"total_elements":259,"size":20}""")
                        .On("Orders_List")
                        .Every(2)
                        .Once()
                );
                Act = Walk;
                IsThere = () => Server.CountRequests("Orders_List") == before + 3;
                break;
            case Stage.BetweenItems:
                int items = 0;
                Act = async cancellationToken =>
                {
                    await foreach (Order _ in Violet.Orders.ListAll().WithCancellation(cancellationToken))
                    {
                        if (++items == 5)
                            await UntilAsync(() => cancellationToken.IsCancellationRequested, "the caller gives up");
                    }
                };
                // the second page is asked for ahead
                IsThere = () => Volatile.Read(ref items) == 5 && Server.CountRequests("Orders_List") == before + 2;
                break;
            case Stage.SideBySide:
                Server.Faults.Add(Fault.Latency(s_forEver).On("Orders_List").Every(2)); // pages 3, 5, 7 and 9 come, the others do not
                Act = async cancellationToken => await ReadAsync(Violet.Orders.ListAll().WithConcurrency(8), cancellationToken);
                IsThere = () => Server.CountRequests("Orders_List") == before + 9;
                break;
        }
    }

    private Task Walk(CancellationToken cancellationToken) => ReadAsync(Violet.Orders.ListAll(), cancellationToken);

    private static async Task ReadAsync(AsyncPageable<Order> all, CancellationToken cancellationToken)
    {
        await foreach (Order _ in all.WithCancellation(cancellationToken)) { }
    }

    private void HoldAtTheGate(string path)
    {
        _gate.Holds = path;
        IsThere = () => _gate.Held > 0;
    }

    /// <summary>The client's own handler, with a gate before it.</summary>
    private sealed class GateHandler() : DelegatingHandler(HttpHandlers.Create())
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _held;

        public string? Holds { get; set; }

        public int Held => Volatile.Read(ref _held);

        public void Release() => _released.TrySetResult();

        public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _held);
            await _released.Task.WaitAsync(cancellationToken);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Holds is not null && request.RequestUri!.AbsolutePath.EndsWith(Holds, StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _held);
                await _released.Task.WaitAsync(cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>A clock that stands still and counts who waits for it, the time limits of calls and of the store aside.</summary>
    private sealed class WaitCountingTime() : FakeTimeProvider(DateTimeOffset.UtcNow)
    {
        private static readonly TimeSpan s_storeLimit = TimeSpan.FromSeconds(2);

        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(20) && dueTime != s_storeLimit)
                Interlocked.Increment(ref _waits);
            return timer;
        }
    }

    private sealed class GatedStore : IVioletTokenStore
    {
        private TokenSet? _tokens;

        public bool Holds { get; set; }

        public bool IsHolding { get; private set; }

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<TokenSet?> GetAsync(string key, CancellationToken cancellationToken)
        {
            if (!Holds)
                return _tokens;
            IsHolding = true;
            await Gate.Task.WaitAsync(cancellationToken);
            return _tokens;
        }

        public ValueTask SetAsync(string key, TokenSet tokens, CancellationToken cancellationToken)
        {
            _tokens = tokens;
            return default;
        }
    }
}
