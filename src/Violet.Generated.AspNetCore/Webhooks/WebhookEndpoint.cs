using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Violet.Generated.AspNetCore;

/// <summary>The HTTP side: limits, signature, and the response. Handlers are out of its sight.</summary>
internal sealed partial class WebhookEndpoint(
    string name,
    WebhookHandlers handlers,
    string?[] secrets,
    WebhookDispatcher dispatcher,
    IWebhookQueue queue,
    TimeProvider time,
    ILogger logger
)
{
    private readonly LogLimit _formWarnings = new(time);
    private readonly LogLimit _signatureWarnings = new(time);
    private readonly LogLimit _overloadWarnings = new(time);
    private volatile string?[] _secrets = secrets;

    public async Task HandleAsync(HttpContext context)
    {
        WebhookOutcome outcome = await ReceiveAsync(context).ConfigureAwait(false);
        WebhookTelemetry.Received(handlers.Api, outcome);
        if (outcome == WebhookOutcome.TooSlow)
            context.Response.Headers.Connection = "close"; // the server would wait for the rest of the body
        context.Response.StatusCode = outcome switch
        {
            WebhookOutcome.Accepted or WebhookOutcome.Duplicate => StatusCodes.Status200OK,
            WebhookOutcome.Unauthorized => StatusCodes.Status401Unauthorized,
            WebhookOutcome.BadRequest => StatusCodes.Status400BadRequest,
            WebhookOutcome.TooLarge => StatusCodes.Status413PayloadTooLarge,
            WebhookOutcome.TooSlow => StatusCodes.Status408RequestTimeout,
            WebhookOutcome.BodyMissing => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
    }

    private async Task<WebhookOutcome> ReceiveAsync(HttpContext context)
    {
        string? signature = context.Request.Headers[handlers.SignatureHeader];
        if (string.IsNullOrEmpty(signature))
            return WebhookOutcome.Unauthorized;
        if (!handlers.IsSignature(signature))
        {
            if (_formWarnings.TryEnter(out int before))
                LogNoSignature(logger, handlers.Api, name, handlers.SignatureHeader, before);
            return WebhookOutcome.Unauthorized; // without reading the body
        }

        (byte[]? body, WebhookOutcome failure) = await dispatcher.Body.ReadAsync(context, handlers.MaxBodyBytes).ConfigureAwait(false);
        if (body is null)
        {
            if (failure == WebhookOutcome.Overloaded && _overloadWarnings.TryEnter(out int before))
                LogOverloaded(logger, handlers.Api, name, dispatcher.Body.MaxUnsignedBytes, before);
            return failure;
        }

        if (!handlers.IsSigned(body, signature, CurrentSecrets(context.RequestServices)))
            return Refuse(context, body);

        WebhookDelivery delivery = handlers.CreateDelivery(name, context.Request.Headers, body);
        WebhookOutcome outcome = await dispatcher.AcceptAsync(delivery, handlers.DuplicateWindow, queue).ConfigureAwait(false);
        if (outcome == WebhookOutcome.QueueFull)
            LogQueueFull(logger, handlers.Api, name);
        return outcome;
    }

    /// <summary>A body that another part of the app has read is gone, and must not be blamed on the secret.</summary>
    private WebhookOutcome Refuse(HttpContext context, byte[] body)
    {
        bool isMissing = context.Request.ContentLength is { } length
            ? body.Length < length
            : body.Length == 0 && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
        if (_signatureWarnings.TryEnter(out int before))
        {
            if (isMissing)
                LogBodyMissing(logger, handlers.Api, name, body.Length, before);
            else
                LogWrongSignature(logger, handlers.Api, name, handlers.SecretSetting, before);
        }

        return isMissing ? WebhookOutcome.BodyMissing : WebhookOutcome.Unauthorized;
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

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Api}: a webhook to {Endpoint} had a wrong signature. If the sender was the API, {Setting} is not the secret that it signs with. "
            + "Left out since the last such line: {HeldBack}."
    )]
    private static partial void LogWrongSignature(ILogger logger, string api, string endpoint, string setting, int heldBack);

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

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "{Api}: the header {Header} of a webhook to {Endpoint} has not the form of a signature. Left out since the last such line: {HeldBack}."
    )]
    private static partial void LogNoSignature(ILogger logger, string api, string endpoint, string header, int heldBack);

    [LoggerMessage(
        5,
        LogLevel.Error,
        "{Api}: of the body of a webhook to {Endpoint} only {Bytes} bytes were left, so its signature cannot be checked. Something before the "
            + "endpoint reads the body, such as middleware that logs requests: it must call Request.EnableBuffering() first, or leave this "
            + "path alone. Left out since the last such line: {HeldBack}."
    )]
    private static partial void LogBodyMissing(ILogger logger, string api, string endpoint, int bytes, int heldBack);

    [LoggerMessage(
        6,
        LogLevel.Warning,
        "{Api}: a webhook to {Endpoint} was answered 503, since the bodies whose signature is not checked yet hold more than {MaxBytes} "
            + "bytes (WebhookOptions.MaxUnsignedBytes). Left out since the last such line: {HeldBack}."
    )]
    private static partial void LogOverloaded(ILogger logger, string api, string endpoint, long maxBytes, int heldBack);
}
