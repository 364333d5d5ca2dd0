using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Violet.Generated.Runtime.Drift;
using Violet.Generated.Runtime.Telemetry;
using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated.Runtime.Http;

/// <summary>Says which transport is current. What a client and its sections hold is the slot; a transport itself never changes.</summary>
internal sealed class TransportSlot
{
    private readonly object _gate = new();
    private readonly bool _ownsTokens;
    private volatile ApiTransport _current;

    /// <summary>Makes a slot whose transport stays the same.</summary>
    public TransportSlot(ApiTransport transport) => _current = transport;

    /// <exception cref="ArgumentException">A setting is missing or wrong; the message names it.</exception>
    public TransportSlot(ApiOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggers)
    {
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        options.ThrowIfInvalid(options.GetType().Name);
        _ownsTokens = true;
        _current = Create(options, httpClient, loggers, previous: null);
    }

    public ApiTransport Current => _current;

    /// <summary>A view with other settings. It shares tokens and connections, and keeps its transport when this one's is
    /// replaced.</summary>
    public TransportSlot WithOptions(Action<CallOptions> configure) =>
        new(_current.WithOptions(configure ?? throw new ArgumentNullException(nameof(configure))));

    /// <summary>Takes other settings, which are valid, for the calls that begin from now on; calls under way end as they began. Where the
    /// account is the same, so is the token.</summary>
    public void Reload(ApiOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggers)
    {
        lock (_gate)
            _current = Create(options, httpClient, loggers, _current);
    }

    /// <summary>Ends the renewal of tokens. Calls still work while the token in hand is valid.</summary>
    public void EndRenewal()
    {
        lock (_gate)
        {
            if (_ownsTokens)
                (_current.Profile.Tokens as TokenManager)?.Dispose();
        }
    }

    private static ApiTransport Create(ApiOptions options, Func<HttpClient> httpClient, ILoggerFactory? loggers, ApiTransport? previous)
    {
        ILogger logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger(CallTelemetry.Name);
        if (loggers is not null)
            DriftSink.OutsideOfCalls.Logger = logger;
        var connection = new ApiConnection(httpClient, logger, new DriftSink(logger, options.OnDrift, previous?.Drift));
        ApiProfile profile = options.CreateProfile(connection, previous?.Profile);
        return new ApiTransport(new ApiSettings(profile, connection, options), options.ToCallOptions());
    }
}
