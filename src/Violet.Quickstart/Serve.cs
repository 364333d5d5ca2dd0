using Spectre.Console;
using Violet.Generated;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Quickstart;

/// <summary>Keeps a test server running, for a program of yours or for curl.</summary>
internal static class Serve
{
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync(cancellationToken: cancellationToken);
        var violet = new VioletOptions();
        server.Configure(violet);
        var rutter = new RutterOptions();
        server.Configure(rutter);
        AnsiConsole.Write(new Rule("Violet test server"));
        Console.WriteLine(
            $"""
            Violet: {violet.BaseAddress}
            Rutter: {rutter.BaseAddress}

            For a program that uses the client:
              export Violet__BaseAddress={violet.BaseAddress} Violet__AppId={violet.AppId} Violet__AppSecret={violet.AppSecret} \
                     Violet__Username={violet.Username} Violet__Password='{violet.Password}'
              export Rutter__BaseAddress={rutter.BaseAddress} Rutter__ClientId={rutter.ClientId} Rutter__ClientSecret={rutter.ClientSecret}

            By hand:
              curl -s {violet.BaseAddress}/login -H 'X-Violet-App-Id: {violet.AppId}' -H 'X-Violet-App-Secret: {violet.AppSecret}' \
                   -H 'Content-Type: application/json' -d '{"{"}"username":"{violet.Username}","password":"{violet.Password}"{"}"}'
              curl -s '{rutter.BaseAddress}/connections' -u '{rutter.ClientId}:{rutter.ClientSecret}' -H 'X-Rutter-Version: {rutter.ApiVersion}'

            These credentials are made up and work here only. Ctrl+C stops the server.
            """
        );
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopped.");
        }
    }
}
