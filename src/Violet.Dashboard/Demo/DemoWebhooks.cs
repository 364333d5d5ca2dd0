using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Violet.Generated;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Dashboard;

/// <summary>Has the test server send webhooks to this app, now and then and on request, so that there is something to see.</summary>
internal sealed class DemoWebhooks(
    VioletTestServer testServer,
    IVioletClient violet,
    IRutterClient rutter,
    IServer server,
    IHostApplicationLifetime lifetime,
    IConfiguration configuration,
    TimeProvider time
) : BackgroundService
{
    private int _sent;

    /// <summary>Takes an order one step on; the change can be read from the API too. Where none is left that can go on, an order is sent as
    /// it is.</summary>
    public async Task ChangeOrderAsync()
    {
        int number = Interlocked.Increment(ref _sent);
        IReadOnlyList<Order> orders = [.. (await violet.Orders.ListAsync(page: 1, size: 50)).Content];
        IEnumerable<Order> inTurn = Enumerable.Range(number * 7, orders.Count).Select(i => orders[i % orders.Count]);
        if (inTurn.FirstOrDefault(order => Next(order, number) is not null) is { } found)
            await testServer.Webhooks.ChangeOrderAsync(found.Id, Next(found, number)!.Value);
        else
            await testServer.Webhooks.SendOrderAsync(WebhookEventType.OrderUpdated, inTurn.First().Id);
    }

    /// <summary>Tells again that a merchant took its shop away, of one that did: the event is to agree with the table.</summary>
    public async Task DisconnectMerchantAsync()
    {
        await foreach (ConnectionHealth report in violet.Connections.SearchHealthAll(new ConnectionHealthSearchRequest()))
        {
            if (report.Connection?.Results is not { IsConnected: false })
                continue;
            await testServer.Webhooks.SendMerchantAsync(
                WebhookEventType.MerchantDisconnected,
                report.MerchantId,
                "APP_UNINSTALLED_ON_PLATFORM"
            );
            return;
        }
    }

    /// <summary>Tells again that Rutter has disabled a connection, of one that is.</summary>
    public async Task DisableConnectionAsync()
    {
        ConnectionListResponse disabled = await rutter.Connections.ListAsync(ConnectionFilter.Disabled);
        await testServer.Webhooks.SendRutterAsync(
            RutterWebhookCode.ConnectionDisabled,
            disabled.Connections[Interlocked.Increment(ref _sent) % disabled.Connections.Count].AccessToken!
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using CancellationTokenRegistration whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        testServer.Webhooks.Target = new Uri(address, "webhooks/violet");
        testServer.Webhooks.RutterTarget = new Uri(address, "webhooks/rutter");

        TimeSpan interval = configuration.GetValue("Demo:Interval", TimeSpan.FromSeconds(15));
        if (interval <= TimeSpan.Zero)
            return;
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

    private static OrderStatus? Next(Order order, int number) =>
        order.Status.Value switch
        {
            OrderStatus.RequiresAction => OrderStatus.Processing,
            OrderStatus.Processing => number % 3 == 0 ? OrderStatus.Canceled : OrderStatus.Completed,
            OrderStatus.Completed => OrderStatus.Refunded,
            _ => null,
        };
}
