using Microsoft.Extensions.Options;
using Violet.Generated;

namespace Violet.Quickstart;

/// <summary>One line for a person: what went wrong and what to do. No stack trace, no secret.</summary>
internal static class Advice
{
    public static string? For(Exception error) =>
        error switch
        {
            OptionsValidationException options => $"The settings are incomplete: {string.Join(" ", options.Failures)}",
            VioletAuthenticationException { InnerException: VioletApiException { StatusCode: 401 or 403 } api } =>
                $"Login refused (HTTP {api.StatusCode}): check Violet__Username and Violet__Password (only the app owner's "
                    + $"login works), Violet__AppId, and that Violet__AppSecret belongs to this environment.",
            VioletAuthenticationException => $"No token could be had: {error.Message}",
            VioletPermissionException api =>
                $"{Words(api)} Check Violet__AppId, Violet__AppSecret and the token or login: they must belong to the same "
                    + $"app and environment.",
            VioletConnectionException => $"{error.Message} Check the network and, if it is set, Violet__BaseAddress.",
            VioletApiException api => Words(api),
            VioletException => error.Message,
            _ => null,
        };

    /// <summary>With the API's own words, which may be personal: this is a console, not a log.</summary>
    public static string Words(VioletApiException error) =>
        $"{error.Operation} failed with HTTP {error.StatusCode}{(error.Slug is null ? "" : " " + error.Slug)}: "
        + $"{error.ApiMessage ?? "no message."}";
}
