using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>An app as users have it, for a WebApplicationFactory: it comes with no address.</summary>
internal sealed class ShopApp
{
    private ShopApp() { }

    public static Task RunAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Recorder>();
        builder.Services.AddVioletWebhooks();
        WebApplication app = builder.Build();
        Recorder handled = app.Services.GetRequiredService<Recorder>();
        app.MapVioletWebhooks(
            "/webhooks/violet",
            hooks =>
            {
                hooks.Secrets.Add(app.Configuration["Violet:AppSecret"]!);
                hooks
                    .On<Order>((order, e, _) => handled.Add($"{e.Topic.Raw} {order.Id} {e.Bag?.Status.Raw}"))
                    .On<Merchant>((merchant, e, _) => handled.Add($"{e.Topic.Raw} {merchant.Id} {e.Headers.ConnectState}"))
                    .On<ProductSync>((sync, e, _) => handled.Add($"{e.Topic.Raw} {sync.MerchantId} {sync.Status.Raw}"));
            }
        );
        return app.RunAsync();
    }
}
