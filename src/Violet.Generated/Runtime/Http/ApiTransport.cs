using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Json;
using Violet.Generated.Runtime.Paging;
using Violet.Generated.Runtime.Retry;

namespace Violet.Generated.Runtime.Http;

/// <summary>Carries out every call of a client (<see cref="ApiCall{T}"/>). It knows nothing of a single endpoint.</summary>
internal sealed class ApiTransport
{
    private readonly ApiSettings _settings;
    private readonly CallOptions _options;
    private readonly PagingOptions _paging;
    private volatile ApiTransport? _successor;

    public ApiTransport(ApiSettings settings, CallOptions options)
    {
        _settings = settings;
        _options = options;
        _paging = new PagingOptions(options.Prefetch, options.Concurrency);
    }

    public PagingOptions Paging => Current._paging;

    public long? AppId => Current._settings.AppId;

    private ApiTransport Current => _successor ?? this;

    /// <summary>Hands all later calls to a transport with other settings; calls under way end as they began, and views made before with
    /// <see cref="WithOptions"/> keep theirs.</summary>
    public void ReplaceBy(ApiTransport successor) => _successor = successor;

    public ApiTransport WithOptions(Action<CallOptions> configure)
    {
        if (_successor is { } successor)
            return successor.WithOptions(configure);
        CallOptions options = _options.Copy();
        configure(options);
        options.Validate();
        return new ApiTransport(_settings, options);
    }

    public Task<T> SendAsync<T>(ApiRequest request, ReadValue<T?> read, CancellationToken cancellationToken)
        where T : notnull
    {
        ApiTransport current = Current;
        return current.SendCoreAsync(
            request,
            response => JsonBody.Read(response.Body, read, current._settings.StrictEnums),
            cancellationToken
        );
    }

    public Task<IReadOnlyList<T>> SendListAsync<T>(ApiRequest request, ReadValue<T?> read, CancellationToken cancellationToken)
        where T : notnull
    {
        ApiTransport current = Current;
        return current.SendCoreAsync(
            request,
            response =>
                (IReadOnlyList<T>)
                    JsonBody.Read(response.Body, (ref JsonInput input) => JsonRead.List(ref input, read), current._settings.StrictEnums),
            cancellationToken
        );
    }

    /// <summary>A call that may answer 204: then there is no result.</summary>
    public Task<T?> SendOptionalAsync<T>(ApiRequest request, ReadValue<T?> read, CancellationToken cancellationToken)
        where T : class
    {
        ApiTransport current = Current;
        return current.SendCoreAsync(
            request,
            response => response.Body.IsEmpty ? null : JsonBody.Read(response.Body, read, current._settings.StrictEnums),
            cancellationToken
        );
    }

    public Task SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Current.SendCoreAsync<object?>(request, static _ => null, cancellationToken);

    /// <summary>A call that the contract does not describe. Only methods that HTTP calls idempotent are retried.</summary>
    public Task<JToken?> SendRawAsync(HttpMethod method, string path, JToken? body, CancellationToken cancellationToken)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        ApiTransport current = Current;
        // Never anywhere but under the base address: every call carries credentials.
        string relative = path.TrimStart('/');
        var target = new Uri(current._settings.BaseAddress, relative);
        if (
            path.StartsWith("//", StringComparison.Ordinal)
            || !target.AbsoluteUri.StartsWith(current._settings.BaseAddress.AbsoluteUri, StringComparison.Ordinal)
        )
            throw new ArgumentException("The path must be relative to the base address.", nameof(path));
        RetryRule retry = method.Method is "GET" or "HEAD" or "PUT" or "DELETE" ? RetryRule.Safe : RetryRule.Never;
        var request = new ApiRequest("SendAsync", method.Method, relative, retry).HidingRoute().Body(body);
        return current.SendCoreAsync(
            request,
            static response => response.Body.IsEmpty ? null : JsonBody.Read<JsonFreeForm>(response.Body, JsonRead.FreeForm).Token,
            cancellationToken
        );
    }

    private Task<T> SendCoreAsync<T>(ApiRequest request, Func<ApiResponse, T> read, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<T>(cancellationToken)
            : new ApiCall<T>(_settings, _options, request, read, cancellationToken).RunAsync();
}
