using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>A PostgreSQL of its own on the loopback interface, in a temporary folder. It does not run as root: then as the user postgres,
/// whom its package makes.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> s_shared = new(StartAsync);

    private readonly string _folder;
    private readonly int _port;
    private Process _process;

    private PostgresServer(string folder, int port, Process process) => (_folder, _port, _process) = (folder, port, process);

    public static string? Folder { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(folder => Path.Combine(folder, "bin"))
                .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;

    /// <summary>The server of all tests that leave it alone. Without PostgreSQL on the machine, the test is skipped.</summary>
    public static Task<PostgresServer> SharedAsync()
    {
        RequireInstalled();
        return s_shared.Value;
    }

    public static async Task EndSharedAsync()
    {
        if (s_shared.IsValueCreated)
            await (await s_shared.Value).DisposeAsync();
    }

    public static void RequireInstalled()
    {
        if (Folder is null)
            Assert.Ignore("PostgreSQL is missing: apt-get install -y postgresql.");
    }

    public static async Task<PostgresServer> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("violet-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", folder);
        string data = Path.Combine(folder, "data");
        await RunAsync(Command("initdb", "-D", data, "-A", "trust", "-U", "shop", "-E", "UTF8", "--locale=C"));
        int port = FreePort();
        Process process = Start(data, port);
        return await WaitAsync(new PostgresServer(folder, port, process));
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=shop;Database={database};Maximum Pool Size=60;Timeout=5";

    /// <summary>Stops all of its processes where they stand: connections stay open and nothing is answered, or lets them go on.</summary>
    public void Signal(string signal)
    {
        foreach (string id in ProcessIds())
        {
            using var kill = Process.Start("kill", [$"-{signal}", id]);
            kill.WaitForExit();
        }
    }

    /// <summary>Ends it as a crash does, and starts it again.</summary>
    public async Task RestartAsync()
    {
        Signal("QUIT");
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = Start(Path.Combine(_folder, "data"), _port);
        await WaitAsync(this);
    }

    public async ValueTask DisposeAsync()
    {
        Signal("CONT");
        Signal("QUIT");
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> ProcessIds()
    {
        string main = File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First();
        using Process list = Process.Start(new ProcessStartInfo("ps", ["-o", "pid=", "--ppid", main]) { RedirectStandardOutput = true })!;
        return [main, .. list.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Process Start(string data, int port) =>
        Process.Start(Command("postgres", "-D", data, "-h", "127.0.0.1", "-p", $"{port}", "-k", "", "-c", "max_connections=200"))!;

    private static async Task<PostgresServer> WaitAsync(PostgresServer server)
    {
        using var patience = new CancellationTokenSource(WebhookApp.Patience);
        while (true)
        {
            try
            {
                await using var connection = new Npgsql.NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync(patience.Token);
                return server;
            }
            catch (Npgsql.NpgsqlException) when (!server._process.HasExited)
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }

    private static ProcessStartInfo Command(string program, params string[] arguments)
    {
        string path = Path.Combine(Folder!, program);
        ProcessStartInfo start = Environment.IsPrivilegedProcess
            ? new("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new(path, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, "/tmp");
        return start;
    }

    private static Task RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {await output}{error}");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
