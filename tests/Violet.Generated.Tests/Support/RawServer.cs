using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Violet.Generated.Tests.Transport;

/// <summary>A server that writes bytes which no web server would, and keeps the heads of the requests that it got.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _heads = [];
    private readonly string _answer;
    private readonly Task _serving;

    /// <param name="answer">What it answers to every request before it closes the connection in good order; empty for nothing.</param>
    public RawServer(string answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public IReadOnlyList<string> Heads
    {
        get
        {
            lock (_heads)
                return [.. _heads];
        }
    }

    public VioletClient Violet(Action<VioletOptions>? configure = null, HttpClient? http = null)
    {
        var options = new VioletOptions
        {
            BaseAddress = Address,
            AppId = 10,
            AppSecret = "app-secret",
            Token = "token-1",
            MaxRetries = 0,
        };
        configure?.Invoke(options);
        return http is null ? new VioletClient(options) : new VioletClient(options, http);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return; // stopped
            }

            try
            {
                using (client)
                    await AnswerAsync(client);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // This one is gone; the next one may come.
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        var request = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await client.GetStream().ReadAsync(buffer);
            if (read == 0)
                break;
            request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        if (request.Length == 0)
            return;
        lock (_heads)
            _heads.Add(request.ToString());
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(_answer));
        client.Client.Shutdown(SocketShutdown.Both); // with all read this is an end, not a reset
    }
}
