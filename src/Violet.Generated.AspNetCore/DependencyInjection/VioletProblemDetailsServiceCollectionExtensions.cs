using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Violet.Generated;
using Violet.Generated.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the answers to requests in which a call has failed.</summary>
public static class VioletProblemDetailsServiceCollectionExtensions
{
    /// <summary>
    /// Answers requests in which a <see cref="VioletException"/> was thrown with problem details (RFC 9457), for Violet and Rutter alike.
    /// The app calls <c>app.UseExceptionHandler()</c>, which hands it the exceptions.
    /// </summary>
    /// <remarks>
    /// <para>404: Violet or Rutter says that there is no such thing. A 404 that does not name what is missing is 502, since a wrong
    /// <c>BaseAddress</c> answers so too. 409 and 422: a refusal that concerns the caller, such as <c>order_completed</c> or
    /// <c>blocked_address</c>. 429: too many calls, with Retry-After where the API gave one. 504: a timeout. 502: anything else; the app's
    /// own mistakes (400) and credentials (401, 403) are no business of its callers.</para>
    /// <para>Below 500, <c>slug</c> and <c>code</c> name an error that the contract knows. The API's own words, which may be about a
    /// customer, are in no answer. <c>AddProblemDetails(o => o.CustomizeProblemDetails = ...)</c> adds what the app wants to say.</para>
    /// <para>On .NET 10 and later each is logged once: as an error from 500 on, as a warning for 429, else as information. Earlier,
    /// <c>UseExceptionHandler</c> itself logs every exception as an error.</para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets other statuses; null for the usual ones.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddVioletProblemDetails(
        this IServiceCollection services,
        Action<VioletProblemDetailsOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddProblemDetails();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, VioletExceptionHandler>());
        return services;
    }
}
