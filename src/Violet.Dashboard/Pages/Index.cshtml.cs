using Microsoft.AspNetCore.Mvc.RazorPages;
using Violet.Generated;
using Violet.Generated.Rutter;

namespace Violet.Dashboard.Pages;

/// <summary>Every connection of both APIs. The page is written as they are read, so it asks for them itself.</summary>
internal sealed class IndexModel(IVioletClient violet, ILogger<IndexModel> logger, IRutterClient? rutter = null) : PageModel
{
    public async Task<ConnectionTable> ReadMerchantsAsync()
    {
        var reports = new Listing<ConnectionHealth>(violet.Connections.SearchHealthAll(new ConnectionHealthSearchRequest()), logger);
        List<ConnectionHealth> read = await reports.ToListAsync(HttpContext.RequestAborted);
        return new ConnectionTable(
            "merchants",
            "Merchants at Violet",
            "Merchant",
            [.. read.Select(MerchantReport.Describe)],
            reports.Failure,
            "No merchant is connected to this app yet."
        );
    }

    public async Task<ConnectionTable> ReadRutterAsync()
    {
        const string Key = "rutter",
            Title = "Connections at Rutter",
            Column = "Connection";
        if (rutter is null)
        {
            return new ConnectionTable(
                Key,
                Title,
                Column,
                [],
                null,
                "Rutter is left out: set Rutter:ClientId and Rutter:ClientSecret to see its connections."
            );
        }

        var connections = new Listing<ConnectionRow>(RutterConnections.ReadAsync(rutter), logger);
        return new ConnectionTable(
            Key,
            Title,
            Column,
            await connections.ToListAsync(HttpContext.RequestAborted),
            connections.Failure,
            "There is no connection yet."
        );
    }
}
