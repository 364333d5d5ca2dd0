using System.Diagnostics;
using System.Net.Http.Headers;
using Newtonsoft.Json.Linq;
using Polly;
using Violet.Generated.Runtime.Json;
using Violet.Generated.Runtime.Paging;
using Violet.Generated.Runtime.Retry;

namespace Violet.Generated.Runtime.Http;

/// <summary>
/// Carries out every call of a client: credentials, sending and reading within the call's time, one repeat with a renewed token, repeats
/// after failures where
/// the contract allows them, and errors as exceptions. It knows nothing of a single endpoint.
/// </summary>
internal sealed class ApiTransport
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue s_acceptJson = new("application/json");

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

    /// <summary>A call that the contract does not describe. Only methods that HTTP calls idempotent are repeated.</summary>
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

    private async Task<T> SendCoreAsync<T>(ApiRequest request, Func<ApiResponse, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Activity? activity = Telemetry.Start(_settings, request);
        var clock = new CallClock(_settings, request, _options.Timeout);
        int? status = null;
        try
        {
            Attempt attempt = await AttemptAsync(request, clock, cancellationToken).ConfigureAwait(false);
            if (attempt.IsTransient && request.Retry == RetryRule.Safe && _options.MaxRetries > 0)
                attempt = await RepeatAsync(attempt, request, clock, cancellationToken).ConfigureAwait(false);
            status = attempt.Response?.StatusCode ?? (attempt.Error as VioletApiException)?.StatusCode;
            if (attempt.Error is { } error)
                throw error;
            using ApiResponse response = attempt.Response!;
            T result = read(response);
            Telemetry.Ended(_settings, request, activity, clock, status, null);
            return result;
        }
        catch (VioletJsonException e)
        {
            Telemetry.Ended(_settings, request, activity, clock, status, e);
            throw e.In(request.Operation);
        }
        catch (Exception e)
        {
            Telemetry.Ended(_settings, request, activity, clock, status, e);
            throw;
        }
    }

    /// <summary>
    /// The retry pipeline, which is entered only after a failure: most calls never need it, and a cold start would have to wait for it.
    /// What it runs first is the attempt that
    /// has failed already.
    /// </summary>
    private async Task<Attempt> RepeatAsync(Attempt failed, ApiRequest request, CallClock clock, CancellationToken cancellationToken)
    {
        ResiliencePipeline<Attempt> retries = _settings.Retries(_options.MaxRetries);
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            RetryPolicy.SetClock(context, clock);
            Attempt? first = failed;
            return await retries
                .ExecuteAsync(
                    async context =>
                        Interlocked.Exchange(ref first, null)
                        ?? await AttemptAsync(request, clock, context.CancellationToken).ConfigureAwait(false),
                    context
                )
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>One attempt, or two when the first one was refused because its token had expired.</summary>
    private async Task<Attempt> AttemptAsync(ApiRequest request, CallClock clock, CancellationToken cancellationToken)
    {
        TimeSpan time =
            clock.Remaining < _options.AttemptTimeout || _options.AttemptTimeout == Timeout.InfiniteTimeSpan
                ? clock.Remaining
                : _options.AttemptTimeout;
        if (time <= TimeSpan.Zero)
            return Attempt.Failed(TimedOut(request));
        using var timer = new AttemptTimer(time, _settings.TimeProvider, cancellationToken);
        try
        {
            Attempt attempt = await SendOnceAsync(request, mayRenew: true, timer.Token).ConfigureAwait(false);
            return attempt.HasNewToken ? await SendOnceAsync(request, mayRenew: false, timer.Token).ConfigureAwait(false) : attempt;
        }
        // Whatever it was: a stream that is broken off fails as it happens to.
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (timer.HasElapsed)
        {
            return Attempt.Failed(TimedOut(request));
        }
        catch (VioletException e)
        {
            return Attempt.Failed(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            return Attempt.Failed(
                new VioletConnectionException(
                    $"{request.Operation}: the connection to {_settings.BaseAddress.Host} failed or broke.",
                    WireText.RemovedFrom(e)
                )
            );
        }
    }

    private async Task<Attempt> SendOnceAsync(ApiRequest request, bool mayRenew, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(_settings.BaseAddress, request.RelativeUri));
#if NET
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher;
#endif
        message.Headers.Accept.Add(s_acceptJson);
        foreach (KeyValuePair<string, string> header in _options.Headers)
            HeaderText.Add(message, header.Key, header.Value);
        foreach (KeyValuePair<string, string> header in request.Headers)
            HeaderText.Add(message, header.Key, header.Value);
        if (request.Content is { } content)
            message.Content = new ByteArrayContent(content) { Headers = { ContentType = s_json } };
        // A request without content is sent again by the handler itself, up to three times, when the connection ends before an answer; one
        // with content, if only an empty one, is not.
        else if (request.Retry == RetryRule.Never)
            message.Content = new ByteArrayContent([]);
        string? token = await _settings.Authentication.GetTokenAsync(request, cancellationToken).ConfigureAwait(false);
        if (token is not null && !HeaderText.IsValid(token))
            throw new VioletAuthenticationException($"The token {HeaderText.Problem}");
        _settings.Authentication.Apply(message, request, token);

        Uri address = message.RequestUri!;
        HttpResponseMessage answer = await _settings
            .HttpClient()
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            if (IsFromElsewhere(answer, address))
                throw FromElsewhere(request);
            _options.OnResponse?.Invoke(new ResponseInfo(answer));
        }
        catch
        {
            answer.Dispose();
            throw;
        }

        ApiResponse response = await ApiResponse
            .ReadAsync(answer, hasBody: request.Method != HttpMethod.Head, _settings.MaxResponseBytes, cancellationToken)
            .ConfigureAwait(false);
        if (response.IsSuccess)
            return Attempt.Succeeded(response);
        using (response)
        {
            ApiErrorBody body = ApiErrorBody.Read(answer.Headers, response.Body, _settings.TimeProvider.GetUtcNow());
            bool renewed =
                mayRenew
                && await _settings.Authentication.TryRenewAsync(response.StatusCode, body, token, cancellationToken).ConfigureAwait(false);
            return Attempt.Failed(VioletApiException.Create(request.Operation, response.StatusCode, body), renewed);
        }
    }

    /// <summary>A handler that follows redirects leaves the last address on the request.</summary>
    private static bool IsFromElsewhere(HttpResponseMessage answer, Uri address) =>
        answer.RequestMessage?.RequestUri is { } last
        && !ReferenceEquals(last, address)
        && Uri.Compare(last, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0;

    private VioletException FromElsewhere(ApiRequest request) =>
        new(
            $"{request.Operation}: the answer came from another host than {_settings.BaseAddress.Host}, and the request with "
                + $"its credentials went there. The HttpClient follows redirects, or a handler in it changes addresses: set "
                + $"AllowAutoRedirect to false, and BaseAddress to the host that is meant."
        );

    private static VioletTimeoutException TimedOut(ApiRequest request) =>
        new($"{request.Operation}: no whole answer came in time (options Timeout and AttemptTimeout).");
}
