using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Violet.Generated;

namespace Violet.Dashboard.Pages;

/// <summary>Asks whether an offer is to be read anew from its shop, and has it done. Violet wants a person's decision there, since it costs
/// the merchant's rate limit.</summary>
internal sealed class ResyncModel(IVioletClient violet) : PageModel
{
    public long Id { get; private set; }

    public Offer? Offer { get; private set; }

    /// <summary>Whether a person has confirmed.</summary>
    public bool IsAsked { get; private set; }

    public bool IsDone => IsAsked && Failure is null;

    public VioletException? Failure { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id)
    {
        await TryAsync(id, () => violet.Offers.GetAsync(id, cancellationToken: HttpContext.RequestAborted));
        return Failure is VioletNotFoundException ? ErrorModel.NotFound(HttpContext, $"Violet knows no offer {id}.") : Page();
    }

    public Task OnPostAsync(long id)
    {
        IsAsked = true;
        return TryAsync(id, () => violet.Sync.ResyncOfferAsync(id)); // goes on when the browser does not wait: it has cost its price
    }

    private async Task TryAsync(long id, Func<Task<Offer>> call)
    {
        Id = id;
        try
        {
            Offer = await call();
        }
        catch (VioletException e)
        {
            Failure = e;
        }
    }
}
