using System.Reflection;
using System.Runtime.InteropServices;
using Violet.Generated.TestServer;

switch (args)
{
    case ["--help"] or ["-h"] or ["-?"]:
        Console.WriteLine(ToolOptions.Usage);
        return 0;
    case ["--version"]:
        string version = typeof(StandIn).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Console.WriteLine(version.Split('+')[0]);
        return 0;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var options = ToolOptions.Parse(args);
    await using StandIn standIn = await StandIn.StartAsync(options, options.Logs ? Console.Out : null, stop.Token);
    Console.WriteLine(Banner.Of(standIn.Server));
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped.");
    return 0;
}
catch (ToolException e)
{
    Console.Error.WriteLine($"violet-test-server: {e.Message}");
    return e.ExitCode;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // the server stops first
    stop.Cancel();
}
