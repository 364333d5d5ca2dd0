using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.AspNetCore;

/// <summary>The HTTP side: limits, signature, and the answer. Handlers are out of its sight.</summary>
internal sealed partial class WebhookEndpoint(
    string name,
    WebhookHandlers handlers,
    string?[] secrets,
    WebhookDispatcher dispatcher,
    IWebhookQueue queue,
    ILogger logger
)
{
    private volatile string?[] _secrets = secrets;

    public async Task HandleAsync(HttpContext context)
    {
        WebhookOutcome outcome = await ReceiveAsync(context).ConfigureAwait(false);
        WebhookTelemetry.Received(handlers.Api, outcome);
        context.Response.StatusCode = outcome switch
        {
            WebhookOutcome.Accepted or WebhookOutcome.Duplicate => StatusCodes.Status200OK,
            WebhookOutcome.Unauthorized => StatusCodes.Status401Unauthorized,
            WebhookOutcome.BadRequest => StatusCodes.Status400BadRequest,
            WebhookOutcome.TooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
    }

    private async Task<WebhookOutcome> ReceiveAsync(HttpContext context)
    {
        string? signature = context.Request.Headers[handlers.SignatureHeader];
        if (string.IsNullOrEmpty(signature))
            return WebhookOutcome.Unauthorized; // without reading the body
        byte[]? body;
        try
        {
            body = await ReadBodyAsync(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? WebhookOutcome.TooLarge : WebhookOutcome.BadRequest;
        }

        if (body is null)
            return WebhookOutcome.TooLarge;
        if (!handlers.IsSigned(body, signature, CurrentSecrets(context.RequestServices)))
        {
            LogWrongSignature(logger, handlers.Api, name, handlers.SecretSetting);
            return WebhookOutcome.Unauthorized;
        }

        (IReadOnlyDictionary<string, string> headers, string? eventId) = handlers.Describe(context.Request.Headers);
        string? id = handlers.DuplicateWindow > TimeSpan.Zero && eventId is not null ? IdOf(eventId, body) : null;
        WebhookOutcome outcome = await dispatcher
            .AcceptAsync(new WebhookDelivery(name, id, headers, body), handlers.DuplicateWindow, queue)
            .ConfigureAwait(false);
        if (outcome == WebhookOutcome.QueueFull)
            LogQueueFull(logger, handlers.Api, name);
        return outcome;
    }

    /// <summary>As the client does, the endpoint keeps what it has while changed settings are not valid: webhooks must not be turned away
    /// for that.</summary>
    private string?[] CurrentSecrets(IServiceProvider services)
    {
        try
        {
            return _secrets = [.. handlers.CurrentSecrets(services)];
        }
        catch (Exception e)
        {
            // The texts of other exceptions may hold a setting's value.
            LogInvalidSettings(
                logger,
                handlers.Api,
                e is OptionsValidationException invalid ? string.Join(" ", invalid.Failures) : e.GetType().Name
            );
            return _secrets;
        }
    }

    private async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > handlers.MaxBodyBytes)
            return null;
        // Ours is the limit, not the server's, which may be lower.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;

        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            if (buffer.Length > handlers.MaxBodyBytes)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                byte[] body = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return body;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>
    /// The same for every delivery of one event. The body counts too: headers are not signed, and with a key of the event id alone, one who
    /// has seen a signed body could send it again
    /// under the ids of events to come, which would then be dropped.
    /// </summary>
    private string IdOf(string eventId, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{eventId}\n"));
        hash.AppendData(body);
        return "violet-webhook-" + Convert.ToHexString(hash.GetHashAndReset());
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Api}: a webhook to {Endpoint} had a wrong signature. If the sender was the API, {Setting} is not the secret that it signs with."
    )]
    private static partial void LogWrongSignature(ILogger logger, string api, string endpoint, string setting);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "{Api}: a webhook to {Endpoint} was answered 503, since the queue is full. If this goes on, the sender pauses the "
            + "webhook and in the end disables it."
    )]
    private static partial void LogQueueFull(ILogger logger, string api, string endpoint);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "{Api}: the changed settings are not valid, so webhooks are checked with the secrets of before. {Error}"
    )]
    private static partial void LogInvalidSettings(ILogger logger, string api, string error);
}
