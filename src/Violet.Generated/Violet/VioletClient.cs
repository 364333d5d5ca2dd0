using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Http;

namespace Violet.Generated;

/// <summary>Violet's API: one property per section of its reference. Safe for concurrent use; keep one for the life of the
/// program.</summary>
public partial interface IVioletClient
{
    /// <summary>The same client with other settings for the calls that are made through it.</summary>
    /// <param name="configure">Changes a copy of this client's settings.</param>
    /// <returns>A light view; it shares token and connections with this client.</returns>
    IVioletClient WithOptions(Action<CallOptions> configure);

    /// <summary>Calls a path that the contract does not know yet, with this client's token, errors and, for GET, PUT and DELETE,
    /// retries.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Path and query relative to the base address, such as <c>orders/1?extended=true</c>; values must be
    /// escaped.</param>
    /// <param name="body">What to send as JSON; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The answer; null when it has no body.</returns>
    /// <exception cref="VioletException">The call failed.</exception>
    Task<JToken?> SendAsync(HttpMethod method, string path, JToken? body = null, CancellationToken cancellationToken = default);
}

/// <inheritdoc cref="IVioletClient"/>
public sealed partial class VioletClient : IVioletClient, IDisposable
{
    private readonly TransportSlot _slot;

    /// <summary>Makes a client without dependency injection. All such clients share one connection pool.</summary>
    /// <param name="options">The settings; read once, now.</param>
    /// <param name="loggerFactory">Where to log; null for nowhere.</param>
    /// <exception cref="ArgumentException">A setting is missing or wrong; the message names it.</exception>
    public VioletClient(VioletOptions options, ILoggerFactory? loggerFactory = null)
        : this(options, static () => HttpHandlers.Shared, loggerFactory) { }

    /// <summary>Makes a client on an <see cref="HttpClient"/> of yours, for instance one with a mocked handler.</summary>
    /// <param name="options">The settings; read once, now.</param>
    /// <param name="httpClient">Carries the calls. It must not follow redirects, or credentials leave the configured host (the call fails
    /// then, if the answer is another host's). It is not disposed.</param>
    /// <param name="loggerFactory">Where to log; null for nowhere.</param>
    /// <exception cref="ArgumentException">A setting is missing or wrong; the message names it.</exception>
    public VioletClient(VioletOptions options, HttpClient httpClient, ILoggerFactory? loggerFactory = null)
        : this(options, () => httpClient, loggerFactory)
    {
        if (httpClient is null)
            throw new ArgumentNullException(nameof(httpClient));
    }

    internal VioletClient(VioletOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggerFactory) =>
        _slot = new TransportSlot(options, httpClient, loggerFactory);

    private VioletClient(TransportSlot slot) => _slot = slot;

    /// <inheritdoc/>
    public IVioletClient WithOptions(Action<CallOptions> configure) => new VioletClient(_slot.WithOptions(configure));

    /// <inheritdoc/>
    public Task<JToken?> SendAsync(HttpMethod method, string path, JToken? body = null, CancellationToken cancellationToken = default) =>
        _slot.Current.SendRawAsync(method, path, body, cancellationToken);

    /// <summary>Ends the renewal of tokens. Calls still work while the token in hand is valid.</summary>
    public void Dispose() => _slot.EndRenewal();

    /// <summary>Takes other settings, which are valid, for the calls that begin from now on. Where the account is the same, so is the
    /// token.</summary>
    internal void Reload(VioletOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggerFactory) =>
        _slot.Reload(options, httpClient, loggerFactory);
}
