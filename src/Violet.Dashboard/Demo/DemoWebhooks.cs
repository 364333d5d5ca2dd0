using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Violet.Generated;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Dashboard;

/// <summary>Has the test server send webhooks to this app, now and then and on request, so that there is something to see.</summary>
internal sealed class DemoWebhooks(
    VioletTestServer testServer, IVioletClient violet, IServer server, IHostApplicationLifetime lifetime, IConfiguration configuration, TimeProvider time) : BackgroundService
{
    private static readonly OrderStatus[] s_statuses = [OrderStatus.Processing, OrderStatus.Completed, OrderStatus.Canceled, OrderStatus.Refunded];

    private int _sent;

    /// <summary>Changes an order; the change can be read from the API too.</summary>
    public async Task ChangeOrderAsync()
    {
        int number = Interlocked.Increment(ref _sent);
        OrderPage orders = await violet.Orders.ListAsync(page: 1, size: 50);
        await testServer.Webhooks.ChangeOrderAsync(orders.Content[number * 7 % orders.Content.Count].Id, s_statuses[number % s_statuses.Length]);
    }

    /// <summary>Tells that a merchant took its shop away.</summary>
    public async Task DisconnectMerchantAsync()
    {
        MerchantPage merchants = await violet.Merchants.ListAsync();
        Merchant merchant = merchants.Content[Interlocked.Increment(ref _sent) % merchants.Content.Count];
        await testServer.Webhooks.SendMerchantAsync(WebhookEventType.MerchantDisconnected, merchant.Id, "APP_UNINSTALLED_ON_PLATFORM");
    }

    /// <summary>Tells that Rutter has disabled a connection.</summary>
    public Task DisableConnectionAsync() =>
        testServer.Webhooks.SendRutterAsync(RutterWebhookCode.ConnectionDisabled, testServer.RutterAccessTokens[Interlocked.Increment(ref _sent) % testServer.RutterAccessTokens.Count]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using CancellationTokenRegistration whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        testServer.Webhooks.Target = new Uri(address, "webhooks/violet");
        testServer.Webhooks.RutterTarget = new Uri(address, "webhooks/rutter");

        TimeSpan interval = configuration.GetValue("Demo:Interval", TimeSpan.FromSeconds(15));
        if (interval <= TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(interval, time);
        for (int i = 0; await timer.WaitForNextTickAsync(stoppingToken); i++)
        {
            try
            {
                await (i % 5 == 3 ? DisableConnectionAsync() : ChangeOrderAsync());
            }
            catch (VioletException)
            {
                // A machine that slept breaks connections; that must not end the app.
            }
        }
    }
}
