#if !NETSTANDARD_BUILD // HttpClientHandler sends no pings
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Violet.Generated.Testing;
using Violet.Generated.Tests.TestServer;

namespace Violet.Generated.Tests.Load;

/// <summary>An HTTP/2 connection that goes silent without an end, as behind a load balancer that was replaced. Half a minute of real time:
/// 15 s to the ping and 10 s for its answer. What is asserted are counts.</summary>
[Category("Load"), RunsInCI]
[NonParallelizable]
public class SilentConnectionTests
{
    private const int Calls = 20;

    [Test]
    public async Task Calls_on_a_silent_connection_end_by_its_ping_and_not_by_their_own_time()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync(new() { Https = true });
        await using var proxy = new SilentProxy(server.VioletAddress.Port);
        using var http = new HttpClient(server.Handler()) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new VioletOptions();
        server.Configure(options);
        options.BaseAddress = new UriBuilder(server.VioletAddress) { Port = proxy.Port }.Uri;
        (options.MaxRetries, options.AttemptTimeout, options.Timeout) = (0, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));
        using var violet = new VioletClient(options, http);
        await violet.Orders.GetAsync(74001);

        proxy.Silence();
        Task[] calls = [.. Enumerable.Range(0, Calls).Select(_ => violet.Orders.GetAsync(74001))];
        Exception[] errors = await Task.WhenAll(calls.Select(async call => (await Assert.CatchAsync<VioletException>(() => call))!));

        Assert.That(errors, Is.All.TypeOf<VioletConnectionException>(), "a VioletTimeoutException would be five minutes old");
        Assert.That(proxy.Connections, Is.EqualTo(1));
        await violet.Orders.GetAsync(74001);
        Assert.That(proxy.Connections, Is.EqualTo(2), "the next call has a new one");
    }

    /// <summary>Passes bytes on until it is told to swallow those of the connections that it has.</summary>
    private sealed class SilentProxy : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly ConcurrentBag<Socket> _sockets = [];
        private readonly int _target;
        private readonly Task _accepting;
        private int _connections;
        private volatile int _silent;

        public SilentProxy(int target)
        {
            _target = target;
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => Volatile.Read(ref _connections);

        public void Silence() => _silent = Connections;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            foreach (Socket socket in _sockets)
                socket.Dispose();
            await _accepting;
        }

        private async Task AcceptAsync()
        {
            var pumps = new List<Task>();
            try
            {
                while (true)
                {
                    Socket client = await _listener.AcceptSocketAsync();
                    var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    _sockets.Add(client);
                    _sockets.Add(server);
                    await server.ConnectAsync(IPAddress.Loopback, _target);
                    int number = Interlocked.Increment(ref _connections);
                    pumps.Add(PumpAsync(client, server, number));
                    pumps.Add(PumpAsync(server, client, number));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                await Task.WhenAll(pumps);
            }
        }

        private async Task PumpAsync(Socket from, Socket to, int number)
        {
            byte[] bytes = new byte[16 * 1024];
            try
            {
                while (await from.ReceiveAsync(bytes) is > 0 and int count)
                {
                    if (number > _silent)
                        await to.SendAsync(bytes.AsMemory(0, count));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The end of the connection.
            }
        }
    }
}
#endif
