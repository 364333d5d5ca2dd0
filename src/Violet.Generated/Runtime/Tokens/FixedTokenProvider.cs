namespace Violet.Generated.Runtime.Tokens;

/// <summary>A token that cannot be renewed, since the settings hold nothing else. It is sent as it is: once it has expired, callers get the
/// API's 401.</summary>
internal sealed class FixedTokenProvider(string token) : IVioletTokenProvider
{
    public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) => new(token);

    public ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken) => default;
}
