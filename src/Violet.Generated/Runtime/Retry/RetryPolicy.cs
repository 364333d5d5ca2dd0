namespace Violet.Generated.Runtime.Retry;

/// <summary>What the contract says of an operation that failed.</summary>
internal enum RetryRule
{
    /// <summary>It acts: it is sent once.</summary>
    Never,

    /// <summary>It sets a value: it may be sent again when the API says that it did not carry it out.</summary>
    RefusedOnly,

    /// <summary>It only reads, or doing it twice is doing it once.</summary>
    Safe,
}

/// <summary>What one attempt came to: a result, or the failure that stands for it.</summary>
internal readonly record struct Attempt<T>(T? Result, VioletException? Failure);

/// <summary>A call that can be attempted several times.</summary>
internal interface IAttempts<T>
{
    /// <summary>What is left of the call's time.</summary>
    TimeSpan TimeLeft { get; }

    Task<Attempt<T>> AttemptAsync();

    void OnRetry(int retry, TimeSpan delay, VioletException failure);
}

/// <summary>What is retried, when, and how long the wait is. Nothing else decides it.</summary>
/// <param name="Rule">What the contract says of the operation.</param>
/// <param name="MaxRetries">How often the caller lets a call be sent again.</param>
/// <param name="RetriesRefused">Whether the caller wants <see cref="RetryRule.RefusedOnly"/> to be retried at all.</param>
internal readonly record struct RetryPolicy(RetryRule Rule, int MaxRetries, bool RetriesRefused)
{
    private const double FirstBackoffSeconds = 0.5;
    private const double LongestBackoffSeconds = 20;

    /// <summary>Nobody wants to wait longer inside a call, even one without a limit: then 429 is the response.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    /// <summary>The wait before a call is sent again; null when it is not.</summary>
    /// <param name="failure">How the last attempt ended.</param>
    /// <param name="retries">How often the call was sent again so far.</param>
    /// <param name="timeLeft">What is left of the call's time.</param>
    /// <param name="random">From 0 to 1: clients that failed together must not come back together.</param>
    public TimeSpan? DelayAfter(VioletException failure, int retries, TimeSpan timeLeft, double random)
    {
        if (retries >= MaxRetries || !IsRetried(failure))
            return null;
        TimeSpan delay = (failure as VioletApiException)?.RetryAfter ?? Backoff(retries, random);
        return delay <= s_longestWait && delay < timeLeft ? delay : null;
    }

    /// <summary>Makes attempts until one succeeds, or fails for good.</summary>
    public async Task<T> RunAsync<T>(IAttempts<T> call, TimeProvider time, CancellationToken cancellationToken)
    {
        for (int retries = 0; ; retries++)
        {
            (T? result, VioletException? failure) = await call.AttemptAsync().ConfigureAwait(false);
            if (failure is null)
                return result!;
            if (DelayAfter(failure, retries, call.TimeLeft, NextRandom()) is not { } delay)
                throw failure;
            call.OnRetry(retries + 1, delay, failure);
            await time.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsRetried(VioletException failure) =>
        Rule switch
        {
            RetryRule.Safe => IsTransient(failure),
            RetryRule.RefusedOnly => RetriesRefused && failure is VioletRateLimitException,
            _ => false,
        };

    /// <summary>Whether the same call may well succeed in a moment.</summary>
    private static bool IsTransient(VioletException failure) =>
        failure switch
        {
            VioletConnectionException connection => !connection.IsFinal,
            VioletRateLimitException => true,
            VioletServerException server => server.StatusCode is not 501 and < 600,
            VioletApiException api => api.StatusCode == 408,
            VioletJsonException { IsOtherFormat: true } => true,
            // The token's own back-off decides whether a retry asks the login again.
            VioletAuthenticationException { InnerException: VioletException cause } => IsTransient(cause),
            _ => false,
        };

    /// <summary>Doubles with every retry; up to half of it is left to chance.</summary>
    private static TimeSpan Backoff(int retries, double random) =>
        TimeSpan.FromSeconds(Math.Min(LongestBackoffSeconds, FirstBackoffSeconds * Math.Pow(2, retries)) * (1 - random / 2));

    private static double NextRandom() =>
#if NET
        Random.Shared.NextDouble();
#else
        new Random(Guid.NewGuid().GetHashCode()).NextDouble(); // without a seed, all that are made at one moment are alike
#endif
}
