using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>An app with its owner, as one of several that a <see cref="VioletTestServer"/> knows. All see the same data; none can use the
/// token of another.</summary>
public sealed class TestAccount
{
    private readonly Uri _address;

    internal TestAccount(Account account, Uri address)
    {
        (AppId, AppSecret, Username, Password, RefreshToken) = (
            account.AppId,
            account.AppSecret,
            account.Username,
            account.Password,
            account.RefreshToken
        );
        _address = address;
    }

    /// <summary>The id of the app.</summary>
    public long AppId { get; }

    /// <summary>The secret of the app.</summary>
    public string AppSecret { get; }

    /// <summary>The user name that can log in.</summary>
    public string Username { get; }

    /// <summary>The password of that user.</summary>
    public string Password { get; }

    /// <summary>A refresh token of that user.</summary>
    public string RefreshToken { get; }

    /// <summary>Points a Violet client to the server, as this account: <c>services.AddViolet("name", account.Configure)</c>. It replaces
    /// the address, the credentials, and what the app had set for tokens (token, provider, store); the other settings stay.</summary>
    /// <param name="options">The client's options.</param>
    public void Configure(VioletOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // All ways of having a token are replaced, not only the one that is set here.
        (options.Token, options.RefreshToken, options.TokenProvider, options.TokenStore) = (null, null, null, null);
        options.BaseAddress = _address;
        options.AppId = AppId;
        options.AppSecret = AppSecret;
        options.Username = Username;
        options.Password = Password;
    }
}
