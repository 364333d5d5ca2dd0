using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Violet.Generated.Testing;
using Violet.Generated.TestServer.Admin;

namespace Violet.Generated.TestServer;

/// <summary>The test server with what the command line wants of it, which a reset restores.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly ToolOptions _options;
    private readonly JsonObject? _seed;
    private readonly List<string> _scenarios = [];
    private VioletTestServer _server = null!; // known before anybody can call

    private StandIn(ToolOptions options) => (_options, _seed) = (options, options.SeedFile is { } file ? Seed.ReadFile(file) : null);

    public VioletTestServer Server => _server;

    public AddedFaults Faults { get; } = new();

    /// <summary>The scenarios that are played, in the order in which they were begun.</summary>
    public IReadOnlyList<string> Scenarios
    {
        get
        {
            lock (_scenarios)
                return [.. _scenarios];
        }
    }

    /// <summary>Starts the server.</summary>
    /// <param name="options">What the command line asks for.</param>
    /// <param name="log">Takes a line for each request; null for none.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="ToolException">The options ask for what there is not, or the port is taken.</exception>
    public static async Task<StandIn> StartAsync(ToolOptions options, TextWriter? log, CancellationToken cancellationToken)
    {
        var standIn = new StandIn(options);
        try
        {
            await VioletTestServer
                .StartAsync(
                    new VioletTestServerOptions
                    {
                        Port = options.Port,
                        RecordingFolder = options.RecordingFolder,
                        BeforeApis = standIn.Prepare(log),
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
            return standIn;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new ToolException(
                $"Port {options.Port} is taken: choose another with --port, or 0 for a free one.",
                ToolException.CannotStart
            );
        }
        catch (Exception e) when (options.RecordingFolder is not null && e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"--record: no folder can be made at '{options.RecordingFolder}'.", ToolException.CannotStart);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new ToolException($"Cannot listen on port {options.Port}: {e.Message}", ToolException.CannotStart);
        }
    }

    /// <summary>Begins a scenario; Ordinary ends all.</summary>
    /// <exception cref="ToolException">There is no such scenario.</exception>
    public void Use(string scenario)
    {
        (string name, VioletScenario play) = ScenarioNames.Find(scenario);
        lock (_scenarios)
        {
            _server.Use(play);
            _scenarios.Remove(name);
            if (play == VioletScenario.Ordinary)
                _scenarios.Clear();
            else
                _scenarios.Add(name);
        }
    }

    /// <summary>Makes everything as it was at the start.</summary>
    public void Reset()
    {
        _server.Reset();
        Faults.Forget();
        Apply();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Action<IApplicationBuilder, VioletTestServer> Prepare(TextWriter? log) =>
        (app, server) =>
        {
            _server = server;
            Apply();
            app.Use(new AdminApi(this).AnswerAsync);
            if (log is not null)
                app.Use(new ConsoleLog(log).WriteAsync);
        };

    private void Apply()
    {
        lock (_scenarios)
            _scenarios.Clear();
        foreach (string scenario in _options.Scenarios)
            Use(scenario);
        if (_seed is not null)
            Seed.Add(_seed, _server);
        (_server.Webhooks.Target, _server.Webhooks.RutterTarget) = (_options.WebhookUrl, _options.RutterWebhookUrl);
    }
}
