using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Violet.Dashboard.Pages;

/// <summary>Has the test server send a webhook, when there is one.</summary>
internal sealed class DemoModel(DemoWebhooks? demo = null) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync(string? what)
    {
        if (demo is null)
            return NotFound();
        await (
            what switch
            {
                "merchant" => demo.DisconnectMerchantAsync(),
                "rutter" => demo.DisableConnectionAsync(),
                _ => demo.ChangeOrderAsync(),
            }
        );
        return LocalRedirect("/#webhooks");
    }
}
