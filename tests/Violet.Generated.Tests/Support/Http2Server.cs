using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.Tests.Transport;

/// <summary>Kestrel with TLS and HTTP/2, and a certificate of its own. It answers when a number of requests have arrived.</summary>
internal sealed class Http2Server : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate = CreateCertificate();
    private readonly TaskCompletionSource _allThere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, byte> _connections = [];
    private readonly ConcurrentBag<string> _protocols = [];
    private WebApplication? _app;
    private int _arrived;

    private Http2Server() { }

    public Uri Address { get; private set; } = null!;

    public int Connections => _connections.Count;

    public IReadOnlyCollection<string> Protocols => _protocols;

    /// <param name="streams">How many requests it takes on one connection.</param>
    /// <param name="waitFor">How many requests must have arrived before any is answered.</param>
    public static async Task<Http2Server> StartAsync(int streams, int waitFor)
    {
        var server = new Http2Server();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = streams;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(server._certificate));
        });
        server._app = builder.Build();
        server._app.Run(async context =>
        {
            server._connections.TryAdd(context.Connection.Id, 0);
            server._protocols.Add(context.Request.Protocol);
            if (Interlocked.Increment(ref server._arrived) == waitFor)
                server._allThere.SetResult();
            await server._allThere.Task.WaitAsync(context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("""{"id":1}"""u8.ToArray(), context.RequestAborted);
        });
        await server._app.StartAsync();
        string address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(address);
        return server;
    }

    public bool IsOwn(X509Certificate? certificate) => certificate?.GetCertHashString() == _certificate.GetCertHashString();

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _certificate.Dispose();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // Windows' TLS wants a key that comes from a file.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
