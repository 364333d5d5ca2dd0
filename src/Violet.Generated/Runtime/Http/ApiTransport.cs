using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Drift;
using Violet.Generated.Runtime.Json;
using Violet.Generated.Runtime.Retry;

namespace Violet.Generated.Runtime.Http;

/// <summary>Carries out every call of a client (<see cref="ApiCall{T}"/>). It knows nothing of a single endpoint, and never
/// changes.</summary>
internal sealed class ApiTransport(ApiSettings settings, CallOptions options)
{
    public ApiProfile Profile => settings.Profile;

    public DriftSink Drift => settings.Drift;

    public bool Prefetch => options.Prefetch;

    public int Concurrency => options.Concurrency;

    public long? FromOptions(string name) => settings.Profile.FromOptions(name);

    public ApiTransport WithOptions(Action<CallOptions> configure)
    {
        CallOptions copy = options.Copy();
        configure(copy);
        copy.Validate();
        return new ApiTransport(settings, copy);
    }

    public Task<T> SendAsync<T>(ApiRequest request, ReadValue<T?> read, CancellationToken cancellationToken)
        where T : notnull => RunAsync(request, response => Read(response, read), cancellationToken);

    public Task<IReadOnlyList<T>> SendListAsync<T>(ApiRequest request, ReadValue<T?> read, CancellationToken cancellationToken)
        where T : notnull =>
        RunAsync(
            request,
            response => (IReadOnlyList<T>)Read(response, (ref JsonInput input) => JsonRead.RootList(ref input, read)),
            cancellationToken
        );

    /// <summary>A call that may answer 204: then there is no result.</summary>
    public Task<T?> SendOptionalAsync<T>(ApiRequest request, ReadValue<T?> read, CancellationToken cancellationToken)
        where T : class => RunAsync(request, response => response.Body.IsEmpty ? null : Read(response, read), cancellationToken);

    public Task SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        RunAsync<object?>(request, static _ => null, cancellationToken);

    /// <summary>A call that the contract does not describe. Only methods that HTTP calls idempotent are retried.</summary>
    public Task<JToken?> SendRawAsync(HttpMethod method, string path, JToken? body, CancellationToken cancellationToken)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        // Never anywhere but under the base address: every call carries credentials.
        string relative = path.TrimStart('/');
        if (
            path.StartsWith("//", StringComparison.Ordinal)
            || path.Split('?')[0].Contains("://", StringComparison.Ordinal)
            || !settings.AddressOf(relative).AbsoluteUri.StartsWith(settings.BaseAddress.AbsoluteUri, StringComparison.Ordinal)
        )
        {
            throw new ArgumentException("The path must be relative to the base address.", nameof(path));
        }

        RetryRule retry = method.Method is "GET" or "HEAD" or "PUT" or "DELETE" ? RetryRule.Safe : RetryRule.Never;
        ApiRequest request = new ApiRequest("SendAsync", method.Method, relative, retry).WithoutRoute().Body(body);
        return RunAsync(
            request,
            response =>
                response.Body.IsEmpty
                    ? null
                    : Read(response, static (ref JsonInput input) => new JsonFreeForm(JsonRead.Token(ref input))).Token,
            cancellationToken
        );
    }

    private T Read<T>(ApiResponse response, ReadValue<T?> read) =>
        JsonBody.Read(response.Body, read, JsonBudget.OfResponse(settings.MaxResponseBytes), settings.Strictness, settings.Drift);

    private Task<T> RunAsync<T>(ApiRequest request, Func<ApiResponse, T> read, CancellationToken cancellationToken)
    {
        if (options.CheckLengths && request.TooLong is { } problem)
            throw new ArgumentException(problem);
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<T>(cancellationToken)
            : new ApiCall<T>(settings, options, request, read, cancellationToken).RunAsync();
    }
}
