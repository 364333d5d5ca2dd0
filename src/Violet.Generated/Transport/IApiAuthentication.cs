namespace Violet.Generated.Transport;

/// <summary>How the calls of one API prove who they come from.</summary>
internal interface IApiAuthentication
{
    /// <summary>Puts the credentials on a request.</summary>
    /// <returns>The token that was sent; null when the call carries none.</returns>
    ValueTask<string?> ApplyAsync(HttpRequestMessage message, ApiRequest request, CancellationToken cancellationToken);

    /// <summary>Asked after a failed call: whether <paramref name="token"/> was the cause and another one can now be had, so that the call is worth repeating once.</summary>
    ValueTask<bool> TryRenewAsync(int statusCode, ApiErrorBody error, string? token, CancellationToken cancellationToken);
}
