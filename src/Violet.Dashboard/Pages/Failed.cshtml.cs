using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Violet.Generated.EntityFrameworkCore;

namespace Violet.Dashboard.Pages;

/// <summary>The webhooks that this app could not handle: why, by the exception's type alone, and a way to try again.</summary>
internal sealed class FailedModel(IVioletInbox inbox) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<FailedWebhook> Failed { get; private set; } = [];

    /// <summary>Where the next page starts; null when there is none.</summary>
    public long? Next => Failed.Count == PageSize ? Failed[^1].Id : null;

    public async Task OnGetAsync(long? before) => Failed = await inbox.FailedAsync(PageSize, before, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync(long id)
    {
        await inbox.RetryAsync(id); // another click may have been faster: then there is nothing to do
        return LocalRedirect("/failed");
    }

    /// <summary>What it is about, in the words of the key: the endpoint goes before it.</summary>
    public static string About(FailedWebhook webhook)
    {
        string entity =
            webhook.EntityKey is { } key && key.StartsWith(webhook.Endpoint + " ", StringComparison.Ordinal)
                ? key[(webhook.Endpoint.Length + 1)..]
                : "";
        string id = webhook.EventId is null ? "" : $"event {webhook.EventId}";
        return string.Join(", ", new[] { entity, id }.Where(text => text.Length > 0));
    }
}
