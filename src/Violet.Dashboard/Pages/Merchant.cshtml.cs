using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Violet.Generated;

namespace Violet.Dashboard.Pages;

/// <summary>One merchant: the whole report, links for the merchant, and the offers.</summary>
internal sealed class MerchantModel(IVioletClient violet, ILogger<MerchantModel> logger) : PageModel
{
    private const int MostOffers = 500;

    public long Id { get; private set; }

    public ConnectionHealth? Report { get; private set; }

    public IReadOnlyList<OnboardingStep> Links { get; private set; } = [];

    /// <summary>Why the report or the links could not be read.</summary>
    public VioletException? Failure { get; private set; }

    public Listing<Page<Offer>> Offers { get; private set; } = null!;

    public int OfferCount { get; private set; }

    public bool HasMoreOffers { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id)
    {
        Id = id;
        await TryAsync(async () => Report = await violet.Connections.GetHealthAsync(id, cancellationToken: HttpContext.RequestAborted));
        if (Failure is VioletNotFoundException)
            return ErrorModel.NotFound(HttpContext, $"Violet knows no merchant {id}.");
        Offers = new Listing<Page<Offer>>(violet.Offers.ListByMerchantAll(id).AsPages(pageSize: 50), logger);
        return Page();
    }

    public Task ReadLinksAsync() =>
        TryAsync(async () => Links = await violet.Merchants.ListConnectUrlsAsync(Id, cancellationToken: HttpContext.RequestAborted));

    public bool IsFull(Page<Offer> page)
    {
        OfferCount += page.Items.Count;
        return HasMoreOffers = OfferCount >= MostOffers && page.ResumeToken is not null;
    }

    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (VioletException e)
        {
            Failure = e;
        }
    }
}
