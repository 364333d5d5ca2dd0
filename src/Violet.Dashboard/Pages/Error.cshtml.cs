using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Violet.Dashboard.Pages;

/// <summary>What is shown in place of a page that failed.</summary>
[IgnoreAntiforgeryToken] // it also answers a POST whose token was refused
internal sealed class ErrorModel : PageModel
{
    public string Title =>
        Response.StatusCode switch
        {
            400 => "That did not work",
            403 => "Another site asked for this page",
            404 => "There is no such page",
            _ => "Something went wrong",
        };

    public string Advice =>
        HttpContext.Items[typeof(ErrorModel)] as string
        ?? Response.StatusCode switch
        {
            400 => "The form is out of date, or its address is wrong. Nothing was done. Open the page again.",
            403 => "Each page costs calls to the APIs, so only this app's own links and the address bar lead to it.",
            404 => "The address leads nowhere.",
            _ => "The app's log says more.",
        };

    /// <summary>Answers that what a page is about does not exist.</summary>
    /// <param name="context">The request.</param>
    /// <param name="sentence">What does not exist, in a sentence.</param>
    public static NotFoundResult NotFound(HttpContext context, string sentence)
    {
        context.Items[typeof(ErrorModel)] = sentence;
        return new NotFoundResult();
    }
}
