namespace Violet.Generated.Runtime.Http;

/// <summary>How the calls of one API prove who they come from.</summary>
internal interface IApiAuthentication
{
    /// <summary>The token for a call; null when it carries none.</summary>
    ValueTask<string?> GetTokenAsync(ApiRequest request, CancellationToken cancellationToken);

    /// <summary>Puts the credentials on a request.</summary>
    void Apply(HttpRequestMessage message, ApiRequest request, string? token);

    /// <summary>Asked after a failed call: whether <paramref name="token"/> was the cause and another one can now be had, so that the call
    /// is worth repeating once.</summary>
    ValueTask<bool> TryRenewAsync(int statusCode, ApiErrorBody error, string? token, CancellationToken cancellationToken);
}
