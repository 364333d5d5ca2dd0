using System.Diagnostics;
using System.Net.Http.Headers;
using Violet.Generated.Runtime.Drift;
using Violet.Generated.Runtime.Retry;
using Violet.Generated.Runtime.Telemetry;
using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated.Runtime.Http;

/// <summary>
/// One call under way: credentials, sending and reading within the call's time, a request more with each renewed token, and errors as
/// exceptions. Each attempt has a request of its own.
/// </summary>
internal sealed class ApiCall<T>(
    ApiSettings settings,
    CallOptions options,
    ApiRequest request,
    Func<ApiResponse, T> read,
    CancellationToken cancellationToken
) : IAttempts<T>
{
    private readonly CallTelemetry _telemetry = new(settings.Telemetry, request.Operation, request.Method.Method, request.Route);
    private int? _status;

    public TimeSpan TimeLeft => options.Timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : options.Timeout - _telemetry.Elapsed;

    public async Task<T> RunAsync()
    {
        using Activity? span = _telemetry.Start();
        var retries = new RetryPolicy(request.Retry, options.MaxRetries, options.RetryRefusedUpdates);
        try
        {
            T result = await retries.RunAsync(this, settings.TimeProvider, cancellationToken).ConfigureAwait(false);
            _telemetry.Ended(_status, null);
            return result;
        }
        catch (Exception e)
        {
            _telemetry.Ended(_status, e);
            throw;
        }
    }

    public void OnRetry(int retry, TimeSpan delay, VioletException failure) => _telemetry.Retrying(retry, delay, failure);

    /// <summary>One attempt: a request, and another for each token that is had in place of a refused one.</summary>
    public async Task<Attempt<T>> AttemptAsync()
    {
        _status = null;
        TimeSpan time =
            TimeLeft < options.AttemptTimeout || options.AttemptTimeout == Timeout.InfiniteTimeSpan ? TimeLeft : options.AttemptTimeout;
        if (time <= TimeSpan.Zero)
            return Failed(TimedOut());
        using var timer = new AttemptTimer(time, settings.TimeProvider, cancellationToken);
        try
        {
            for (int renewals = 0; ; renewals++)
            {
                (Attempt<T> attempt, bool hasNewToken) = await SendAsync(renewals, timer.Token).ConfigureAwait(false);
                if (!hasNewToken)
                    return attempt;
            }
        }
        // Whatever it was: a stream that is broken off fails as it happens to.
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (timer.HasElapsed)
        {
            return Failed(TimedOut());
        }
        catch (VioletException e)
        {
            return Failed(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            return Failed(CallFailure.Of(request.Operation, settings.BaseAddress.Host, e));
        }
    }

    private static Attempt<T> Failed(VioletException failure) => new(default, failure);

    private async Task<(Attempt<T> Attempt, bool HasNewToken)> SendAsync(int renewals, CancellationToken attemptToken)
    {
        using HttpRequestMessage message = CreateMessage();
        string? token = await GetTokenAsync(attemptToken).ConfigureAwait(false);
        settings.Profile.Authenticate(message, request, token);
        HttpResponseMessage received = await SendAsync(message, attemptToken).ConfigureAwait(false);
        using ApiResponse response = await ApiResponse
            .ReadAsync(received, hasBody: request.Method != HttpMethod.Head, settings.MaxResponseBytes, attemptToken)
            .ConfigureAwait(false);
        _status = response.StatusCode;
        options.OnRead?.Invoke(response, ErrorReader.ReadRequestId(received.Headers, settings.Profile));
        if (response.IsSuccess)
        {
            if (token is not null)
                settings.Rejections?.Accept(token);
            return (Read(response), HasNewToken: false);
        }

        ApiErrorBody error = ErrorReader.Read(received.Headers, settings.Profile, response.Body, settings.TimeProvider.GetUtcNow());
        if (error.Slug is { } slug && !settings.Profile.KnowsError(slug))
            settings.Drift.Tell(request.Operation, [], DriftNote.UnlistedSlug(slug));
        bool hasNewToken = token is not null && await RenewTokenAsync(token, error, renewals, attemptToken).ConfigureAwait(false);
        int meaning = settings.Profile.MeaningOf(response.StatusCode);
        return (Failed(VioletApiException.Create(request.Operation, response.StatusCode, error, meaning)), hasNewToken);
    }

    /// <summary>Whether the token may be what the call failed for, and there is another one now.</summary>
    private async ValueTask<bool> RenewTokenAsync(string token, ApiErrorBody error, int renewals, CancellationToken attemptToken)
    {
        TokenVerdict verdict = settings.Profile.JudgeToken(_status!.Value, error);
        try
        {
            return await settings
                .Rejections!.TryRenewAsync(request.Operation, verdict, error.Code, token, renewals, attemptToken)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (CallFailure.IsOfUser(e))
        {
            throw CallFailure.OfTokenProvider(request.Operation, e);
        }
    }

    private HttpRequestMessage CreateMessage()
    {
        var message = new HttpRequestMessage(request.Method, settings.AddressOf(request.RelativeUri));
#if NET
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher;
#endif
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (KeyValuePair<string, string> header in options.Headers)
            HeaderText.Add(message, header.Key, header.Value);
        foreach (KeyValuePair<string, string> header in request.Headers)
            HeaderText.Add(message, header.Key, header.Value);
        if (settings.SendTraceParent && Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
            message.Headers.TryAddWithoutValidation("traceparent", id);
        if (request.Content is { } content)
            message.Content = new ByteArrayContent(content) { Headers = { ContentType = new("application/json") } };
        // A request without content is sent again by the handler itself, up to three times, when the connection ends before a response; one
        // with content, if only an empty one, is not.
        else if (request.Retry != RetryRule.Safe)
            message.Content = new ByteArrayContent([]);
        return message;
    }

    private async ValueTask<string?> GetTokenAsync(CancellationToken attemptToken)
    {
        if (!request.SendsToken || settings.Profile.Tokens is not { } tokens)
            return null;
        string token;
        try
        {
            token = await tokens.GetTokenAsync(attemptToken).ConfigureAwait(false);
        }
        catch (Exception e) when (CallFailure.IsOfUser(e))
        {
            throw CallFailure.OfTokenProvider(request.Operation, e);
        }

        return HeaderText.IsValid(token) ? token : throw new VioletAuthenticationException($"The token {HeaderText.Problem}");
    }

    /// <summary>Sends a request, as far as the headers of its response.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken attemptToken)
    {
        Uri address = message.RequestUri!;
        HttpClient httpClient = settings.HttpClient;
        if (!message.Headers.Contains(UserAgent.Header) && !httpClient.DefaultRequestHeaders.Contains(UserAgent.Header))
            message.Headers.TryAddWithoutValidation(UserAgent.Header, settings.UserAgent);
        HttpResponseMessage response;
#if !NET
        using Activity? span = TraceOnly();
#endif
        try
        {
            response = await httpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attemptToken).ConfigureAwait(false);
        }
        catch (Exception e) when (CallFailure.IsOfUser(e) && !attemptToken.IsCancellationRequested)
        {
            throw CallFailure.OfHandler(request.Operation, e);
        }

        try
        {
            if (IsFromElsewhere(response, address))
                throw CallFailure.FromElsewhere(request.Operation, settings.BaseAddress.Host);
            options.OnResponse?.Invoke(new ResponseInfo(response));
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

#if !NET
    /// <summary>Older handlers cannot be told what to send of the current activity: this one stands for it, without its baggage.</summary>
    private Activity? TraceOnly()
    {
        Activity? current = Activity.Current;
        if (!settings.SendTraceParent)
            Activity.Current = null; // inside of this method only
        else if (current is { IdFormat: ActivityIdFormat.W3C } && (current.TraceStateString is not null || current.Baggage.Any()))
            return new Activity(CallTelemetry.Name).SetParentId(current.TraceId, current.SpanId, current.ActivityTraceFlags).Start();
        return null;
    }
#endif

    private Attempt<T> Read(ApiResponse response)
    {
        try
        {
            return new Attempt<T>(read(response), null);
        }
        catch (VioletJsonException e)
        {
            return Failed(e.In(request.Operation, OtherFormat(response)));
        }
    }

    /// <summary>What came in place of JSON, such as a proxy's page; null if the response says that it is JSON, or nothing.</summary>
    private string? OtherFormat(ApiResponse response)
    {
        if (
            response.Message.Content?.Headers.ContentType?.MediaType is not { Length: > 0 and < 100 } type
            || type.Contains("json", StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }

        string? id = ErrorReader.ReadRequestId(response.Message.Headers, settings.Profile);
        string named = id is not null && HeaderText.IsId(id) ? $", request id {id}" : "";
        return FormattableString.Invariant($"HTTP {response.StatusCode} with {type} in place of JSON{named}");
    }

    /// <summary>A handler that follows redirects leaves the last address on the request.</summary>
    private static bool IsFromElsewhere(HttpResponseMessage response, Uri address) =>
        response.RequestMessage?.RequestUri is { } last
        && !ReferenceEquals(last, address)
        && Uri.Compare(last, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0;

    private VioletTimeoutException TimedOut() => CallFailure.TimedOut(request.Operation);
}
