using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>A <see cref="WorkerApp"/> in a process of its own, that can be killed and started again.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly TestDatabase _database;
    private readonly TimeSpan _leaseTime;
    private readonly HttpClient _client;
    private Process _process;

    private WorkerProcess(TestDatabase database, TimeSpan leaseTime, Uri address)
    {
        (_database, _leaseTime) = (database, leaseTime);
        _client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        _process = null!;
    }

    public static async Task<WorkerProcess> StartAsync(TestDatabase database, TimeSpan leaseTime)
    {
        var worker = new WorkerProcess(database, leaseTime, new Uri($"http://127.0.0.1:{FreePort()}"));
        await worker.StartAsync();
        return worker;
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [
                "exec",
                typeof(WorkerProcess).Assembly.Location,
                _database.Kind,
                _database.ConnectionString,
                _client.BaseAddress!.AbsoluteUri,
                _leaseTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(WebhookApp.Patience);
        Assert.That(line, Is.EqualTo("ready"));
    }

    /// <summary>SIGKILL: nothing is finished, nothing given back.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Whether the answer was 200; not either where there was none.</summary>
    public async Task<bool> SendAsync(long eventId, long orderId)
    {
        byte[] body = Encoding.UTF8.GetBytes(WebhookApp.OrderOf(orderId));
        using var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/violet") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Violet-Topic", "ORDER_UPDATED");
        request.Headers.Add("X-Violet-Event-Id", eventId.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Violet-Hmac", VioletWebhook.Sign(body, WebhookApp.Secret));
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
