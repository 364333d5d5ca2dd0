using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.AspNetCore;

/// <summary>Runs the handlers of webhooks, and knows which events were accepted. Needed only by an <see cref="IWebhookQueue"/> of your
/// own.</summary>
public sealed partial class WebhookDispatcher
{
    // with the queue's time, below the ten seconds that Violet waits
    private static readonly TimeSpan s_cacheTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_queueTime = TimeSpan.FromSeconds(5);
    private static readonly byte[] s_mark = [1];

    private readonly ConcurrentDictionary<string, WebhookHandlers> _endpoints = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<WebhookOutcome>> _accepting = new(StringComparer.Ordinal);
    private readonly IServiceScopeFactory _scopes;
    private readonly IDistributedCache _cache;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal WebhookDispatcher(
        IServiceScopeFactory scopes,
        IDistributedCache cache,
        IOptions<WebhookOptions> options,
        TimeProvider time,
        ILogger logger
    )
    {
        Body = new WebhookBody(options.Value.MaxUnsignedBytes, time);
        _scopes = scopes;
        _cache = cache;
        _time = time;
        _logger = logger;
    }

    /// <summary>Shared by all endpoints, since they share the memory.</summary>
    internal WebhookBody Body { get; }

    /// <summary>This process's endpoints by name (<see cref="WebhookDelivery.Endpoint"/>), all of which are there once the host starts. Of
    /// two versions of an app over one store, each may have some that the other has not.</summary>
    public IReadOnlyDictionary<string, WebhookHandlers> Endpoints => _endpoints;

    /// <summary>Runs the handlers of a webhook, once, in a DI scope of their own.</summary>
    /// <param name="delivery">The webhook.</param>
    /// <param name="cancellationToken">Handed to the handlers.</param>
    /// <returns>A task that ends when all of them have; it fails when one does, and then the webhook should be dispatched again
    /// later.</returns>
    /// <exception cref="InvalidOperationException">No endpoint has the name that the delivery carries.</exception>
    public Task DispatchAsync(WebhookDelivery delivery, CancellationToken cancellationToken = default) =>
        DispatchAsync(delivery, default(ActivityContext), cancellationToken);

    /// <summary>Runs the handlers of a webhook, once, in a DI scope of the caller's: so that it can commit what they did together with what
    /// it notes itself.</summary>
    /// <param name="delivery">The webhook.</param>
    /// <param name="scope">The services that the handlers get, from a scope for this attempt alone.</param>
    /// <param name="cancellationToken">Handed to the handlers.</param>
    /// <returns>A task that ends when all of them have; it fails when one does.</returns>
    /// <exception cref="InvalidOperationException">No endpoint has the name that the delivery carries.</exception>
    public Task DispatchAsync(WebhookDelivery delivery, IServiceProvider scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return RunAsync(delivery, scope, default, cancellationToken);
    }

    /// <summary>Makes the delivery that an endpoint makes of a request. No signature is checked: it is for what comes from the API itself,
    /// such as its log of events.</summary>
    /// <param name="endpoint">The name of the endpoint.</param>
    /// <param name="headers">The headers; those that are not the API's own are left out.</param>
    /// <param name="body">The bytes of the body.</param>
    /// <returns>The delivery.</returns>
    /// <exception cref="InvalidOperationException">No endpoint has that name.</exception>
    public WebhookDelivery CreateDelivery(string endpoint, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var dictionary = new HeaderDictionary();
        foreach ((string name, string value) in headers)
            dictionary[name] = value;
        return HandlersOf(endpoint).CreateDelivery(endpoint, dictionary, body);
    }

    /// <summary>A few words about a delivery that are safe to log: its topic and ids, nothing of its body.</summary>
    /// <param name="delivery">The webhook.</param>
    /// <returns>The words; "webhook" when this process has no such endpoint.</returns>
    public string Describe(WebhookDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return _endpoints.TryGetValue(delivery.Endpoint, out WebhookHandlers? handlers) ? handlers.Describe(delivery) : "webhook";
    }

    /// <summary>Counts a delivery as given up, in the metric <c>violet.webhook.given_up</c>.</summary>
    /// <param name="delivery">The webhook.</param>
    public void CountGivenUp(WebhookDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        WebhookTelemetry.GivenUp(ApiOf(delivery));
    }

    /// <summary>Forgets that an event was accepted, since its handling was given up: if it is sent again, it is handled again.</summary>
    /// <param name="delivery">The webhook.</param>
    /// <returns>A task that ends when it is forgotten; it never fails.</returns>
    public async Task ForgetAsync(WebhookDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.Id is not { } id)
            return;
        try
        {
            // or the mark would come after
            if (_accepting.TryGetValue(id, out Task<WebhookOutcome>? accepting))
                await accepting.ConfigureAwait(false);
            await WithinCacheTime(token => _cache.RemoveAsync(id, token)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogCacheFailure(_logger, "forgotten", Describe(delivery), e);
        }
    }

    /// <summary>The span of the handling links to the request, rather than being a part of it, since it may end long after.</summary>
    internal async Task DispatchAsync(WebhookDelivery delivery, ActivityContext request, CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            await RunAsync(delivery, scope.ServiceProvider, request, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(
        WebhookDelivery delivery,
        IServiceProvider scope,
        ActivityContext request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(delivery);
        WebhookHandlers handlers = HandlersOf(delivery.Endpoint);

        using Activity? activity = WebhookTelemetry.StartHandling(handlers.Api, request);
        long start = _time.GetTimestamp();
        Exception? error = null;
        try
        {
            await handlers.RunAsync(delivery, scope, _logger, activity, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            WebhookTelemetry.Handled(handlers.Api, activity, _time.GetElapsedTime(start), error);
        }
    }

    internal void Add(string endpoint, WebhookHandlers handlers)
    {
        if (_endpoints.TryAdd(endpoint, handlers))
            return;
        throw new InvalidOperationException(
            $"Two webhook endpoints have the name '{endpoint}'. An endpoint has its pattern for a name, without the prefix of "
                + $"a route group: set hooks.Name to one of its own."
        );
    }

    private WebhookHandlers HandlersOf(string endpoint) =>
        _endpoints.TryGetValue(endpoint, out WebhookHandlers? handlers)
            ? handlers
            : throw new InvalidOperationException($"No webhook endpoint has the name '{endpoint}'.");

    internal string ApiOf(WebhookDelivery delivery) =>
        _endpoints.TryGetValue(delivery.Endpoint, out WebhookHandlers? handlers) ? handlers.Api : "unknown";

    /// <summary>Puts a webhook into the queue unless it is there already. The order matters: an event is marked only after it is queued, so
    /// that none is lost.</summary>
    internal async Task<WebhookOutcome> AcceptAsync(WebhookDelivery delivery, TimeSpan duplicateWindow, IWebhookQueue queue)
    {
        if (delivery.Id is not { } id)
            return await EnqueueAsync(delivery, queue).ConfigureAwait(false);

        var accepted = new TaskCompletionSource<WebhookOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<WebhookOutcome> first = _accepting.GetOrAdd(id, accepted.Task);
        if (first != accepted.Task)
        {
            // The same event is being accepted at this moment: it stands or falls with that one.
            WebhookOutcome outcome = await first.ConfigureAwait(false);
            return outcome == WebhookOutcome.Accepted ? WebhookOutcome.Duplicate : outcome;
        }

        WebhookOutcome result = WebhookOutcome.QueueFull;
        try
        {
            bool asksCache = !queue.TellsDuplicates;
            result =
                asksCache && await IsMarkedAsync(delivery, id).ConfigureAwait(false)
                    ? WebhookOutcome.Duplicate
                    : await EnqueueAsync(delivery, queue).ConfigureAwait(false);
            if (asksCache && result == WebhookOutcome.Accepted)
                await MarkAsync(delivery, id, duplicateWindow).ConfigureAwait(false);
            return result;
        }
        finally
        {
            _accepting.TryRemove(id, out _);
            accepted.SetResult(result);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A queue of the user's may throw anything; the sender is to try again then.")]
    private async Task<WebhookOutcome> EnqueueAsync(WebhookDelivery delivery, IWebhookQueue queue)
    {
        using var time = new CancellationTokenSource(s_queueTime, _time);
        try
        {
            WebhookAcceptance acceptance = WebhookAcceptance.Refused;
            await WithinAsync(async token => acceptance = await queue.EnqueueAsync(delivery, token).ConfigureAwait(false), time.Token)
                .ConfigureAwait(false);
            return acceptance switch
            {
                WebhookAcceptance.Accepted => WebhookOutcome.Accepted,
                WebhookAcceptance.Duplicate => WebhookOutcome.Duplicate,
                _ => WebhookOutcome.QueueFull,
            };
        }
        catch (Exception e)
        {
            LogQueueFailure(_logger, Describe(delivery), e);
            return WebhookOutcome.QueueFull;
        }
    }

    /// <summary>Whether the event was accepted before. A cache that does not answer says no: handling an event twice is better than
    /// never.</summary>
    private async Task<bool> IsMarkedAsync(WebhookDelivery delivery, string id)
    {
        try
        {
            byte[]? mark = null;
            await WithinCacheTime(async token => mark = await _cache.GetAsync(id, token).ConfigureAwait(false)).ConfigureAwait(false);
            return mark is not null;
        }
        catch (Exception e)
        {
            LogCacheFailure(_logger, "looked up", Describe(delivery), e);
            return false;
        }
    }

    private async Task MarkAsync(WebhookDelivery delivery, string id, TimeSpan duplicateWindow)
    {
        try
        {
            var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = duplicateWindow };
            await WithinCacheTime(token => _cache.SetAsync(id, s_mark, entry, token)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogCacheFailure(_logger, "marked", Describe(delivery), e);
        }
    }

    private async Task WithinCacheTime(Func<CancellationToken, Task> call)
    {
        using var time = new CancellationTokenSource(s_cacheTime, _time);
        await WithinAsync(call, time.Token).ConfigureAwait(false);
    }

    /// <summary>Gives a call up at the end of its time, also one that does not heed the token, or blocks its thread.</summary>
    private static Task WithinAsync(Func<CancellationToken, Task> call, CancellationToken end) =>
        Task.Run(() => call(end), CancellationToken.None).WaitAsync(end);

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The cache of accepted webhooks failed: {Webhook} could not be {Action}; a duplicate may be handled twice."
    )]
    private static partial void LogCacheFailure(ILogger logger, string action, string webhook, Exception error);

    [LoggerMessage(2, LogLevel.Error, "The webhook queue failed for {Webhook}; the sender was told to try again.")]
    private static partial void LogQueueFailure(ILogger logger, string webhook, Exception error);
}
