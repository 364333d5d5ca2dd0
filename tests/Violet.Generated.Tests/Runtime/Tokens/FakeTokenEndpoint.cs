using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Answers logins and refreshes as the test says, counts them, and tells when the first has come.</summary>
internal sealed class FakeTokenEndpoint : ITokenEndpoint
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _refreshTokens = [];
    private int _logins;

    public Func<Task<TokenSet>> OnLogin { get; set; } = () => throw new InvalidOperationException("The test expects no login.");

    public Func<Task<string>> OnRefresh { get; set; } = () => throw new InvalidOperationException("The test expects no refresh.");

    public int Logins => Volatile.Read(ref _logins);

    public int Refreshes
    {
        get
        {
            lock (_refreshTokens)
                return _refreshTokens.Count;
        }
    }

    /// <summary>The refresh tokens that were sent, in order, with a space between them.</summary>
    public string RefreshTokens
    {
        get
        {
            lock (_refreshTokens)
                return string.Join(' ', _refreshTokens);
        }
    }

    public string LastRefreshToken => RefreshTokens.Split(' ')[^1];

    public int Attempts => Logins + Refreshes;

    public CancellationToken LastCancellationToken { get; private set; }

    /// <summary>Ends when the first login or refresh has come.</summary>
    public Task Called => _called.Task.Soon();

    public Task<TokenSet> LoginAsync(string username, string password, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _logins);
        LastCancellationToken = cancellationToken;
        _called.TrySetResult();
        return OnLogin();
    }

    public Task<string> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        lock (_refreshTokens)
            _refreshTokens.Add(refreshToken);

        LastCancellationToken = cancellationToken;
        _called.TrySetResult();
        return OnRefresh();
    }
}
