using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Http;

namespace Violet.Generated.Rutter;

/// <summary>Rutter's API: its connection endpoints. Safe for concurrent use; keep one for the life of the program.</summary>
public partial interface IRutterClient
{
    /// <summary>The same client with other settings for the calls that are made through it.</summary>
    /// <param name="configure">Changes a copy of this client's settings.</param>
    /// <returns>A light view; it shares connections with this client.</returns>
    IRutterClient WithOptions(Action<CallOptions> configure);

    /// <summary>Calls a path that the contract does not know yet, with this client's credentials, errors and, for GET, PUT and DELETE,
    /// retries.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Path and query relative to the base address; values must be escaped.</param>
    /// <param name="body">What to send as JSON; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The answer; null when it has no body.</returns>
    /// <exception cref="VioletException">The call failed.</exception>
    Task<JToken?> SendAsync(HttpMethod method, string path, JToken? body = null, CancellationToken cancellationToken = default);
}

/// <inheritdoc cref="IRutterClient"/>
public sealed partial class RutterClient : IRutterClient
{
    private readonly TransportSlot _slot;

    /// <summary>Makes a client without dependency injection. All such clients share one connection pool.</summary>
    /// <param name="options">The settings; read once, now.</param>
    /// <param name="loggerFactory">Where to log; null for nowhere.</param>
    /// <exception cref="ArgumentException">A setting is missing or wrong; the message names it.</exception>
    public RutterClient(RutterOptions options, ILoggerFactory? loggerFactory = null)
        : this(options, static () => HttpHandlers.Shared, loggerFactory) { }

    /// <summary>Makes a client on an <see cref="HttpClient"/> of yours, for instance one with a mocked handler.</summary>
    /// <param name="options">The settings; read once, now.</param>
    /// <param name="httpClient">Carries the calls. It must not follow redirects, or credentials leave the configured host (the call fails
    /// then, if the answer is another host's). It is not disposed.</param>
    /// <param name="loggerFactory">Where to log; null for nowhere.</param>
    /// <exception cref="ArgumentException">A setting is missing or wrong; the message names it.</exception>
    public RutterClient(RutterOptions options, HttpClient httpClient, ILoggerFactory? loggerFactory = null)
        : this(options, () => httpClient, loggerFactory)
    {
        if (httpClient is null)
            throw new ArgumentNullException(nameof(httpClient));
    }

    internal RutterClient(RutterOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggerFactory) =>
        _slot = new TransportSlot(options, httpClient, loggerFactory);

    private RutterClient(TransportSlot slot) => _slot = slot;

    /// <inheritdoc/>
    public IRutterClient WithOptions(Action<CallOptions> configure) => new RutterClient(_slot.WithOptions(configure));

    /// <inheritdoc/>
    public Task<JToken?> SendAsync(HttpMethod method, string path, JToken? body = null, CancellationToken cancellationToken = default) =>
        _slot.Current.SendRawAsync(method, path, body, cancellationToken);

    /// <summary>Takes other settings, which are valid, for the calls that begin from now on. Where the account is the same, so is the
    /// token.</summary>
    internal void Reload(RutterOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggerFactory) =>
        _slot.Reload(options, httpClient, loggerFactory);
}
