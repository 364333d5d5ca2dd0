using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Violet.Generated.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints that receive webhooks. They need <c>builder.Services.AddVioletWebhooks()</c>.</summary>
public static class VioletWebhookEndpointExtensions
{
    /// <summary>Maps a POST endpoint that receives Violet's webhooks.</summary>
    /// <remarks>
    /// Handlers do not hold up the response to a request: 200 when it was accepted, was accepted before, or has an unknown topic; 401 when
    /// its signature is missing or wrong; 400 when its body breaks off; 408 when it has not arrived within ten seconds; 413 when it is too
    /// large; 500 when another part of the app has read it before; 503 when the queue is full, or too many bytes of bodies arrive at once.
    /// Violet tries again for 24 hours, ten times; many failures in half an hour pause the webhook, for longer each time, and in the end
    /// disable it: watch the metric <c>violet.webhook.received</c> with outcome <c>queue_full</c>. The endpoint allows anonymous access,
    /// since the signature is the sender's proof; only the body is signed, not the headers (see
    /// <see cref="Violet.Generated.VioletWebhook"/>). What is lost in a crash, and how to prevent it: <see cref="IWebhookQueue"/>.
    /// </remarks>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The path, such as <c>/webhooks/violet</c>.</param>
    /// <param name="configure">Says what is to happen: <c>hooks => hooks.On&lt;Order&gt;(...)</c>.</param>
    /// <returns>The endpoint, for conventions such as rate limiting.</returns>
    /// <exception cref="InvalidOperationException">The services of webhooks or one that a handler needs are missing, there is no secret, or
    /// two endpoints have one name.</exception>
    public static IEndpointConventionBuilder MapVioletWebhooks(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Action<VioletWebhookHandlers> configure
    ) => Map(endpoints, pattern, new VioletWebhookHandlers(), configure);

    /// <summary>Maps a POST endpoint that receives Rutter's webhooks. It answers as <see cref="MapVioletWebhooks"/> does; Rutter tries
    /// again for about a quarter of an hour.</summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The path, such as <c>/webhooks/rutter</c>.</param>
    /// <param name="configure">Says what is to happen: <c>hooks => hooks.On(RutterWebhookCode.ConnectionDisabled, ...)</c>.</param>
    /// <returns>The endpoint, for conventions such as rate limiting.</returns>
    /// <exception cref="InvalidOperationException">The services of webhooks or one that a handler needs are missing, there is no secret, or
    /// two endpoints have one name.</exception>
    public static IEndpointConventionBuilder MapRutterWebhooks(
        this IEndpointRouteBuilder endpoints,
        [StringSyntax("Route")] string pattern,
        Action<RutterWebhookHandlers> configure
    ) => Map(endpoints, pattern, new RutterWebhookHandlers(), configure);

    private static IEndpointConventionBuilder Map<THandlers>(
        IEndpointRouteBuilder endpoints,
        string pattern,
        THandlers handlers,
        Action<THandlers> configure
    )
        where THandlers : WebhookHandlers
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(configure);
        configure(handlers);

        IServiceProvider services = endpoints.ServiceProvider;
        WebhookDispatcher dispatcher =
            services.GetService<WebhookDispatcher>()
            ?? throw new InvalidOperationException(
                "The services of webhooks are missing: call builder.Services.AddVioletWebhooks() before the app is built."
            );
        string?[] secrets = [.. handlers.CurrentSecrets(services)];
        if (secrets.All(string.IsNullOrEmpty))
        {
            throw new InvalidOperationException(
                $"There is no secret to check the webhooks' signatures with: set {handlers.SecretSetting}, or add one to hooks.Secrets."
            );
        }

        if (
            services.GetService<IServiceProviderIsService>() is { } known
            && handlers.Services.FirstOrDefault(type => !known.IsService(type)) is { } missing
        )
        {
            throw new InvalidOperationException(
                $"A handler of webhooks needs the service {missing}, which is not registered: add it, as with "
                    + $"builder.Services.AddScoped<{missing.Name}>(), before the app is built."
            );
        }

        if (handlers.MaxBodyBytes > dispatcher.Body.MaxUnsignedBytes)
        {
            throw new InvalidOperationException(
                "A body of hooks.MaxBodyBytes could never arrive: set MaxUnsignedBytes in AddVioletWebhooks above it."
            );
        }

        handlers.Check(services);
        string name = handlers.Name ?? pattern;
        dispatcher.Add(name, handlers);
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WebhookEndpoint).FullName!);
        var endpoint = new WebhookEndpoint(
            name,
            handlers,
            secrets,
            dispatcher,
            services.GetRequiredService<IWebhookQueue>(),
            services.GetRequiredService<TimeProvider>(),
            logger
        );
        return endpoints
            .MapPost(pattern, (RequestDelegate)endpoint.HandleAsync)
            .AllowAnonymous()
            .ExcludeFromDescription()
            .WithDisplayName($"{handlers.Api} webhooks");
    }
}
