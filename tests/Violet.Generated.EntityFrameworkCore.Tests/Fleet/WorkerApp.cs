using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>An app that counts its events in the database of its inbox.</summary>
internal static class WorkerApp
{
    public static async Task RunAsync(string kind, string connectionString, string address, TimeSpan leaseTime)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder
            .Services.AddDbContext<ShopContext>(options => TestDatabase.Use(options, kind, connectionString))
            .AddVioletWebhooks(options => (options.Concurrency, options.RetryDelay) = (8, TimeSpan.FromMilliseconds(100)))
            .AddInbox<ShopContext>(options => options.LeaseTime = leaseTime);
        WebApplication app = builder.Build();
        app.MapVioletWebhooks(
            "/webhooks/violet",
            hooks =>
            {
                hooks.Secrets.Add(WebhookApp.Secret);
                hooks.On<ShopContext, Order>(
                    async (shop, order, e, ct) =>
                    {
                        // reads, takes some time, writes: as handlers do
                        await shop.Effects.CountAsync(effect => effect.OrderId == order.Id, ct);
                        await Task.Delay(Random.Shared.Next(10), ct);
                        shop.Effects.Add(new Effect { OrderId = order.Id, EventId = e.Headers.EventId!.Value });
                        await shop.SaveChangesAsync(ct);
                        await Task.Delay(Random.Shared.Next(3), ct);
                    }
                );
            }
        );
        await app.StartAsync();
        await Console.Out.WriteLineAsync("ready");
        await app.WaitForShutdownAsync();
    }
}
