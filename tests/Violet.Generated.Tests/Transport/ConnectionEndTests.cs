using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Violet.Generated.Tests.Transport;

/// <summary>A server that takes a request and closes the connection in good order, without an answer. Handlers of .NET repeat such requests on their own where they have no content.</summary>
public class ConnectionEndTests
{
    [Test]
    public async Task A_call_that_acts_is_sent_once_though_it_has_no_body()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int received = 0;
        Task serving = ServeAsync();
        using var violet = new VioletClient(new VioletOptions
        {
            BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
            AppId = 10,
            AppSecret = "app-secret",
            Token = "token-1",
        });

        Assert.CatchAsync<VioletConnectionException>(() => violet.Sync.ResyncOfferAsync(1));
        Assert.CatchAsync<VioletConnectionException>(() => violet.SendAsync(HttpMethod.Post, "of/tomorrow"));

        Assert.That(received, Is.EqualTo(2));
        listener.Stop();
        await serving;

        async Task ServeAsync()
        {
            while (true)
            {
                TcpClient client;
                try
                {
                    client = await listener.AcceptTcpClientAsync();
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    return; // stopped
                }

                using (client)
                {
                    var request = new StringBuilder();
                    var buffer = new byte[4096];
                    while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                    {
                        int read = await client.GetStream().ReadAsync(buffer);
                        if (read == 0) break;
                        request.Append(Encoding.ASCII.GetString(buffer, 0, read));
                    }

                    if (request.Length > 0) received++;
                    client.Client.Shutdown(SocketShutdown.Both); // with all read this is an end, not a reset
                }
            }
        }
    }
}
