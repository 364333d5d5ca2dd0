using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Runtime.Telemetry;
using Violet.Generated.Runtime.Tokens;

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
    /// repeats.</summary>
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
    private readonly ApiTransport _transport;
    private readonly object _gate = new();
    private TokenManager? _tokens; // under the lock, as is what follows
    private (TokenCredentials, IVioletTokenStore?, TimeProvider) _tokensAreOf;

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

    internal VioletClient(VioletOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggerFactory)
    {
        (options ?? throw new ArgumentNullException(nameof(options))).ThrowIfInvalid(nameof(VioletOptions));
        _transport = CreateTransport(options, httpClient, loggerFactory);
    }

    private VioletClient(ApiTransport transport) => _transport = transport;

    /// <inheritdoc/>
    public IVioletClient WithOptions(Action<CallOptions> configure) =>
        new VioletClient(_transport.WithOptions(configure ?? throw new ArgumentNullException(nameof(configure))));

    /// <inheritdoc/>
    public Task<JToken?> SendAsync(HttpMethod method, string path, JToken? body = null, CancellationToken cancellationToken = default) =>
        _transport.SendRawAsync(method, path, body, cancellationToken);

    /// <summary>Ends the renewal of tokens. Calls still work while the token in hand is valid.</summary>
    public void Dispose()
    {
        lock (_gate)
            _tokens?.Dispose();
    }

    /// <summary>Takes other settings, which are valid, for the calls that begin from now on. Where the account is the same, so is the
    /// token.</summary>
    internal void Reload(VioletOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggerFactory)
    {
        lock (_gate)
            _transport.ReplaceBy(CreateTransport(options, httpClient, loggerFactory));
    }

    private ApiTransport CreateTransport(VioletOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggerFactory)
    {
        ILogger logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(CallTelemetry.Name);
        return new ApiTransport(Settings(options, httpClient, GetTokens(options, httpClient, logger), logger), options.ToCallOptions());
    }

    private IVioletTokenProvider GetTokens(VioletOptions options, Func<HttpClient> httpClient, ILogger logger)
    {
        if (options.TokenProvider is { } own)
            return own;
        TokenCredentials credentials = options.Credentials;
        if (!credentials.CanRenew)
            return new FixedTokenProvider(credentials.Token!);
        // A manager that is left behind is not disposed: calls under way may wait for its renewal, and it holds nothing else.
        if (_tokens is null || _tokensAreOf != (credentials, options.TokenStore, options.TimeProvider))
        {
            // One request per renewal: repeats are the business of the renewal's back-off, or a thousand waiting calls would multiply them.
            CallOptions once = options.ToCallOptions();
            once.MaxRetries = 0;
            var withoutToken = new ApiTransport(Settings(options, httpClient, new FixedTokenProvider(""), logger), once);
            var endpoint = new TokenEndpoint(new AuthClient(withoutToken));
            _tokens = new TokenManager(endpoint, credentials, options.TimeProvider, logger, options.TokenStore);
            _tokensAreOf = (credentials, options.TokenStore, options.TimeProvider);
        }

        return _tokens;
    }

    private static ApiSettings Settings(VioletOptions options, Func<HttpClient> httpClient, IVioletTokenProvider tokens, ILogger logger) =>
        new(
            "Violet",
            options.EffectiveBaseAddress,
            httpClient,
            new VioletAuthentication(options.AppId, options.AppSecret!, tokens),
            logger,
            options.TimeProvider,
            options.MaxResponseBytes,
            options.StrictEnums,
            options.AppId
        );
}
