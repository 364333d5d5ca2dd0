using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Violet.Generated.AspNetCore.Tests.Tokens;

/// <summary>A redis-server of its own on a free port of the loopback interface; it keeps nothing on disk. Debian's package is
/// redis-server.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, int port)
    {
        _process = process;
        Address = $"127.0.0.1:{port}";
    }

    public static string? Binary { get; } =
        new[] { "/usr/bin/redis-server", "/usr/local/bin/redis-server", "/opt/homebrew/bin/redis-server" }.FirstOrDefault(File.Exists);

    public string Address { get; }

    public static async Task<RedisServer> StartAsync()
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort();
            var start = new ProcessStartInfo(Binary!, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            {
                RedirectStandardOutput = true,
            };
            Process process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(WebhookApp.Patience) is { } line)
            {
                if (!line.Contains("Ready to accept connections", StringComparison.Ordinal))
                    continue;
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null); // or it would block once the pipe is full
                return new RedisServer(process, port);
            }

            process.Dispose(); // it has ended: somebody else took the port
            if (attempt == 5)
                throw new InvalidOperationException("redis-server does not start.");
        }
    }

    /// <summary>Stops it where it stands: connections stay open and nothing is answered, as when its machine hangs.</summary>
    public void Pause()
    {
        using var kill = Process.Start("kill", ["-STOP", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
