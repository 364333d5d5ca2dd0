using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Spectre.Console;
using Violet.Generated;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Quickstart;

IConfiguration configuration = new ConfigurationBuilder().AddUserSecrets<Program>().AddEnvironmentVariables().Build();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

try
{
    if (args.Length > 0)
    {
        await Console.Error.WriteLineAsync("Usage: dotnet run --project src/Violet.Quickstart");
        return 2;
    }
    await TourAsync(configuration, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 1;
}
catch (Exception e) when (Advice.For(e) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}

static async Task TourAsync(IConfiguration configuration, CancellationToken cancellationToken)
{
    IConfigurationSection violet = configuration.GetSection("Violet"),
        rutter = configuration.GetSection("Rutter");
    await using VioletTestServer? server =
        violet.Exists() || rutter.Exists() ? null : await VioletTestServer.StartAsync(cancellationToken: cancellationToken);
    using var calls = new CallLog();
    var services = new ServiceCollection();
    if (server is not null)
    {
        services.AddViolet(server.Configure).AddHttpMessageHandler(calls.CountRequests);
        services.AddRutter(server.Configure).AddHttpMessageHandler(calls.CountRequests);
    }
    else
    {
        services.AddViolet(violet).AddHttpMessageHandler(calls.CountRequests);
        if (rutter.Exists())
            services.AddRutter(rutter).AddHttpMessageHandler(calls.CountRequests);
    }

    await using ServiceProvider provider = services.BuildServiceProvider();
    AnsiConsole.MarkupLine(
        server is null
            ? $"Calling {Whom(provider.GetRequiredService<IOptions<VioletOptions>>().Value)}."
            : "No credentials are configured, so this runs on the embedded [bold]test server[/]. Set Violet__AppId, "
                + "Violet__AppSecret, Violet__Username and Violet__Password (or user secrets) for the real API."
    );
    var tour = new Tour(provider.GetRequiredService<IVioletClient>(), provider.GetService<IRutterClient>(), AnsiConsole.Console);
    await tour.RunAsync(cancellationToken);
    if (server is not null)
        await new Checkout(provider.GetRequiredService<IVioletClient>(), server, AnsiConsole.Console).RunAsync(cancellationToken);
    else
        AnsiConsole.MarkupLine("[yellow]The checkout is left out:[/] it would place an order.");
    calls.Print(AnsiConsole.Console);
}

static string Whom(VioletOptions options) =>
    options.BaseAddress is { } address
        ? address.IsLoopback
            ? $"the server of this machine at [bold]{Markup.Escape($"{address}")}[/]"
            : $"the API at [bold]{Markup.Escape($"{address}")}[/]"
        : $"the real API, environment [bold]{options.Environment}[/]";
