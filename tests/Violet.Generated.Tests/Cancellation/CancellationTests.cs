using System.Diagnostics;
using System.Net;
using Violet.Generated.Testing;
using Violet.Generated.Tests.TestServer;
using Violet.Generated.Tests.Transport;

namespace Violet.Generated.Tests.Cancellation;

/// <summary>A caller gives up, wherever the call is. The server, the login or the clock holds the call up for ever, so nothing but the
/// cancellation can end it.</summary>
public class CancellationTests
{
    [Test]
    public async Task A_call_that_is_given_up_ends_and_leaves_the_client_usable([Values] Stage stage)
    {
        await using Scene scene = await Scene.SetAsync(stage);
        using var patience = new CancellationTokenSource();
        Task act = scene.Act(patience.Token);
        await Scene.UntilAsync(() => scene.IsThere() || act.IsCompleted, $"a call is at {stage}");
        Assert.That(act.IsCompleted, Is.False);
        int sent = scene.Server.CountRequests();

        await patience.CancelAsync();

        OperationCanceledException? error = await Assert.CatchAsync<OperationCanceledException>(() =>
            act.WaitAsync(TimeSpan.FromMinutes(1))
        );
        Assert.That(error!.CancellationToken, Is.EqualTo(patience.Token));
        Assert.That(scene.Server.CountRequests(), Is.EqualTo(sent), "nothing is sent any more");
        scene.Release();
        Assert.That((await scene.Violet.Orders.GetAsync(74001)).Id, Is.EqualTo(74001));
        Assert.That(scene.Server.CountRequests("Auth_Login"), Is.EqualTo(stage == Stage.Connecting ? 0 : 1));
        await scene.CloseAsync();
    }

    [Test]
    public async Task A_call_that_is_given_up_before_it_began_sends_nothing()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet();
        var cancelled = new CancellationToken(canceled: true);

        OperationCanceledException? error = await Assert.CatchAsync<OperationCanceledException>(() =>
            violet.Orders.ListAsync(cancellationToken: cancelled)
        );

        Assert.That(error!.CancellationToken, Is.EqualTo(cancelled));
        Assert.That(server.CountRequests(), Is.Zero);
    }

    /// <summary>Cancellations that come after one microsecond, two, three ... meet a call at every point of its way, the points between two
    /// awaits included.</summary>
    [Test]
    public async Task Whenever_a_call_is_given_up_it_ends_whole_or_cancelled_and_leaks_no_connection()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using var http = new HttpClient(Violet.Generated.Runtime.Http.HttpHandlers.Create()) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new VioletOptions();
        server.Configure(options);
        using var violet = new VioletClient(options, http);
        int whole = 0,
            cancelled = 0;

        for (int i = 0; i < 500; i++)
        {
            if (i is 100 or 200 or 300)
                server.ExpireTokens(); // some are in the middle of a refresh
            using var patience = new CancellationTokenSource();
            Task<OrderPage> call = violet.Orders.ListAsync(size: 20, cancellationToken: patience.Token);
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMicroseconds(i * 20))
                await Task.Yield();
            await patience.CancelAsync();
            try
            {
                Assert.That((await call).Content, Has.Count.EqualTo(20));
                whole++;
            }
            catch (OperationCanceledException e)
            {
                Assert.That(e.CancellationToken, Is.EqualTo(patience.Token));
                cancelled++;
            }
        }

        await violet.Orders.ListAsync();
        http.Dispose();
        await Scene.UntilAsync(() => server.OpenConnections == 0, "all connections are closed");
        await TestContext.Out.WriteLineAsync(
            $"{cancelled} calls cancelled, {whole} came whole; {server.CountRequests()} requests, "
                + $"{server.CountRequests("Auth_Login")} login, {server.CountRequests("Auth_RefreshToken")} refreshes"
        );
        Assert.That(cancelled, Is.Positive);
        Assert.That(server.CountRequests("Auth_Login"), Is.EqualTo(1), "a login belongs to no caller");
    }

    [TestCase(0, Description = "the one who started the login")]
    [TestCase(57)]
    public async Task One_of_a_hundred_who_wait_for_the_same_login_gives_up_and_the_others_do_not_notice(int leaver)
    {
        await using Scene scene = await Scene.SetAsync(Stage.FirstLogin);
        using var patience = new CancellationTokenSource();
        Task[] calls = [.. Enumerable.Range(0, 100).Select(i => scene.Act(i == leaver ? patience.Token : default))];
        await Scene.UntilAsync(scene.IsThere, "they wait for the login");

        await patience.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => calls[leaver].WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.That(calls.Count(call => call.IsCompleted), Is.EqualTo(1), "the others go on waiting");
        scene.Release();
        await Task.WhenAll(calls.Where((_, i) => i != leaver));
        Assert.That((scene.Server.CountRequests("Auth_Login"), scene.Server.CountRequests("Orders_List")), Is.EqualTo((1, 99)));
    }

    [Test]
    public async Task One_of_a_hundred_calls_under_way_is_given_up_and_the_others_do_not_notice()
    {
        await using Scene scene = await Scene.SetAsync(Stage.BetweenItems);
        scene.Server.Faults.Add(Fault.Latency(TimeSpan.FromMilliseconds(200)).On("Orders_List"));
        using var patience = new CancellationTokenSource();
        Task<OrderPage>[] calls =
        [
            .. Enumerable.Range(0, 100).Select(i => scene.Violet.Orders.ListAsync(cancellationToken: i == 57 ? patience.Token : default)),
        ];
        await Scene.UntilAsync(() => scene.Server.CountRequests("Orders_List") > 0, "the first are there");

        await patience.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => calls[57]);
        OrderPage[] others = await Task.WhenAll(calls.Where((_, i) => i != 57));
        Assert.That(others.Select(page => page.Content.Count), Is.All.EqualTo(20));
        Assert.That(scene.Server.CountRequests("Orders_List"), Is.InRange(99, 100), "none was sent twice");
        await scene.CloseAsync();
    }

    /// <summary>A handler may end a body that is broken off as if it were whole, or fail in any way.</summary>
    [Test]
    public async Task A_body_that_ends_because_it_was_given_up_is_a_cancellation([Values] bool announced, [Values] bool failing)
    {
        using var patience = new CancellationTokenSource();
        using var http = new Http(
            (_, _) =>
            {
                var content = new StreamContent(new EndsWhenGivenUp(patience, failing));
                if (announced)
                    content.Headers.ContentLength = 1000;
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
            }
        );
        using VioletClient violet = http.Violet();

        OperationCanceledException? error = await Assert.CatchAsync<OperationCanceledException>(() =>
            violet.Orders.GetAsync(1, patience.Token)
        );

        Assert.That(error!.CancellationToken, Is.EqualTo(patience.Token));
    }

#if NETSTANDARD_BUILD
    /// <summary>To dispose an answer under a read that decompresses it ends the process: the read works on in memory that is
    /// free.</summary>
    [Test]
    public void A_body_whose_handler_does_not_watch_the_token_is_left_to_it_and_disposed_when_its_read_has_ended()
    {
        using var patience = new CancellationTokenSource();
        var body = new DeafStream();
        using var http = new Http(
            (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) })
        );
        using VioletClient violet = http.Violet();
        Task<Order> call = violet.Orders.GetAsync(1, patience.Token);
        Assert.That(body.IsRead);

        patience.Cancel();

        Assert.CatchAsync<OperationCanceledException>(() => call);
        Assert.That(body.IsDisposed, Is.False);
        body.EndRead();
        Assert.That(() => body.IsDisposed, Is.True.After(delayInMilliseconds: 10_000, pollingInterval: 5));
    }

    private sealed class DeafStream : MemoryStream
    {
        private readonly TaskCompletionSource<int> _read = new();

        public bool IsRead { get; private set; }

        public bool IsDisposed { get; private set; }

        public void EndRead() => _read.SetResult(0);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            IsRead = true;
            return _read.Task;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
#endif

    private sealed class EndsWhenGivenUp(CancellationTokenSource patience, bool failing) : MemoryStream("{\"id\":1"u8.ToArray())
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = Read(buffer.Span);
            if (read > 0)
                return read;
            await patience.CancelAsync();
            return failing ? throw new InvalidOperationException("disposed while it was read") : 0;
        }

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
    }
}
