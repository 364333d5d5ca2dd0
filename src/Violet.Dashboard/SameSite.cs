namespace Violet.Dashboard;

internal static class SameSite
{
    /// <summary>
    /// Refuses what a page of another site asks for. It could not read the answer, but its images alone would spend the app's rate limit at
    /// the APIs. A browser says whose request it is; what says nothing is no browser's.
    /// </summary>
    public static IApplicationBuilder UseSameSiteOnly(this IApplicationBuilder app) =>
        app.Use(
            static (context, next) =>
            {
                string? site = context.Request.Headers["Sec-Fetch-Site"];
                if (site is null or "" or "none" or "same-origin" || context.Request.Path == "/error")
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }
        );
}
