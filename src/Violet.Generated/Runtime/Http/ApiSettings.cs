using Microsoft.Extensions.Logging;
using Violet.Generated.Runtime.Telemetry;

namespace Violet.Generated.Runtime.Http;

/// <summary>What all calls of one client share.</summary>
/// <param name="apiName">The API's name in telemetry.</param>
/// <param name="baseAddress">Where the API is; ends with a slash.</param>
/// <param name="httpClient">Asked before every attempt: a client from IHttpClientFactory must not be kept, or DNS changes are never
/// seen.</param>
/// <param name="authentication">Puts the credentials on each request.</param>
/// <param name="logger">Told of calls and retries.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="maxResponseBytes">The largest answer that is read.</param>
/// <param name="strictEnums">Whether an enum text that the contract does not list is an error.</param>
/// <param name="appId">Violet's app id, for parameters that are filled from the options.</param>
internal sealed class ApiSettings(
    string apiName,
    Uri baseAddress,
    Func<HttpClient> httpClient,
    IApiAuthentication authentication,
    ILogger logger,
    TimeProvider timeProvider,
    long maxResponseBytes,
    bool strictEnums,
    long? appId = null
)
{
    public Uri BaseAddress => baseAddress;

    public Func<HttpClient> HttpClient => httpClient;

    public IApiAuthentication Authentication => authentication;

    public TimeProvider TimeProvider => timeProvider;

    public long MaxResponseBytes => maxResponseBytes;

    public bool StrictEnums => strictEnums;

    public long? AppId => appId;

    public ClientTelemetry Telemetry { get; } = new(apiName, baseAddress, logger, timeProvider);
}
