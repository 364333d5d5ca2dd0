using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Violet.Generated.Tests.Transport;

/// <summary>
/// A server that takes a request on a connection that was in use before, and then closes it properly. .NET's own handler takes that for an idle connection's end and sends a request without a body
/// again by itself, whatever its method; but the server may have carried it out.
/// </summary>
public class ClosedConnectionTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_call_that_acts_is_sent_once(bool withBody)
    {
        await using var server = new ClosingServer();
        using var violet = new VioletClient(new VioletOptions { AppId = 1, AppSecret = "s", Token = "t", BaseAddress = server.Address });
        await violet.Carts.GetAsync(1); // the connection has been used

        Task call = withBody ? violet.Carts.CreateAsync(new CreateCartRequest()) : violet.Sync.ResyncOfferAsync(1);

        Assert.CatchAsync<VioletConnectionException>(() => call);
        Assert.That(server.Received, Has.Count.EqualTo(2), string.Join(Environment.NewLine, server.Received));
    }

    [Test]
    public async Task A_call_that_only_reads_is_sent_again()
    {
        await using var server = new ClosingServer();
        using var violet = new VioletClient(new VioletOptions { AppId = 1, AppSecret = "s", Token = "t", BaseAddress = server.Address });
        await violet.Carts.GetAsync(1);

        Assert.That((await violet.Carts.GetAsync(2)).Id, Is.EqualTo(5));
    }

    /// <summary>Answers the first request of each connection, and closes the connection after it has received the second.</summary>
    private sealed class ClosingServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stopping = new();
        private readonly Task _running;

        public ClosingServer()
        {
            _listener.Start();
            Address = new Uri($"http://{_listener.LocalEndpoint}/");
            _running = RunAsync();
        }

        public Uri Address { get; }

        /// <summary>The request lines.</summary>
        public List<string> Received { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _running;
            _listener.Dispose();
            _stopping.Dispose();
        }

        private async Task RunAsync()
        {
            try
            {
                while (true)
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                    NetworkStream stream = client.GetStream();
                    await ReadRequestAsync(stream);
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"id\":5}"u8.ToArray(), _stopping.Token);
                    await ReadRequestAsync(stream);
                }
            }
            catch (OperationCanceledException)
            {
                // That is how it is stopped.
            }
        }

        private async Task ReadRequestAsync(NetworkStream stream)
        {
            var request = new StringBuilder();
            var buffer = new byte[4096];
            while (!IsWhole(request.ToString()))
            {
                int read = await stream.ReadAsync(buffer, _stopping.Token);
                if (read == 0) return;
                request.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            Received.Add(request.ToString().Split('\r')[0]);
        }

        private static bool IsWhole(string request)
        {
            int end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            const string Length = "Content-Length: ";
            int length = request.IndexOf(Length, StringComparison.Ordinal);
            int body = length < 0 ? 0 : int.Parse(request.AsSpan(length + Length.Length, request.IndexOf('\r', length) - length - Length.Length), System.Globalization.CultureInfo.InvariantCulture);
            return end >= 0 && request.Length >= end + 4 + body;
        }
    }
}
