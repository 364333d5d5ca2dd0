namespace Violet.Generated.Runtime.Http;

/// <summary>How the calls of one API prove who they come from.</summary>
internal interface IApiAuthentication
{
    /// <summary>The token for a call; null when it carries none.</summary>
    ValueTask<string?> GetTokenAsync(ApiRequest request, CancellationToken cancellationToken);

    /// <summary>Puts the credentials on a request.</summary>
    void Apply(HttpRequestMessage message, ApiRequest request, string? token);

    /// <summary>Told of a successful response: the API has taken the token.</summary>
    void Accepted(string? token);

    /// <summary>Asked after a failed call: whether <paramref name="token"/> may be the cause and another one can now be had, so that the
    /// call is worth sending again. <paramref name="renewals"/> is the number of tokens that the call has had before.</summary>
    ValueTask<bool> TryRenewAsync(
        ApiRequest request,
        int statusCode,
        ApiErrorBody error,
        string? token,
        int renewals,
        CancellationToken cancellationToken
    );
}
