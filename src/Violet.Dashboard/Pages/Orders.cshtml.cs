using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Violet.Generated;

namespace Violet.Dashboard.Pages;

/// <summary>The orders. The page is written while they are read, page by page, so a browser shows the first ones while the last ones are
/// still at Violet.</summary>
internal sealed class OrdersModel(IVioletClient violet, ILogger<OrdersModel> logger) : PageModel
{
    /// <summary>More rows than this no browser likes; a link reads on.</summary>
    private const int MostRows = 1000;

    private const int PageSize = 50;

    private string? _resumeToken;

    public Listing<Page<Order>> Pages { get; private set; } = null!;

    public int Read { get; private set; }

    /// <summary>How many there are, as Violet counts them; null where it does not.</summary>
    public long? Total { get; private set; }

    public bool IsFull => Read >= MostRows;

    /// <summary>Where to read on after a stop or a failure; null when all was read, or nothing.</summary>
    public string? Next => Pages.Failure is VioletException { ResumeToken: { } token } ? token : _resumeToken;

    public static string Customer(Order order) =>
        order.Customer is not { } customer ? ""
        : customer.Name is { Length: > 0 } name ? name
        : $"{customer.FirstName} {customer.LastName}".Trim();

    public static string Tone(Order order) =>
        order.Status.Value switch
        {
            OrderStatus.Completed => "good",
            OrderStatus.Rejected or OrderStatus.RequiresAction => "bad",
            OrderStatus.Canceled or OrderStatus.Refunded or OrderStatus.PartiallyRefunded => "over",
            _ => "open",
        };

    public IActionResult OnGet(string? from)
    {
        try
        {
            Pages = new Listing<Page<Order>>(violet.Orders.ListAll().AsPages(from, PageSize), logger);
            return Page();
        }
        catch (ArgumentException)
        {
            return BadRequest(); // that is no resume token
        }
    }

    public void Count(Page<Order> page)
    {
        Read += page.Items.Count;
        Total = page.TotalElements is > 0 ? page.TotalElements : null;
        _resumeToken = page.ResumeToken;
    }
}
