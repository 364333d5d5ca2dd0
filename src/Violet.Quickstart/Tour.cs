using System.Globalization;
using Spectre.Console;
using Violet.Generated;
using Violet.Generated.Rutter;

namespace Violet.Quickstart;

/// <summary>The client's main job, step by step.</summary>
internal sealed class Tour(IVioletClient violet, IRutterClient? rutter, IAnsiConsole console)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<ConnectionHealth> reports = await ShowHealthAsync(cancellationToken);
        long? offerId = await WalkOrdersAsync(cancellationToken);
        await SearchAsync(cancellationToken);
        await ResyncAsync(offerId, cancellationToken);
        await WalkRelayOffersAsync(reports, cancellationToken);
        await ShowRutterAsync(cancellationToken);
    }

    private async Task<List<ConnectionHealth>> ShowHealthAsync(CancellationToken cancellationToken)
    {
        var reports = new List<ConnectionHealth>();
        await foreach (
            ConnectionHealth report in violet
                .Connections.SearchHealthAll(new ConnectionHealthSearchRequest())
                .WithCancellation(cancellationToken)
        )
        {
            reports.Add(report);
        }

        console.MarkupLine("[green]Logged in.[/]");
        Table table = new Table().Title("Connection health").AddColumns("Merchant", "Platform", "State", "Why");
        table.Columns[2].NoWrap();
        foreach (ConnectionHealth report in reports)
        {
            table.AddRow(
                Text(report.MerchantName ?? $"{report.MerchantId}"),
                Text(report.Platform.Raw),
                Coloured(report.State),
                Text(report.StateReason)
            );
        }

        console.Write(table);
        return reports;
    }

    /// <summary>Walks every order page by page.</summary>
    /// <returns>The id of an offer that was sold; null when there is none.</returns>
    private async Task<long?> WalkOrdersAsync(CancellationToken cancellationToken)
    {
        int orders = 0,
            pages = 0;
        long? offerId = null;
        var byStatus = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await console
            .Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async progress =>
            {
                ProgressTask task = progress.AddTask("Orders", maxValue: 1);
                await foreach (Page<Order> page in violet.Orders.ListAll().AsPages(pageSize: 50).WithCancellation(cancellationToken))
                {
                    pages++;
                    foreach (Order order in page.Items)
                    {
                        orders++;
                        offerId ??= order.Bags.SelectMany(bag => bag.Skus).FirstOrDefault(sku => sku.OfferId > 0)?.OfferId;
                        string status = order.Status.IsKnown ? $"{order.Status.Value}" : $"{order.Status.Raw} (not in the contract)";
                        byStatus[status] = byStatus.GetValueOrDefault(status) + 1;
                    }

                    task.MaxValue = Math.Max(page.TotalElements ?? orders, 1);
                    task.Value = orders;
                }

                task.Value = task.MaxValue;
            });
        console.MarkupLine(
            $"{orders} orders on {pages} pages: {Text(string.Join(", ", byStatus.Select(entry => $"{entry.Value} {entry.Key}")))}."
        );
        return offerId;
    }

    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        OrderPage cancelled = await violet.Orders.SearchAsync(
            new OrderSearchRequest { Status = OrderStatus.Canceled },
            size: 5,
            cancellationToken: cancellationToken
        );
        OrderPage carts = await violet.Orders.SearchAsync(
            new OrderSearchRequest { BagStatus = BagStatus.InProgress },
            size: 5,
            excludeInProgress: false,
            cancellationToken: cancellationToken
        );
        Table table = new Table().Title("Searches").AddColumns("Search", "Found", "First ids");
        table.AddRow("Cancelled orders", Count(cancelled), Ids(cancelled));
        table.AddRow("Carts (orders in progress)", Count(carts), Ids(carts));
        console.Write(table);

        static string Count(OrderPage page) => (page.TotalElements ?? page.Content.Count).ToString(CultureInfo.InvariantCulture);
        static string Ids(OrderPage page) => string.Join(", ", page.Content.Take(5).Select(order => order.Id));
    }

    private async Task ResyncAsync(long? offerId, CancellationToken cancellationToken)
    {
        if (offerId is not { } id)
        {
            console.MarkupLine("[yellow]No offer to resync:[/] no order names one.");
            return;
        }

        await TryAsync(
            "Resync",
            async () =>
            {
                Offer offer = await violet.Sync.ResyncOfferAsync(id, cancellationToken);
                console.MarkupLine($"Resynced offer {offer.Id} ({Text(offer.Name)}): last modified {offer.DateLastModified:u}.");
            }
        );
    }

    private async Task WalkRelayOffersAsync(List<ConnectionHealth> reports, CancellationToken cancellationToken)
    {
        if (reports.Find(report => report.State == ConnectionState.Healthy) is not { } merchant)
            return;
        await TryAsync(
            "Relay",
            async () =>
            {
                int offers = 0,
                    pages = 0;
                await foreach (
                    Page<Offer> page in violet
                        .Relay.ListOffersAll(merchant.MerchantId)
                        .AsPages(pageSize: 10)
                        .WithCancellation(cancellationToken)
                )
                {
                    pages++;
                    offers += page.Items.Count;
                }

                console.MarkupLine($"Relay: {offers} offers of {Text(merchant.MerchantName)} on {pages} pages, by cursor.");
            }
        );
    }

    private async Task ShowRutterAsync(CancellationToken cancellationToken)
    {
        if (rutter is null)
        {
            console.MarkupLine("[yellow]Rutter is left out:[/] set Rutter__ClientId and Rutter__ClientSecret to include it.");
            return;
        }

        ConnectionListResponse list = await rutter.Connections.ListAsync(ConnectionFilter.Any, cancellationToken);
        Table table = new Table().Title("Rutter connections").AddColumns("Connection", "Platform", "State");
        table.Columns[2].NoWrap();
        foreach (ListedConnection connection in list.Connections.Where(connection => connection.AccessToken is not null).Take(10))
        {
            ConnectionStatusResponse status = await rutter.Connections.GetStatusAsync(connection.AccessToken!, cancellationToken);
            table.AddRow(Text(connection.Name ?? connection.Id), Text(status.Connection?.Platform.Raw), Coloured(status.State));
        }

        console.Write(table);
    }

    /// <summary>A step that an app may have no right to: says so and goes on.</summary>
    private async Task TryAsync(string step, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (VioletApiException e) when (e.StatusCode is 401 or 403 or 404)
        {
            console.MarkupLine($"[yellow]{step} is left out:[/] {Text(Advice.Words(e))}");
        }
    }

    private static string Text(string? text) => Markup.Escape(text ?? "");

    private static string Coloured(ConnectionState state) =>
        state switch
        {
            ConnectionState.Healthy => $"[green]{state}[/]",
            ConnectionState.Syncing => $"[blue]{state}[/]",
            ConnectionState.Incomplete or ConnectionState.NeedsAttention => $"[yellow]{state}[/]",
            ConnectionState.Unknown => $"[grey]{state}[/]",
            _ => $"[red]{state}[/]",
        };
}
