using Microsoft.Extensions.Logging;
using Violet.Generated.Runtime.Drift;
using Violet.Generated.Runtime.Json;
using Violet.Generated.Runtime.Telemetry;
using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated.Runtime.Http;

/// <summary>Carries the calls of one client.</summary>
/// <param name="HttpClient">Asked before every attempt: a client from IHttpClientFactory must not be kept, or DNS changes are never
/// seen.</param>
/// <param name="Logger">Told of calls and retries.</param>
/// <param name="Drift">Told of what is not as the contract says.</param>
internal sealed record ApiConnection(Func<HttpClient> HttpClient, ILogger Logger, DriftSink Drift);

/// <summary>What all calls of one client share. The options were read once: who changes them later changes nothing here.</summary>
internal sealed class ApiSettings(ApiProfile profile, ApiConnection connection, ApiOptions options)
{
    public ApiProfile Profile => profile;

    /// <summary>Where the API is; ends with a slash.</summary>
    public Uri BaseAddress { get; } = options.EffectiveBaseAddress;

    public HttpClient HttpClient => connection.HttpClient();

    public TimeProvider TimeProvider { get; } = options.TimeProvider;

    /// <summary>Knows what refused tokens mean; null where calls carry none.</summary>
    public TokenRejections? Rejections { get; } = profile.Tokens is { } tokens ? new(tokens, options.TimeProvider) : null;

    public long MaxResponseBytes { get; } = options.MaxResponseBytes;

    public Strictness Strictness { get; } = options.StrictReading ? Strictness.Strict : Strictness.Tolerant;

    public DriftSink Drift => connection.Drift;

    public string UserAgent { get; } = Http.UserAgent.With(options.UserAgentProduct);

    public bool SendTraceParent { get; } = options.SendTraceParent;

    public ClientTelemetry Telemetry { get; } = new(profile.Name, options.EffectiveBaseAddress, connection.Logger, options.TimeProvider);

    /// <summary>The address of a path, which is never elsewhere than under the base address. It is put together as text: a colon in the
    /// first segment would be taken for a scheme.</summary>
    public Uri AddressOf(string relative) => new(BaseAddress.AbsoluteUri + relative);
}
