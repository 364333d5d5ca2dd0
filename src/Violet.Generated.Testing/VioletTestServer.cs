using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json;
using Violet.Generated.Rutter;
using Violet.Generated.Testing.Http;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>
/// A stand-in for the APIs of Violet and Rutter in this process, on the loopback interface: made from the contract, with data, state,
/// errors and, on request, faults.
/// Servers do not share anything, so tests may run side by side.
/// </summary>
/// <example>
/// <code>
/// await using var server = await VioletTestServer.StartAsync();
/// services.AddViolet(server.Configure);
/// </code>
/// </example>
public sealed class VioletTestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly VioletTestServerOptions _options;
    private readonly ConnectionCount _connections;
    private readonly Recording? _recording;
    private World _world;
    private string _address = "";

    private VioletTestServer(WebApplication app, VioletTestServerOptions options, ConnectionCount connections)
    {
        (_app, _options, _connections) = (app, options, connections);
        _recording = options.RecordingFolder is { } folder ? new Recording(folder) : null;
        _world = new World(options, _recording, app);
        options.BeforeApis?.Invoke(app, this);
        app.Run(context => Volatile.Read(ref _world).AnswerAsync(context));
    }

    /// <summary>Where Violet's API is, such as <c>http://127.0.0.1:50000/v1</c>.</summary>
    public Uri VioletAddress => new(_address + VioletApi.Path);

    /// <summary>Where Rutter's API is, such as <c>http://127.0.0.1:50000/rutter/versioned</c>.</summary>
    public Uri RutterAddress => new(_address + RutterApi.Path);

    /// <summary>The id of the app that the server knows.</summary>
    public long AppId => _world.Accounts.First.AppId;

    /// <summary>The secret of that app.</summary>
    public string AppSecret => _world.Accounts.First.AppSecret;

    /// <summary>The user name that can log in.</summary>
    public string Username => _world.Accounts.First.Username;

    /// <summary>The password of that user. It has characters that a login must escape.</summary>
    public string Password => _world.Accounts.First.Password;

    /// <summary>A refresh token of that user.</summary>
    public string RefreshToken => _world.Accounts.First.RefreshToken;

    /// <summary>The client id that Rutter's half knows.</summary>
    public string RutterClientId { get; } = RutterApi.ClientId;

    /// <summary>The secret that goes with it.</summary>
    public string RutterClientSecret { get; } = RutterApi.ClientSecret;

    /// <summary>The access tokens of Rutter's connections, one in every state: healthy, syncing, unhealthy, to be signed in again,
    /// disabled.</summary>
    public IReadOnlyList<string> RutterAccessTokens => _world.Rutter.AccessTokens;

    /// <summary>The certificate of a server with <see cref="VioletTestServerOptions.Https"/>, for a handler that trusts this one; null of
    /// another.</summary>
    public X509Certificate2? Certificate { get; private init; }

    /// <summary>The server's clock.</summary>
    public TimeProvider Time => _options.Time;

    /// <summary>What was called so far, in order; the newest 10,000.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _world.Log.Newest;

    /// <summary>The connections that clients hold open now, at rest or in use.</summary>
    public int OpenConnections => _connections.Open;

    /// <summary>The shopper's device and bank.</summary>
    public TestPayments Payments => _world.Payments;

    /// <summary>The orders and carts, to add some of your own.</summary>
    public TestData<Order> Orders => _world.Orders;

    /// <summary>The offers with their SKUs, to add some of your own.</summary>
    public TestData<Offer> Offers => _world.Offers;

    /// <summary>The merchants, to add some of your own.</summary>
    public TestData<Merchant> Merchants => _world.Merchants;

    /// <summary>What goes wrong on purpose.</summary>
    public FaultList Faults => _world.Faults;

    /// <summary>Sends webhooks to an app under test.</summary>
    public WebhookSender Webhooks => _world.Webhooks;

    /// <summary>How long access tokens that are issued from now on are valid.</summary>
    public TimeSpan TokenLifetime
    {
        get => _world.Accounts.TokenLifetime;
        set => _world.Accounts.TokenLifetime = value;
    }

    /// <summary>Starts a server.</summary>
    /// <param name="options">Its settings; null for the usual ones.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The running server. Dispose it to stop it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are to be too few orders or customers.</exception>
    public static async Task<VioletTestServer> StartAsync(
        VioletTestServerOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new VioletTestServerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Orders, OrderSeed.Count, "options.Orders");
        ArgumentOutOfRangeException.ThrowIfNegative(options.CustomersPerMerchant, "options.CustomersPerMerchant");
        var connections = new ConnectionCount();
        X509Certificate2? certificate = options.Https ? TestCertificate.Create() : null;

        // The empty builder reads no configuration and writes no log: nothing of the host program reaches in here.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(
                    IPAddress.Loopback,
                    options.Port,
                    endpoint =>
                    {
                        endpoint.Use(next => connection => connections.CountAsync(connection, next));
                        if (certificate is not null)
                            endpoint.UseHttps(certificate);
                    }
                )
            );
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        WebApplication app = builder.Build();
        try
        {
            var server = new VioletTestServer(app, options, connections) { Certificate = certificate };
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            server._address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return server;
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            certificate?.Dispose();
            throw;
        }
    }

    /// <summary>Makes everything as on the first day: data, tokens, faults, stubs, scenarios, the requests that were received, and
    /// <see cref="Webhooks"/> without a target. The address stays; so do the credentials, but for added accounts. What was taken from the
    /// server's properties before is of no more use.</summary>
    public void Reset() => Interlocked.Exchange(ref _world, new World(_options, _recording, _app)).Dispose();

    /// <summary>Lets something happen at shops or banks from now on: <c>server.Use(VioletScenario.PartialSubmit)</c>.</summary>
    /// <param name="scenario">What; <see cref="VioletScenario.Ordinary"/> ends all of them.</param>
    public void Use(VioletScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _world.Violet.Use(scenario);
    }

    /// <summary>Lets an operation answer what a test wants, whatever the server knows; for what no scenario plays. The call itself must
    /// keep the contract.</summary>
    /// <param name="operation">The operation, such as <c>Carts.Submit</c>.</param>
    /// <param name="body">The answer: a model of the client, any object, or JSON as text; null for none.</param>
    /// <param name="status">The HTTP status.</param>
    /// <exception cref="ArgumentException">No operation is called so.</exception>
    public void Stub(string operation, object? body, int status = 200)
    {
        string name = OperationNames.Parse(operation, nameof(operation));
        string? json = body as string ?? (body is null ? null : JsonConvert.SerializeObject(body));
        var answer = new ApiAnswer(status, json is null ? null : JsonNode.Parse(json));
        _world.Violet.Stubs[name] = _world.Rutter.Stubs[name] = answer;
    }

    /// <summary>Ends a stub: the server answers itself again.</summary>
    /// <param name="operation">The operation.</param>
    /// <exception cref="ArgumentException">No operation is called so.</exception>
    public void Unstub(string operation)
    {
        string name = OperationNames.Parse(operation, nameof(operation));
        _world.Violet.Stubs.TryRemove(name, out _);
        _world.Rutter.Stubs.TryRemove(name, out _);
    }

    /// <summary>Points a Violet client here, with user name and password: <c>services.AddViolet(server.Configure)</c>. It replaces the
    /// address, the credentials, and what the app had set for tokens (token, provider, store); time limits, clock and the rest
    /// stay.</summary>
    /// <param name="options">The client's options.</param>
    public void Configure(VioletOptions options) => new TestAccount(_world.Accounts.First, VioletAddress).Configure(options);

    /// <summary>Points a Rutter client here: <c>services.AddRutter(server.Configure)</c>.</summary>
    /// <param name="options">The client's options.</param>
    public void Configure(RutterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.BaseAddress = RutterAddress;
        options.ClientId = RutterClientId;
        options.ClientSecret = RutterClientSecret;
    }

    /// <summary>Adds another app with an owner of its own, for tests of several clients side by side.</summary>
    /// <returns>Its credentials.</returns>
    public TestAccount AddAccount() => new(_world.Accounts.Add(), VioletAddress);

    /// <summary>How many requests were received so far, those that <see cref="Requests"/> no longer shows included.</summary>
    /// <param name="operation">Counts this operation only, such as <c>Orders.List</c> (or <c>Orders_List</c>), or with a star those that
    /// begin so; null for all.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentException">No operation is called so.</exception>
    public int CountRequests(string? operation = null) => _world.Log.Received(Parse(operation));

    /// <summary>How many requests were struck by a fault so far.</summary>
    /// <param name="operation">As in <see cref="CountRequests"/>.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentException">No operation is called so.</exception>
    public int CountStruck(string? operation = null) => _world.Log.Struck(Parse(operation));

    private static string? Parse(string? operation) => operation is null ? null : OperationNames.Parse(operation, nameof(operation));

    /// <summary>Makes an access token, as a login would.</summary>
    /// <returns>The token, a JWT that is valid for <see cref="TokenLifetime"/>.</returns>
    public string IssueToken() => _world.Accounts.IssueToken(_world.Accounts.First);

    /// <summary>Refuses, from now on, all access tokens that were issued so far: they have expired.</summary>
    public void ExpireTokens() => _world.Accounts.ExpireTokens();

    /// <summary>Stops the server at once; requests under way are broken off.</summary>
    /// <returns>When it has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }

        await _app.DisposeAsync().ConfigureAwait(false);
        _world.Dispose();
        Certificate?.Dispose();
    }
}
