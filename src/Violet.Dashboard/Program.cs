using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Violet.Dashboard;
using Violet.Generated;
using Violet.Generated.Rutter;

try
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
    if (builder.UseLoopback() is { } problem)
    {
        await Console.Error.WriteLineAsync(problem);
        return 1;
    }

    builder.AddInbox();
    await builder.AddDemoAsync(); // does nothing when there are credentials

    bool hasRutter = builder.Configuration.GetSection("Rutter").Exists();
    // A page waits for a person, not for an API that hangs; the settings may say otherwise.
    builder.Services.ConfigureAll<VioletOptions>(options => options.Timeout = options.AttemptTimeout = TimeSpan.FromSeconds(10));
    builder.Services.ConfigureAll<RutterOptions>(options => options.Timeout = options.AttemptTimeout = TimeSpan.FromSeconds(10));
    builder.Services.AddViolet(builder.Configuration.GetSection("Violet"));
    if (hasRutter)
        builder.Services.AddRutter(builder.Configuration.GetSection("Rutter"));
    builder.Services.AddHealthChecks().AddVioletConnections().AddVioletInbox();
    builder.Services.AddSingleton<WebhookFeed>();
    builder.Services.AddRazorPages();

    WebApplication app = builder.Build();
    await app.CreateInboxAsync();
    app.UseExceptionHandler("/error");
    app.UseStatusCodePagesWithReExecute("/error");
    app.UseSecurityHeaders();
    app.UseStaticFiles();
    app.UseSameSiteOnly();

    app.MapVioletWebhooks(
        "/webhooks/violet",
        hooks =>
            hooks
                .On<WebhookFeed, Order>((feed, order, e, _) => feed.AddAsync(e, $"order {order.Id}, {order.Status.Raw}"))
                .On<WebhookFeed, Offer>((feed, offer, e, _) => feed.AddAsync(e, $"{offer.Name}, offer {offer.Id}"))
                .On<WebhookFeed, Merchant>((feed, merchant, e, _) => feed.AddAsync(e, $"{merchant.Name}, merchant {merchant.Id}"))
                .OnUnknown<WebhookFeed>((feed, e, _) => feed.AddAsync(e, $"entity {e.Headers.EntityId?.ToString() ?? "without id"}"))
    );
    if (hasRutter)
    {
        app.MapRutterWebhooks(
            "/webhooks/rutter",
            hooks =>
                hooks
                    .On<WebhookFeed>(RutterWebhookCode.ConnectionDisabled, (feed, e, _) => feed.AddAsync(e, "look at its reason"))
                    .OnUnknown<WebhookFeed>((feed, e, _) => feed.AddAsync(e))
        );
    }

    app.MapGet("/live", WebhookFeed.Stream);
    app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthResponse.WriteAsync });
    app.MapRazorPages();
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    await Console.Error.WriteLineAsync($"The settings are incomplete: {string.Join(" ", e.Failures)}");
    return 1;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{e.Message} Choose another port: --Port=5081.");
    return 1;
}
